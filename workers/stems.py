"""Drums, bass, vocals and the rest, taken apart by demucs or by a small network of our own."""

import shutil

import numpy as np

from luma.analysis import formats
from luma.analysis.contract import Models, Progress, Scratch, analyzer
from luma.audio.pcm import Pcm
from luma.domain.errors import OutOfRoom
from luma.domain.stems import Stem, StemSet

_MODEL = "htdemucs"
_BYTES_PER_FRAME = len(Stem) * 2 * 3
"""What the voices take in 24 bits before FLAC packs them, which usually halves it."""


@analyzer("stems", engine="demucs", version=2, cost="gpu", model=_MODEL)
def stems(sound: Pcm, scratch: Scratch, models: Models, progress: Progress) -> StemSet:
    """The four voices of the mix, each in a file; together they are the mix again."""
    from workers import _demucs, _models

    _want_room(scratch, sound)
    ensemble = _demucs.Ensemble.of(_models.demucs_model(models.folder / _MODEL), _MODEL)
    writer = formats.StemWriter(scratch.folder)
    done = 0
    for block in _demucs.take_apart(ensemble, sound.samples, progress):
        voices = dict(zip(Stem, np.split(block, len(Stem), axis=1), strict=True))
        named = sum(voice for stem, voice in voices.items() if stem is not Stem.OTHER)
        voices[Stem.OTHER] = sound.samples[done : done + len(block)] - named
        writer.write(voices)
        done += len(block)
    return writer.close("demucs")


@analyzer("stems", engine="luma", version=2)
def built_in_stems(sound: Pcm, scratch: Scratch, progress: Progress) -> StemSet:
    """The four voices by a small network that needs no weights from elsewhere: rough ones."""
    from workers import _masknet, _separator

    _want_room(scratch, sound)
    writer = formats.StemWriter(scratch.folder)
    done = 0
    for block in _separator.separate(sound.samples, _masknet.weights_of()):
        writer.write(block)
        done += len(block[Stem.OTHER])
        progress(done / sound.frames, "taking apart")
    return writer.close("luma")


def _want_room(scratch: Scratch, sound: Pcm) -> None:
    """Refuse before hours of work what the disk has no room for."""
    wanted = sound.frames * _BYTES_PER_FRAME
    free = shutil.disk_usage(scratch.folder).free
    if free < wanted:
        raise OutOfRoom(
            f"The four voices may take {wanted / 1e9:.1f} GB, and {free / 1e9:.1f} GB are free "
            f'at "{scratch.folder.parent}".',
            hint=formats.MORE_ROOM,
        )
