"""How chords follow each other, and which belong to a key, counted in rendered songs."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.domain.harmony import Key, tone_number
from workers._chordnet import FAMILIES, NONE
from workers.training.chords_corpus import spans, state_of

_TURN_DOUBT, _KEY_DOUBT_S = 0.5, 2.0

Floats = npt.NDArray[np.float64]


def habits(places: Sequence[Path]) -> dict[str, npt.NDArray[np.float32]]:
    """Logarithms of what follows a chord above C, or none, and of what sounds in C."""
    turns = np.full((len(FAMILIES) + 1, NONE + 1), _TURN_DOUBT / NONE)
    keys = np.full((2, NONE + 1), _KEY_DOUBT_S)
    for place in places:
        rows = [(a, z, state_of(label)) for a, z, label in spans(place / "chords.lab")]
        known = [row for row in rows if row[2] >= 0]
        for (*_, before), (*_, after) in pairwise(known):
            if before != after:
                _count_turn(turns, before, after)
        for start, stop, key in _keys(place / "key.lab"):
            for a, z, state in known:
                length = min(z, stop) - max(a, start)
                if length > 0:
                    keys[int(key.minor), _above(state, key.tonic)] += length
    return {
        "turns": np.log(turns / turns.sum(axis=1, keepdims=True)).astype(np.float32),
        "keys": np.log(keys / keys.sum(axis=1, keepdims=True)).astype(np.float32),
    }


def _count_turn(turns: Floats, before: int, after: int) -> None:
    if before == NONE:
        if after != NONE:
            turns[-1, after % len(FAMILIES) : NONE : len(FAMILIES)] += 1 / 12
        return
    root, family = divmod(before, len(FAMILIES))
    turns[family, _above(after, root)] += 1


def _above(state: int, root: int) -> int:
    """The chord as it would be called if that root were C."""
    return state if state == NONE else (state - root * len(FAMILIES)) % NONE


def _keys(lab: Path) -> list[tuple[float, float, Key]]:
    if not lab.is_file():
        return []
    found = []
    for start, stop, label in spans(lab):
        tonic, _, mode = label.partition(":")
        found.append((start, stop, Key(tone_number(tonic), minor=mode.startswith("min"))))
    return found
