"""New mixes out of voices of songs: other levels, colours, dynamics, voices of other songs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workers import _stemears as ears
from workers._masknet import STEMS
from workers.training.stems_data import DEPTH, SCALE, Item

Singles = npt.NDArray[np.float32]
Dice = np.random.Generator

_SWAPS = (0.5, 0.3, 0.35, 0.25)
_COLOURS = (3.5, 3.5, 2.5, 2.5)
"""How far apart the gains over pitch lie, in decibels, voice by voice."""
_POINTS, _DEEPEST_POINTS = 8, 14
_BENT, _STEEPEST = 0.4, 0.3
_LEFT_OUT = (0.08, 0.06, 0.06, 0.03)
_NEAR_TEMPO = 1.06
_LOW = slice(0, 2 * ears.LOW)
_REAL, _IMAGINARY = slice(0, ears.LOW), slice(ears.LOW, 2 * ears.LOW)
_HIGH = slice(2 * ears.LOW, DEPTH - ears.WIDE)
_WIDE = slice(DEPTH - ears.WIDE, DEPTH)


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """What the network sees of a mix, and what masks on it are held to.

    `power` is that of the mix in each cell, `shared` how much of each voice points the same
    way as the mix, `own` the power of each voice in all cells together.
    """

    picture: Singles
    power: Singles
    shared: Singles
    own: Singles


def mixed(items: Sequence[Item], frames: int, dice: Dice) -> Example:
    """A stretch of a song, mixed anew."""
    home = items[int(dice.integers(len(items)))]
    near = [one for one in items if 1 / _NEAR_TEMPO < one.bpm / home.bpm < _NEAR_TEMPO]
    is_own = dice.random() < 0.3
    begin = _begin(home, frames, dice)
    voices = np.zeros((len(STEMS), frames, DEPTH), np.float32)
    for n in range(len(STEMS)):
        source, at = home, begin
        if not is_own and dice.random() < _SWAPS[n]:
            source = near[int(dice.integers(len(near)))]
            at = _begin(source, frames, dice)
        if dice.random() < _LEFT_OUT[n]:
            continue
        part = source.voices[n, at : at + frames].astype(np.float32) * np.float32(1 / SCALE)
        voices[n, : len(part)] = part
        if is_own:
            continue
        voices[n] *= np.float32(10 ** (dice.normal(0, 3.0) / 20))
        voices[n] *= _colour(dice, _COLOURS[n])
        voices[n, :, _WIDE] *= np.float32(10 ** (dice.normal(0, 3.0) / 20))
        if dice.random() < _BENT:
            voices[n] *= _dynamics(voices[n], dice.uniform(-_STEEPEST, _STEEPEST))
    return example_of(voices, dice)


def example_of(voices: Singles, dice: Dice | None = None) -> Example:
    """Voices together as an example; with chance, some noise and another level."""
    low = voices[:, :, _LOW].sum(axis=0)
    heard = voices[:, :, : -ears.WIDE]
    own = np.einsum("sfd,sfd->s", heard, heard)
    level = float(own.sum())
    frames = voices.shape[1]
    level = ears.level_of(level, frames)
    high = np.square(voices[:, :, _HIGH])
    noise = np.zeros(ears.HIGH, np.float32)
    wide = np.square(voices[:, :, _WIDE]).sum(axis=0)
    if dice is not None:
        if dice.random() < 0.5:
            faint = level * 10 ** (dice.uniform(-62, -40) / 20) / ears.SIZE**0.5
            low = low + faint * dice.standard_normal(low.shape, np.float32)
            noise = 2 * faint**2 * np.diff(ears.HIGH_EDGES).astype(np.float32)
            wide = wide + 2 * faint**2 * np.diff(ears.WIDE_EDGES).astype(np.float32)
        level *= 10 ** (dice.normal(0, 4.0) / 20)
    real, imaginary = low[:, : ears.LOW], low[:, ears.LOW :]
    power = np.concatenate([_power(real, imaginary), high.sum(axis=0) + noise], axis=1)
    aligned = voices[:, :, _REAL] * real + voices[:, :, _IMAGINARY] * imaginary
    shared = np.concatenate([aligned, high], axis=2)
    scale = np.float32(1 / max(float(own.sum()), 1e-9))
    return Example(ears.seen(power, wide, level), power * scale, shared * scale, own * scale)


def _begin(item: Item, frames: int, dice: Dice) -> int:
    return int(dice.integers(max(1, item.voices.shape[1] - frames)))


def _power(real: Singles, imaginary: Singles) -> Singles:
    return np.asarray(real * real + imaginary * imaginary, np.float32)


def _dynamics(voice: Singles, steepness: float) -> Singles:
    """Gains over time that press what is loud and lift what dies away, or the reverse."""
    loud = np.sqrt(np.einsum("fd,fd->f", voice[:, _LOW], voice[:, _LOW]) + np.float32(1e-12))
    floor = max(float(loud.max()) * 0.02, 1e-6)
    gains = (np.maximum(loud, floor) / max(float(loud.max()), 1e-6)) ** np.float32(steepness)
    return np.asarray(gains / np.sqrt((gains**2).mean()), np.float32)[:, None]


def _colour(dice: Dice, height: float) -> Singles:
    """A smooth gain over pitch, for all that is kept of a frame."""
    bins = np.concatenate(
        [np.arange(ears.LOW), ears.HIGH_EDGES[:-1], ears.WIDE_EDGES[:-1]]
    ).astype(np.float64)
    octaves = np.log2(np.maximum(bins, 2) / 2)
    count = int(dice.integers(_POINTS, _DEEPEST_POINTS))
    curve = np.interp(octaves, np.linspace(0, 10, count), dice.normal(0, height, count))
    gains = (10 ** (curve / 20)).astype(np.float32)
    low, rest = gains[: ears.LOW], gains[ears.LOW :]
    return np.concatenate([low, low, rest])
