"""The machine code of the deck, compiled apart from what calls it."""

from functools import cache
from typing import TYPE_CHECKING

from numba.core import types

from luma.audio.kernel import slots
from luma.audio.kernel.atomic import array_at
from luma.audio.kernel.calling import DECK
from luma.audio.kernel.compiled import compiled_callback
from luma.audio.kernel.deck import play_deck
from luma.audio.kernel.directory import DIRECTORY_WORDS, reach

if TYPE_CHECKING:
    import numba

I64, F32 = types.int64, types.float32


def _deck(directory: int, block: int, frames: int, frame: int) -> None:
    memory = reach(array_at(directory, (DIRECTORY_WORDS,), I64))
    play_deck(memory, array_at(block, (frames, slots.CHANNELS), F32), frame)


@cache
def deck_code() -> "numba.CFunc":
    """The machine code of the deck, compiled when it is first asked for, and kept."""
    return compiled_callback(DECK)(_deck)
