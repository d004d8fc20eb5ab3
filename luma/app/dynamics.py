"""The drums and the strength of a track for drawing, at any zoom, and in words at a moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from luma.app.analyses import Analyses
from luma.audio.levels import columns_of
from luma.domain.drums import DrumTrack, Hits
from luma.domain.energy import Energy, Loudness
from luma.domain.ids import TrackId
from luma.domain.units import LIGHT_FPS

Floats = npt.NDArray[np.float32]
SILENT_LUFS, FULL_LUFS = -30.0, 0.0
"""Between these the loudness is drawn."""


class Dynamic(StrEnum):
    """One thing that is heard of a track's dynamics, in the order in which they are shown."""

    KICK = "kick"
    SNARE = "snare"
    HAT = "hat"
    ENERGY = "energy"
    LOUDNESS = "loudness"
    BRIGHTNESS = "brightness"


DRUMS = (Dynamic.KICK, Dynamic.SNARE, Dynamic.HAT)
KIND_OF = dict.fromkeys(Dynamic, "energy") | dict.fromkeys(DRUMS, "drums")
KIND_OF[Dynamic.LOUDNESS] = "loudness"
KINDS = tuple(dict.fromkeys(KIND_OF.values()))


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """Values on the light grid; level `n` holds lowest and highest of every `2ⁿ` frames."""

    levels: tuple[Floats, ...]

    @classmethod
    def of(cls, values: npt.ArrayLike) -> "Course":
        """The course of values from 0 to 1, one for each light frame."""
        line = np.clip(np.asarray(values, np.float32), 0.0, 1.0)
        level = np.stack([line, line], axis=1) if line.size else np.zeros((1, 2), np.float32)
        levels = [level]
        while len(level) > 1:
            if len(level) % 2:
                level = np.concatenate([level, level[-1:]])
            low, high = (level[:, side].reshape(-1, 2) for side in (0, 1))
            level = np.stack([low.min(axis=1), high.max(axis=1)], axis=1)
            levels.append(level)
        return cls(tuple(levels))

    def columns(self, start: float, per_column: float, count: int) -> tuple[Floats, Floats]:
        """The lowest and highest in columns so many seconds wide, from a second on."""
        frames = per_column * LIGHT_FPS
        if frames <= 1.0:
            edges = start * LIGHT_FPS + np.arange(count + 1) * frames
            line = self.levels[0][:, 0]
            middles = (edges[:-1] + edges[1:]) / 2 - 0.5
            drawn = np.interp(middles, np.arange(len(line)), line).astype(np.float32)
            drawn[(edges[1:] <= 0) | (edges[:-1] >= len(line))] = 0.0
            return drawn, drawn
        return columns_of(self.levels, 1, start * LIGHT_FPS, frames, count)

    def at(self, seconds: float) -> float:
        """The value of a moment; nothing outside."""
        frame = int(np.floor(seconds * LIGHT_FPS))
        inside = 0 <= frame < len(self.levels[0])
        return float(self.levels[0][frame, 0]) if inside else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class DynamicsSketch:
    """Everything that the lanes of the dynamics are drawn from, as far as it was heard."""

    track: TrackId
    courses: Mapping[Dynamic, Course]
    drums: DrumTrack | None = None
    loudness: Loudness | None = None
    slow: Course | None = None

    def has(self, each: Dynamic) -> bool:
        """Whether one of them was heard."""
        return self.drums is not None if each in DRUMS else each in self.courses

    @property
    def has_any(self) -> bool:
        """Whether any of them was heard."""
        return any(self.has(each) for each in Dynamic)

    def hits(self, each: Dynamic) -> Hits:
        """The strokes of one of the drums; none while they were not heard."""
        nothing = np.zeros(0)
        found = None if self.drums is None else getattr(self.drums, each.value, None)
        return found if isinstance(found, Hits) else Hits(nothing, nothing)

    def words(self, each: Dynamic, seconds: float, near: float) -> str:
        """What is known of one of them at a moment; a stroke counts so many seconds around."""
        if not self.has(each):
            return ""
        if each in DRUMS:
            return self._stroke(each, seconds, near)
        if each is Dynamic.LOUDNESS and self.loudness is not None:
            return _loudness_words(self.loudness, seconds)
        return f"{each.value.capitalize()} {self.courses[each].at(seconds) * 100:.0f} %"

    def _stroke(self, each: Dynamic, seconds: float, near: float) -> str:
        hits, name = self.hits(each), each.value.capitalize()
        if hits.seconds.size:
            nearest = int(np.abs(hits.seconds - seconds).argmin())
            if abs(hits.seconds[nearest] - seconds) <= near:
                return f"{name}, {hits.strength[nearest] * 100:.0f} % strong"
        return f"{name}: {hits.seconds.size} strokes in the track"


def dynamics_sketch_of(analyses: Analyses, track: TrackId) -> DynamicsSketch:
    """What the lanes of the dynamics are drawn from so far; not for the lane."""
    energy, loudness = analyses.load(track, Energy), analyses.load(track, Loudness)
    courses, slow = {}, None
    if energy is not None:
        courses[Dynamic.ENERGY] = Course.of(energy.loudness)
        courses[Dynamic.BRIGHTNESS] = Course.of(energy.brightness)
    if loudness is not None and loudness.momentary.size:
        courses[Dynamic.LOUDNESS] = Course.of(share_of_lufs(loudness.momentary))
        slow = Course.of(share_of_lufs(loudness.short_term))
    return DynamicsSketch(track, courses, analyses.load(track, DrumTrack), loudness, slow)


def share_of_lufs(levels: npt.ArrayLike) -> Floats:
    """How high loudness is drawn, 0 to 1."""
    share = (np.asarray(levels, np.float32) - SILENT_LUFS) / (FULL_LUFS - SILENT_LUFS)
    return np.asarray(np.clip(share, 0.0, 1.0), np.float32)


def lufs(level: float) -> str:
    """A loudness in words, with a real minus."""
    return f"{level:.1f} LUFS".replace("-", "−")


def whole_words(loudness: Loudness) -> str:
    """How loud a whole track is, in words."""
    peak = f"{loudness.true_peak:.1f} dBTP".replace("-", "−")
    spread = f"{loudness.spread:.1f} LU"
    return f"{lufs(loudness.integrated)}, range {spread}, true peak {peak}"


def _loudness_words(loudness: Loudness, seconds: float) -> str:
    frame = int(seconds * LIGHT_FPS)
    if not 0 <= frame < loudness.momentary.size:
        return f"Loudness of the track: {whole_words(loudness)}"
    now, slow = float(loudness.momentary[frame]), float(loudness.short_term[frame])
    here = f"Loudness {lufs(now)}, over 3 seconds {lufs(slow)}"
    return f"{here}; the track {whole_words(loudness)}"
