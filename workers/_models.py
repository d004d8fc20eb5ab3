"""Weights of models: checked against their sums, loaded once per process, and kept."""

import functools
from pathlib import Path
from typing import Any

from luma.analysis.modelstore import check
from luma.domain.errors import Unavailable


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
