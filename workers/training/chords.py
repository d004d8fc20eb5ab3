"""Train the chord network: `python -m workers.training.chords --corpus DIR --out FILE`."""

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from workers._chordnet import FAMILIES, NONE, PER_TONE
from workers._pitches import TONES
from workers.training.chords_corpus import (
    SPARE,
    UNKNOWN,
    Item,
    item,
    sung,
)
from workers.training.chords_habits import habits
from workers.training.chords_network import Weights, forward, fresh
from workers.training.chords_nothing import nothing
from workers.training.copies import ALTERED

_FRAMES, _BATCH = 256, 12
_RATE, _DECAY, _WARM = 3e-3, 1e-2, 30
_DROP = 0.1
_BASS_WEIGHT, _TONE_WEIGHT = 0.4, 1.0
_SMOOTHING = 0.05
_EQ_POINTS, _EQ_DB, _GAIN_DB, _NOISE = 6, 5.0, 4.0, 1.0
_SILENT_SHARE = 0.03
_TOLD_EVERY, _TRIED_EVERY = 25, 200

Whole = npt.NDArray[np.int64]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments, train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument("--altered", type=int, default=ALTERED, help="copies made other")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument(
        "--steps", type=int, default=0, help="or so many steps, if they last longer"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=Path, help="where spectra are kept between runs")
    given = parser.parse_args(arguments)
    songs = sung(given.corpus, given.altered)
    learnt, held = ([c for c in songs if c.is_kept_back is on] for on in (False, True))
    _say(f"{len(learnt)} songs to learn from, {len(held)} held out")
    with tempfile.TemporaryDirectory() as scratch:
        cache = given.cache or Path(scratch)
        cache.mkdir(parents=True, exist_ok=True)
        of, tried = ([item(c, cache, given.seed) for c in part] for part in (learnt, held))
        weights = train(of, tried, given.minutes, given.seed, given.steps)
    kept: dict[str, Any] = habits([c.item.folder for c in learnt if not c.number])
    kept |= {name: np.asarray(w.detach(), np.float16) for name, w in weights.items()}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    with given.out.open("wb") as file:
        np.savez_compressed(file, **kept)


def train(
    learnt: Sequence[Item], held: Sequence[Item], minutes: float, seed: int, steps: int = 0
) -> Weights:
    """Weights that have learnt for some minutes or steps: the mean of the last ones.

    With no minutes and some steps the same seed gives the same weights.
    """
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    weights, silent = fresh(seed), nothing(seed)
    mean = {name: w.detach().clone() for name, w in weights.items()}
    optimiser = torch.optim.AdamW(_groups(weights))
    began, step, total = time.monotonic(), 0, 0.0
    while (share := _passed(began, minutes, step, steps)) < 1:
        pace = min(1.0, (step + 1) / _WARM) * 0.5 * (1 + math.cos(math.pi * share))
        for group in optimiser.param_groups:
            group["lr"] = _RATE * pace
        spectra, *targets = _batch(learnt, silent, rng)
        loss = _loss(forward(weights, _bent(spectra), _DROP), *targets)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights.values(), 2.0)
        optimiser.step()
        step, total = step + 1, total + float(loss.detach())
        keep = min(0.99, step / (step + 10))
        for name, w in weights.items():
            mean[name].lerp_(w.detach(), 1 - keep)
        if step % _TOLD_EVERY == 0:
            right = f", right {_right(mean, held):.4f}" if step % _TRIED_EVERY == 0 else ""
            seconds = time.monotonic() - began
            _say(f"{step}: {total / _TOLD_EVERY:.4f}, {seconds:.0f} s{right}")
            total = 0.0
    _say(f"at the end, after {step} steps: right {_right(mean, held):.4f}")
    return mean


def _groups(weights: Weights) -> list[dict[str, Any]]:
    """What decays, and what does not: offsets and scales."""
    still = ("_off", "_scale", "_shift")
    plain = [w for name, w in weights.items() if name.endswith(still)]
    decaying = [w for name, w in weights.items() if not name.endswith(still)]
    return [
        {"params": decaying, "weight_decay": _DECAY},
        {"params": plain, "weight_decay": 0.0},
    ]


