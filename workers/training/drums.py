"""Trains the drum network: `python -m workers.training.drums --corpus DIR --out FILE`."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workers._drumears import FPS, level, seen
from workers.training import drums_network as network
from workers.training.copies import ALTERED
from workers.training.drums_data import Dice, Example, Item, example, gather, laid_over, wishes

STEPS, RATE = 3000, 3e-3
_WARMING, _LAST_SHARE = 0.05, 1e-3
_CALM = 0.997
_DROP = 0.05
_STRUCK, _HARD = 3.0, 0.5
_LAID_OVER = 0.45
_REPORT_S = 120.0


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how hard to train; `minutes` count instead of `steps` where they are set."""

    steps: int = STEPS
    minutes: float = 0.0
    seed: int = 1
    rate: float = RATE
    batch: int = 16
    frames: int = 4 * FPS


def train(
    items: Sequence[Item],
    course: Course,
    out: Path,
    tell: Callable[[str], None],
    start: Path | None = None,
) -> int:
    """Train to the end from weights in a file, or from none; gives how many steps it took.

    The slow mean of the weights is written now and then.
    """
    import torch

    torch.set_num_threads(1)  # the sums stay the same, whatever the machine
    torch.manual_seed(course.seed)
    dice = np.random.default_rng(course.seed)
    learnt, kept = ([item for item in items if item.is_kept_back is on] for on in (False, True))
    weights = _begun(start, course.seed)
    calm = {name: value.detach().clone() for name, value in weights.items()}
    optimiser = torch.optim.AdamW(weights.values(), lr=course.rate, weight_decay=1e-2)
    began = told = time.monotonic()
    steps, losses = 0, list[float]()
    while (share := _share(course, steps, time.monotonic() - began)) < 1.0:
        rate = 0.5 + 0.5 * float(np.cos(np.pi * share))
        for group in optimiser.param_groups:
            warm = min(1.0, share / _WARMING + 0.02)
            group["lr"] = course.rate * (warm * rate + _LAST_SHARE)
        loss = _loss(weights, _batch(learnt, course, dice), _DROP)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights.values(), 1.0)
        optimiser.step()
        steps += 1
        losses.append(float(loss.detach()))
        _calm(calm, weights, steps)
        if time.monotonic() - told > _REPORT_S:
            told = time.monotonic()
            write(calm, out)
            tell(f"step {steps}: loss {np.mean(losses):.4f}, {_unseen(calm, kept)}")
            losses.clear()
    write(calm, out)
    tell(f"{steps} steps, {_unseen(calm, kept)}")
    return steps


def write(weights: network.Weights, out: Path) -> None:
    """The weights as half floats, put in place whole."""
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = out.with_name(f".{out.name}")
    with aside.open("wb") as file:
        np.savez_compressed(
            file, **{n: v.detach().numpy().astype(np.float16) for n, v in weights.items()}
        )
    aside.replace(out)


def _calm(calm: network.Weights, weights: network.Weights, steps: int) -> None:
    """Let the slow mean follow."""
    import torch

    with torch.no_grad():
        for name, value in weights.items():
            calm[name].lerp_(value, 1 - min(_CALM, (steps + 1) / (steps + 10)))


def read(path: Path) -> network.Weights:
    """Weights from a file, ready to learn on."""
    import torch

    with np.load(path, allow_pickle=False) as stored:
        halves = {name: stored[name].astype(np.float32) for name in stored.files}
    return {name: torch.from_numpy(value).requires_grad_() for name, value in halves.items()}


def _begun(start: Path | None, seed: int) -> network.Weights:
    return network.grown(read(start), seed) if start else network.fresh(seed)


def _share(course: Course, steps: int, seconds: float) -> float:
    return seconds / 60 / course.minutes if course.minutes else steps / course.steps


def _batch(items: Sequence[Item], course: Course, dice: Dice) -> list[Example]:
    odds = np.array([item.share for item in items])
    chosen = dice.choice(len(items), course.batch, p=odds / odds.sum())
    plain = [item for item in items if not any(map(len, item.strokes.values()))]
    beaten = [item for item in items if item.voice == "drums"]
    batch = []
    for n in chosen:
        if plain and beaten and dice.random() < _LAID_OVER:
            music, drums = (side[dice.integers(len(side))] for side in (plain, beaten))
            batch.append(laid_over(music, drums, course.frames, dice))
        else:
            batch.append(example(items[n], course.frames, dice))
    return batch


def _loss(weights: network.Weights, batch: Sequence[Example], drop: float) -> Any:
    import torch
    from torch.nn import functional as f

    def stacked(part: str) -> Any:
        return torch.from_numpy(np.stack([getattr(one, part) for one in batch]))

    said, hard = network.forward(weights, stacked("picture"), drop)
    wanted, strength = stacked("wanted"), stacked("strength")
    each = f.binary_cross_entropy_with_logits(said, wanted, reduction="none")
    struck = (strength > 0).float()
    missed = (torch.sigmoid(hard) - strength).square() * struck
    strokes = (each * (1 + (_STRUCK - 1) * struck)).mean()
    return strokes + _HARD * missed.sum() / struck.sum().clamp(min=1)


def _unseen(weights: network.Weights, kept: Sequence[Item]) -> str:
    """How well the music that is kept back is heard."""
    import torch

    losses = []
    with torch.no_grad():
        for item in kept:
            loud = item.loud.astype(np.float32)
            whole = Example(seen(loud, level(loud)), *wishes(item.strokes, len(loud), 0.0))
            losses.append(float(_loss(weights, [whole], 0.0)))
    return f"kept back {np.mean(losses):.4f}" if losses else "nothing kept back"


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument("--features", type=Path, help="where to keep what is heard of each")
    parser.add_argument("--altered", type=int, default=ALTERED, help="copies made other")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--minutes", type=float, default=0.0, help="instead of --steps")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--from", dest="start", type=Path, help="weights to go on from")
    asked = parser.parse_args(arguments)
    features = asked.features or asked.corpus[0].parent / "features_drums"
    items = gather(asked.corpus, features, asked.altered)
    _tell(f"{len(items)} sounds, {sum(item.is_kept_back for item in items)} kept back")
    course = Course(asked.steps, asked.minutes, asked.seed, asked.rate)
    train(items, course, asked.out, _tell, asked.start)
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
