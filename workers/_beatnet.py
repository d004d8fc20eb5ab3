"""The beat network: how likely a beat or downbeat is, frame by frame, and which tempo it is."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Singles = npt.NDArray[np.float32]
Weights = dict[str, Singles]

TEMPI = 96
SLOWEST, FASTEST = 45.0, 225.0
DILATIONS = (1, 2, 4, 8, 16, 32, 64, 128, 32, 16)
TAPS = 5
PACE_FRAMES, PACE_HOP = 800, 200
REACH = TAPS // 2 * sum(DILATIONS) + 2
MODEL = Path(__file__).parents[1] / "assets" / "models" / "beats.npz"
_AT_ONCE = 6000
_BASS_BANDS = 5
_EAR_AT_ONCE = 500


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """The odds of a beat and of a downbeat in each frame, as logarithms, and of each tempo.

    Row `n` of `pace` tells of the frames from `n · PACE_HOP` on; its numbers are logarithms of
    probabilities. `struck` is how much begins in the bass, which no network judged.
    """

    beat: Singles
    downbeat: Singles
    pace: Singles
    struck: Singles


def pace_place(bpm: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Where tempi lie on the scale of the network, from 0 to `TEMPI` - 1."""
    span = np.log(FASTEST / SLOWEST)
    return np.asarray(np.log(np.asarray(bpm, np.float64) / SLOWEST) / span * (TEMPI - 1))


@functools.lru_cache(maxsize=2)
def weights_of(path: Path = MODEL) -> Weights:
    """The weights in a file, laid out as the sums below want them."""
    with np.load(path, allow_pickle=False) as stored:
        raw = {name: stored[name].astype(np.float32) for name in stored.files}
    first, second = raw["ear1"], raw["ear2"]
    inner = raw["join"].shape[1] // second.shape[0]
    laid = {
        "ear1": first.transpose(2, 3, 1, 0).reshape(-1, first.shape[0]),
        "ear2": second.transpose(2, 3, 1, 0).reshape(-1, second.shape[0]),
        "join": raw["join"].reshape(-1, second.shape[0], inner).transpose(2, 1, 0),
        "beat": raw["beat"].T,
        "pace": raw["pace"].T,
    }
    laid["join"] = laid["join"].reshape(second.shape[0] * inner, -1)
    for n, _ in enumerate(DILATIONS):
        wide = raw[f"wide{n}"]
        laid[f"wide{n}"] = wide.transpose(2, 1, 0)
        laid[f"mix{n}"] = raw[f"mix{n}"].T
    return raw | {name: np.ascontiguousarray(value) for name, value in laid.items()}


def listen(
    loud: Singles, weights: Weights, progress: Callable[[float], None] = lambda _: None
) -> Heard:
    """What the network says of a sound of any length, worked out some minutes at a time."""
    from workers._beatears import level, seen

    count = len(loud)
    loudness = level(loud)
    beats = np.empty((count, 2), np.float32)
    struck = np.zeros(count, np.float32)
    sums, squares = [], []
    for first in range(0, count, _AT_ONCE):
        last = min(count, first + _AT_ONCE)
        low, high = max(0, first - REACH), min(count, last + REACH)
        picture = seen(loud[low:high], loudness)
        end, felt = _through(_ears(picture, weights), weights)
        kept = slice(first - low, last - low)
        struck[first:last] = _rise(picture[:, :_BASS_BANDS].mean(axis=1))[kept]
        beats[first:last] = end[kept] @ weights["beat"] + weights["beat_off"]
        starts = np.arange(0, last - first, PACE_HOP)
        sums.append(np.add.reduceat(felt[kept], starts))
        squares.append(np.add.reduceat(felt[kept] ** 2, starts))
        progress(last / count)
    pace = _pace(np.concatenate(sums), np.concatenate(squares), count, weights)
    return Heard(beats[:, 0], beats[:, 1], pace, struck)


