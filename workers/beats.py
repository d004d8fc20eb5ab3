"""Beats and downbeats."""

import numpy as np
import numpy.typing as npt

from luma.analysis.contract import Progress, analyzer
from luma.audio.pcm import Pcm
from luma.domain.rhythm import ASSUMED_METRE, BeatGrid
from luma.domain.units import HOUSE_RATE

_RATE = 24_000
_HOP = 120
_FPS = _RATE / _HOP
_SIZE = 1024
_BANDS = 36
_LOW_BANDS, _HIGH_BAND = 8, 24
_TONE_SIZE, _TONE_HOPS, _TONES = 4096, 10, 60
_HALVE_ABOVE, _DOUBLE_BELOW = 0.6, 0.4
_LATE_S = 0.010  # a spectrum hears a beginning before its middle has come
_SPREAD_FLOOR = 0.05
_COMPRESSION = 300.0
_SLOWEST, _FASTEST = 70.0, 180.0
_USUAL_BPM, _SPREAD_OCTAVES = 120.0, 0.9
_TIGHTNESS = 400.0
_WEAKEST_PULSE, _FAINTEST = 0.12, 0.06
_STEADY_S = 0.012
_NEIGHBOURS = 8

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]


@analyzer("beats", engine="luma", version=1)
def beats(sound: Pcm, progress: Progress) -> BeatGrid:
    """Beats and downbeats, in fours; an assumed grid where no beats are heard."""
    import librosa

    from workers import _spectrum

    wave = librosa.resample(
        _spectrum.mono(sound.samples), orig_sr=HOUSE_RATE, target_sr=_RATE, res_type="soxr_mq"
    )
    progress(0.2, "listening for beginnings")
    heard = _heard(wave)
    flux = np.maximum(np.diff(heard, axis=0, prepend=heard[:1]), 0)
    onset = flux.mean(axis=1).astype(np.float64)
    progress(0.6, "finding the pulse")
    period, clarity = _pulse(onset)
    if clarity < _WEAKEST_PULSE:
        return BeatGrid.assume(sound.seconds)
    low = flux[:, :_LOW_BANDS].mean(axis=1).astype(np.float64)
    moments = _tracked(onset, period)
    better = _octave(moments, onset, low, period)
    if better != period:
        moments = _tracked(onset, better)
    if len(moments) < 2 * ASSUMED_METRE or np.median(_strongest(onset, moments)) < _FAINTEST:
        return BeatGrid.assume(sound.seconds)
    progress(0.8, "placing the bars")
    seconds = _whole(_placed(moments, onset) / _FPS + _LATE_S, sound.seconds)
    first = _downbeat(seconds, flux, _tones(wave))
    downbeats = np.arange(first, len(seconds), ASSUMED_METRE)
    return BeatGrid(seconds, downbeats, confidence=min(1.0, clarity))


def _tracked(onset: Floats, period: float) -> Floats:
    """The frames of beats that follow the period and land on beginnings."""
    import librosa

    _, frames = librosa.beat.beat_track(
        onset_envelope=onset.astype(np.float32),
        sr=_RATE,
        hop_length=_HOP,
        bpm=60 * _FPS / period,
        tightness=_TIGHTNESS,
        trim=False,
        units="frames",
    )
    return np.asarray(frames, dtype=np.float64)


def _octave(frames: Floats, onset: Floats, low: Floats, period: float) -> float:
    """Half the period if the bass strikes between beats too, twice if every other is empty."""
    if len(frames) < 2 * ASSUMED_METRE:
        return period
    bpm = 60 * _FPS / period
    bass = _strongest(low, frames).mean()
    between = _strongest(low, (frames[:-1] + frames[1:]) / 2).mean()
    if bpm * 2 <= _FASTEST and between > _HALVE_ABOVE * bass:
        return period / 2
    struck = _strongest(onset, frames)
    bass_of = _strongest(low, frames)
    turns = sorted((struck[turn::2].mean(), bass_of[turn::2].mean()) for turn in (0, 1))
    weaker, stronger = turns
    empty = all(a < _DOUBLE_BELOW * b for a, b in zip(weaker, stronger, strict=True))
    return period * 2 if empty and bpm / 2 >= _SLOWEST else period


