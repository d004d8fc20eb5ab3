"""How the beat network learns: rounds over changed stretches of music, and a calm mean."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workers._beatears import FPS, seen
from workers.training import beats_network as network
from workers.training.beats_data import Example, Item, example, truth_of

STEPS, RATE = 6000, 2e-3
_WARMING, _LAST_SHARE = 0.04, 1e-3
_CALM = 0.998
_DROP = 0.1
_DOWNBEATS, _TEMPO = 1.5, 0.03
_REPORT_S = 240.0


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how hard to train; `minutes` count instead of `steps` where they are set."""

    steps: int = STEPS
    minutes: float = 0.0
    seed: int = 1
    rate: float = RATE
    batch: int = 12
    frames: int = 16 * FPS


class Trainer:
    """A network on its way, with the slow mean of its weights, which is what is kept."""

    def __init__(
        self, items: Sequence[Item], course: Course, start: network.Weights | None = None
    ) -> None:
        """Begin with fresh weights, or with some that have learnt already."""
        import torch

        torch.set_num_threads(1)  # the sums stay the same, whatever the machine
        torch.manual_seed(course.seed)
        self._course = course
        self._dice = np.random.default_rng(course.seed)
        self._learnt = [item for item in items if not item.is_kept_back]
        self._kept = [item for item in items if item.is_kept_back]
        odds = np.array([2.0 if item.places.max() != 4 else 1.0 for item in self._learnt])
        self._odds = odds / odds.sum()
        self._weights = start or network.fresh(course.seed)
        self.calm = {name: value.detach().clone() for name, value in self._weights.items()}
        self._optimiser = torch.optim.AdamW(
            self._weights.values(), lr=course.rate, weight_decay=1e-2
        )
        self.steps = 0

    def run(self, out: Path, tell: Callable[[str], None]) -> None:
        """Train to the end, writing what stands every few minutes."""
        began = told = time.monotonic()
        losses: list[float] = []
        while (share := self._share(time.monotonic() - began)) < 1.0:
            losses.append(self._step(share))
            if time.monotonic() - told > _REPORT_S:
                told = time.monotonic()
                write(self.calm, out)
                tell(f"step {self.steps}: loss {np.mean(losses):.4f}, {self._unseen()}")
                losses.clear()
        write(self.calm, out)
        tell(f"{self.steps} steps, {self._unseen()}")

    def _share(self, seconds: float) -> float:
        if self._course.minutes:
            return seconds / 60 / self._course.minutes
        return self.steps / self._course.steps

    def _step(self, share: float) -> float:
        import torch

        height = 0.5 + 0.5 * float(np.cos(np.pi * share))
        rate = min(1.0, share / _WARMING + 0.02) * height + _LAST_SHARE
        for group in self._optimiser.param_groups:
            group["lr"] = self._course.rate * rate
        chosen = self._dice.choice(len(self._learnt), self._course.batch, p=self._odds)
        batch = [example(self._learnt[n], self._course.frames, self._dice) for n in chosen]
        loss = _loss(self._weights, batch, _DROP)
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._weights.values(), 1.0)
        self._optimiser.step()
        self.steps += 1
        ease = min(_CALM, (self.steps + 1) / (self.steps + 10))
        with torch.no_grad():
            for name, value in self._weights.items():
                self.calm[name].lerp_(value, 1 - ease)
        return float(loss.detach())

    def _unseen(self) -> str:
        """How well the music that is kept back is heard."""
        import torch

        losses = []
        with torch.no_grad():
            for item in self._kept:
                picture = seen(item.loud.astype(np.float32))
                whole = truth_of(picture, item.times, item.places)
                losses.append(float(_loss(self.calm, [whole], 0.0)))
        return f"kept back {np.mean(losses):.4f}" if losses else "nothing kept back"


def _loss(weights: network.Weights, batch: Sequence[Example], drop: float) -> Any:
    import torch
    from torch.nn import functional as f

    def stacked(part: str) -> Any:
        return torch.from_numpy(np.stack([getattr(one, part) for one in batch]))

    with torch.autocast("cpu", dtype=torch.bfloat16):
        said, guessed = network.forward(weights, stacked("picture"), drop)
    each = f.binary_cross_entropy_with_logits(said.float(), stacked("wanted"), reduction="none")
    beat, downbeat = (each * stacked("weight")[:, None]).mean(dim=(0, 2))
    tempo = -(stacked("pace") * f.log_softmax(guessed.float(), dim=1)).sum(dim=1).mean()
    return beat + _DOWNBEATS * downbeat + _TEMPO * tempo


def write(weights: network.Weights, out: Path) -> None:
    """The weights as half floats, put in place whole."""
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = out.with_name(f".{out.name}")
    with aside.open("wb") as file:
        np.savez(file, **{n: v.detach().numpy().astype(np.float16) for n, v in weights.items()})
    aside.replace(out)


def read(path: Path) -> network.Weights:
    """Weights from a file, ready to learn on."""
    import torch

    with np.load(path, allow_pickle=False) as stored:
        halves = {name: stored[name].astype(np.float32) for name in stored.files}
    return {name: torch.from_numpy(value).requires_grad_() for name, value in halves.items()}
