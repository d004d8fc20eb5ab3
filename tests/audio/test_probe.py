"""What is taken in: every format, 1 to 8 channels, 8 to 192 kHz, up to six hours, unlocked."""

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from luma.audio.probe import probe
from luma.audio.tags import read_cover, read_tags
from luma.domain.errors import UnreadableFile
from tests import sounds


@pytest.mark.parametrize("ending", sounds.FORMATS)
def test_every_format_is_looked_at_without_decoding_it(tmp_path: Path, ending: str) -> None:
    found = probe(sounds.write(tmp_path / f"a{ending}", sounds.sine(440, 2.0)))
    assert (found.rate, found.channels) == (48000, 2)
    assert found.seconds == pytest.approx(2.0, abs=0.2)


@pytest.mark.parametrize("channels", [1, 2, 3, 5, 6, 7, 8])
@pytest.mark.parametrize("rate", [8000, 44100, 192000])
def test_channels_and_rates_that_are_taken(tmp_path: Path, channels: int, rate: int) -> None:
    soundfile.write(tmp_path / "a.wav", np.ones((rate // 10, channels)) * 0.1, rate)
    found = probe(tmp_path / "a.wav")
    assert (found.rate, found.channels) == (rate, channels)


def test_more_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros((100, 9)), 48000)
    with pytest.raises(UnreadableFile, match="it has 9 channels; 1 to 8 are taken"):
        probe(path)
    soundfile.write(path, np.zeros((100, 1)), 4000)
    with pytest.raises(UnreadableFile, match="4,000 samples a second; 8 to 192 kHz"):
        probe(path)
    soundfile.write(path, np.zeros((100, 1)), 384000)
    with pytest.raises(UnreadableFile, match="384,000 samples a second"):
        probe(path)


@pytest.mark.parametrize(("hours", "is_taken"), [(5.9, True), (6.1, False)])
def test_six_hours_are_the_longest(tmp_path: Path, hours: float, is_taken: bool) -> None:
    frames = int(hours * 3600 * 8000)
    head = struct.pack("<4sIHHIIHH4sI", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8, b"data", frames)
    with (tmp_path / "a.wav").open("wb") as file:
        file.write(struct.pack("<4sI4s", b"RIFF", frames + 36, b"WAVE") + head)
        file.truncate(44 + frames)
    if is_taken:
        assert probe(tmp_path / "a.wav").seconds == pytest.approx(hours * 3600)
    else:
        with pytest.raises(UnreadableFile, match=r"6\.1 hours; up to 6 are taken"):
            probe(tmp_path / "a.wav")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.wav", b""),
        ("text.mp3", b"These are words, and no music at all.\n" * 40),
        ("zip.mp3", b"PK\x03\x04\x14\x00\x01\x00\x08\x00" + bytes(range(256)) * 8),
        ("short.flac", b"fLaC\x80\x00\x00\x22" + bytes(34)),
    ],
)
def test_what_is_no_sound_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile):
        probe(tmp_path / name)


def test_no_seconds_are_no_sound(tmp_path: Path) -> None:
    for ending in (".wav", ".flac", ".aiff"):
        path = sounds.write(tmp_path / f"a{ending}", sounds.silence(0.0))
        with pytest.raises(UnreadableFile):
            probe(path)


def test_another_ending_does_not_matter(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.flac", sounds.sine(440, 0.5)).rename(tmp_path / "a.mp3")
    assert probe(path).rate == 48000


def test_locked_files_are_told_from_broken_ones(tmp_path: Path) -> None:
    content = sounds.write(tmp_path / "a.m4a", sounds.sine(440, 0.5)).read_bytes()
    at = content.index(b"stsd")
    locked = content[:at] + content[at:].replace(b"mp4a", b"drms", 1)
    (tmp_path / "a.m4p").write_bytes(locked)
    with pytest.raises(UnreadableFile, match="it is encrypted"):
        probe(tmp_path / "a.m4p")


def test_genre_and_cover_are_read(tmp_path: Path) -> None:
    plain = sounds.write(tmp_path / "a.mp3", sounds.sine(440, 0.5)).read_bytes()
    picture = b"\x89PNG\r\n\x1a\n" + bytes(40)
    frames = _frame(b"TCON", b"\x03House") + _frame(
        b"APIC", b"\x00image/png\0\x03front\0" + picture
    )
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    (tmp_path / "b.mp3").write_bytes(b"ID3\x03\x00\x00" + size + frames + plain)
    assert read_tags(tmp_path / "b.mp3").genre == "House"
    assert read_cover(tmp_path / "b.mp3") == picture
    assert read_cover(tmp_path / "a.mp3") is None
    assert read_cover(tmp_path / "none.mp3") is None


def _frame(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">I", len(content)) + b"\0\0" + content
