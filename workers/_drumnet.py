"""The drum network: how likely kick, snare and hat are struck, and how hard, frame by frame."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Singles = npt.NDArray[np.float32]
Weights = dict[str, Singles]

DRUMS = ("kick", "snare", "hat")
TAPS = 5
DILATIONS = (1, 2, 4, 8, 16, 32)
REACH = TAPS // 2 * (1 + sum(DILATIONS))
MODEL = Path(__file__).parents[1] / "assets" / "models" / "drums.npz"
_AT_ONCE = 12_000


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """How likely each drum is struck in each frame, and how hard it would be, 0…1."""

    odds: Singles
    strength: Singles


@functools.lru_cache(maxsize=2)
def weights_of(path: Path = MODEL) -> Weights:
    """The weights in a file, each filter laid out as `(taps, from, to)`."""
    with np.load(path, allow_pickle=False) as stored:
        raw = {name: stored[name].astype(np.float32) for name in stored.files}
    return {
        name: np.ascontiguousarray(value.T if value.ndim > 1 else value)
        for name, value in raw.items()
    }


def listen(
    loud: Singles, weights: Weights, progress: Callable[[float], None] = lambda _: None
) -> Heard:
    """What the network says of a sound of any length, worked out some minutes at a time."""
    from workers._drumears import level, seen

    loudest, parts = level(loud), []
    for first in range(0, len(loud), _AT_ONCE):
        last = min(len(loud), first + _AT_ONCE)
        low, high = max(0, first - REACH), min(len(loud), last + REACH)
        said = _through(seen(loud[low:high], loudest), weights)
        parts.append(said[first - low : last - low])
        progress(last / len(loud))
    count = len(DRUMS)
    whole = np.concatenate(parts) if parts else np.zeros((0, 2 * count), np.float32)
    shares = np.asarray(1 / (1 + np.exp(-np.clip(whole, -30, 30))), np.float32)
    return Heard(shares[:, :count], shares[:, count:])


def _through(picture: Singles, weights: Weights) -> Singles:
    x = _filtered(picture, weights["first"], 1) + weights["first_off"]
    for n, dilation in enumerate(DILATIONS):
        y = _levelled(x, weights[f"scale{n}"], weights[f"shift{n}"])
        y = _bent(_filtered(y, weights[f"wide{n}"], dilation) + weights[f"wide{n}_off"])
        x = x + (y @ weights[f"mix{n}"] + weights[f"mix{n}_off"])
    end = _bent(_levelled(x, weights["scale_end"], weights["shift_end"]))
    return np.asarray(end @ weights["end"] + weights["end_off"], dtype=np.float32)


def _filtered(x: Singles, weights: Singles, dilation: int) -> Singles:
    """Each frame with its neighbours at a distance, weighed; beyond the ends lie zeros."""
    edge = dilation * (TAPS // 2)
    padded = np.pad(x, ((edge, edge), (0, 0)))
    y = padded[: len(x)] @ weights[0]
    for tap in range(1, TAPS):
        y += padded[tap * dilation : tap * dilation + len(x)] @ weights[tap]
    return np.asarray(y, dtype=np.float32)


def _levelled(x: Singles, scale: Singles, shift: Singles) -> Singles:
    centred = x - x.mean(axis=1, keepdims=True)
    power = np.einsum("ij,ij->i", centred, centred) / x.shape[1]
    spread = np.sqrt(power + np.float32(1e-5))[:, None]
    return np.asarray(centred / spread * scale + shift, dtype=np.float32)


def _bent(x: Singles) -> Singles:
    """What is below zero, bent towards minus one."""
    return np.maximum(x, 0) + np.expm1(np.minimum(x, 0))
