"""How the separator learns: rounds over new mixes, and a calm mean of its weights."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workers._masknet import STEMS
from workers.training import stems_network as network
from workers.training.stems_data import SCALE, Item
from workers.training.stems_mixing import Example, example_of, mixed

_WARMING, _LAST_SHARE = 0.03, 2e-3
_CALM = 0.997
_FLOOR = 3e-3
_REPORT_S = 180.0
_JUDGED_FRAMES = 1024
_HEARD = 1e-5


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how hard to train; `minutes` count instead of `steps` where they are set."""

    steps: int = 4000
    minutes: float = 0.0
    seed: int = 1
    rate: float = 2e-3
    batch: int = 8
    frames: int = 256
    threads: int = 1


class Trainer:
    """A separator on its way, with the slow mean of its weights, which is what is kept."""

    def __init__(
        self, items: Sequence[Item], course: Course, start: network.Weights | None = None
    ) -> None:
        """Begin with fresh weights, or with some that have learnt already."""
        import torch

        torch.set_num_threads(course.threads)
        torch.manual_seed(course.seed)
        self._course = course
        self._dice = np.random.default_rng(course.seed)
        self._learnt = [item for item in items if not item.is_kept_back]
        self._kept = [item for item in items if item.is_kept_back]
        self._weights = start or network.fresh(course.seed)
        if start is None:
            self._look()
        self.calm = {name: value.detach().clone() for name, value in self._weights.items()}
        self._moving = [v for n, v in self._weights.items() if n not in network.FIXED]
        self._optimiser = torch.optim.AdamW(self._moving, lr=course.rate, weight_decay=1e-2)
        self.steps = 0

    def run(self, out: Path, tell: Callable[[str], None]) -> None:
        """Train to the end, writing what stands every few minutes."""
        began = told = time.monotonic()
        losses: list[float] = []
        with ThreadPoolExecutor(1) as mixer:
            ahead = mixer.submit(self._mixed)
            while (share := self._share(time.monotonic() - began)) < 1.0:
                batch, ahead = ahead.result(), mixer.submit(self._mixed)
                losses.append(self._step(batch, share))
                if time.monotonic() - told > _REPORT_S:
                    told = time.monotonic()
                    write(self.calm, out)
                    tell(f"step {self.steps}: loss {np.mean(losses):.3f}, {self.unseen()}")
                    losses.clear()
        write(self.calm, out)
        tell(f"{self.steps} steps, {self.unseen()}")

    def unseen(self) -> str:
        """How well the voices of songs that are kept back come apart, in decibels."""
        import torch

        rows = []
        for item in self._kept:
            start = (item.voices.shape[1] - _JUDGED_FRAMES) // 2
            part = item.voices[:, max(0, start) : max(0, start) + _JUDGED_FRAMES]
            one = example_of(part.astype(np.float32) / np.float32(SCALE))
            with torch.no_grad():
                wrong, whole = _amiss(self.calm, [one])
            rows.append(np.stack([whole[0], wrong.numpy()[0]]))
        said = []
        both = np.reshape(rows, (-1, 2, len(STEMS))).transpose(1, 2, 0)
        for stem, own, off in zip(STEMS, *both, strict=True):
            heard = own > _HEARD
            if heard.any():
                far = 10 * np.log10(own[heard] / off[heard])
                said.append(f"{stem} {far.mean():.2f}")
        return ", ".join(said) or "nothing kept back"

    def _look(self) -> None:
        """Take the mean and spread of pictures from what will be learnt."""
        import torch

        some = [mixed(self._learnt, self._course.frames, self._dice) for _ in range(24)]
        rows = np.concatenate([one.picture for one in some])
        self._weights["mean"] = torch.from_numpy(rows.mean(axis=0))
        self._weights["spread"] = torch.from_numpy(rows.std(axis=0) + np.float32(0.1))

    def _share(self, seconds: float) -> float:
        if self._course.minutes:
            return seconds / 60 / self._course.minutes
        return self.steps / self._course.steps

    def _mixed(self) -> list[Example]:
        course = self._course
        return [mixed(self._learnt, course.frames, self._dice) for _ in range(course.batch)]

    def _step(self, batch: Sequence[Example], share: float) -> float:
        import torch

        height = 0.5 + 0.5 * float(np.cos(np.pi * share))
        rate = min(1.0, share / _WARMING + 0.02) * height + _LAST_SHARE
        for group in self._optimiser.param_groups:
            group["lr"] = self._course.rate * rate
        off, _ = _amiss(self._weights, batch)
        loss = torch.log(off + _FLOOR).mean()
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._moving, 1.0)
        self._optimiser.step()
        self.steps += 1
        ease = min(_CALM, (self.steps + 1) / (self.steps + 10))
        with torch.no_grad():
            for name, value in self._weights.items():
                self.calm[name].lerp_(value, 1 - ease)
        return float(loss.detach())


def _amiss(weights: network.Weights, batch: Sequence[Example]) -> tuple[Any, Any]:
    """The power of what is wrong in each voice of each mix `(items, stems)`, and their own."""
    import torch

    def stacked(part: str) -> Any:
        return torch.from_numpy(np.stack([getattr(one, part) for one in batch]))

    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = network.forward(weights, stacked("picture"))
    masks = torch.softmax(logits.contiguous().float(), dim=1)
    own = stacked("own")
    wrong = masks * (masks * stacked("power")[:, None] - 2 * stacked("shared"))
    return (wrong.sum(dim=(2, 3)) + own).clamp_min(1e-7), own.numpy()


def write(weights: network.Weights, out: Path) -> None:
    """The weights as half floats, put in place whole."""
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = out.with_name(f".{out.name}")
    halves = {n: v.detach().numpy().astype(np.float16) for n, v in weights.items()}
    with aside.open("wb") as file:
        np.savez_compressed(file, **halves)
    aside.replace(out)


def read(path: Path) -> network.Weights:
    """Weights from a file, ready to learn on."""
    import torch

    with np.load(path, allow_pickle=False) as stored:
        halves = {name: stored[name].astype(np.float32) for name in stored.files}
    return {
        name: torch.from_numpy(value).requires_grad_(name not in network.FIXED)
        for name, value in halves.items()
    }
