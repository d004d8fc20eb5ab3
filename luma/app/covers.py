"""Pictures that files carry of themselves, laid out so that they can be shown."""

import contextlib
import secrets
from pathlib import Path

from luma.audio.tags import read_cover
from luma.domain.track import Source

_ENDINGS = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"GIF8": ".gif", b"RIFF": ".webp"}


def cover_of(source: Source, folder: Path) -> Path | None:
    """The picture of a file, taken out of it at the first time; `None` where it has none."""
    made = next(folder.glob(f"{source.file_sha256}.*"), None)
    if made is not None:
        return made if made.suffix != ".none" else None
    if not source.path.is_file():
        return None
    picture = read_cover(source.path)
    ending = ".none" if picture is None else _ending(picture)
    target = folder / f"{source.file_sha256}{ending}"
    aside = folder / f".{target.name}.{secrets.token_hex(4)}"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(picture or b"")
        aside.replace(target)
        return None if picture is None else target
    return None


def _ending(picture: bytes) -> str:
    return next((end for head, end in _ENDINGS.items() if picture.startswith(head)), ".img")
