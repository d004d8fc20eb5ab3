"""What files say of themselves."""

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luma.audio.tags import read_tags
from luma.domain.track import Tags
from tests import sounds


def id3(frames: dict[str, str]) -> bytes:
    body = b""
    for name, text in frames.items():
        value = b"\x03" + text.encode()
        body += name.encode() + struct.pack(">I", len(value)) + b"\0\0" + value
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def tagged(path: Path, frames: dict[str, str]) -> Path:
    sound = sounds.write(path, sounds.sine(440, 1)).read_bytes()
    path.write_bytes(id3(frames) + sound)
    return path


def test_title_artist_tempo_and_key_are_read(tmp_path: Path) -> None:
    frames = {
        "TIT2": "Blue\n Hour",
        "TPE1": "Nobody",
        "TALB": "None",
        "TBPM": "124",
        "TKEY": "Am",
    }
    tags = read_tags(tagged(tmp_path / "a.mp3", frames))
    assert (tags.title, tags.artist, tags.album) == ("Blue Hour", "Nobody", "None")
    assert (tags.bpm, tags.key) == (124.0, "Am")
    assert abs(tags.seconds - 1) < 0.1


@pytest.mark.parametrize("tempo", ["fast", "0", "-3", "nan", "1e9", ""])
def test_a_tempo_that_cannot_be_is_no_tempo(tmp_path: Path, tempo: str) -> None:
    assert read_tags(tagged(tmp_path / "a.mp3", {"TBPM": tempo})).bpm is None


def test_files_without_tags_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("no music")
    assert read_tags(tmp_path / "a.txt") == Tags()
    assert read_tags(tmp_path / "missing.mp3") == Tags()
    assert read_tags(sounds.write(tmp_path / "a.wav", sounds.silence(0.5))).title == ""


@given(content=st.binary(max_size=500))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_odd_files_upset_nobody(tmp_path: Path, content: bytes) -> None:
    for name, head in (
        ("a.mp3", b"ID3\x03\0\0\0\0\x03\x00"),
        ("a.flac", b"fLaC"),
        ("a.m4a", b""),
    ):
        (tmp_path / name).write_bytes(head + content)
        assert isinstance(read_tags(tmp_path / name), Tags)
