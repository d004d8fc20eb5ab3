"""The mask network: which share of each spot of a spectrum belongs to which voice."""

import functools
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.domain.errors import Damaged
from luma.domain.stems import Stem

Singles = npt.NDArray[np.float32]
Weights = dict[str, Singles]

STEMS = (Stem.DRUMS, Stem.BASS, Stem.VOCALS, Stem.OTHER)
DILATIONS = (1, 2, 4, 8, 16, 32, 1)
TAPS = 3
NEAR, FINE = (3, 5), (3, 3)
REACH = TAPS // 2 * sum(DILATIONS) + NEAR[0] // 2 + FINE[0] // 2
"""How many frames before and after it bear on a frame."""
MODEL = Path(__file__).parents[1] / "assets" / "models" / "stems.npz"


@functools.lru_cache(maxsize=2)
def weights_of(path: Path = MODEL) -> Weights:
    """The weights in a file, read once."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            return {name: kept[name].astype(np.float32) for name in kept.files}
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise Damaged(
            f'The weights of the separator in "{path}" cannot be read: {error}',
            hint="Install luma again.",
        ) from error


def masks_of(picture: Singles, weights: Weights) -> Singles:
    """Shares `(frames, cells, stems)` that sum to one over the stems."""
    w = weights
    picture = (picture - w["mean"]) / w["spread"]
    x = picture @ w["in"] + w["in_off"]
    for n, dilation in enumerate(DILATIONS):
        y = np.maximum(_levelled(x, w[f"scale{n}"], w[f"shift{n}"]), 0)
        edge = dilation * (TAPS // 2)
        padded = np.pad(y, ((edge, edge), (0, 0)))
        y = np.broadcast_to(w[f"wide{n}_off"], x.shape).copy()
        for tap in range(TAPS):
            y += padded[tap * dilation : tap * dilation + len(x)] @ w[f"wide{n}"][tap]
        x = x + np.maximum(y, 0) @ w[f"mix{n}"] + w[f"mix{n}_off"]
    x = np.maximum(_levelled(x, w["scale_end"], w["shift_end"]), 0)
    cells = len(w["out_off"]) // len(STEMS)
    logits = (x @ w["out"] + w["out_off"]).reshape(len(x), cells, len(STEMS))
    both = np.concatenate([picture[:, :cells, None], logits], axis=2)
    near = np.maximum(_filtered(both, w["near"], w["near_off"]), 0)
    fine = _filtered(near, w["fine"], w["fine_off"])
    return _shares(np.asarray(logits + fine, np.float32))


def _filtered(image: Singles, weights: Singles, off: Singles) -> Singles:
    """Each patch of `(frames, cells, channels)`, weighed."""
    tall, broad = weights.shape[:2]
    frames, cells = image.shape[:2]
    edges = ((tall // 2, tall // 2), (broad // 2, broad // 2), (0, 0))
    padded = np.pad(image, edges)
    made = np.broadcast_to(off, (frames, cells, len(off))).copy()
    for row in range(tall):
        views = [padded[row : row + frames, column : column + cells] for column in range(broad)]
        patches = np.concatenate(views, axis=2).reshape(frames * cells, -1)
        across = weights[row].reshape(-1, len(off))
        made += (patches @ across).reshape(made.shape)
    return made


def _levelled(x: Singles, scale: Singles, shift: Singles) -> Singles:
    centred = x - x.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + np.float32(1e-5))
    return np.asarray(centred / spread * scale + shift, np.float32)


def _shares(logits: Singles) -> Singles:
    raised = np.exp(logits - logits.max(axis=2, keepdims=True))
    return np.asarray(raised / raised.sum(axis=2, keepdims=True), np.float32)