def _heard(wave: Singles) -> Singles:
    """How loud each pitch band is felt, frame by frame."""
    from workers import _spectrum

    weights = _spectrum.bands(_RATE, _SIZE, _BANDS, 40.0, 11_000.0)
    parts = [spectra @ weights for spectra in _spectrum.magnitudes(wave, _SIZE, _HOP)]
    return np.log1p(_COMPRESSION * np.concatenate(parts)).astype(np.float32)


def _pulse(onset: Floats) -> tuple[float, float]:
    """The beat's period in frames, and how clearly it is heard, from 0 to 1."""
    centred = onset - onset.mean()
    size = 1 << (2 * len(centred) - 1).bit_length()
    spectrum = np.fft.rfft(centred, size)
    kinship = np.fft.irfft(np.abs(spectrum) ** 2, size)[: len(centred)]
    if kinship[0] <= 1e-9 or len(onset) < 8 * _FPS:
        return 1.0, 0.0
    kinship = kinship / kinship[0]
    periods = 60 * _FPS / np.geomspace(_SLOWEST, _FASTEST, 600)
    multiples = np.array([1, 2, 4, 8])
    places = periods[:, None] * multiples
    comb = np.interp(places, np.arange(len(kinship)), kinship, right=0.0)
    octaves = np.log2(60 * _FPS / periods / _USUAL_BPM)
    liking = np.exp(-0.5 * (octaves / _SPREAD_OCTAVES) ** 2)
    best = int((comb.mean(axis=1) * liking).argmax())
    return float(periods[best]), float(np.clip(comb[best].max(), 0, 1))


def _placed(frames: Floats, onset: Floats) -> Floats:
    """Beats moved to where beginnings peak; a steady tempo is fitted as one line."""
    near = np.array([_peak_near(onset, frame) for frame in frames])
    number = np.arange(len(near), dtype=np.float64)
    slope, start = np.polyfit(number, near, 1)
    for _ in range(3):
        off = np.abs(near - (start + slope * number))
        kept = off <= max(np.median(off) * 2.5, 1.0)
        slope, start = np.polyfit(number[kept], near[kept], 1)
    off = np.abs(near - (start + slope * number))
    if np.median(off) <= _STEADY_S * _FPS and np.percentile(off, 80) <= 4 * _STEADY_S * _FPS:
        return np.asarray(start + slope * number, dtype=np.float64)
    return _smoothed(near)


def _peak_near(onset: Floats, frame: float) -> float:
    """The peak of the beginnings around a frame, between frames by a parabola."""
    reach = round(0.03 * _FPS)
    low = max(1, int(frame) - reach)
    around = onset[low : int(frame) + reach + 1]
    if around.size == 0 or around.max() <= 0:
        return frame
    top = low + int(around.argmax())
    if not 1 <= top < len(onset) - 1:
        return float(top)
    before, here, after = onset[top - 1 : top + 2]
    bend = before - 2 * here + after
    return top + (0.5 * (before - after) / bend if bend < 0 else 0.0)


def _smoothed(frames: Floats) -> Floats:
    """Each beat on the line through its neighbours, so that the tempo bends but never jerks."""
    number = np.arange(len(frames), dtype=np.float64)
    out = np.empty_like(frames)
    for n in range(len(frames)):
        here = slice(max(0, n - _NEIGHBOURS), n + _NEIGHBOURS + 1)
        degree = 2 if len(frames[here]) > 4 else 1
        out[n] = np.polyval(np.polyfit(number[here] - n, frames[here], degree), 0.0)
    return np.maximum.accumulate(out + 1e-6 * number)


