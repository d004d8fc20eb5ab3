"""Any sound file to float32 stereo frames at the house rate."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from luma.audio._decoders import Decoder, DecoderRefusal, Opened, by_ffmpeg, by_libsndfile
from luma.domain.errors import UnreadableFile
from luma.domain.sound import Samples, Sound
from luma.domain.units import HOUSE_RATE

DECODERS: tuple[Decoder, ...] = (by_libsndfile, by_ffmpeg)

_TOO_LOUD = 2.0**24  # 144 dB above full scale: damage, and its square is still a number
_C = 0.5**0.5
_FOLDS: dict[int, tuple[tuple[float, ...], tuple[float, ...]]] = {
    3: ((1, 0, _C), (0, 1, _C)),
    4: ((1, 0, _C, 0), (0, 1, 0, _C)),
    5: ((1, 0, _C, _C, 0), (0, 1, _C, 0, _C)),
    6: ((1, 0, _C, 0, _C, 0), (0, 1, _C, 0, 0, _C)),
    8: ((1, 0, _C, 0, _C, 0, _C, 0), (0, 1, _C, 0, 0, _C, 0, _C)),
}


class Decoding:
    """A file being decoded: iterate once over its blocks, then read what was amiss."""

    def __init__(self, path: Path, rate: int = HOUSE_RATE) -> None:
        """Open the file with the first decoder that finds samples in it."""
        self.path = path
        self.rate = rate
        self._opened, first = _open(path)
        self._blocks = _chain(first, self._opened.blocks)

    @property
    def frames(self) -> int:
        """How many frames the file announces, at the asked rate; 0 where it does not say."""
        return round(self._opened.frames * self.rate / self._opened.rate)

    @property
    def rate_inside(self) -> int:
        """How many frames a second the file itself has."""
        return self._opened.rate

    @property
    def channels(self) -> int:
        """How many channels the file itself has."""
        return self._opened.channels

    @property
    def remark(self) -> str:
        """What was amiss although sound came out, such as an early end; empty if nothing."""
        return "; ".join(self._opened.remark)

    def __iter__(self) -> Iterator[Samples]:
        """Blocks `(frames, 2)` of finite float32 at the asked rate."""
        stereo = (in_stereo(finite(block)) for block in self._blocks)
        if self._opened.rate == self.rate:
            yield from stereo
            return
        resampler = soxr.ResampleStream(self._opened.rate, self.rate, 2, dtype="float32")
        for block in stereo:
            out = resampler.resample_chunk(block)
            if len(out):
                yield out
        yield resampler.resample_chunk(np.zeros((0, 2), np.float32), last=True)


def decode(path: Path, rate: int = HOUSE_RATE) -> Sound:
    """The whole of a file as stereo sound."""
    return Sound(np.concatenate(list(Decoding(path, rate))), rate)


def finite(block: Samples) -> Samples:
    """The same samples, with silence in place of what is no number or far too large for one."""
    if block.min(initial=0.0) > -_TOO_LOUD and block.max(initial=0.0) < _TOO_LOUD:
        return np.asarray(block, dtype=np.float32)
    sound = np.abs(block) < _TOO_LOUD
    return np.asarray(np.where(sound, block, 0), dtype=np.float32)


def in_stereo(block: Samples) -> Samples:
    """Any number of channels folded to two: one goes to both, a centre is shared."""
    channels = block.shape[1]
    if channels == 2:
        return block
    if channels == 1:
        return np.repeat(block, 2, axis=1)
    folded: Samples = block @ _fold(channels)
    return folded


def _fold(channels: int) -> npt.NDArray[np.float32]:
    if channels in _FOLDS:
        weights = np.array(_FOLDS[channels], dtype=np.float32).T
    else:
        side = np.arange(channels) % 2
        weights = np.stack([side == 0, side == 1], axis=1).astype(np.float32)
    return np.asarray(weights / weights.sum(axis=0).max(), dtype=np.float32)


def _open(path: Path) -> tuple[Opened, Samples]:
    if not path.is_file():
        raise UnreadableFile(path, ["there is no such file"])
    if path.stat().st_size == 0:
        raise UnreadableFile(path, ["the file is empty"])
    causes: list[str] = []
    for decoder in DECODERS:
        try:
            opened = decoder(path)
        except DecoderRefusal as refusal:
            causes.append(str(refusal))
            continue
        first = next(opened.blocks, None)
        if first is not None:
            return opened, first
        causes.append(f"{_name(decoder)}: it holds no samples")
    raise UnreadableFile(path, causes)


def _name(decoder: Decoder) -> str:
    return {by_libsndfile: "libsndfile", by_ffmpeg: "FFmpeg"}[decoder]


def _chain(first: Samples, rest: Iterator[Samples]) -> Iterator[Samples]:
    yield first
    yield from rest
