"""`listen/`: which tones a sound has, how they spread, and how bright it is."""

import functools
import math
from typing import Annotated, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Chroma, Number
from luma.domain.harmony import TONES
from luma.domain.recording import SAMPLES_PER_FRAME, Audio
from luma.domain.units import HOUSE_RATE
from luma.domain.venue import Head
from luma.graph.nodes._loudness import decibels, loudest_so_far
from luma.graph.nodes._spectra import measured, thinned
from luma.graph.register import Range, node

Floats = npt.NDArray[np.float32]

_SIZE = 1600
_LOWEST = 30.0
_THIN = 4
_THIN_RATE = HOUSE_RATE // _THIN
_TONE_SIZE, _TONE_FFT = 2400, 4096
_LOW_TONE, _HIGH_TONE = 110.0, 4_200.0
_A4, _A = 440.0, 9
_TONE_WIDTH = 0.35
_QUIET_TONE = 1e-3
_QUIET = 1e-3
_WIDE, _PITCHES, _APART, _BELL_POWER = 3200, 64, 24, 1.5


class Tone(NamedTuple):
    """How strong one tone is, which is the strongest, and how clearly."""

    level: Number
    strongest: Number
    clear: Number


@node("listen/chroma", memory=0.25)
def chroma(audio: Audio) -> Chroma:
    """How strongly each of the twelve tones sounds, from C to B; the strongest has 1.

    In all octaves at once, so that a chord shows as its tones. In silence all fall to 0.
    """
    thin = thinned(audio.samples, _THIN)
    hop = SAMPLES_PER_FRAME // _THIN
    tones = measured(thin, hop, _TONE_SIZE, _TONE_FFT, lambda found: found @ _tone_weights())
    strongest = tones.max(axis=1, keepdims=True)
    return Chroma((tones / np.maximum(strongest, _QUIET_TONE))[None])


@node("listen/tone")
def tone(
    chroma: Chroma,
    *,
    tone: Literal["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"] = "C",
) -> Tone:
    """One of the twelve tones, and which of them is the strongest.

    `level` is how strongly the chosen tone sounds, 0 to 1. `strongest` is the place of the
    strongest tone from 0 for C up to 1, which a gradient or a rainbow turns into a colour.
    `clear` is 1 where that tone sounds alone, and 0 where all sound alike.
    """
    values = np.clip(chroma.values, 0.0, 1.0)
    strongest = values.argmax(axis=2)[:, :, None]
    most, mean = values.max(axis=2, keepdims=True), values.mean(axis=2, keepdims=True)
    clear = np.where(most > 0.0, (most - mean) / np.maximum(most, _QUIET), 0.0) * (12.0 / 11.0)
    return Tone(
        Number(values[:, :, [TONES.index(tone)]]),
        Number((strongest / 12.0).astype(np.float32)),
        Number(np.clip(clear, 0.0, 1.0)),
    )


@node("listen/spectrum", memory="all")
def spectrum(
    heads: tuple[Head, ...],
    audio: Audio,
    place: Number | None = None,
    *,
    low: Annotated[float, Range(30, 16_000, "Hz")] = 50.0,
    high: Annotated[float, Range(30, 16_000, "Hz")] = 12_000.0,
    depth: Annotated[float, Range(6, 90, "dB")] = 24.0,
    automatic: bool = True,
    forget: Annotated[float, Range(1, 120, "s")] = 20.0,
) -> Number:
    """The spectrum laid over the lamps: each hears its own pitch, from `low` to `high`.

    The first head hears the lowest pitch and the last the highest, or each the one at its
    `place` from 0 to 1. 1 is the loudest, and 0 is `depth` below it. With automatic gain the
    loudest is what was loudest at that pitch until now, which is slowly forgotten.
    """
    ends = min(low, high), max(low, high)
    power = measured(
        audio.samples,
        SAMPLES_PER_FRAME,
        _WIDE,
        _WIDE,
        lambda found: np.square(found) @ _pitch_weights(*ends),
    )
    level = decibels(power)
    top = loudest_so_far(level, forget) if automatic else np.zeros(1)
    shown = np.clip(1.0 + (level - top) / depth, 0.0, 1.0).astype(np.float32)
    row = np.linspace(0.0, 1.0, len(heads))[:, None]
    share = row if place is None else place.values[:, :, 0].astype(np.float64)
    at = np.clip(share, 0.0, 1.0) * (_PITCHES - 1)
    below = np.minimum(at.astype(np.int64), _PITCHES - 2)
    frames, over = np.arange(audio.frames)[None], at - below
    return Number(shown[frames, below] * (1.0 - over) + shown[frames, below + 1] * over)


@node("listen/centroid", memory=0.05)
def centroid(
    audio: Audio,
    *,
    dark: Annotated[float, Range(20, 20_000, "Hz")] = 150.0,
    bright: Annotated[float, Range(20, 20_000, "Hz")] = 6_000.0,
) -> Number:
    """How bright the sound is: 0 where it is all bass, 1 where it is all hiss.

    It is the middle of all pitches that sound, on a scale of octaves from `dark` to `bright`.
    Silence is 0.
    """
    sums = measured(
        audio.samples, SAMPLES_PER_FRAME, _SIZE, _SIZE, lambda found: found @ _middle_weights()
    )
    middle = sums[:, 0] / np.maximum(sums[:, 1], _QUIET)
    low, high = min(dark, bright), max(dark, bright, 1.01 * dark)
    octaves = np.log2(np.maximum(middle, _LOWEST) / low) / math.log2(high / low)
    return Number(np.where(sums[:, 1] > _QUIET, np.clip(octaves, 0.0, 1.0), 0.0))


@functools.cache
def _tone_weights() -> Floats:
    """How much each line of the spectrum belongs to each of the twelve tones."""
    hertz = np.fft.rfftfreq(_TONE_FFT, 1.0 / _THIN_RATE)
    heard = (hertz >= _LOW_TONE) & (hertz <= _HIGH_TONE)
    tone = 12.0 * np.log2(np.maximum(hertz, _LOW_TONE) / _A4) + _A
    off = np.mod(tone[:, None] - np.arange(12) + 6.0, 12.0) - 6.0
    weights = np.exp(-0.5 * np.square(off / _TONE_WIDTH)) * heard[:, None]
    return np.asarray(weights, np.float32)


@functools.lru_cache(maxsize=16)
def _pitch_weights(low: float, high: float) -> Floats:
    """How much each line of the spectrum belongs to each pitch, from low to high by octaves."""
    hertz = np.fft.rfftfreq(_WIDE, 1.0 / HOUSE_RATE)
    width = HOUSE_RATE / _WIDE
    pitches = np.geomspace(low, max(high, 1.01 * low), _PITCHES)
    reach = np.maximum(pitches * (np.log(pitches[-1] / pitches[0]) / _APART), width)
    off = np.abs(hertz[:, None] - pitches) / reach
    weights = np.maximum(1.0 - off, 0.0) * (hertz[:, None] > 0.0)
    return np.asarray(weights / _BELL_POWER, np.float32)


@functools.cache
def _middle_weights() -> Floats:
    hertz = np.fft.rfftfreq(_SIZE, 1.0 / HOUSE_RATE)
    heard = hertz >= _LOWEST
    return np.stack([hertz * heard, heard], axis=1).astype(np.float32)
