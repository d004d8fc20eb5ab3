"""What a graph runs in: the span, the heads, and what is known of the track."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from luma.domain.curve import ClipFrames, FrameTimes
from luma.domain.drums import DrumTrack, Hits
from luma.domain.energy import Energy, Loudness
from luma.domain.harmony import ChordTrack
from luma.domain.nodetype import Json
from luma.domain.recording import Recordings
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import Section, SectionTrack
from luma.domain.venue import Head

ALL_OVER = 1e6
NO_SECTIONS = SectionTrack((Section(-ALL_OVER, ALL_OVER, "track"),))
NO_CHORDS = ChordTrack(np.array([0.0]), ())
STEADY_LOUDNESS = 0.75
STEADY_BRIGHTNESS = 0.5
STEADY_LUFS = -14.0


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """What is known of a track; `None` stands for what has not been heard yet."""

    beats: BeatGrid
    chords: ChordTrack | None = None
    energy: Energy | None = None
    sections: SectionTrack | None = None
    drums: DrumTrack | None = None
    recordings: Recordings | None = None
    loudness: Loudness | None = None

    def drums_heard(self) -> DrumTrack:
        """The blows of the drums; a plain beat while none have been heard."""
        return plain_beat(self.beats) if self.drums is None else self.drums

    def energy_over(self, at: FrameTimes) -> Energy:
        """The energy up to the end of a span; a steady pulse while none has been heard."""
        if self.energy is not None:
            return self.energy
        count = max(at.first + at.count, 0)
        pulse = 1.0 - self.beats.position(FrameTimes(0, count).seconds) % 1.0
        return Energy(
            np.full(count, STEADY_LOUDNESS, np.float32),
            pulse.astype(np.float32),
            np.full(count, STEADY_BRIGHTNESS, np.float32),
        )

    def loudness_over(self, at: FrameTimes) -> Loudness:
        """The loudness up to the end of a span; that of the whole while none has been heard."""
        if self.loudness is not None and self.loudness.momentary.size:
            return self.loudness
        whole = STEADY_LUFS if self.loudness is None else self.loudness.integrated
        steady = np.full(max(at.first + at.count, 0), whole, np.float32)
        return Loudness(whole, 0.0, 0.0, steady, steady)


@functools.lru_cache(maxsize=16)
def plain_beat(grid: BeatGrid) -> DrumTrack:
    """A kick on every beat, a snare on every second and a hat between them."""
    beats = grid.beats
    since_bar = np.arange(beats.size) - int(grid.downbeats[0])
    back = beats[since_bar % 2 == 1]
    halves = beats[:-1] + np.diff(beats) / 2.0
    return DrumTrack(*(Hits(hits, np.ones(hits.size)) for hits in (beats, back, halves)))


@dataclass(frozen=True, slots=True)
class RunContext:
    """Everything besides the graph that its light depends on.

    Without a clip, the frames that are asked for are the whole of it.
    """

    times: FrameTimes
    heads: tuple[Head, ...]
    features: Features
    arguments: Mapping[str, Json] = field(default_factory=dict)
    seed: int = 0
    clip: ClipFrames | None = None

    @property
    def whole(self) -> ClipFrames:
        """All the frames of the clip that the run is a part of."""
        return self.clip or ClipFrames(self.times.first, self.times.count)
