"""Voices from an HTDemucs, window by window, so that no length of sound fills the memory."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from luma.analysis.contract import Progress
from luma.audio.resample import resampled
from luma.domain.errors import Unavailable
from luma.domain.sound import Samples
from luma.domain.stems import Stem
from luma.domain.units import HOUSE_RATE

_OVERLAP = 0.25
_BLOCK = 1 << 16
_CHANNELS = 2
_WIDE = len(Stem) * _CHANNELS
_QUIET = 1e-6
_FULL = ("out of memory", "ALLOC_FAILED", "not enough memory", "DefaultCPUAllocator")
_ON_THE_PROCESSOR = (
    "The graphics card had too little memory, so the processor took the voices apart; "
    "that takes longer and sounds the same."
)

Hear = Callable[[Samples], Samples]


@dataclass(frozen=True, slots=True)
class Ensemble:
    """The networks of one model, and how much each counts for each voice."""

    members: tuple[Any, ...]
    shares: npt.NDArray[np.float32]
    rate: int
    window: int

    @classmethod
    def of(cls, model: Any, name: str) -> "Ensemble":
        """What demucs has loaded, if it is of the kind that gives our four voices."""
        members = tuple(getattr(model, "models", (model,)))
        if not all(_gives_our_voices(member) for member in members):
            raise Unavailable(
                f'The weights "{name}" are of another kind: they do not give '
                f"{', '.join(Stem)} in stereo.",
                hint=f"Run `luma models remove {name}`, then install it again.",
            )
        weights = getattr(model, "weights", [[1.0] * len(Stem)])
        order = [[list(m.sources).index(stem) for stem in Stem] for m in members]
        shares = np.array([[w[i] for i in row] for w, row in zip(weights, order, strict=True)])
        rate = int(members[0].samplerate)
        window = min(int(member.segment * rate) for member in members)
        return cls(members, (shares / shares.sum(0)).astype(np.float32), rate, window)

    def hear(self, window: Samples, device: str) -> Samples:
        """The voices in one window beside one another, as `Stem` orders them."""
        import torch

        wave = torch.from_numpy(np.ascontiguousarray(window.T))[None].to(device)
        total = np.zeros((len(Stem), _CHANNELS, len(window)), np.float32)
        with torch.inference_mode():
            for member, shares in zip(self.members, self.shares, strict=True):
                voices = member.to(device)(wave)[0].float().cpu().numpy()
                order = [list(member.sources).index(stem) for stem in Stem]
                total += voices[order] * shares[:, None, None]
        return total.reshape(_WIDE, len(window)).T


def take_apart(ensemble: Ensemble, mix: Samples, progress: Progress) -> Iterator[Samples]:
    """All voices beside one another, block after block at the house rate, as long as the mix.

    What the model leaves over, such as all above its band, is not among them.
    """
    middle, spread = _level(mix)
    if spread < _QUIET:
        yield from (np.zeros((len(block), _WIDE), np.float32) for block in _blocks(mix))
        return
    hear = _hearing(ensemble, progress)
    even = ((block - middle) / spread for block in _blocks(mix))
    count = max(1.0, len(mix) / HOUSE_RATE * ensemble.rate / _stride(ensemble.window))
    parts = windows(resampled(even, HOUSE_RATE, ensemble.rate), ensemble.window)
    apart = overlapped(_counted(parts, count, progress), ensemble.window, hear)
    left = len(mix)
    for voices in resampled(apart, ensemble.rate, HOUSE_RATE, _WIDE):
        yield voices[:left] * np.float32(spread)
        left -= min(left, len(voices))
    if left:
        yield np.zeros((left, _WIDE), np.float32)


def windows(blocks: Iterable[Samples], length: int) -> Iterator[tuple[Samples, int]]:
    """Windows that overlap by a quarter, each with how much of it is sound; the rest is 0."""
    held = np.zeros((0, _CHANNELS), np.float32)
    stride = _stride(length)
    for block in blocks:
        held = np.concatenate([held, block])
        while len(held) > length:
            yield held[:length], length
            held = held[stride:]
    filled = np.zeros((length, _CHANNELS), np.float32)
    filled[: len(held)] = held
    yield filled, len(held)


def overlapped(
    parts: Iterable[tuple[Samples, int]], length: int, hear: Hear
) -> Iterator[Samples]:
    """What was heard in windows, faded into one another."""
    ramp = np.minimum(np.arange(1, length + 1), np.arange(length, 0, -1)).astype(np.float32)
    stride = _stride(length)
    total, weight = np.zeros((length, _WIDE), np.float32), np.zeros(length, np.float32)
    sound = 0
    for window, filled in parts:
        if weight.any():
            yield total[:stride] / weight[:stride, None]
            total = np.concatenate([total[stride:], np.zeros((stride, _WIDE), np.float32)])
            weight = np.concatenate([weight[stride:], np.zeros(stride, np.float32)])
        total += hear(window) * ramp[:, None]
        weight += ramp
        sound = filled
    yield total[:sound] / weight[:sound, None]


def _hearing(ensemble: Ensemble, progress: Progress) -> Hear:
    """How windows are heard: on the graphics card while it has the memory, or without."""
    import torch

    torch.set_num_threads(max(1, (os.cpu_count() or 2) // 2))
    device = "cuda" if torch.cuda.is_available() else "cpu"

    def hear(window: Samples) -> Samples:
        nonlocal device
        if device != "cpu":
            try:
                return ensemble.hear(window, device)
            except RuntimeError as error:
                if not _is_full(error):
                    raise
            device = "cpu"
            progress.remark = _ON_THE_PROCESSOR
            for member in ensemble.members:
                member.to(device)
            torch.cuda.empty_cache()
        try:
            return ensemble.hear(window, device)
        except RuntimeError as error:
            if _is_full(error):
                raise MemoryError from error
            raise

    return hear


def _is_full(error: RuntimeError) -> bool:
    return any(words in str(error) for words in _FULL)


def _gives_our_voices(member: Any) -> bool:
    from demucs.htdemucs import HTDemucs

    return (
        isinstance(member, HTDemucs)
        and set(member.sources) == set(Stem)
        and member.audio_channels == _CHANNELS
    )


def _counted(
    parts: Iterator[tuple[Samples, int]], count: float, progress: Progress
) -> Iterator[tuple[Samples, int]]:
    for done, part in enumerate(parts):
        progress(0.02 + 0.97 * min(1.0, done / count), "taking apart")
        yield part


def _stride(length: int) -> int:
    return int(length * (1 - _OVERLAP))


def _blocks(mix: Samples) -> Iterator[Samples]:
    for first in range(0, len(mix), _BLOCK):
        yield mix[first : first + _BLOCK]


def _level(mix: Samples) -> tuple[np.float32, np.float32]:
    """The middle and the spread of all samples, by which models want their sound evened."""
    total = squares = 0.0
    for block in _blocks(mix):
        flat = block.astype(np.float64).ravel()
        total, squares = total + float(flat.sum()), squares + float(flat @ flat)
    middle = total / max(mix.size, 1)
    spread = max(0.0, squares / max(mix.size, 1) - middle**2) ** 0.5
    return np.float32(middle), np.float32(spread)
