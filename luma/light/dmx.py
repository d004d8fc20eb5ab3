"""Plain light frames as bytes for every universe of a patch."""

import math

import numpy as np
import numpy.typing as npt

from luma.domain.light import AIM, COLOUR, INTENSITY, STROBE, Floats
from luma.light.fixtures import UNIVERSE_SIZE
from luma.light.patch import SOURCE, SOURCES, Patch

Reals = npt.NDArray[np.float64]
_TURNS = np.arange(-2, 3) * math.tau
_OUT_OF_REACH = 1000.0


class DmxEncoder:
    """Light frames as levels of a patch; remembers where the moving heads look."""

    def __init__(self, patch: Patch) -> None:
        """Lay the patch out as flat arrays, with every mover in the middle of its arcs."""
        heads = patch.heads
        self.patch = patch
        self._resting = np.array(patch.resting, np.uint8)
        self._fixture = np.array([h.fixture for h in heads], np.int32)
        self._fixtures = int(self._fixture.max(initial=-1)) + 1
        self._shared = np.array([h.shared_dimmer for h in heads], bool)
        self._own = np.array([h.dimmer for h in heads], bool)
        self._white = np.array([h.white for h in heads], bool)
        self._open = np.array([h.shutter_open for h in heads], float)
        self._flash = np.array([h.flash for h in heads], float).reshape(-1, 4)
        self._movers = np.flatnonzero([h.mover for h in heads])
        self._turn = np.array([h.turn for h in heads], float).reshape(-1, 3, 3)[self._movers]
        self._reach = np.array([h.reach for h in heads], float).reshape(-1, 2)[self._movers]
        self._looks: Reals = np.zeros((len(self._movers), 2))
        self._from_head = np.array([w.head for w in patch.wires], np.int32)
        self._from_source = np.array([w.source for w in patch.wires], np.int32)
        self._to_level = np.array([w.level for w in patch.wires], np.int32)
        self._to_fine = np.array([w.fine for w in patch.wires], np.int32)

    def encode(self, levels: Floats) -> dict[int, bytes]:
        """The 512 levels of each universe for a plain frame of as many heads as the patch."""
        sources = self._sources(levels.astype(np.float64))
        value = sources[self._from_head, self._from_source].clip(0.0, 1.0)
        is_fine = self._to_fine >= 0
        word = np.rint(value * np.where(is_fine, 65535.0, 255.0)).astype(np.int64)
        out = self._resting.copy()
        out[self._to_level] = np.where(is_fine, word >> 8, word)
        out[self._to_fine[is_fine]] = word[is_fine] & 255
        rows = out.reshape(-1, UNIVERSE_SIZE)
        return {n: row.tobytes() for n, row in zip(self.patch.universes, rows, strict=True)}

    def _sources(self, levels: Reals) -> Reals:
        """What each source of each head gives, from nothing to one."""
        table = np.zeros((len(levels), len(SOURCES)))
        intensity = levels[:, INTENSITY].clip(0.0, 1.0)
        brightest = np.zeros(self._fixtures)
        np.maximum.at(brightest, self._fixture, intensity)
        shared = np.where(self._shared, brightest[self._fixture], 1.0)
        own = np.divide(intensity, shared, out=np.zeros_like(shared), where=shared > 0.0)
        table[:, SOURCE["shared_dimmer"]] = shared
        table[:, SOURCE["dimmer"]] = own
        emitted = (
            levels[:, COLOUR].clip(0.0, 1.0) * np.where(self._own, own > 0.0, own)[:, None]
        )
        white = np.where(self._white, emitted.min(axis=1, initial=1.0), 0.0)
        table[:, SOURCE["red"] : SOURCE["blue"] + 1] = emitted - white[:, None]
        table[:, SOURCE["white"]] = white
        table[:, SOURCE["shutter"]] = self._shutter(levels[:, STROBE]) / 255.0
        aims = levels[self._movers, AIM]
        self._looks = nearest_look(aims, self._turn, self._reach, self._looks)
        table[self._movers, SOURCE["pan"] : SOURCE["tilt"] + 1] = (
            0.5 + self._looks / self._reach
        )
        return table

    def _shutter(self, rate: Reals) -> Reals:
        first, last, slow, fast = self._flash.T
        can = fast > slow
        share = ((rate - slow) / np.where(can, fast - slow, 1.0)).clip(0.0, 1.0)
        return np.where(can & (rate > 0.0), first + share * (last - first), self._open)


def nearest_look(aims: Reals, turn: Reals, reach: Reals, now: Reals) -> Reals:
    """Pan and tilt in radians for aims in the room, by the shortest way from where heads look.

    A lamp that is not turned hangs from above: in the middle of its arcs it looks straight
    down, tilt lifts the beam towards the audience, and pan turns it about the vertical. What
    lies out of reach is approached as far as the arcs allow.
    """
    x, y, z = np.einsum("nji,nj->in", turn, aims)
    side = np.hypot(x, y)
    pan = np.where(side > 1e-4, np.arctan2(x, -y), now[:, 0])[:, None]
    tilt = np.arctan2(side, -z)[:, None]
    pans = np.concatenate([pan + _TURNS, pan + math.pi + _TURNS], axis=1)
    tilts = np.concatenate([tilt + 0.0 * _TURNS, -tilt + 0.0 * _TURNS], axis=1)
    looks = np.stack([pans, tilts], axis=2)
    half = reach[:, None, :] / 2.0
    reached = looks.clip(-half, half)
    beyond = np.abs(looks - reached).sum(axis=2)
    way = np.abs(reached - now[:, None, :]).sum(axis=2)
    best = (beyond.round(6) * _OUT_OF_REACH + way).argmin(axis=1)
    nearest: Reals = reached[np.arange(len(aims)), best]
    return nearest
