"""Music with true beats as the beat network meets it: pictures, made other in many ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from luma.audio.decode import in_stereo
from luma.domain.units import HOUSE_RATE
from workers._beatears import BANDS, FPS, loudness, seen
from workers._beatnet import TEMPI, pace_place
from workers.training.copies import ALTERED, Copy, copies, kept

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
Dice = np.random.Generator

FLOOR = -13.8
_SLOWEST, _FASTEST = 52.0, 205.0
_FEWEST = 8


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A piece of music: what is heard of it, its beats in seconds, their places in the bar.

    What is kept back is for choosing settings, and never learnt from.
    """

    name: str
    song: str
    loud: Halves
    times: Floats
    places: npt.NDArray[np.int64]
    is_kept_back: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """What the network sees, and what it should say of each frame and of the tempo."""

    picture: Singles
    wanted: Singles
    weight: Singles
    pace: Singles


def gather(corpora: Sequence[Path], features: Path, altered: int = ALTERED) -> list[Item]:
    """What is learnt from and what judges; what is heard is worked out once and kept."""
    features.mkdir(parents=True, exist_ok=True)
    return [
        _item(copy, features)
        for copy in copies(corpora, altered)
        if len(copy.item.truth.beats) >= _FEWEST
    ]


def _item(copy: Copy, features: Path) -> Item:
    loud = kept(features / f"{copy.name}.npy", lambda: _loud(copy))
    truth = copy.truth()
    return Item(copy.name, copy.item.song, loud, truth.beats, truth.places, copy.is_kept_back)


def _loud(copy: Copy) -> Halves:
    samples, rate = copy.mix()
    house = soxr.resample(samples, rate, HOUSE_RATE).astype(np.float32)
    return loudness(in_stereo(house)).astype(np.float16)


def example(item: Item, frames: int, dice: Dice) -> Example:
    """A stretch of an item with its tempo, pitch, colour and noise changed."""
    if dice.random() < 0.04:
        return _nothing(frames, dice)
    loud, times, places = item.loud, item.times, item.places
    if dice.random() < 0.12:
        loud, times, places = _other_metre(loud, times, places, dice)
    speed = _speed(times, dice)
    reach = frames * speed
    start = dice.uniform(min(0.0, len(loud) - reach), max(1.0, len(loud) - reach))
    heard = _between(loud, start + speed * np.arange(frames, dtype=np.float64))
    return truth_of(
        seen(_changed(heard, dice) + np.float32(dice.normal(0, 0.2))),
        (times - start / FPS) / speed,
        places,
    )


def truth_of(picture: Singles, times: Floats, places: npt.NDArray[np.int64]) -> Example:
    """A picture with what should be said of it."""
    frames = len(picture)
    wanted = np.stack([_hats(times, frames), _hats(times[places == 1], frames)])
    weight = np.ones(frames, np.float32)
    weight[: max(0, int((times[0] - 0.1) * FPS))] = 0.0
    weight[max(0, int((times[-1] + 0.1) * FPS)) :] = 0.0
    inside = (times >= 0) & (times < frames / FPS)
    pace = np.zeros(TEMPI, np.float32)
    if inside.sum() >= 4:
        bpm = 60 / float(np.median(np.diff(times[inside])))
        pace = np.exp(-0.5 * ((np.arange(TEMPI) - pace_place(bpm)) / 1.2) ** 2)
        pace = (pace / pace.sum()).astype(np.float32)
    return Example(picture, wanted, weight, pace)


def _nothing(frames: int, dice: Dice) -> Example:
    """Sound without beats: noise, held tones, or what rises and falls as speech does."""
    colour = _curve(dice, 2.0) + dice.uniform(-8, -3)
    noise = 0.4 * np.log(dice.exponential(1.0, (frames, BANDS)) + 1e-3)
    kind = dice.integers(3)
    if kind == 0:
        loud = colour + noise
    else:
        knots = max(4, int(frames / dice.uniform(4, 12))) if kind == 1 else 4
        height = dice.normal(0, 1.2, (knots, 6))
        at = np.sort(dice.uniform(0, frames, knots))
        moves = np.stack([np.interp(np.arange(frames), at, h) for h in height.T], axis=1)
        loud = colour + moves @ np.abs(dice.normal(0, 0.6, (6, BANDS))) + 0.5 * noise
    none = np.zeros((2, frames), np.float32)
    picture = seen(np.maximum(loud, FLOOR).astype(np.float32))
    return Example(picture, none, np.ones(frames, np.float32), np.zeros(TEMPI, np.float32))


