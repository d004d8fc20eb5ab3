"""The machine code of effects, each compiled apart and called by its address."""

from functools import cache
from typing import TYPE_CHECKING

from luma.audio.kernel.calling import EFFECT
from luma.audio.kernel.compiled import compiled_callback
from luma.audio.kernel.entrances import ENTRANCES

if TYPE_CHECKING:
    import numba


@cache
def code_of(key: str) -> "numba.CFunc":
    """The machine code of an effect, compiled when it is first asked for, and kept."""
    return compiled_callback(EFFECT)(ENTRANCES[key])


def address_of_code(key: str) -> int:
    """Where the machine code of an effect lies; it stays there."""
    address: int = code_of(key).address
    return address