def _whole(seconds: Floats, length: float) -> Floats:
    """The beats, carried on to both ends of the track."""
    gap_in, gap_out = seconds[1] - seconds[0], seconds[-1] - seconds[-2]
    before = np.arange(1, int(max(0, seconds[0]) / gap_in + 1e-3) + 1)[::-1]
    after = np.arange(1, int(max(0, length - seconds[-1]) / gap_out) + 1)
    whole = np.concatenate(
        [seconds[0] - before * gap_in, seconds, seconds[-1] + after * gap_out]
    )
    return np.asarray(whole[(whole >= -0.03) & (whole < length)], dtype=np.float64)


def _tones(wave: Singles) -> Singles:
    """How loud each semitone is felt, coarsely in time."""
    from workers import _spectrum

    weights = _spectrum.bands(_RATE, _TONE_SIZE, _TONES, 65.0, 2_100.0)
    hop = _HOP * _TONE_HOPS
    parts = [spectra @ weights for spectra in _spectrum.magnitudes(wave, _TONE_SIZE, hop)]
    return np.log1p(_COMPRESSION * np.concatenate(parts)).astype(np.float32)


def _downbeat(seconds: Floats, flux: Singles, tones: Singles) -> int:
    """Which of the first beats begins a bar: there harmony turns and the bass strikes.

    What is bright strikes on the second and fourth.
    """
    frames = seconds * _FPS
    cues = (
        (_turn(tones, frames / _TONE_HOPS), 1.0),
        (_begun(flux[:, :_LOW_BANDS].mean(axis=1), frames), 0.6),
        (_begun(flux[:, _HIGH_BAND:].mean(axis=1), frames), -0.4),
    )
    score = sum(weight * _by_phase(cue) for cue, weight in cues)
    return int(np.argmax(score))


def _strongest(values: Floats | Singles, frames: Floats) -> Floats:
    """The highest value near each of some frames."""
    reach = round(0.04 * _FPS)
    middles = np.clip(np.round(frames).astype(int), 0, len(values) - 1)
    return np.array([values[max(0, f - reach) : f + reach + 1].max() for f in middles], float)


def _begun(values: Singles, frames: Floats) -> Floats:
    """How much begins around each of some frames, however they fall on the grid."""
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    reach = round(0.05 * _FPS)
    middles = np.clip(np.round(frames).astype(int), reach, len(values) - reach - 1)
    return np.asarray(sums[middles + reach + 1] - sums[middles - reach], dtype=np.float64)


def _turn(tones: Singles, frames: Floats) -> Floats:
    """How much the bar after each beat differs from the bar before; steady drums cancel out."""
    edges = np.clip(np.round(frames).astype(int), 0, len(tones) - 1)
    sums = np.concatenate([np.zeros((1, tones.shape[1])), np.cumsum(tones, axis=0)])
    number = np.arange(len(edges))
    early = edges[np.maximum(number - ASSUMED_METRE, 0)]
    late = edges[np.minimum(number + ASSUMED_METRE, len(edges) - 1)]
    before = (sums[edges] - sums[early]) / np.maximum(edges - early, 1)[:, None]
    after = (sums[late] - sums[edges]) / np.maximum(late - edges, 1)[:, None]
    turn = np.abs(after - before).mean(axis=1)
    turn[:ASSUMED_METRE] = turn[-ASSUMED_METRE:] = np.median(turn)
    return np.asarray(turn, dtype=np.float64)


def _by_phase(cue: Floats) -> Floats:
    """The mean of a cue at each place in the bar, against its own spread."""
    spread = max(float(cue.std()), _SPREAD_FLOOR)
    means = [cue[phase::ASSUMED_METRE].mean() for phase in range(ASSUMED_METRE)]
    return np.asarray((np.array(means) - cue.mean()) / spread, dtype=np.float64)