def _other_metre(
    loud: Halves, times: Floats, places: npt.NDArray[np.int64], dice: Dice
) -> tuple[Halves, Floats, npt.NDArray[np.int64]]:
    """The same music with one beat of each bar left out or played twice."""
    metre = int(places.max())
    place = int(dice.integers(2, metre + 1)) if metre > 1 else 1
    times_over = 0 if metre > 2 and dice.random() < 0.6 else 2
    edges = np.round(times * FPS).astype(int)
    parts, moments, counted = [loud[: edges[0]]], [], []
    at, turn = float(edges[0]), 0
    for n in range(len(edges) - 1):
        turn = 1 if places[n] == 1 else turn + 1
        for _ in range(times_over if places[n] == place else 1):
            moments.append(at / FPS)
            counted.append(turn)
            turn += 1
            parts.append(loud[edges[n] : edges[n + 1]])
            at += edges[n + 1] - edges[n]
        turn -= 1
    return np.concatenate(parts), np.array(moments), np.array(counted)


def _speed(times: Floats, dice: Dice) -> float:
    """How much faster the music goes, so that its tempo stays one that people beat."""
    bpm = 60 / float(np.median(np.diff(times)))
    low, high = max(0.8, _SLOWEST / bpm), min(1.25, _FASTEST / bpm)
    if dice.random() < 0.3 or low >= high:
        return 1.0
    return float(np.exp(dice.uniform(np.log(low), np.log(high))))


def _between(loud: Halves, at: Floats) -> Singles:
    """The frames at places between frames; outside there is silence."""
    first = np.floor(at).astype(int)
    share = (at - first).astype(np.float32)[:, None]
    inside = (first >= 0) & (first < len(loud) - 1)
    first = np.clip(first, 0, len(loud) - 2)
    out = loud[first].astype(np.float32) * (1 - share) + loud[first + 1] * share
    out[~inside] = FLOOR
    return np.asarray(out, dtype=np.float32)


def _changed(loud: Singles, dice: Dice) -> Singles:
    """The same music through other ears: pitch, colour, noise, gaps, rooms."""
    if dice.random() < 0.5:
        bands = np.arange(BANDS) + dice.uniform(-4, 4) * np.linspace(0.3, 1, BANDS)
        bands = np.clip(bands, 0, BANDS - 1.001)
        low = bands.astype(int)
        share = (bands - low).astype(np.float32)
        loud = loud[:, low] * (1 - share) + loud[:, low + 1] * share
    if dice.random() < 0.7:
        loud = loud + _curve(dice, 0.8)
    if dice.random() < 0.3:
        middle = loud.mean(axis=0)
        loud = middle + (loud - middle) * np.float32(dice.uniform(0.75, 1.2))
    if dice.random() < 0.15:
        loud = _in_a_room(loud, dice.uniform(0.15, 0.6))
    if dice.random() < 0.15:
        loud = loud.copy()
        first = int(dice.integers(0, len(loud)))
        loud[first : first + int(dice.integers(25, 150))] -= np.float32(dice.uniform(1, 6))
    if dice.random() < 0.3:
        loud = _without_bands(loud, dice)
    if dice.random() < 0.5:
        floor = dice.uniform(-9, -3.5) + _curve(dice, 0.8)
        grain = 0.5 * np.log(dice.exponential(1.0, loud.shape) + 1e-3)
        loud = np.logaddexp(loud, (floor + grain).astype(np.float32))
    return np.maximum(loud, np.float32(FLOOR)).astype(np.float32)


def _in_a_room(loud: Singles, fall: float) -> Singles:
    """Each frame rings on in the next ones."""
    out = loud.copy()
    wet = np.float32(np.log(0.3))
    tail = np.full(BANDS, FLOOR, np.float32)
    for n in range(len(out)):
        tail = np.logaddexp(tail - np.float32(fall), loud[n] + wet)
        out[n] = np.logaddexp(out[n], tail - np.float32(fall))
    return out


def _without_bands(loud: Singles, dice: Dice) -> Singles:
    """Music through a small loudspeaker, a wall, or with a hole in its middle."""
    out = loud.copy()
    kind = dice.integers(3)
    loss = np.float32(dice.uniform(1.5, 6))
    if kind == 0:
        out[:, int(dice.integers(35, BANDS)) :] -= loss
    elif kind == 1:
        out[:, : int(dice.integers(2, 14))] -= loss
    else:
        first = int(dice.integers(5, 60))
        out[:, first : first + int(dice.integers(5, 20))] -= loss
    return out


def _curve(dice: Dice, height: float) -> Singles:
    """A smooth change of colour over all bands."""
    at = np.linspace(0, 1, 5)
    return np.interp(np.linspace(0, 1, BANDS), at, dice.normal(0, height, 5)).astype(np.float32)


def _hats(times: Floats, frames: int) -> Singles:
    """One at each moment's frame, falling to nothing over two frames."""
    out = np.zeros(frames, np.float32)
    for time in times[(times > -0.1) & (times < frames / FPS + 0.1)]:
        near = np.arange(max(0, int(time * FPS) - 2), min(frames, int(time * FPS) + 4))
        out[near] = np.maximum(out[near], np.clip(1 - np.abs(near - time * FPS) / 2, 0, 1))
    return out
