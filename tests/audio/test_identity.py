"""Names of files and of the sound in them: re-tagging keeps the second, not the first."""

import hashlib
import os
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luma.audio.identity import (
    Stopped,
    digest_and_copy,
    file_sha256,
    is_locked,
    payload_sha256,
)
from luma.domain.errors import Refused
from tests import sounds

TITLES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=300)
per_example = settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def id3v2(title: str) -> bytes:
    text = b"\x03" + title.encode()
    frame = b"TIT2" + struct.pack(">I", len(text)) + b"\0\0" + text + b"\0" * 64
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + frame


def id3v1(title: str) -> bytes:
    return (b"TAG" + title.encode()[:30]).ljust(128, b"\0")


def apev2(title: str, *, header: bool) -> bytes:
    value = title.encode()
    item = struct.pack("<II", len(value), 0) + b"Title\0" + value
    flags = 0x80000000 if header else 0
    foot = b"APETAGEX" + struct.pack("<IIII", 2000, len(item) + 32, 1, flags) + bytes(8)
    head = (
        b"APETAGEX" + struct.pack("<IIII", 2000, len(item) + 32, 1, flags | 1 << 29) + bytes(8)
    )
    return (head if header else b"") + item + foot


def tagged_mp3(plain: bytes, title: str) -> bytes:
    return id3v2(title) + plain + apev2(title, header=len(title) % 2 == 0) + id3v1(title)


