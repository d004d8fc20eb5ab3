"""What should be playing, and how the stage is told of it from the beginning."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from luma.domain.errors import BadValue
from luma.domain.ids import TrackId
from luma.domain.units import HOUSE_RATE, Decibels, Frames, Seconds, frames_at
from luma.stage import messages

RATES = (0.5, 2.0)
LONGEST_CROSSFADE = 0.1
Span = tuple[Seconds, Seconds]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What should be playing, whatever happens to the stage.

    Of a `segment` nothing else of the track is loaded. `other` is what is compared with the
    track; `crossfade` is how long the end of a loop fades into its start.
    """

    track: TrackId | None = None
    file: Path | None = None
    playing: bool = False
    loop: Span | None = None
    level: Decibels = Decibels(0.0)
    segment: Span | None = None
    crossfade: Seconds = Seconds(0.0)
    rate: float = 1.0
    keeps_pitch: bool = False
    other: Path | None = None
    is_other: bool = False
    near: tuple[Seconds, ...] = ()

    def of_track(self, track: TrackId, file: Path, segment: Span | None) -> "Wanted":
        """The start of another sound, as loud as before."""
        return Wanted(track, file, level=self.level, segment=segment, crossfade=self.crossfade)

    def at_rate(self, rate: float, *, keeps_pitch: bool) -> "Wanted":
        """The same, faster or slower."""
        _within("The rate", rate, RATES, "times the speed")
        return replace(self, rate=rate, keeps_pitch=keeps_pitch)

    def with_crossfade(self, length: Seconds) -> "Wanted":
        """The same, with loops whose ends fade into their starts for so long."""
        _within("A crossfade", length, (0.0, LONGEST_CROSSFADE), "seconds")
        return replace(self, crossfade=length)

    def load(self, generation: int) -> messages.LoadSource:
        """The wish to load it."""
        assert self.file is not None
        if self.segment is None:
            return messages.LoadSource(self.file, generation)
        start, stop = self.segment
        return messages.LoadSource(self.file, generation, frames_at(start), frames_at(stop))

    def settings(self) -> Iterator[messages.Wish]:
        """How it is to be heard once it is loaded, but for place and playing."""
        yield self.crossfading
        yield messages.SetRate(self.rate, self.keeps_pitch)
        if self.loop is not None:
            start, stop = self.loop
            yield messages.SetLoop(frames_at(start), frames_at(stop))
        if self.other is not None:
            yield messages.UseOther(self.other)
            yield messages.Switch(self.is_other)
        if self.near:
            yield messages.KeepNear(tuple(frames_at(at) for at in self.near))

    @property
    def crossfading(self) -> messages.SetCrossfade:
        """The wish for its crossfade."""
        return messages.SetCrossfade(Frames(round(self.crossfade * HOUSE_RATE)))


def _within(what: str, value: float, span: tuple[float, float], unit: str) -> None:
    if not span[0] <= value <= span[1]:
        raise BadValue(
            f"{what} cannot be {value:g} {unit}.",
            hint=f"It is {span[0]:g} to {span[1]:g} {unit}.",
        )
