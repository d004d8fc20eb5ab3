"""Weights of models: checked against their sums, loaded once per process, and kept."""

import functools
import hashlib
from pathlib import Path
from typing import Any

from luma.domain.errors import Unavailable

SUMS = "SHA256SUMS"


def check(folder: Path) -> None:
    """Compare every file of a model with the sums beside it, as sha256sum writes them."""
    sums = folder / SUMS
    if not sums.is_file():
        raise Unavailable(
            f'The weights "{folder.name}" are not in the model store ({folder}).',
            hint=f"Put {folder.name}.yaml, the .th files that it names and {SUMS} there.",
        )
    for line in sums.read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition(" ")
        file = folder / name.strip().lstrip("*")
        if not file.is_file() or _sum_of(file) != expected:
            raise Unavailable(
                f'The weights "{folder.name}" are damaged: {file.name} is not what it was.',
                hint=f"Copy it anew, or write {SUMS} again if the file was changed on purpose.",
            )


@functools.lru_cache(maxsize=2)
def demucs_model(folder: Path) -> Any:
    """A separation model by the name of its folder; its files are checked before they run."""
    check(folder)
    try:
        from demucs.pretrained import get_model
    except ImportError as error:
        raise Unavailable(
            "Taking voices apart needs torch and demucs, which are not installed.",
            hint='Install them with: pip install "luma-workstation[stems]"',
        ) from error
    return get_model(folder.name, repo=folder)


def _sum_of(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
