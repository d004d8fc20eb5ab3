"""The voices of a track as files for other programs."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from luma.analysis.formats import read_stem
from luma.audio.voices import write_floats
from luma.domain.errors import Refused
from luma.domain.sound import Samples
from luma.domain.stems import Stem, StemSet

Form = Literal["flac", "wav"]
_BLOCK = 1 << 20


def write_stem_files(stems: StemSet, folder: Path, form: Form) -> dict[Stem, Path]:
    """Put the voices into a folder, whole or not at all.

    FLAC keeps the 24 bits and the gain that they have in the library; WAV has floats at their
    level in the mix.
    """
    write = _copy if form == "flac" else _floats
    drafts: dict[Path, Path] = {}
    files = {stem: folder / f"{stem}.{form}" for stem in stems.files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for stem, file in files.items():
            drafts[file] = file.with_name(f".{file.name}.draft")
            write(stems, stem, drafts[file])
        for file, draft in drafts.items():
            draft.replace(file)
    except OSError as error:
        raise Refused(f'The voices cannot be written to "{folder}": {error}.') from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    return files


def _copy(stems: StemSet, stem: Stem, file: Path) -> None:
    shutil.copyfile(stems.files[stem], file)


def _floats(stems: StemSet, stem: Stem, file: Path) -> None:
    write_floats(file, _parts(stems, stem))


def _parts(stems: StemSet, stem: Stem) -> Iterator[Samples]:
    first = 0
    while len(part := read_stem(stems, stem, first, first + _BLOCK)):
        yield part
        first += len(part)
