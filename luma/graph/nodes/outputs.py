"""`out/`: what heads are to do."""

from typing import Annotated

import numpy as np

from luma.domain.curve import Colour, FrameTimes, Number
from luma.domain.light import COLOUR, COLOUR_BITS, INTENSITY, TINT, LightBuffer, bits
from luma.domain.venue import Head
from luma.graph.ports import levels, shades
from luma.graph.register import Range, node

_SETS = COLOUR_BITS | bits("intensity")


@node("out/light")
def light(
    heads: tuple[Head, ...],
    at: FrameTimes,
    *,
    colour: Colour | tuple[float, float, float] = (1.0, 1.0, 1.0),
    intensity: Annotated[Number | float, Range(0, 1)] = 1.0,
) -> LightBuffer:
    """The colour and the intensity of every head."""
    buffer = LightBuffer.dark(len(heads), at.first, at.count)
    shade = np.clip(shades(colour), 0.0, 1.0)
    buffer.values[:, :, COLOUR] = shade[:, :, :3]
    buffer.values[:, :, TINT] = shade[:, :, 3]
    buffer.values[:, :, INTENSITY] = np.clip(levels(intensity)[:, :, 0], 0.0, 1.0)
    buffer.set[:] = _SETS
    return buffer