def tagged_wav(plain: bytes, title: str) -> bytes:
    text = title.encode() + b"\0"
    info = b"INFOINAM" + struct.pack("<I", len(text)) + text + b"\0" * (len(text) % 2)
    chunk = b"LIST" + struct.pack("<I", len(info)) + info
    fmt_end = 12 + 8 + struct.unpack("<I", plain[16:20])[0]
    place = fmt_end if len(title) % 2 else len(plain)
    body = plain[8:place] + chunk + plain[place:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def tagged_flac(plain: bytes, title: str) -> bytes:
    field = b"TITLE=" + title.encode()
    comment = struct.pack("<I", 4) + b"test" + struct.pack("<II", 1, len(field)) + field
    block = b"\x04" + len(comment).to_bytes(3, "big") + comment
    info_end = 4 + 4 + int.from_bytes(plain[5:8], "big")
    padding = b"\x01" + (100).to_bytes(3, "big") + bytes(100)
    at, last = 4, False
    while not last:
        last = bool(plain[at] & 0x80)
        at += 4 + int.from_bytes(plain[at + 1 : at + 4], "big")
    first = bytes([plain[4] & 0x7F]) + plain[5:info_end]
    closing = bytes([padding[0] | 0x80]) + padding[1:]
    return b"fLaC" + first + block + closing + plain[at:]


HEADS = (
    b"",
    b"RIFF\0\0\0\0WAVE",
    b"fLaC",
    b"ID3\x03\0\0",
    b"\xff\xfb\x90\x00",
    b"\xff\xf1\x50\x80",
    b"FORM\0\0\0\0AIFC",
    b"OggS\0\x02" + bytes(20) + b"\x01\x0a\x7fFLAC",
    bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c1800000000000000"),
    b"\0\0\0\x08ftyp\0\0\0\0moov\0\0\0\0trak",
)
RETAG = {".mp3": tagged_mp3, ".wav": tagged_wav, ".flac": tagged_flac}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("plain")
    tone = sounds.sine(440, 0.5)
    return {e: sounds.write(folder / f"a{e}", tone).read_bytes() for e in RETAG}


@pytest.mark.parametrize("ending", RETAG)
@per_example
@given(title=TITLES)
def test_tags_change_the_file_but_not_the_sound(
    tmp_path: Path, plain: dict[str, bytes], ending: str, title: str
) -> None:
    before, after = tmp_path / f"before{ending}", tmp_path / f"after{ending}"
    before.write_bytes(plain[ending])
    after.write_bytes(RETAG[ending](plain[ending], title))
    assert payload_sha256(before) is not None
    assert payload_sha256(after) == payload_sha256(before)
    assert file_sha256(after) != file_sha256(before)


@pytest.mark.parametrize("ending", RETAG)
@per_example
@given(place=st.floats(0.2, 0.95))
def test_another_sound_has_another_name(
    tmp_path: Path, plain: dict[str, bytes], ending: str, place: float
) -> None:
    before, after = tmp_path / f"before{ending}", tmp_path / f"after{ending}"
    changed = bytearray(plain[ending])
    changed[int(place * len(changed))] ^= 1
    before.write_bytes(plain[ending])
    after.write_bytes(changed)
    assert payload_sha256(after) != payload_sha256(before)


def test_the_same_bytes_at_another_rate_are_another_sound(tmp_path: Path) -> None:
    tone = sounds.sine(440, 0.1)
    slow = sounds.write(tmp_path / "slow.wav", tone, 44100)
    fast = sounds.write(tmp_path / "fast.wav", tone, 48000)
    assert payload_sha256(slow) != payload_sha256(fast)


def test_a_wave_file_of_64_bits_has_the_name_of_its_sound(tmp_path: Path) -> None:
    riff = sounds.write(tmp_path / "a.wav", sounds.sine(440, 0.1)).read_bytes()
    at = riff.index(b"data")
    size = struct.unpack("<I", riff[at + 4 : at + 8])[0]
    wide = struct.pack("<4sIQQQI", b"ds64", 28, len(riff) + 28, size, size // 4, 0)
    body = wide + riff[12:at] + b"data\xff\xff\xff\xff" + riff[at + 8 : at + 8 + size]
    (tmp_path / "wide.wav").write_bytes(
        b"RF64\xff\xff\xff\xffWAVE" + body + b"LIST\x04\0\0\0INFO"
    )
    assert payload_sha256(tmp_path / "wide.wav") == payload_sha256(tmp_path / "a.wav")


@given(content=st.binary(max_size=300))
@per_example
def test_no_bytes_upset_the_naming(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd"
    for head in HEADS:
        file.write_bytes(head + content)
        payload_sha256(file)
        is_locked(file)


def test_a_wave_file_of_64_bits_that_breaks_off_has_no_name(tmp_path: Path) -> None:
    path = tmp_path / "torn.wav"
    path.write_bytes(b"RF64\xff\xff\xff\xffWAVEds64\x1c\0\0\0\0\0")
    assert payload_sha256(path) is None


def test_a_copy_is_whole_and_named_in_one_pass(tmp_path: Path) -> None:
    source = tmp_path / "a.bin"
    source.write_bytes(bytes(range(256)) * 9000)
    name = digest_and_copy(source, tmp_path / "library" / "ab" / "a.bin")
    copy = tmp_path / "library" / "ab" / "a.bin"
    assert copy.read_bytes() == source.read_bytes()
    assert name == hashlib.sha256(source.read_bytes()).hexdigest() == file_sha256(copy)
    assert list(copy.parent.iterdir()) == [copy]


def test_a_copy_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        digest_and_copy(tmp_path / "none.wav", tmp_path / "to" / "a.wav")
    assert list((tmp_path / "to").iterdir()) == []


def test_a_copy_that_is_called_off_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "a.bin"
    source.write_bytes(bytes(5 << 20))
    asked = iter((False, False, True))
    with pytest.raises(Stopped):
        digest_and_copy(source, tmp_path / "to" / "a.wav", lambda: next(asked))
    assert list((tmp_path / "to").iterdir()) == []


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.bin"
    source.write_bytes(bytes(3 << 20))

    def grow() -> bool:
        with source.open("ab") as file:
            file.write(b"more")
        return False

    with pytest.raises(Refused, match="changed while it was read"):
        digest_and_copy(source, tmp_path / "to" / "a.wav", grow)
    assert list((tmp_path / "to").iterdir()) == []
    with pytest.raises(Refused, match="changed while it was read"):
        file_sha256(source, grow)


def test_a_copy_is_another_file_even_where_blocks_are_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, copy = tmp_path / "a.bin", tmp_path / "b.bin"
    source.write_bytes(b"sound" * 1000)

    def share(reader: int, writer: int) -> bool:
        os.write(writer, os.pread(reader, 5000, 0))
        os.lseek(writer, 0, os.SEEK_SET)
        return True

    monkeypatch.setattr("luma.audio.identity.reflink", share)
    assert digest_and_copy(source, copy) == hashlib.sha256(source.read_bytes()).hexdigest()
    assert copy.read_bytes() == source.read_bytes()
    assert copy.stat().st_ino != source.stat().st_ino
    assert copy.stat().st_nlink == 1
