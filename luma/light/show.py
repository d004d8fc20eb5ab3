"""What light is due at a moment: the plan, read where the song is heard."""

import math
from dataclasses import dataclass
from pathlib import Path

from luma.domain.blocks import Position, PositionBlock, heard_segment
from luma.domain.light import AIM, Floats
from luma.domain.planfile import PlanReader
from luma.domain.units import SAMPLES_PER_LIGHT_FRAME
from luma.light.frames import aims_of, between_aims, dark, heard_frames, peak, plain


@dataclass(frozen=True, slots=True, eq=False)
class _Heard:
    """A frame of the plan that was heard, and how often its tile had changed by then."""

    number: int
    change: int
    levels: Floats

    @classmethod
    def read(cls, plan: PlanReader, number: int, aims: Floats) -> "_Heard":
        change = plan.change(number)
        return cls(number, change, plain(*plan.frame(number), aims))


class Show:
    """A plan and a position, turned into one plain frame for each packet.

    Every frame that was heard counts in two packets, so that no flash is lost; where the plan
    has changed since, it counts as it is now.
    """

    def __init__(self) -> None:
        """Begin in the dark."""
        self.plan: PlanReader | None = None
        self.song_frame: float | None = None
        self._position: PositionBlock | None = None
        self._levels = dark(0)
        self._earlier: list[_Heard] = []
        self._stream: float | None = None

    @property
    def last(self) -> Floats:
        """The frame given last."""
        return self._levels

    def use_heads(self, heads: int) -> None:
        """Speak of so many heads from now on."""
        if heads != len(self._levels):
            self._levels = dark(heads)
            self._earlier = []

    def use_plan(self, path: Path | None) -> None:
        """Show another plan; the one before stays if it cannot be opened."""
        plan = None if path is None else PlanReader(path)
        if self.plan is not None:
            self.plan.close()
        self.plan = plan
        self._earlier = []

    def use_position(self, path: Path) -> None:
        """Follow another position block; the one before stays if it cannot be mapped."""
        position = PositionBlock(path)
        if self._position is not None:
            self._position.close()
        self._position, self._stream = position, None

    def levels(self, at_ns: int) -> Floats:
        """The frame for a packet that is seen at a monotonic time."""
        if self.plan is None or self.plan.heads != len(self._levels):
            self._go_dark()
        elif self._position is not None:
            self._follow(self.plan, self._position.read(), at_ns)
        return self._levels

    def _go_dark(self) -> None:
        aims = self._levels[:, AIM]
        self._levels = dark(len(aims))
        self._levels[:, AIM] = aims
        self._earlier = []

    def _follow(self, plan: PlanReader, position: Position, at_ns: int) -> None:
        before = -math.inf if self._stream is None else self._stream
        if before > position.stream_frame:  # another stream has begun
            before = -math.inf
        found = heard_segment(position, at_ns, before)
        if found is None:
            return
        segment, until = found
        song = segment.song_at(until)
        since = until if before == -math.inf else before
        aims = self._levels[:, AIM]
        numbers = heard_frames(position, since, until)
        now = [_Heard.read(plan, number, aims) for number in numbers]
        last = now[-1].levels[:, AIM]
        at, share = divmod(song / SAMPLES_PER_LIGHT_FRAME, 1.0)
        following = aims_of(*plan.frame(math.floor(at) + 1), last)
        earlier = (
            each if each.change == plan.change(each.number)
            else _Heard.read(plan, each.number, aims)
            for each in self._earlier
        )  # fmt: skip
        levels = peak([each.levels for each in (*earlier, *now)])
        levels[:, AIM] = between_aims(last, following, share)
        self._levels, self._earlier = levels, now
        self._stream, self.song_frame = until, song

    def close(self) -> None:
        """Let go of the plan and the position."""
        if self.plan is not None:
            self.plan.close()
        if self._position is not None:
            self._position.close()
