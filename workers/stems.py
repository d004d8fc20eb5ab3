"""Drums, bass, vocals and the rest, taken apart by demucs."""

from collections.abc import Callable
from typing import Any

import numpy as np

from luma.analysis import formats
from luma.analysis.contract import Models, Progress, Scratch, analyzer
from luma.audio.pcm import Pcm
from luma.domain.sound import Samples
from luma.domain.stems import Stem, StemSet
from luma.domain.units import HOUSE_RATE

_MODEL = "htdemucs"
_OVERLAP = 0.25


@analyzer("stems", engine="demucs", version=1, cost="gpu", model=_MODEL)
def stems(sound: Pcm, scratch: Scratch, models: Models, progress: Progress) -> StemSet:
    """The four voices of the mix, each in a file; together they are the mix again."""
    from workers import _models

    model = _models.demucs_model(models.folder / _MODEL)
    progress(0.02, "taking apart")
    voices = _apart(model, sound.samples, progress)
    progress(0.98, "writing")
    return formats.write_stems(scratch.folder, voices, "demucs")


def _apart(model: Any, samples: Samples, progress: Progress) -> dict[Stem, Samples]:
    """Every voice at the house rate; what the model leaves over goes to the rest."""
    import librosa
    import torch
    from demucs.apply import apply_model

    wave = np.array(samples.T)
    mix = librosa.resample(wave, orig_sr=HOUSE_RATE, target_sr=model.samplerate)
    middle, spread = float(mix.mean()), float(mix.std()) or 1.0
    with torch.no_grad():
        apart = apply_model(
            model,
            torch.from_numpy((mix - middle) / spread)[None],
            shifts=0,
            overlap=_OVERLAP,
            device="cuda" if torch.cuda.is_available() else "cpu",
            callback=_teller(mix.shape[1], progress),
        )[0].cpu().numpy() * spread + middle / len(model.sources)
    voices = {
        Stem(name): librosa.resample(voice, orig_sr=model.samplerate, target_sr=HOUSE_RATE)
        for name, voice in zip(model.sources, apart, strict=True)
    }
    fitted = {stem: librosa.util.fix_length(v, size=len(samples)) for stem, v in voices.items()}
    fitted[Stem.OTHER] = fitted[Stem.OTHER] + wave - sum(fitted.values())
    return {stem: np.ascontiguousarray(voice.T, np.float32) for stem, voice in fitted.items()}


def _teller(length: int, progress: Progress) -> Callable[[dict[str, Any]], None]:
    def tell(state: dict[str, Any]) -> None:
        members = int(state["models"])
        within = state["segment_offset"] / max(length, 1)
        share = (state["model_idx_in_bag"] + within) / members
        progress(0.02 + 0.95 * share, "taking apart")

    return tell
