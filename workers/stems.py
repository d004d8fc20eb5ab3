"""Drums, bass, vocals and the rest, taken apart by demucs or by a small network of our own."""

import numpy as np

from luma.analysis import formats
from luma.analysis.contract import Models, Progress, Scratch, analyzer
from luma.audio.pcm import Pcm
from luma.domain.sound import Samples
from luma.domain.stems import Stem, StemSet

_MODEL = "htdemucs"


@analyzer("stems", engine="demucs", version=2, cost="gpu", model=_MODEL)
def stems(sound: Pcm, scratch: Scratch, models: Models, progress: Progress) -> StemSet:
    """The four voices of the mix, each in a file; together they are the mix again."""
    from workers import _demucs, _models

    ensemble = _demucs.Ensemble.of(_models.demucs_model(models.folder / _MODEL), _MODEL)
    voices = _rooms(scratch, sound)
    done = 0
    for block in _demucs.take_apart(ensemble, sound.samples, progress):
        here = slice(done, done + len(block))
        done = here.stop
        left = np.array(sound.samples[here])
        for stem, samples in zip(Stem, np.split(block, len(Stem), axis=1), strict=True):
            if stem is not Stem.OTHER:
                voices[stem][here] = samples
                left -= samples
        voices[Stem.OTHER][here] = left
    progress(0.9, "writing")
    return formats.write_stems(scratch.folder, voices, "demucs")


@analyzer("stems", engine="luma", version=1)
def built_in_stems(sound: Pcm, scratch: Scratch, progress: Progress) -> StemSet:
    """The four voices by a small network that needs no weights from elsewhere: rough ones."""
    from workers import _masknet, _separator

    writer = formats.StemWriter(scratch.folder)
    done = 0
    for block in _separator.separate(sound.samples, _masknet.weights_of()):
        writer.write(block)
        done += len(block[Stem.OTHER])
        progress(done / sound.frames, "taking apart")
    return writer.close("luma")


def _rooms(scratch: Scratch, sound: Pcm) -> dict[Stem, Samples]:
    """A mapped file for each voice, as long as the sound."""
    return {
        stem: np.lib.format.open_memmap(
            scratch.folder / f"{stem}.npy", "w+", np.float32, shape=sound.samples.shape
        )
        for stem in Stem
    }
