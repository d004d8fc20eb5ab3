"""Where beats and their steps lie in seconds."""

from dataclasses import dataclass

import numpy as np

from workers.training.dance.sound import Floats

Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Grid:
    """The moments of all beats from the first bar's first on, and the steps between them."""

    beats: Floats
    per_bar: int
    per_beat: int
    swing: float
    bpm: float
    tempo: str

    @property
    def steps(self) -> int:
        """How many steps a bar has."""
        return self.per_bar * self.per_beat

    @property
    def beat_seconds(self) -> float:
        """How long a beat is at the tempo that the song begins with."""
        return 60.0 / self.bpm

    def second_of_beat(self, beat: float) -> float:
        """The moment of a beat, or of a place between beats."""
        whole = min(max(int(beat), 0), len(self.beats) - 2)
        span = self.beats[whole + 1] - self.beats[whole]
        return float(self.beats[whole] + (beat - whole) * span)

    def second(self, bar: int, step: float = 0.0) -> float:
        """The moment of a step of a bar; every other step is late by the swing."""
        late = self.swing * (int(step) % 2)
        return self.second_of_beat(bar * self.per_bar + (step + late) / self.per_beat)

    def bars_within(self, seconds: float) -> int:
        """How many bars begin before some moment."""
        return int(np.searchsorted(self.beats[:: self.per_bar], seconds - 1e-6))


def constant(bpm: float, lead: float, seconds: float) -> Floats:
    """Beats that never change their distance."""
    count = int((seconds - lead) * bpm / 60) + 16
    return np.asarray(lead + np.arange(count) * (60.0 / bpm), np.float64)


def bent(rng: Rng, kind: str, even: Floats, per_bar: int) -> Floats:
    """Beats whose tempo drifts like a drummer's, steps at a bar, or ramps over some bars."""
    gaps = np.diff(even)
    count = len(gaps)
    middle = per_bar * int(count * rng.uniform(0.3, 0.6) / per_bar)
    if kind == "drift":
        walk = np.cumsum(rng.normal(0, 0.004, count))
        smooth = np.convolve(walk, np.ones(8) / 8, "same")
        gaps = gaps * (1 + np.clip(smooth - smooth.mean(), -0.03, 0.03))
    elif kind == "step":
        gaps[middle:] *= rng.choice([0.9, 0.94, 0.97, 1.04, 1.08, 1.12])
    else:
        length = per_bar * int(rng.integers(2, 9))
        ramp = np.clip((np.arange(count) - middle) / length, 0, 1)
        gaps = gaps / (1 + ramp * rng.choice([-0.12, -0.07, 0.07, 0.12]))
    return np.concatenate([even[:1], even[0] + np.cumsum(gaps)])
