"""Weights of models: checked against their sums, loaded once per process, and kept."""

import functools
from pathlib import Path
from typing import Any

from luma.analysis.modelstore import SUMS, check
from luma.domain.errors import Unavailable


@functools.lru_cache(maxsize=2)
def demucs_model(folder: Path) -> Any:
    """A separation model by the name of its folder; its files are checked before they run."""
    check(folder)
    _refuse_strays(folder)
    try:
        from demucs.pretrained import get_model
    except ImportError as error:
        raise Unavailable(
            "Taking voices apart needs torch and demucs, which are not installed.",
            hint='Install them with: pip install "luma-workstation[stems]"',
        ) from error
    try:
        return get_model(folder.name, repo=folder)
    except Exception as error:  # a file of any kind may raise anything
        raise Unavailable(
            f'The weights "{folder.name}" are of another kind: {error}',
            hint=f"Run `luma models remove {folder.name}`, then install it again.",
        ) from error


def _refuse_strays(folder: Path) -> None:
    """Weights that no sum vouches for are not opened: what is in them runs."""
    vouched = (folder / SUMS).read_text(encoding="utf-8").split()
    for file in sorted(folder.iterdir()):
        if file.name != SUMS and file.name not in vouched:
            raise Unavailable(
                f'"{file.name}" among the weights "{folder.name}" has no sum to be held to.',
                hint=f"Take it out of {folder}.",
            )
