"""Colour and intensity as shares of dimmers, emitters and filters."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from luma.domain.colourspace import to_hsv, to_oklab
from luma.domain.light import COLOUR, INTENSITY
from luma.domain.profile import Emitter
from luma.light.wiring import EMITTERS, SOURCE, HeadPatch

Reals = npt.NDArray[np.float64]

LIGHT: dict[Emitter, tuple[float, float, float]] = {
    "white": (1.0, 1.0, 1.0),
    "cool_white": (0.85, 0.95, 1.0),
    "warm_white": (1.0, 0.75, 0.45),
    "amber": (1.0, 0.5, 0.0),
    "lime": (0.6, 1.0, 0.0),
    "indigo": (0.3, 0.0, 1.0),
}
"""The light of the emitters beside red, green and blue, in the order in which they are used."""

_PRIMARIES: tuple[Emitter, ...] = ("red", "green", "blue")
_WARM: frozenset[Emitter] = frozenset({"warm_white", "amber"})
_TINY = 1e-6


class Mixer:
    """What the emitters, filters and dimmers of some heads give for light frames."""

    def __init__(
        self,
        heads: Sequence[HeadPatch],
        firsts: npt.NDArray[np.int64],
        spread: npt.NDArray[np.int64],
    ) -> None:
        """Take the heads, the first of each fixture, and each head's fixture in that row."""
        self._firsts, self._spread = firsts, spread
        self._shared = np.array([h.shared_dimmer for h in heads], bool)
        self._own = np.array([h.dimmer for h in heads], bool)
        self._dims = self._shared | self._own
        ways = [h.colouring for h in heads]
        self._scaled = np.array([w in {"filters", "wheel", "hue"} for w in ways], bool)
        self._filters = np.flatnonzero([w == "filters" for w in ways])
        self._hues = np.flatnonzero([w == "hue" for w in ways])
        mixes = np.array([set(_PRIMARIES) <= set(h.emitters) for h in heads], bool)
        self._partial = np.flatnonzero(
            np.array([bool(h.emitters) for h in heads], bool) & ~mixes
        )
        self._extra = [
            (emitter, np.flatnonzero(mixes & has))
            for emitter in EMITTERS
            if (has := np.array([emitter in h.emitters for h in heads], bool)).any()
        ]

    def mix(self, told: Reals, table: Reals) -> None:
        """Fill in what dimmers, emitters and filters give for plain light."""
        colour = told[:, COLOUR].clip(0.0, 1.0)
        brightest = colour.max(axis=1, initial=0.0)
        intensity = told[:, INTENSITY].clip(0.0, 1.0)
        intensity = np.where(self._scaled, intensity * brightest, intensity)
        shared = intensity
        if len(intensity):
            shared = np.maximum.reduceat(intensity, self._firsts)[self._spread]
        shared = np.where(self._shared, shared, 1.0)
        own = np.divide(intensity, shared, out=np.zeros_like(shared), where=shared > 0.0)
        table[:, SOURCE["shared_dimmer"]] = shared
        table[:, SOURCE["dimmer"]] = own
        lit = np.where(self._own, own > 0.0, own)
        self._emit(colour, lit, table)
        if len(self._filters) or len(self._hues):
            pure = colour / np.maximum(brightest, _TINY)[:, None]
            self._filter(pure, brightest, table)

    def _emit(self, colour: Reals, lit: Reals, table: Reals) -> None:
        emitted = colour * lit[:, None]
        for emitter, light in LIGHT.items():
            for name, at in self._extra:
                if name == emitter and len(at):
                    table[at, SOURCE[emitter]] = _taken(emitted, at, light)
        red = SOURCE["red"]
        table[:, red : red + 3] = emitted
        for name, at in self._extra:
            if name == "uv":
                r, g, b = (colour[at] * lit[at, None]).T
                table[at, SOURCE["uv"]] = np.minimum(2.0 * r, b) - g
        if len(self._partial):
            self._emit_alone(colour[self._partial], lit[self._partial], table)

    def _emit_alone(self, colour: Reals, lit: Reals, table: Reals) -> None:
        """Heads that cannot mix show what they have, warmer or colder as they are asked."""
        red, _, blue = np.maximum(colour, _TINY).T
        for emitter in EMITTERS:
            share = np.ones(len(lit))
            if emitter in _PRIMARIES:
                share = colour[:, _PRIMARIES.index(emitter)]
            elif emitter in _WARM:
                share = np.minimum(1.0, red / blue)
            elif emitter == "cool_white":
                share = np.minimum(1.0, blue / red)
            table[self._partial, SOURCE[emitter]] = lit * share

    def _filter(self, pure: Reals, brightest: Reals, table: Reals) -> None:
        """Colour by what is held back, or by hue; black leaves filters out of the beam."""
        at = self._filters
        cyan = SOURCE["cyan"]
        kept = np.where(
            self._dims[at, None], pure[at], pure[at] * table[at, None, SOURCE["dimmer"]]
        )
        table[at, cyan : cyan + 3] = np.where(brightest[at, None] > 0.0, 1.0 - kept, 0.0)
        if len(self._hues):
            hue, saturation, _ = to_hsv(pure[self._hues].T.astype(np.float32))
            table[self._hues, SOURCE["hue"]] = hue
            table[self._hues, SOURCE["saturation"]] = saturation

    def seen(self, told: Reals) -> Reals:
        """The colour of plain light at its brightest, as the eye sees it."""
        colour = told[:, COLOUR].clip(0.0, 1.0)
        brightest = np.maximum(colour.max(axis=1, keepdims=True), _TINY)
        return np.asarray(to_oklab((colour / brightest).T.astype(np.float32)).T, np.float64)


def _taken(
    emitted: Reals, at: npt.NDArray[np.int64], light: tuple[float, float, float]
) -> Reals:
    """How much of a light lies in what is emitted; it is taken out of it."""
    parts = [index for index, part in enumerate(light) if part > 0.0]
    mine = emitted[at]
    amount = np.min([mine[:, index] / light[index] for index in parts], axis=0).clip(0.0, 1.0)
    emitted[at] = (mine - amount[:, None] * np.array(light)).clip(0.0)
    return np.asarray(amount)
