"""`listen/`: what begins in the sound, which tones it has, and how bright it is."""

import functools
import math
from typing import Annotated, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Chroma, Number, Trigger
from luma.domain.harmony import TONES
from luma.domain.recording import SAMPLES_PER_FRAME, Audio
from luma.domain.units import HOUSE_RATE, LIGHT_FPS
from luma.graph.nodes._spectra import measured, thinned
from luma.graph.register import Range, node

Floats = npt.NDArray[np.float32]
Frames = npt.NDArray[np.int64]

_SIZE = 1600
_LOWEST, _HIGHEST, _STRIPES = 30.0, 16_000.0, 24
_SOFTNESS = 1000.0
_AROUND = 0.5
_USUAL, _QUIET_RISE = 1.8, 0.025
_THIN = 4
_THIN_RATE = HOUSE_RATE // _THIN
_TONE_SIZE, _TONE_FFT = 2400, 4096
_LOW_TONE, _HIGH_TONE = 110.0, 4_200.0
_A4, _A = 440.0, 9
_TONE_WIDTH = 0.35
_QUIET_TONE = 1e-3
_QUIET = 1e-3


class Onsets(NamedTuple):
    """When something begins, and how much begins at every moment."""

    onset: Trigger
    rise: Number


class Tone(NamedTuple):
    """How strong one tone is, which is the strongest, and how clearly."""

    level: Number
    strongest: Number
    clear: Number


@node("listen/onsets", memory="all")
def onsets(
    audio: Audio,
    *,
    sensitivity: Annotated[float, Range(0, 1)] = 0.5,
    distance: Annotated[float, Range(0.02, 4, "s")] = 0.1,
) -> Onsets:
    """The moments when something begins: a drum, a tone, a word.

    A higher sensitivity finds softer ones; distance is the least time from one to the next.
    `rise` is how much begins at each moment, 0 to 1. A moment is told on the frame after the
    one in which it sounds. Lead the sound through `band_filter` first to hear the kick or
    the hi-hat only.
    """
    rise = _rise(audio)
    usual = _usual_before(rise, round(_AROUND * LIGHT_FPS))
    stricter = 1.0 - 2.0 * sensitivity
    wanted = usual * _USUAL * 2.5**stricter + _QUIET_RISE * 4.0**stricter
    begun = _spaced(np.flatnonzero(rise > wanted), max(round(distance * LIGHT_FPS), 1))
    # how hard a blow is shows when all of it has been heard, a frame after it began
    frames = begun[begun < audio.frames - 1] + 1
    strength = np.sqrt(np.minimum(rise[frames - 1] + rise[frames], 1.0))
    return Onsets(Trigger(frames + audio.first, strength), Number(np.sqrt(rise)))


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


def _rise(audio: Audio) -> Floats:
    """How much louder the stripes of the sound are than a frame before, 0 to 1."""
    edges = _stripes()

    def stripes(found: Floats) -> Floats:
        sums = np.add.reduceat(found[:, : edges[-1]], edges[:-1], axis=1)
        return np.asarray(np.log1p(sums * np.float32(_SOFTNESS)), np.float32)

    loud = measured(audio.samples, SAMPLES_PER_FRAME, _SIZE, _SIZE, stripes)
    before = np.concatenate([np.zeros((1, loud.shape[1]), np.float32), loud[:-1]])
    rise = np.maximum(loud - before, 0.0).mean(axis=1) / math.log1p(_SOFTNESS)
    return np.asarray(np.minimum(rise, 1.0), np.float32)


def _usual_before(values: Floats, frames: int) -> npt.NDArray[np.float64]:
    """The mean of the frames before each one; before the first is nothing."""
    sums = np.concatenate([np.zeros(frames + 1), np.cumsum(values, dtype=np.float64)])
    return np.asarray((sums[frames:-1] - sums[: -frames - 1]) / frames)


def _spaced(frames: Frames, distance: int) -> Frames:
    """Those frames that are so far from the last one that was taken."""
    taken: list[int] = []
    for frame in frames.tolist():
        if not taken or frame - taken[-1] >= distance:
            taken.append(frame)
    return np.array(taken, np.int64)


@functools.cache
def _stripes() -> Frames:
    """The first tone of each stripe, by octaves; the lowest stripes have one each."""
    width = HOUSE_RATE / _SIZE
    edges = np.geomspace(_LOWEST, _HIGHEST, _STRIPES + 1) / width
    return np.unique(np.round(edges).astype(np.int64))


@functools.cache
def _tone_weights() -> Floats:
    """How much each line of the spectrum belongs to each of the twelve tones."""
    hertz = np.fft.rfftfreq(_TONE_FFT, 1.0 / _THIN_RATE)
    heard = (hertz >= _LOW_TONE) & (hertz <= _HIGH_TONE)
    tone = 12.0 * np.log2(np.maximum(hertz, _LOW_TONE) / _A4) + _A
    off = np.mod(tone[:, None] - np.arange(12) + 6.0, 12.0) - 6.0
    weights = np.exp(-0.5 * np.square(off / _TONE_WIDTH)) * heard[:, None]
    return np.asarray(weights, np.float32)


@functools.cache
def _middle_weights() -> Floats:
    hertz = np.fft.rfftfreq(_SIZE, 1.0 / HOUSE_RATE)
    heard = hertz >= _LOWEST
    return np.stack([hertz * heard, heard], axis=1).astype(np.float32)
