"""Plain light frames as bytes for every universe of a patch."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.light import AIM, FOCUS, GOBO, HOLD, INTENSITY, PRISM, STROBE, ZOOM, Floats
from luma.domain.profile import UNIVERSE_SIZE, Answer
from luma.light.aiming import nearest_look
from luma.light.mixing import Mixer
from luma.light.patch import Patch
from luma.light.wiring import SOURCE, SOURCES, WHEELS, WheelWire, Wire

Reals = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
FAR = 1e6


class _Wires:
    """The wires of a patch as arrays, a row of each for one wire."""

    def __init__(self, wires: tuple[Wire, ...]) -> None:
        self.head = np.array([w.head for w in wires], np.int64)
        self.source = np.array([w.source for w in wires], np.int64)
        self.level = np.array([w.level for w in wires], np.int64)
        self.fine = np.array([w.fine for w in wires], np.int64)
        self.is_fine = self.fine >= 0
        self.low = np.array([w.low for w in wires], float)
        self.rise = np.array([w.high - w.low for w in wires], float)
        self.none = np.array([w.none for w in wires], float)
        self.first = np.array([w.first for w in wires], float)
        self.way = np.array([(w.last - w.first) or 1.0 for w in wires], float)
        self.shared = np.flatnonzero([w.shared for w in wires])
        self.flashing = np.flatnonzero([any(w.flash) for w in wires])
        self.flash = np.array([wires[at].flash for at in self.flashing], float).reshape(-1, 4).T
        bent: tuple[Answer, ...] = ("square", "root", "s")
        self.answers = [
            (answer, at)
            for answer in bent
            if len(at := np.flatnonzero([w.answers == answer for w in wires]))
        ]


class _Choice(NamedTuple):
    """The wheels of a patch as arrays: what is on them, and at which levels."""

    head: Numbers
    kind: Numbers
    level: Numbers
    shared: Numbers
    features: Reals
    levels: npt.NDArray[np.uint8]
    shut: Numbers

    @classmethod
    def of(cls, wheels: tuple[WheelWire, ...]) -> "_Choice":
        """The arrays of wheels, with places that nobody chooses where there are fewer."""
        most = max((len(wheel.choices) for wheel in wheels), default=0)
        features = np.full((len(wheels), most, 3), FAR)
        levels = np.zeros((len(wheels), most), np.uint8)
        for row, wheel in enumerate(wheels):
            for at, (level, *feature) in enumerate(wheel.choices):
                features[row, at], levels[row, at] = feature, level
        return cls(
            np.array([w.head for w in wheels], np.int64),
            np.array([w.kind for w in wheels], np.int64),
            np.array([w.level for w in wheels], np.int64),
            np.flatnonzero([w.shared for w in wheels]),
            features,
            levels,
            np.array([w.shut for w in wheels], np.int64),
        )


class DmxEncoder:
    """Light frames as levels of a patch; remembers where the moving heads look."""

    def __init__(self, patch: Patch) -> None:
        """Lay the patch out as flat arrays, with every mover in the middle of its arcs."""
        heads = patch.heads
        self.patch = patch
        self._resting = np.array(patch.resting, np.uint8)
        self._fixture = np.array([h.fixture for h in heads], np.int64)
        self._firsts = np.flatnonzero(np.diff(self._fixture, prepend=-1))
        self._spread = np.repeat(
            np.arange(len(self._firsts)), np.diff(self._firsts, append=len(heads))
        )
        self._wires, self._wheels = _Wires(patch.wires), _Choice.of(patch.wheels)
        self._mixer = Mixer(heads, self._firsts, self._spread)
        self._shares = len(self._wires.shared) + len(self._wheels.shared) > 0
        self._movers = np.flatnonzero([h.mover for h in heads])
        self._turn = np.array([h.turn for h in heads], float).reshape(-1, 3, 3)[self._movers]
        self._reach = np.array([h.reach for h in heads], float).reshape(-1, 2)[self._movers]
        self._offset = np.array([h.offset for h in heads], float).reshape(-1, 2)[self._movers]
        self._looks: Reals = np.zeros((len(self._movers), 2))

    def encode(self, levels: Floats, *, strikes: bool = False) -> dict[int, bytes]:
        """The 512 levels of each universe for a plain frame of as many heads as the patch.

        Where it strikes, lamps are told to switch on as well.
        """
        told = levels.astype(np.float64)
        leaders = self._leaders(told) if self._shares else None
        out = self._resting.copy()
        table = np.ones((len(levels), len(SOURCES)))
        self._mixer.mix(told, table)
        self._look(told, table)
        self._tell_wires(told, table, leaders, out)
        if len(self._wheels.head):
            self._tell_wheels(told, leaders, out)
        if strikes:
            for at, level in self.patch.striking:
                out[at] = level
        rows = out.reshape(-1, UNIVERSE_SIZE)
        return {n: row.tobytes() for n, row in zip(self.patch.universes, rows, strict=True)}

    def _leaders(self, told: Reals) -> Numbers:
        """For each head the brightest head of its fixture, the first of equals."""
        brightest = np.maximum.reduceat(told[:, INTENSITY], self._firsts)[self._spread]
        at = np.where(told[:, INTENSITY] == brightest, np.arange(len(told)), len(told))
        return np.asarray(np.minimum.reduceat(at, self._firsts)[self._spread], np.int64)

    def _look(self, told: Reals, table: Reals) -> None:
        """Turn the movers, and say what zoom and focus are to be."""
        table[:, SOURCE["zoom"]] = told[:, ZOOM]
        focus = told[:, FOCUS]
        table[:, SOURCE["focus"]] = np.where(focus < 0.0, 0.0, np.maximum(focus, 1e-9))
        table[:, SOURCE["lit"]] = told[:, INTENSITY] > 0.0
        if not len(self._movers):
            return
        mine = told[self._movers]
        looks = nearest_look(mine[:, AIM], self._turn, self._reach, self._looks, self._offset)
        stays = (mine[:, HOLD] >= 0.5) & (mine[:, INTENSITY] <= 0.0)
        self._looks = np.where(stays[:, None], self._looks, looks)
        table[self._movers, SOURCE["pan"] : SOURCE["tilt"] + 1] = 0.5 + (
            self._looks + self._offset
        ) / np.where(self._reach > 0.0, self._reach, 1.0)

    def _tell_wires(
        self,
        told: Reals,
        table: Reals,
        leaders: Numbers | None,
        out: npt.NDArray[np.uint8],
    ) -> None:
        wires = self._wires
        heads = _led(wires.head, wires.shared, leaders)
        given = table[heads, wires.source]
        share = ((given - wires.first) / wires.way).clip(0.0, 1.0)
        for answer, at in wires.answers:
            share[at] = _level_for(answer, share[at])
        word = np.where(given > 0.0, wires.low + share * wires.rise, wires.none)
        if len(wires.flashing):
            self._flash(told[heads[wires.flashing], STROBE], given, word)
        whole = np.rint(word).astype(np.int64)
        out[wires.level] = np.where(wires.is_fine, whole >> 8, whole)
        out[wires.fine[wires.is_fine]] = whole[wires.is_fine] & 255

    def _flash(self, rate: Reals, given: Reals, word: Reals) -> None:
        """Put the strobing wires that let light out into the range of their strobe."""
        at = self._wires.flashing
        first, last, slow, fast = self._wires.flash
        way = fast - slow
        share = ((rate - slow) / np.where(way == 0.0, 1.0, way)).clip(0.0, 1.0)
        level = np.rint(first + share * (last - first)) * np.where(
            self._wires.is_fine[at], 256.0, 1.0
        )
        word[at] = np.where((rate > 0.0) & (given[at] > 0.0), level, word[at])

    def _tell_wheels(
        self, told: Reals, leaders: Numbers | None, out: npt.NDArray[np.uint8]
    ) -> None:
        wheels = self._wheels
        heads = _led(wheels.head, wheels.shared, leaders)
        wanted = np.zeros((len(heads), 3))
        wanted[:, 0] = np.where(
            wheels.kind == WHEELS.index("gobo"), told[heads, GOBO], told[heads, PRISM]
        )
        colours = np.flatnonzero(wheels.kind == WHEELS.index("colour_wheel"))
        if len(colours):
            wanted[colours] = self._mixer.seen(told[heads[colours]])
        away = wheels.features - wanted[:, None, :]
        nearest = np.einsum("wsf,wsf->ws", away, away).argmin(axis=1)
        level = wheels.levels[np.arange(len(heads)), nearest]
        dark = (wheels.shut >= 0) & (told[heads, INTENSITY] <= 0.0)
        out[wheels.level] = np.where(dark, wheels.shut, level)


def _led(heads: Numbers, shared: Numbers, leaders: Numbers | None) -> Numbers:
    """Whom each row follows: the shared ones the brightest head of their fixture."""
    if leaders is None or not len(shared):
        return heads
    followed = heads.copy()
    followed[shared] = leaders[heads[shared]]
    return followed


def _level_for(answer: Answer, light: Reals) -> Reals:
    """The share of the level at which a lamp that answers so gives that much light."""
    if answer == "square":
        return np.sqrt(light)
    if answer == "root":
        return np.asarray(light * light)
    return np.asarray(0.5 - np.sin(np.arcsin(1.0 - 2.0 * light) / 3.0))
