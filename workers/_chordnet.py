"""The chord network in NumPy: from thirds of semitones to chords, basses and tones."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.errors import Damaged
from luma.domain.harmony import QUALITIES

FAMILIES = tuple(QUALITIES)
NONE = 12 * len(FAMILIES)
"""The place of no chord; before it stand the families of C, then of C#, and so on."""
TIMES, THIRDS, PER_TONE = 3, 9, 3
DILATIONS = (1, 2, 4, 8)
REACH = 1 + sum(DILATIONS)
"""How many frames before and after it bear on a frame."""
WEIGHTS = Path(__file__).parents[1] / "assets" / "models" / "chords.npz"
_FRAMES_AT_ONCE = 256

Floats = npt.NDArray[np.float32]


class Heard(NamedTuple):
    """For each frame: log shares of the chords and of the basses, and how sure each tone is."""

    chords: Floats
    bass: Floats
    tones: Floats


class ChordNet:
    """A network of trained weights, ready to hear."""

    def __init__(self, weights: Mapping[str, npt.NDArray[np.floating]]) -> None:
        """Spread the weights, which every root shares, over the roots."""
        self._weights = {name: np.asarray(w, np.float32) for name, w in weights.items()}
        self._across = {
            name: _spread(self._weights[name], around=name != "fold")
            for name in ("fold", *(f"tones{n}" for n in range(len(DILATIONS))))
        }

    @functools.cached_property
    def turns(self) -> Floats:
        """Logarithms of how likely each chord follows each, if it is another one."""
        after, families = self._weights["turns"], len(FAMILIES)
        whole = np.empty((NONE + 1, NONE + 1), np.float32)
        for root in range(12):
            here = slice(root * families, (root + 1) * families)
            whole[here] = _turned(after[:families], root)
        whole[-1] = after[families]
        return whole

    @functools.cached_property
    def keys(self) -> Floats:
        """Logarithms of how likely each chord is in each key: twelve major, twelve minor."""
        return np.concatenate(
            [
                _turned(self._weights["keys"][minor], root)
                for minor in (0, 1)
                for root in range(12)
            ]
        ).reshape(24, NONE + 1)

    def hear(self, spectra: npt.NDArray[np.floating]) -> Heard:
        """What sounds in frames of thirds of semitones, some frames at a time."""
        parts = []
        for at in range(0, len(spectra), _FRAMES_AT_ONCE):
            start, stop = max(0, at - REACH), at + _FRAMES_AT_ONCE
            found = self._answers(np.asarray(spectra[start : stop + REACH], np.float32))
            here = slice(at - start, min(stop, len(spectra)) - start)
            parts.append([rows[here] for rows in found])
        return Heard(*(np.concatenate(rows) for rows in zip(*parts, strict=True)))

    def _answers(self, spectra: Floats) -> tuple[Floats, Floats, Floats]:
        w = self._weights
        count, channels = len(spectra), len(w["fold_off"])
        third = (THIRDS - PER_TONE) // 2
        wide = np.pad(spectra, ((TIMES // 2, TIMES // 2), (third, third)))
        views = np.lib.stride_tricks.sliding_window_view(wide, (TIMES, THIRDS))[:, ::PER_TONE]
        near = views.reshape(count, -1, TIMES * THIRDS)
        local = np.maximum(near @ w["local"] + w["local_off"], 0).reshape(count, -1)
        x = (local @ self._across["fold"]).reshape(count, 12, channels) + w["fold_off"]
        for n, dilation in enumerate(DILATIONS):
            inner = np.maximum(self._level(x, f"first{n}"), 0)
            padded = np.pad(inner, ((dilation, dilation), (0, 0), (0, 0)))
            around = [padded[at : at + count] for at in (0, dilation, 2 * dilation)]
            inner = np.concatenate(around, axis=2) @ w[f"times{n}"] + w[f"times{n}_off"]
            inner = np.maximum(self._level(inner, f"second{n}"), 0).reshape(count, -1)
            x = x + (inner @ self._across[f"tones{n}"]).reshape(x.shape) + w[f"tones{n}_off"]
        x = np.maximum(self._level(x, "last"), 0)
        heads = x @ w["heads"] + w["heads_off"]
        none = np.hstack([x.mean(axis=1), x.max(axis=1)]) @ w["none"] + w["none_off"]
        chords = np.hstack([heads[:, :, :-2].reshape(count, -1), none])
        return _log_shares(chords), _log_shares(heads[:, :, -2]), _sureness(heads[:, :, -1])

    def _level(self, x: Floats, name: str) -> Floats:
        """Frames brought to one mean and spread, then scaled by channel."""
        mean = x.mean(axis=(1, 2), keepdims=True)
        spread = np.sqrt(x.var(axis=(1, 2), keepdims=True) + np.float32(1e-3))
        made: Floats = (x - mean) / spread * self._weights[f"{name}_scale"]
        return made + self._weights[f"{name}_shift"]


def joined(mix: Heard, alone: Heard) -> Heard:
    """What was heard in a mix and in its harmony alone; the tones are those of the mix."""
    chords = np.asarray((mix.chords + alone.chords) / 2, np.float32)
    bass = np.asarray((mix.bass + alone.bass) / 2, np.float32)
    return Heard(_log_shares(chords), _log_shares(bass), mix.tones)


@functools.lru_cache(maxsize=2)
def chord_net(file: Path) -> ChordNet:
    """The network of a weights file, read once."""
    try:
        with np.load(file, allow_pickle=False) as kept:
            return ChordNet({name: kept[name] for name in kept.files})
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise Damaged(
            f'The weights of the chord network in "{file}" cannot be read: {error}',
            hint="Install luma again.",
        ) from error


def _spread(shared: Floats, *, around: bool) -> Floats:
    """One matrix for all roots of weights `(across, inside, outside)` that turn with them."""
    across, inside, outside = shared.shape
    wide = 12 if around else across + 11
    whole = np.zeros((wide, inside, 12, outside), np.float32)
    for root in range(12):
        places = (root + np.arange(across)) % wide
        whole[places, :, root] = shared
    return whole.reshape(wide * inside, 12 * outside)


def _turned(rows: Floats, root: int) -> Floats:
    """What holds for chords above C, for chords above another root."""
    moved = np.roll(rows[..., :NONE], root * len(FAMILIES), axis=-1)
    return np.concatenate([moved, rows[..., NONE:]], axis=-1)


def _log_shares(logits: Floats) -> Floats:
    top = logits - logits.max(axis=1, keepdims=True)
    made: Floats = top - np.log(np.exp(top).sum(axis=1, keepdims=True))
    return made


def _sureness(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float32)
