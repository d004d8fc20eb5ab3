"""The light of a plan as lamps would show it, for pictures, films and recordings."""

import math
from collections.abc import Iterator, Mapping

from luma.domain.light import AIM, Floats, Mask
from luma.domain.units import LIGHT_FPS
from luma.light.dmx import DmxEncoder
from luma.light.frames import dark, peak, plain, whole
from luma.light.messages import DMX_RATE
from luma.light.overlay import LastHand, Overlay
from luma.light.patch import Patch
from luma.score.showplan import ShowPlan

_HAIR = 1e-6
_WARM_UP = 2 * LIGHT_FPS

Frame = tuple[Floats, Mask]


class Eye:
    """Looks at one stretch of a plan after another, in order, after the overlay."""

    def __init__(self, plan: ShowPlan, overlay: Overlay) -> None:
        """Begin where every head looks down; `flashes` tells if it saw more than is safe."""
        self.flashes = False
        self._plan, self._overlay = plan, overlay
        self._hand = LastHand()
        self._aims = dark(plan.heads)[:, AIM]

    def see(self, start: float, stop: float) -> Floats:
        """The plain frame of a stretch of seconds: each head as it was when it was brightest.

        So no flash falls between two stretches, and none comes one too late.
        """
        first = math.ceil(start * LIGHT_FPS - _HAIR)
        last = max(first + 1, math.ceil(stop * LIGHT_FPS - _HAIR))
        frames = []
        for number in range(first, last):
            frames.append(plain(*self._plan.frame(number), self._aims))
            self._aims = frames[-1][:, AIM]
        shown = self._hand.lay(peak(frames), self._overlay, start)
        self.flashes = self.flashes or self._hand.is_too_much(start)
        return shown


def seen_at(plan: ShowPlan, overlay: Overlay, number: int) -> Frame:
    """What is seen at a light frame; where flashes are held, by what came before it."""
    eye = Eye(plan, overlay)
    for early in range(number - _WARM_UP if overlay.safe else number, number):
        eye.see(early / LIGHT_FPS, (early + 1) / LIGHT_FPS)
    return eye.see(number / LIGHT_FPS, (number + 1) / LIGHT_FPS), whole(plan.heads)


def packets(eye: Eye, patch: Patch, span: tuple[float, float]) -> Iterator[Mapping[int, bytes]]:
    """The levels of every universe in each packet of a stretch of seconds.

    Each looks a packet back and a packet ahead, so every flash is in two.
    """
    encoder = DmxEncoder(patch)
    start, stop = span
    for number in range(math.ceil((stop - start) * DMX_RATE)):
        at = start + number / DMX_RATE
        yield encoder.encode(eye.see(at - 1 / DMX_RATE, at + 1 / DMX_RATE))
