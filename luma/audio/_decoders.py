"""The two libraries that open sound files, behind one face: blocks of float32.

libsndfile is asked first, FFmpeg (by PyAV) second.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import av
import av.error
import numpy as np
import soundfile

from luma.domain.sound import Samples

BLOCK = 1 << 16


class DecoderRefusal(Exception):
    """Why one decoder did not take a file."""


@dataclass
class Opened:
    """A file that a decoder has opened; `remark` says afterwards what was amiss."""

    rate: int
    channels: int
    frames: int
    blocks: Iterator[Samples]
    remark: list[str] = field(default_factory=list)


class Decoder(Protocol):
    """Opens a file, or says why not."""

    def __call__(self, path: Path) -> Opened:
        """The opened file."""


def by_libsndfile(path: Path) -> Opened:
    """WAV, FLAC, MP3, Ogg, Opus and AIFF."""
    try:
        file = soundfile.SoundFile(path)
    except (soundfile.SoundFileError, OSError) as error:
        said = _plainly(getattr(error, "error_string", "") or str(error))
        raise DecoderRefusal(f"libsndfile: {said.strip().rstrip('.')}") from error
    opened = Opened(file.samplerate, file.channels, file.frames, iter(()))
    opened.blocks = _sndfile_blocks(file, opened)
    return opened


def _sndfile_blocks(file: soundfile.SoundFile, opened: Opened) -> Iterator[Samples]:
    read = 0
    with file:
        if "should be" in file.extra_info:
            opened.remark.append("the file ends early")
        while True:
            try:
                block = file.read(BLOCK, dtype="float32", always_2d=True)
            except soundfile.SoundFileError:
                break
            if not len(block):
                break
            read += len(block)
            yield block
    if read < opened.frames and not opened.remark:
        opened.remark.append("the file ends early")


def by_ffmpeg(path: Path) -> Opened:
    """AAC, ALAC, WMA and whatever else FFmpeg knows."""
    try:
        container = av.open(str(path))
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise DecoderRefusal(f"FFmpeg: {_said(error)}") from error
    if not container.streams.audio:
        container.close()
        raise DecoderRefusal("FFmpeg: there is no sound in it")
    stream = container.streams.audio[0]
    rate, channels = stream.rate or 0, stream.channels or 0
    if not rate or not channels:
        container.close()
        raise DecoderRefusal("FFmpeg: its sound has no rate or no channels")
    length = float((stream.duration or 0) * (stream.time_base or 0))
    opened = Opened(rate, channels, round(length * rate), iter(()))
    opened.blocks = _ffmpeg_blocks(container, opened)
    return opened


def _ffmpeg_blocks(
    container: "av.container.InputContainer", opened: Opened
) -> Iterator[Samples]:
    with container:
        stream = container.streams.audio[0]
        floats = av.AudioResampler(format="fltp")
        exact = "mp4" in container.format.name and opened.frames
        left = opened.frames if exact else sys.maxsize
        frames = container.decode(stream)
        while True:
            try:
                frame = next(frames)
            except StopIteration:
                return
            except av.error.FFmpegError as error:
                opened.remark.append(f"the file is broken part of the way ({_said(error)})")
                return
            for part in floats.resample(frame):
                block = np.ascontiguousarray(part.to_ndarray().T, dtype=np.float32)[:left]
                left -= len(block)
                yield block


def _said(error: Exception) -> str:
    words = getattr(error, "strerror", None) or str(error)
    return str(words).strip().rstrip(".")


def _plainly(said: str) -> str:
    """What libsndfile means: it calls a file that it cannot make out one that is not there."""
    return "it finds no sound in it" if said.startswith("File does not exist") else said
