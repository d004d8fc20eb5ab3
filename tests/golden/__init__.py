"""Golden answers: arrays kept beside this file, made by the code and read by a person."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).parent


class Golden:
    """Compares arrays with those kept under a name, or keeps them."""

    def __init__(self, folder: Path, *, rewrite: bool) -> None:
        self.folder = folder
        self.rewrite = rewrite

    def __call__(self, name: str, *, atol: float = 1e-6, **arrays: npt.NDArray[Any]) -> None:
        """Hold arrays against their golden answers, within a tolerance."""
        path = self.folder / f"{name}.npz"
        if self.rewrite:
            np.savez_compressed(path, allow_pickle=False, **arrays)
        assert path.is_file(), f"{path} is not there: run `make golden` and read what it wrote"
        with np.load(path) as kept:
            assert set(kept) == set(arrays)
            for key, value in arrays.items():
                np.testing.assert_allclose(value, kept[key], rtol=0.0, atol=atol, err_msg=key)
