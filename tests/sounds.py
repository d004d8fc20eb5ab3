"""Test sounds, all generated: drums, chords, sweeps, silence, and files of every format."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import soundfile

from luma.analysis.formats import StemWriter
from luma.domain.harmony import Chord
from luma.domain.sound import Samples
from luma.domain.stems import Stem, StemSet
from luma.domain.units import HOUSE_RATE

_SNDFILE = {
    ".wav": ("WAV", "PCM_16"),
    ".flac": ("FLAC", "PCM_16"),
    ".ogg": ("OGG", "VORBIS"),
    ".opus": ("OGG", "OPUS"),
    ".mp3": ("MP3", "MPEG_LAYER_III"),
    ".aiff": ("AIFF", "PCM_16"),
}
_FFMPEG = {".m4a": "aac", ".aac": "aac", ".alac.m4a": "alac", ".wma": "wmav2"}
FORMATS = (*_SNDFILE, *_FFMPEG)


def silence(seconds: float, rate: int = HOUSE_RATE) -> Samples:
    """Nothing, in stereo."""
    return np.zeros((round(seconds * rate), 2), np.float32)


def sine(hertz: float, seconds: float, rate: int = HOUSE_RATE, level: float = 0.5) -> Samples:
    """A pure tone on both channels."""
    at = np.arange(round(seconds * rate)) / rate
    return stereo(level * np.sin(2 * np.pi * hertz * at))


def sweep(seconds: float, rate: int = HOUSE_RATE) -> Samples:
    """A tone that climbs from 30 Hz to 16 kHz."""
    at = np.arange(round(seconds * rate)) / rate
    growth = np.log(16000 / 30)
    phase = 2 * np.pi * 30 * seconds / growth * np.expm1(at / seconds * growth)
    return stereo(0.5 * np.sin(phase))


def stereo(mono: np.ndarray) -> Samples:
    """The same on both channels."""
    return np.repeat(np.asarray(mono, np.float32)[:, None], 2, axis=1)


def at_times(hits: Iterable[tuple[float, np.ndarray]], seconds: float) -> Samples:
    """Short sounds laid down at moments."""
    out = np.zeros(round(seconds * HOUSE_RATE), np.float32)
    for moment, hit in hits:
        start = round(moment * HOUSE_RATE)
        length = max(0, min(len(hit), len(out) - start))
        out[start : start + length] += hit[:length]
    return stereo(out)


def click() -> np.ndarray:
    """A short, bright tick."""
    at = np.arange(960) / HOUSE_RATE
    return np.asarray(0.8 * np.exp(-at * 400) * np.sin(2 * np.pi * 2000 * at), np.float32)


def kick() -> np.ndarray:
    """A falling thump."""
    at = np.arange(9600) / HOUSE_RATE
    phase = 2 * np.pi * (50 * at + 3 * (1 - np.exp(-at * 40)))
    return np.asarray(0.8 * np.exp(-at * 18) * np.sin(phase), np.float32)


def clap(seed: int = 1) -> np.ndarray:
    """A burst of noise."""
    at = np.arange(7200) / HOUSE_RATE
    noise = np.random.default_rng(seed).standard_normal(len(at))
    return np.asarray(0.25 * np.exp(-at * 30) * noise, np.float32)


def clicks(bpm: float, seconds: float, first: float = 0.0) -> Samples:
    """A tick on every beat."""
    beat = 60 / bpm
    count = int(np.ceil((seconds - first) / beat))
    return at_times(((first + n * beat, click()) for n in range(count)), seconds)


def drums(bpm: float, seconds: float, first: float = 0.0) -> Samples:
    """Kick on every beat, clap on two and four, a tick between, a louder kick on one."""
    beat = 60 / bpm
    hits: list[tuple[float, np.ndarray]] = []
    for n in range(int(np.ceil((seconds - first) / beat))):
        moment = first + n * beat
        hits.append((moment, kick() * (1.15 if n % 4 == 0 else 0.95)))
        hits.append((moment + beat / 2, click() * 0.2))
        if n % 2:
            hits.append((moment, clap(n)))
    return at_times(hits, seconds)


def chord(name: str, seconds: float, level: float = 0.12) -> Samples:
    """A chord with a bass tone and a few overtones."""
    what = Chord.parse(name)
    at = np.arange(round(seconds * HOUSE_RATE)) / HOUSE_RATE
    tones = [60 + tone for tone in what.tones] + [36 + (what.root or 0)]
    out = np.zeros(len(at))
    for tone in tones:
        hertz = 440 * 2 ** ((tone - 69) / 12)
        for harmonic in range(1, 5):
            out += level / harmonic**1.5 * np.sin(2 * np.pi * hertz * harmonic * at)
    fade = np.minimum(1, np.minimum(at, at[::-1]) / 0.01)
    return stereo(out * fade)


def progression(names: Sequence[str], each: float) -> Samples:
    """Chords one after the other, each equally long."""
    return np.concatenate([chord(name, each) for name in names])


def write(path: Path, samples: Samples, rate: int = HOUSE_RATE) -> Path:
    """A file in the format that its ending names."""
    ending = "".join(path.suffixes[-2:])
    ending = ending if ending in _FFMPEG else path.suffix
    if ending in _SNDFILE:
        kind, subtype = _SNDFILE[ending]
        soundfile.write(path, samples, rate, format=kind, subtype=subtype)
    else:
        _write_by_ffmpeg(path, samples, rate, _FFMPEG[ending])
    return path


def _write_by_ffmpeg(path: Path, samples: Samples, rate: int, codec: str) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="stereo")
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = 192_000
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples.T), format="fltp", layout="stereo"
        )
        frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), 0
        stream.codec_context.open()
        shaper = av.AudioResampler(
            format=stream.format,
            layout="stereo",
            rate=rate,
            frame_size=stream.frame_size or 1024,
        )
        for part in [*shaper.resample(frame), *shaper.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))


def write_stems(folder: Path, voices: Mapping[Stem, Samples], engine: str) -> StemSet:
    """Voices as files, as an engine of that name would have made them."""
    writer = StemWriter(folder)
    writer.write(voices)
    return writer.close(engine)
