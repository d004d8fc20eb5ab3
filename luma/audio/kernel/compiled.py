"""How the kernel is compiled, and where its machine code is kept.

numba notices a change of a function's own file, but not of what that file calls. The folder is
therefore named by everything that goes into the kernel, so stale code cannot be loaded.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")

_LUMA = Path(__file__).parents[2]
_PARTS = (
    "audio/kernel/*.py",
    "audio/fx/*.py",
    "audio/clicks.py",
    "audio/clock.py",
    "domain/blocks.py",
    "domain/units.py",
)


def kernel_sources() -> list[Path]:
    """The files whose numbers and functions may be compiled into the kernel."""
    return sorted(path for part in _PARTS for path in _LUMA.glob(part))


def kernel_digest() -> str:
    """A name for the sources of the kernel as they stand."""
    digest = hashlib.sha256(numba.__version__.encode())
    for path in kernel_sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _keep_code() -> Path:
    root = os.environ.get("NUMBA_CACHE_DIR")
    folder = Path(root) if root else _LUMA / "audio" / "kernel" / "__pycache__"
    return folder / f"kernel-{kernel_digest()}"


CODE = _keep_code()
"""The folder of the compiled kernel: under `NUMBA_CACHE_DIR`, else beside the sources."""

OPTIONS: dict[str, Any] = {
    "cache": True,
    "error_model": "numpy",
    "_nrt": False,
}
"""No collector, no exceptions; `fastmath` stays off, so sums keep their order."""


@contextmanager
def _kept() -> Iterator[None]:
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(CODE)
    try:
        yield
    finally:
        numba.config.CACHE_DIR = before


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function as machine code that neither allocates nor meets the interpreter."""
    with _kept():
        machine: Callable[P, R] = numba.njit(nogil=True, forceinline=True, **OPTIONS)(function)
    return machine


def compiled_callback(signature: Any) -> Callable[[Callable[..., object]], "numba.CFunc"]:
    """The function as a C function of a signature, of the same kind."""

    def compile_it(function: Callable[..., object]) -> "numba.CFunc":
        with _kept():
            return numba.cfunc(signature, **OPTIONS)(function)

    return compile_it
