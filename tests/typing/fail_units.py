"""One unit given as another: every marked line is refused."""

from luma.domain.span import Span
from luma.domain.units import Beats, Frames, Gain, Seconds, frames_at, seconds_at, to_gain

frames_at(Beats(4.0))  # refused: arg-type
frames_at(4.0)  # refused: arg-type
seconds_at(1.5)  # refused: arg-type
to_gain(Gain(0.5))  # refused: arg-type
time: Seconds = Beats(4.0)  # refused: assignment
frame: Frames = 4  # refused: assignment
loop: Span[Seconds] = Span(Beats(0.0), Beats(4.0))  # refused: arg-type, arg-type
bars: Span[Beats] = Span(Beats(0.0), Beats(4.0))
bars.clipped(loop)  # refused: arg-type
