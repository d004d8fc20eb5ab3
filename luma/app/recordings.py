"""The sound of a track as patterns listen to it: read where they listen, and not before."""

import threading
from dataclasses import dataclass
from typing import Final

import numpy as np

from luma.analysis import formats
from luma.audio.pcm import Pcm
from luma.domain.recording import Recordings
from luma.domain.sound import Samples
from luma.domain.stems import Stem, StemSet
from luma.graph.cache import Cache

PIECE: Final = 1 << 20
"""How many samples of a voice are decoded at once: 22 seconds."""

DECODED: Final = 200 << 20
"""How many bytes of decoded voices are kept: all four of a track of four minutes."""

_decoded = Cache(DECODED)
_decoding = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class DecodedMix:
    """The mix, read from the file that it is mapped from."""

    sound: Pcm

    @property
    def name(self) -> str:
        """The name of its file, which is that of its recipe."""
        return self.sound.path.name

    def mono(self, start: int, stop: int) -> Samples:
        """The mean of its channels from one sample up to another."""
        first = min(max(start, 0), self.sound.frames)
        last = min(max(stop, first), self.sound.frames)
        heard = self.sound.samples[first:last]
        return _between((heard[:, 0] + heard[:, 1]) * np.float32(0.5), first, start, stop)


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """One voice of a mix, of which as much is decoded as is listened to."""

    stems: StemSet
    stem: Stem

    @property
    def name(self) -> str:
        """The name of the folder that the voices lie in, which is that of their recipe."""
        file = self.stems.files[self.stem]
        return f"{file.parent.name}/{file.name}"

    def mono(self, start: int, stop: int) -> Samples:
        """The mean of its channels from one sample up to another."""
        if stop <= max(start, 0):
            return np.zeros(max(stop - start, 0), np.float32)
        first = max(start, 0) // PIECE
        pieces = []
        for number in range(first, -(-stop // PIECE)):
            pieces.append(self._piece(number))
            if pieces[-1].size < PIECE:
                break
        return _between(np.concatenate(pieces), first * PIECE, start, stop)

    def _piece(self, number: int) -> Samples:
        name = f"{self.name}/{number}"
        with _decoding:
            piece = _decoded.find(name)
            if not isinstance(piece, np.ndarray):
                begin = number * PIECE
                heard = formats.read_stem(self.stems, self.stem, begin, begin + PIECE)
                piece = np.asarray(heard.mean(axis=1), np.float32)
                _decoded.keep(name, piece)
            return piece


def recordings_of(mix: Pcm | None, stems: StemSet | None) -> Recordings | None:
    """The sound of a track as far as it is decoded and taken apart."""
    if mix is None and stems is None:
        return None
    voices = {} if stems is None else {stem: Voice(stems, stem) for stem in stems.files}
    return Recordings(None if mix is None else DecodedMix(mix), voices)


def _between(heard: Samples, first: int, start: int, stop: int) -> Samples:
    """What is heard from one sample up to another of sound that begins at `first`."""
    wanted = np.zeros(max(stop - start, 0), np.float32)
    begin, end = max(start, first), min(stop, first + heard.size)
    if begin < end:
        wanted[begin - start : end - start] = heard[begin - first : end - first]
    return wanted
