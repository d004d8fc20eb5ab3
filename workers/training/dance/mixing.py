"""From parts to a mix: room, pumping, filters that open, balance and the limiter."""

import numpy as np
from scipy import ndimage

from workers.training.dance.drumming import Hit
from workers.training.dance.grid import Grid
from workers.training.dance.plan import Section
from workers.training.dance.sound import Wave, filtered, frames_of, swept

Rng = np.random.Generator

STEMS = ("drums", "bass", "vocals", "other")
_BLOCK = 4410
_LOOK = 331
_CEILING = 0.92
_TREBLE = 3000.0


def pump(hits: list[Hit], grid: Grid, frames: int, depth: float, *, always: bool) -> Wave:
    """How far everything steps back from the kick, as a gain."""
    if always:
        moments = [float(s) for s in grid.beats]
    else:
        moments = [hit.second for hit in hits if hit.drum == "kick" and hit.force > 0.4]
    length = frames_of(0.75 * grid.beat_seconds)
    shape = np.linspace(1, 0, length, dtype=np.float32) ** np.float32(1.5)
    rise = frames_of(0.004)
    shape[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    held = np.zeros(frames, np.float32)
    for moment in moments:
        first = frames_of(moment)
        start, end = max(first, 0), min(first + length, frames)
        if start < end:
            np.maximum(held[start:end], shape[start - first : end - first], out=held[start:end])
    return 1 - np.float32(depth) * held


def opened(
    sound: Wave, grid: Grid, section: Section, hertz: tuple[float, float], kind: str
) -> None:
    """Let a filter move from one edge to another over a section, in place."""
    first = min(max(frames_of(grid.second(section.first_bar)), 0), sound.shape[-1])
    last = min(max(frames_of(grid.second(section.end_bar)), 0), sound.shape[-1])
    if last - first > 4096:
        low, high = hertz
        done = np.linspace(0, 1, last - first, dtype=np.float32)
        edge = np.float32(low) * np.float32(high / low) ** done
        sound[:, first:last] = swept(sound[:, first:last], edge, 0.9, kind)


def loudness(sound: Wave) -> float:
    """The root mean square of where something sounds."""
    count = sound.shape[-1] // _BLOCK
    if count == 0:
        return 0.0
    power = (sound[:, : count * _BLOCK] ** 2).mean(axis=0).reshape(count, _BLOCK).mean(axis=1)
    sounding = power[power > 1e-4 * power.max(initial=0)]
    return float(np.sqrt(sounding.mean())) if len(sounding) else 0.0


def balanced(stems: dict[str, Wave], levels: dict[str, float]) -> dict[str, Wave]:
    """Every stem as loud as its level says, in decibels where it sounds."""
    out = {}
    for name, sound in stems.items():
        now = loudness(sound)
        gain = 10 ** (levels[name] / 20) / now if now > 1e-6 else 0.0
        out[name] = sound * np.float32(gain)
    return out


def lifted(stems: dict[str, Wave], db: float) -> dict[str, Wave]:
    """Every stem with its treble so many decibels louder."""
    more = np.float32(10 ** (db / 20) - 1)
    return {
        name: sound + more * filtered(sound, "highpass", _TREBLE, order=1)
        for name, sound in stems.items()
    }


def mastered(stems: dict[str, Wave], level: float, *, clips: bool) -> dict[str, Wave]:
    """One gain for all stems, sample by sample, that makes their sum loud and keeps it whole.

    A limiter bends it slowly; a clipper bends it at once, as loud records do.
    """
    mix = np.sum(list(stems.values()), axis=0)
    gain = np.float32(10 ** (level / 20) / max(loudness(mix), 1e-6))
    peak = np.abs(mix).max(axis=0) * gain
    if clips:
        firm = np.maximum(peak, 1e-6) / np.float32(_CEILING)
        bend = np.tanh(firm) / firm
    else:
        top = ndimage.maximum_filter1d(peak, _LOOK)
        bend = np.minimum(1, np.float32(_CEILING) / np.maximum(top, 1e-6))
        bend = ndimage.uniform_filter1d(bend, _LOOK)
    curve = (gain * bend).astype(np.float32)
    return {name: sound * curve for name, sound in stems.items()}