def _rise(bass: Singles) -> Singles:
    """By how much each frame is louder than the one two before."""
    rise = np.zeros(len(bass), np.float32)
    rise[2:] = np.maximum(bass[2:] - bass[:-2], 0)
    return rise


def _ears(picture: Singles, weights: Weights) -> Singles:
    """What two small filters over time and pitch make of the picture."""
    padded = np.pad(picture, ((2, 2), (0, 0)))
    parts = []
    for first in range(0, len(picture), _EAR_AT_ONCE):
        count = min(_EAR_AT_ONCE, len(picture) - first)
        x = padded[first : first + count + 4, :, None]
        x = _bent(_coarser(_filtered(x, weights["ear1"], weights["ear1_off"])))
        x[: max(0, 1 - first)] = 0  # outside of the sound there is nothing, not silence
        x[len(x) - max(0, first + count + 1 - len(picture)) :] = 0
        x = _bent(_coarser(_filtered(x, weights["ear2"], weights["ear2_off"])))
        parts.append(x.reshape(count, -1) @ weights["join"] + weights["join_off"])
    return np.concatenate(parts)


def _filtered(x: Singles, weights: Singles, off: Singles) -> Singles:
    """Each 3 by 3 patch of `(frames, bands, channels)`, weighed."""
    views = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(0, 1))
    frames, bands = views.shape[:2]
    patches = views.transpose(0, 1, 3, 4, 2).reshape(frames * bands, -1)
    return (patches @ weights + off).reshape(frames, bands, -1)


def _coarser(x: Singles) -> Singles:
    """The largest of every three bands."""
    kept = x.shape[1] // 3 * 3
    return np.maximum(np.maximum(x[:, 0:kept:3], x[:, 1:kept:3]), x[:, 2:kept:3])


def _through(x: Singles, weights: Weights) -> tuple[Singles, Singles]:
    """What all layers say in the end, and what they added on the way."""
    start = x
    for n, dilation in enumerate(DILATIONS):
        y = _levelled(x, weights[f"scale{n}"], weights[f"shift{n}"])
        edge = dilation * (TAPS // 2)
        padded = np.pad(y, ((edge, edge), (0, 0)))
        y = padded[: len(x)] @ weights[f"wide{n}"][0]
        for tap in range(1, TAPS):
            y += padded[tap * dilation : tap * dilation + len(x)] @ weights[f"wide{n}"][tap]
        y += weights[f"wide{n}_off"]
        x = x + (_bent(y) @ weights[f"mix{n}"] + weights[f"mix{n}_off"])
    return _bent(_levelled(x, weights["scale_end"], weights["shift_end"])), _bent(x - start)


def _levelled(x: Singles, scale: Singles, shift: Singles) -> Singles:
    centred = x - x.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.einsum("ij,ij->i", centred, centred) / x.shape[1] + np.float32(1e-5))
    return np.asarray(centred / spread[:, None] * scale + shift, dtype=np.float32)


def _bent(x: Singles) -> Singles:
    """What is below zero, bent towards minus one."""
    return np.maximum(x, 0) + np.expm1(np.minimum(x, 0))


def _pace(sums: Singles, squares: Singles, count: int, weights: Weights) -> Singles:
    """How likely each tempo is in stretches of sound."""
    blocks = PACE_FRAMES // PACE_HOP
    rows = max(1, 1 + (count - PACE_FRAMES) // PACE_HOP)
    frames = min(count, PACE_FRAMES)
    first = np.arange(rows)[:, None] + np.arange(blocks)
    first = first[:, : len(sums)] if rows == 1 else first
    means = sums[first].sum(axis=1) / frames
    middle = squares[first].sum(axis=1) / frames - means**2
    unbiased = np.maximum(middle, 0) * (frames / max(1, frames - 1))
    felt = np.concatenate([means, np.sqrt(unbiased + np.float32(1e-4))], axis=1)
    said = felt @ weights["pace"] + weights["pace_off"]
    said -= said.max(axis=1, keepdims=True)
    return np.asarray(said - np.log(np.exp(said).sum(axis=1, keepdims=True)), np.float32)
