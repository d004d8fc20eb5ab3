"""What sings the melody: a voice of formants, or a lead that glides."""

import numpy as np

from workers.training.dance.oscillators import hertz, phase, pulse, saw, sine
from workers.training.dance.sound import (
    Wave,
    clock,
    filtered,
    frames_of,
    noise,
    softened,
    swept,
)

Rng = np.random.Generator

VOWELS = {
    "a": (800, 1200, 2800),
    "e": (450, 1900, 2600),
    "i": (320, 2300, 3000),
    "o": (480, 850, 2600),
    "u": (350, 700, 2500),
}
KINDS = ("voice", "voice", "voice", "saw", "square", "whistle")


class Singer:
    """One lead of one song."""

    def __init__(self, rng: Rng, kind: str) -> None:
        """Draw the colour, the sway and the way from note to note."""
        self.kind = kind
        self._rng = rng
        self._sway = float(rng.uniform(4.5, 6.5)), float(rng.uniform(0.1, 0.45))
        self._glide = float(rng.uniform(0.01, 0.08))
        self._opening = float(rng.uniform(1500, 6000))
        self._size = float(rng.uniform(0.9, 1.25))
        self._breath = float(rng.uniform(0.01, 0.08))

    def sing(self, pitch: float, seconds: float, before: float | None) -> Wave:
        """A note, slid into from the one before."""
        frames = frames_of(seconds + 0.12)
        time = clock(frames)
        rate, depth = self._sway
        settled = np.clip((time - np.float32(0.18)) / np.float32(0.2), 0, 1)
        bend = depth * settled * np.sin(np.float32(2 * np.pi * rate) * time)
        if before is not None:
            bend = bend + (before - pitch) * np.exp(-time / np.float32(self._glide))
        tone = np.asarray(hertz(pitch) * np.exp2(bend / 12), np.float32)
        wave = self._coloured(phase(tone, frames), hertz(pitch), frames)
        attack = 0.02 if self.kind == "voice" else 0.005
        rise = np.minimum(1, time / np.float32(attack))
        fall = np.exp(-np.maximum(time - np.float32(seconds), 0) / np.float32(0.025))
        return softened(np.asarray(wave * rise * fall, np.float32), 0.001, 0.02)

    def _coloured(self, turns: Wave, tone: float, frames: int) -> Wave:
        if self.kind == "whistle":
            return (sine(turns) + 0.2 * sine(2 * turns % 1))[None].astype(np.float32)
        if self.kind == "square":
            return filtered(pulse(turns, tone, 0.35)[None], "lowpass", self._opening)
        if self.kind == "saw":
            edge = np.full(frames, self._opening, np.float32)
            return swept(saw(turns, tone)[None], edge, 1.5)
        source = saw(turns, tone)[None] + self._breath * noise(self._rng, frames)
        source = filtered(source, "lowpass", 4000, order=1)
        out = np.zeros((1, frames), np.float32)
        vowel = VOWELS[str(self._rng.choice(list(VOWELS)))]
        for loud, middle in zip((1.0, 0.6, 0.35), vowel, strict=True):
            centre = middle * self._size
            out += np.float32(loud) * filtered(
                source, "bandpass", centre * 0.9, centre * 1.1, order=1
            )
        consonant = filtered(noise(self._rng, frames), "highpass", 4000)
        burst = np.exp(-((clock(frames) - np.float32(0.02)) ** 2) / np.float32(2e-4))
        return np.asarray(3 * out + self._breath * 3 * consonant * burst, np.float32)