def _passed(began: float, minutes: float, step: int, steps: int) -> float:
    """The share of the minutes that has passed; with a number of steps, of the longer one."""
    passed = (time.monotonic() - began) / max(60 * minutes, 1e-9)
    return min(passed, step / steps) if steps else passed


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _batch(learnt: Sequence[Item], silent: Item, rng: np.random.Generator) -> tuple[Any, ...]:
    """Parts of songs in any of their mixes, each in a key drawn anew; a few without chords."""
    import torch

    width = TONES * PER_TONE
    spectra = np.zeros((_BATCH, _FRAMES, width), np.float32)
    chords, bass = np.full((2, _BATCH, _FRAMES), UNKNOWN, dtype=np.int64)
    tones = np.full((_BATCH, _FRAMES, 12), UNKNOWN, np.float32)
    for row in range(_BATCH):
        choice = int(rng.integers(len(learnt)))
        song = silent if rng.random() < _SILENT_SHARE else learnt[choice]
        up = int(rng.integers(-SPARE, SPARE))
        first = int(rng.integers(max(1, song.spectra.shape[1] - _FRAMES + 1)))
        mix = int(rng.integers(len(song.spectra)))
        low = (SPARE - up) * PER_TONE
        part = song.spectra[mix, first : first + _FRAMES, low : low + width]
        here, there = slice(0, len(part)), slice(first, first + len(part))
        spectra[row, here] = part
        chords[row, here] = _moved(song.chords[there], up)
        bass[row, here] = np.where(song.bass[there] < 0, UNKNOWN, (song.bass[there] + up) % 12)
        tones[row, here] = np.roll(song.tones[there], up, axis=1)
    return tuple(torch.from_numpy(part) for part in (spectra, chords, bass, tones))


def _moved(chords: Whole, up: int) -> Whole:
    """Chords some semitones higher; no chord stays what it is."""
    moved = (chords + up * len(FAMILIES)) % NONE
    return np.where((chords < 0) | (chords == NONE), chords, moved)


def _bent(spectra: Any) -> Any:
    """The same music through another equaliser, louder or softer, in other noise."""
    import torch
    from torch.nn import functional as f

    count, _, width = spectra.shape
    points = torch.randn(count, 1, _EQ_POINTS) * _EQ_DB + torch.randn(count, 1, 1) * _GAIN_DB
    decibels = f.interpolate(points, size=width, mode="linear", align_corners=True)
    noise = torch.rand(count, 1, 1) * _NOISE * torch.rand_like(spectra)
    return torch.log1p(torch.expm1(spectra) * 10 ** (decibels / 20) + noise)


def _loss(answers: tuple[Any, Any, Any], chords: Any, bass: Any, tones: Any) -> Any:
    from torch.nn import functional as f

    said, low, sounding = answers
    known = tones >= 0
    return (
        f.cross_entropy(
            said.flatten(0, 1),
            chords.flatten(),
            ignore_index=UNKNOWN,
            label_smoothing=_SMOOTHING,
        )
        + _BASS_WEIGHT
        * f.cross_entropy(low.flatten(0, 1), bass.flatten(), ignore_index=UNKNOWN)
        + _TONE_WEIGHT * f.binary_cross_entropy_with_logits(sounding[known], tones[known])
    )


def _right(weights: Weights, held: Sequence[Item]) -> float:
    """The share of frames of plain major and minor chords that are heard as just that."""
    import torch

    right = total = 0
    for song in held:
        with torch.no_grad():
            spared = song.spectra[0, :, SPARE * PER_TONE : -SPARE * PER_TONE].astype(np.float32)
            said = forward(weights, torch.from_numpy(spared)[None])[0][0].argmax(dim=1).numpy()
        plain = (song.chords >= 0) & (song.chords < NONE) & (song.chords % len(FAMILIES) < 5)
        right += int((_triad(said[plain]) == _triad(song.chords[plain])).sum())
        total += int(plain.sum())
    return right / max(1, total)


def _triad(chords: Whole) -> Whole:
    """Root and mode of chords, whatever their seventh."""
    root, family = np.divmod(chords, len(FAMILIES))
    minor = np.isin(family, [FAMILIES.index("min"), FAMILIES.index("min7")])
    major = np.isin(family, [FAMILIES.index(name) for name in ("maj", "7", "maj7")])
    return np.where(chords == NONE, -1, np.where(major | minor, 2 * root + minor, -2))


if __name__ == "__main__":
    main()
