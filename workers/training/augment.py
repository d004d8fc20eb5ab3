"""Sound made other in ways that leave it the same music, with the truth following along.

All are pure: samples `(frames, channels)` in, samples out, and chance comes from a generator.
"""

import io
from typing import Literal

import av
import numpy as np
import numpy.typing as npt
import soxr
from scipy import fft, signal

from luma.domain.sound import Samples
from workers.training.corpus import Truth

Rng = np.random.Generator
Codec = Literal["mp3", "aac"]
_Floats = npt.NDArray[np.floating]

_CODERS: dict[Codec, tuple[str, str]] = {"mp3": ("libmp3lame", "mp3"), "aac": ("aac", "adts")}
_PIVOT = 1000.0
_SEARCH_S = 30.0


def gained(samples: Samples, db: float) -> Samples:
    """Louder, or softer."""
    return np.asarray(samples * np.float32(10 ** (db / 20)), np.float32)


def tilted(samples: Samples, rate: int, db_per_octave: float) -> Samples:
    """Brighter or darker, by so much for each octave away from 1 kHz."""
    hertz = np.geomspace(20, 20_000, 32)
    return _shaped(samples, rate, hertz, db_per_octave * np.log2(hertz / _PIVOT))


def equalised(samples: Samples, rate: int, rng: Rng, db: float) -> Samples:
    """Each octave at a level of its own, up to so many decibels away."""
    hertz = 31.25 * 2.0 ** np.arange(10)
    return _shaped(samples, rate, hertz, rng.uniform(-db, db, len(hertz)))


def _shaped(samples: Samples, rate: int, hertz: _Floats, db: _Floats) -> Samples:
    """Through a filter without delay that has some gains at some frequencies."""
    taps = 2047
    axis = np.linspace(0, rate / 2, 1024)
    gains = 10 ** (np.interp(np.log2(np.maximum(axis, 1)), np.log2(hertz), db) / 20)
    shape = signal.firwin2(taps, axis, gains, fs=rate).astype(np.float32)
    out = signal.oaconvolve(samples, shape[:, None], mode="same", axes=0)
    return np.asarray(out, np.float32)


def roomed(samples: Samples, rate: int, rng: Rng, seconds: float, wet: float) -> Samples:
    """As it sounds in a room that dies away within some seconds."""
    length = max(2, round(seconds * rate))
    time = np.arange(length, dtype=np.float32)[:, None] / rate
    echo = rng.standard_normal((length, samples.shape[1]), np.float32)
    echo *= np.exp(-6.9 * time / np.float32(seconds))
    echo /= np.sqrt((echo**2).sum(axis=0, keepdims=True))
    size = fft.next_fast_len(len(samples) + length - 1, real=True)
    both = fft.rfft(samples, size, axis=0) * fft.rfft(echo, size, axis=0)
    back = fft.irfft(both, size, axis=0)[: len(samples)]
    return np.asarray(samples + np.float32(wet) * back, np.float32)


def noisy(samples: Samples, rng: Rng, db: float) -> Samples:
    """With white noise so many decibels below the sound."""
    level = float(np.sqrt(np.mean(samples**2, dtype=np.float64))) * 10 ** (db / 20)
    hiss = rng.standard_normal(samples.shape, np.float32)
    return np.asarray(samples + np.float32(level) * hiss, np.float32)


def widened(samples: Samples, width: float) -> Samples:
    """With the difference of both sides made larger or smaller; mono at zero."""
    if samples.shape[1] == 1:
        return samples.copy()
    middle = samples.mean(axis=1, keepdims=True)
    return np.asarray(middle + np.float32(width) * (samples - middle), np.float32)


def clipped(samples: Samples, db: float) -> Samples:
    """Pushed so many decibels over what fits, and cut off there."""
    peak = float(np.abs(samples).max(initial=0.0))
    limit = np.float32(peak * 10 ** (-db / 20))
    return np.clip(samples, -limit, limit)


def sped(samples: Samples, factor: float) -> Samples:
    """Played faster by a factor, and so higher, as on a turntable."""
    return np.asarray(soxr.resample(samples, 48_000 * factor, 48_000), np.float32)


