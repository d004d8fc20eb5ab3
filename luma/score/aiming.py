"""Moving heads on their way in the dark: each looks where it is needed before it is lit."""

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from luma.domain.light import AIM, AIM_BITS, INTENSITY, Floats, LightBuffer, is_set
from luma.domain.span import Span
from luma.domain.units import LIGHT_FPS
from luma.score.blend import Flags, Layer

Indices = npt.NDArray[np.int64]
LEAD_FRAMES = 3 * LIGHT_FPS
"""How long before it is needed a dark head sets out."""
_AIMED = np.uint16(AIM_BITS)
_SHOWN = np.uint16(AIM_BITS | 1 << INTENSITY)
_PARTS = range(AIM.start, AIM.stop)


def with_lead(spans: Iterable[Span[int]]) -> tuple[Span[int], ...]:
    """Runs of frames with the time before them in which heads may set out for them."""
    return tuple(Span(span.start - LEAD_FRAMES, span.stop) for span in spans if span.length)


def aims(layer: Layer) -> bool:
    """Whether some light aims anything at all."""
    return bool(np.bitwise_or.reduce(layer.mask, axis=None) & _AIMED)


def shown_part(layer: Layer) -> Layer:
    """Of some light only how bright it is and where it looks."""
    planes = {i: layer.planes[i] for i in (INTENSITY, *_PARTS) if i in layer.planes}
    return Layer(planes, layer.mask & _SHOWN)


def aim_ahead(light: LightBuffer, later: Callable[[], LightBuffer]) -> None:
    """Aim heads that are dark and aimed at nothing where they are needed next.

    A head sets out when it is dark, at the earliest `LEAD_FRAMES` ahead; one that is lit
    stays where it looks. `later` gives what follows on the light, and is only asked for
    where a head is on its way at its end.
    """
    free, aimed = _free(light), is_set(light.set, AIM.start)
    heads = np.flatnonzero(free.any(axis=1))
    if not heads.size:
        return
    free, aimed = free[heads], aimed[heads]
    looks = [light.values[:, :, index][heads] for index in _PARTS]
    if free[:, -1].any():
        after = later()
        free = np.concatenate((free, _free(after)[heads]), axis=1)
        aimed = np.concatenate((aimed, is_set(after.set, AIM.start)[heads]), axis=1)
        looks = [
            np.concatenate((look, after.values[:, :, index][heads]), axis=1)
            for look, index in zip(looks, _PARTS, strict=True)
        ]
    _set_out(light, heads, free, aimed, looks)


def _set_out(
    light: LightBuffer, heads: Indices, free: Flags, aimed: Flags, looks: list[Floats]
) -> None:
    count = free.shape[1]
    goal, stop = _next(aimed), _next(~free & ~aimed)
    ahead = goal - np.arange(count)
    moves = (free & (goal < stop) & (ahead <= LEAD_FRAMES))[:, : light.frames]
    rows, frames = np.nonzero(moves)
    if not rows.size:
        return
    wanted = goal[rows, frames]
    for index, look in zip(_PARTS, looks, strict=True):
        light.values[heads[rows], frames, index] = look[rows, wanted]
    light.set[heads[rows], frames] |= _AIMED


def _free(light: LightBuffer) -> Flags:
    """Where heads are dark and aimed at nothing."""
    lit = is_set(light.set, INTENSITY) & (light.values[:, :, INTENSITY] > 0.0)
    return ~lit & ~is_set(light.set, AIM.start)


def _next(flags: Flags) -> Indices:
    """For each frame the number of the next one that is so, or one that never comes."""
    count = flags.shape[1]
    numbers = np.where(flags, np.arange(count), 2 * count + LEAD_FRAMES)
    return np.minimum.accumulate(numbers[:, ::-1], axis=1)[:, ::-1]
