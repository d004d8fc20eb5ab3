"""The transformer of Beat This!, loaded by hand: what it says of beats, frame by frame."""

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from luma.analysis.modelstore import check
from luma.domain.errors import Unavailable
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE

if TYPE_CHECKING:
    from workers._beatnet import Heard

Singles = npt.NDArray[np.float32]

_RATE, _SIZE, _HOP, _BANDS = 22_050, 1024, 441, 128
_LOWEST, _HIGHEST = 30.0, 11_000.0
_STRETCH = 1000.0
_CHUNK, _EDGE = 1500, 6
_STEP = HOUSE_RATE * _HOP // _RATE
_MARGIN = 10 * _STEP


@functools.lru_cache(maxsize=1)
def model_of(folder: Path) -> Any:
    """The model whose checkpoint lies in a folder; its sum is checked before it is read."""
    check(folder)
    try:
        import torch
        from beat_this.model.beat_tracker import BeatThis
    except ImportError as error:
        raise Unavailable(
            "The engine beat_this needs torch and the package beat-this.",
            hint='Install them with: pip install "luma-workstation[beat_this]"',
        ) from error
    file = next(iter(sorted(folder.glob("*.ckpt"))), None)
    if file is None:
        raise Unavailable(f'There is no checkpoint in "{folder}".')
    stored = torch.load(file, map_location="cpu", weights_only=True)
    known = set(inspect.signature(BeatThis).parameters)
    shape = {name: v for name, v in stored["hyper_parameters"].items() if name in known}
    model = BeatThis(**shape)
    state = stored["state_dict"].items()
    model.load_state_dict({name.removeprefix("model."): value for name, value in state})
    return model.to("cuda" if torch.cuda.is_available() else "cpu").eval()


def listen(model: Any, samples: Samples, progress: Callable[[float], None]) -> "Heard":
    """What the model says of a sound of any length, half a minute at a time."""
    import torch

    from workers._beatnet import TEMPI, Heard

    count = -(-len(samples) // _STEP)
    beat = np.empty(count, np.float32)
    downbeat = np.empty(count, np.float32)
    device = next(model.parameters()).device
    for first in range(0, count, _CHUNK - 2 * _EDGE):
        last = min(count, first + _CHUNK - 2 * _EDGE)
        picture = seen(samples, first - _EDGE, last + _EDGE)
        with torch.inference_mode():
            said = model(torch.from_numpy(picture)[None].to(device))
        for name, row in (("beat", beat), ("downbeat", downbeat)):
            row[first:last] = said[name][0, _EDGE:-_EDGE].float().cpu().numpy()
        progress(last / count)
    nothing = np.zeros((1, TEMPI), np.float32)
    return Heard(beat, downbeat, nothing, np.zeros(count, np.float32))


def seen(samples: Samples, first: int, last: int) -> Singles:
    """The picture `(frames, bands)` that the model looks at; beside the sound it is zero."""
    import librosa

    from workers._beatears import stretch_of

    wave = stretch_of(samples, first * _STEP - _MARGIN, last * _STEP + _MARGIN)
    low = librosa.resample(wave, orig_sr=HOUSE_RATE, target_sr=_RATE, res_type="soxr_hq")
    start = _MARGIN * _RATE // HOUSE_RATE - _SIZE // 2
    views = np.lib.stride_tricks.sliding_window_view(low[start:], _SIZE)[::_HOP][: last - first]
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_SIZE) / _SIZE)
    heights = np.abs(np.fft.rfft(views * window.astype(np.float32), axis=1)) / _SIZE**0.5
    return np.asarray(np.log1p(_STRETCH * heights @ _bands()), dtype=np.float32)


@functools.lru_cache(maxsize=1)
def _bands() -> Singles:
    import librosa

    weights = librosa.filters.mel(
        sr=_RATE, n_fft=_SIZE, n_mels=_BANDS, fmin=_LOWEST, fmax=_HIGHEST, norm=None
    )
    return np.ascontiguousarray(weights.T, dtype=np.float32)