def coded(samples: Samples, rate: int, codec: Codec, kilobits: int) -> Samples:
    """What is left after a lossy codec; as long as before, and not shifted."""
    back = _decoded(_encoded(samples, rate, codec, kilobits))
    if samples.shape[1] == 1:
        back = back.mean(axis=1, keepdims=True)
    late = _lateness(samples, back, round(_SEARCH_S * rate))
    back = back[late:] if late >= 0 else np.pad(back, ((-late, 0), (0, 0)))
    missing = max(0, len(samples) - len(back))
    return np.asarray(np.pad(back, ((0, missing), (0, 0)))[: len(samples)], np.float32)


def _encoded(samples: Samples, rate: int, codec: Codec, kilobits: int) -> bytes:
    coder, container = _CODERS[codec]
    both = np.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream = out.add_stream(coder, rate=rate, layout="stereo")
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = kilobits * 1000
        planes = np.ascontiguousarray(np.clip(both, -1, 1).T)
        frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout="stereo")
        frame.sample_rate = rate
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return file.getvalue()


def _decoded(data: bytes) -> Samples:
    with av.open(io.BytesIO(data), "r") as file:
        planes = [frame.to_ndarray() for frame in file.decode(audio=0)]
    return np.concatenate(planes, axis=1).T.astype(np.float32)


def _lateness(before: Samples, after: Samples, reach: int) -> int:
    """By how many frames the second comes after the first, where they are most alike."""
    level = np.abs(before).max(axis=1)
    start = int(np.argmax(level > 0.1 * level.max(initial=0.0)))
    first, second = (part[start:][:reach].mean(axis=1) for part in (before, after))
    size = fft.next_fast_len(len(first) + len(second), real=True)
    alike = fft.irfft(fft.rfft(second, size) * np.conj(fft.rfft(first, size)), size)
    shift = int(np.argmax(alike))
    return shift if shift < size // 2 else shift - size


def following(truth: Truth, rng: Rng) -> Truth:
    """The truth about a song that `augmented` makes with a generator in the same state."""
    return truth.sped(_chosen(rng)[1])


def _chosen(rng: Rng) -> tuple[npt.NDArray[np.bool_], float]:
    """Which ways are used, and how much faster the song is."""
    use = rng.random(9) < np.array([0.4, 0.6, 0.5, 0.3, 0.3, 0.3, 0.25, 0.3, 1.0])
    return use, float(2 ** (rng.integers(-3, 4) / 12)) if use[0] else 1.0


def augmented(
    samples: Samples, rate: int, truth: Truth, rng: Rng, *, is_part: bool = False
) -> tuple[Samples, Truth]:
    """A song as another listener might meet it, and the truth about it.

    Every generator in the same state gives the same song; about half of the ways are used.
    A part of a song gets neither noise nor codec, which belong to the whole.
    """
    use, factor = _chosen(rng)
    use[[4, 7]] &= not is_part
    if use[0]:
        samples, truth = sped(samples, factor), truth.sped(factor)
    if use[1]:
        samples = tilted(samples, rate, rng.uniform(-2, 2))
    if use[2]:
        samples = equalised(samples, rate, rng, rng.uniform(2, 8))
    if use[3]:
        samples = roomed(samples, rate, rng, rng.uniform(0.1, 0.8), rng.uniform(0.05, 0.4))
    if use[4]:
        samples = noisy(samples, rng, rng.uniform(-50, -20))
    if use[5]:
        samples = widened(samples, rng.choice([0.0, rng.uniform(0.2, 1.6)]))
    if use[6]:
        samples = clipped(samples, rng.uniform(1, 8))
    if use[7]:
        kilobits = int(rng.choice([64, 96, 128, 192]))
        codec: Codec = "mp3" if rng.random() < 0.5 else "aac"
        samples = coded(_fitting(samples), rate, codec, kilobits)
    return gained(samples, rng.uniform(-12, 3)), truth


def _fitting(samples: Samples) -> Samples:
    peak = float(np.abs(samples).max(initial=0.0))
    return samples if peak <= 1 else np.asarray(samples / np.float32(peak), np.float32)
