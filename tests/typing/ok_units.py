"""Units and spans as they are meant to be used."""

from luma.domain.span import Span
from luma.domain.units import (
    Beats,
    Decibels,
    Frames,
    Gain,
    Seconds,
    frames_at,
    seconds_at,
    to_decibels,
    to_gain,
)

gain: Gain = to_gain(Decibels(-6.0))
level: Decibels = to_decibels(gain)
frame: Frames = frames_at(Seconds(1.5))
time: Seconds = seconds_at(frame)
loop: Span[Seconds] = Span(Seconds(1.0), Seconds(2.0))
part: Span[Seconds] | None = loop.clipped(Span(time, Seconds(9.0)))
bars: Span[Beats] = Span(Beats(0.0), Beats(8.0))
