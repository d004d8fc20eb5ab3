"""Re-tagging and remuxing keep the name of the sound in every format; another has another."""

import struct
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luma.audio.identity import file_sha256, is_locked, payload_sha256
from tests import sounds

TITLES = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=900
)
per_example = settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ENDINGS = (*sounds.FORMATS, ".oga")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("plain")
    noise = np.random.default_rng(3).standard_normal(48000).astype(np.float32) * 0.1
    tone = sounds.sine(440, 1.0) + sounds.stereo(noise)
    made = {e: sounds.write(folder / f"a{e}", tone) for e in sounds.FORMATS}
    made[".oga"] = remux(made[".flac"], folder / "a.oga", "")
    return made


def remux(source: Path, target: Path, title: str, **options: str) -> Path:
    """The same packets in another file, by FFmpeg, which calls itself something."""
    form = {".oga": "ogg", ".aac": "adts"}.get(target.suffix)
    with av.open(str(source)) as old, av.open(str(target), "w", form, options=options) as new:
        stream = new.add_stream_from_template(old.streams.audio[0])
        new.metadata.update({"title": title, "artist": "x"} if title else {})
        for packet in old.demux(old.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)
    return target


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_remux_of_tags_keeps_the_name_of_the_sound(
    tmp_path: Path, plain: dict[str, Path], ending: str
) -> None:
    name = payload_sha256(plain[ending])
    assert name is not None
    for number, title in enumerate(("", "One", "Two" * 700)):
        other = remux(plain[ending], tmp_path / f"{number}{ending}", title)
        assert payload_sha256(other) == name


def test_the_tables_of_an_mp4_may_stand_before_or_behind_the_sound(
    tmp_path: Path, plain: dict[str, Path]
) -> None:
    for ending in (".m4a", ".alac.m4a"):
        behind = remux(plain[ending], tmp_path / f"behind{ending}", "A")
        before = remux(plain[ending], tmp_path / f"before{ending}", "B", movflags="faststart")
        content = before.read_bytes()
        assert content.index(b"moov") < content.index(b"mdat")
        assert behind.read_bytes().index(b"mdat") < behind.read_bytes().index(b"moov")
        assert payload_sha256(before) == payload_sha256(behind) == payload_sha256(plain[ending])


@pytest.mark.parametrize("ending", [".m4a", ".alac.m4a"])
@per_example
@given(title=TITLES)
def test_an_mp4_that_is_tagged_in_place_keeps_its_name(
    tmp_path: Path, plain: dict[str, Path], ending: str, title: str
) -> None:
    other = tmp_path / f"b{ending}"
    front = remux(plain[ending], tmp_path / f"front{ending}", "", movflags="faststart")
    for source in (plain[ending], front):
        other.write_bytes(tagged_mp4(source.read_bytes(), title))
        assert payload_sha256(other) == payload_sha256(plain[ending])
        with av.open(str(other)) as opened:
            assert opened.streams.audio[0].duration


@pytest.mark.parametrize("ending", [".ogg", ".opus", ".oga"])
@per_example
@given(title=TITLES, size=st.integers(1, 255))
def test_ogg_pages_may_fall_anywhere(
    tmp_path: Path, plain: dict[str, Path], ending: str, title: str, size: int
) -> None:
    other = tmp_path / f"b{ending}"
    other.write_bytes(paged_anew(plain[ending].read_bytes(), title, size))
    assert payload_sha256(other) == payload_sha256(plain[ending])


@pytest.mark.parametrize("ending", [".aiff", ".wma", ".aac"])
@per_example
@given(title=TITLES)
def test_tags_in_chunks_and_around_change_no_name(
    tmp_path: Path, plain: dict[str, Path], ending: str, title: str
) -> None:
    other = tmp_path / f"b{ending}"
    other.write_bytes(TAGGED[ending](plain[ending].read_bytes(), title))
    assert payload_sha256(other) == payload_sha256(plain[ending])
    assert file_sha256(other) != file_sha256(plain[ending])


@pytest.mark.parametrize("ending", ENDINGS)
@per_example
@given(place=st.floats(0.3, 0.7), bit=st.integers(0, 7))
def test_another_sound_has_another_name(
    tmp_path: Path, plain: dict[str, Path], ending: str, place: float, bit: int
) -> None:
    content = bytearray(plain[ending].read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    other = tmp_path / f"b{ending}"
    other.write_bytes(content)
    assert payload_sha256(other) != payload_sha256(plain[ending])


def test_no_two_formats_or_rates_share_a_name(tmp_path: Path, plain: dict[str, Path]) -> None:
    names = [payload_sha256(path) for path in plain.values() if path.suffix != ".oga"]
    assert len(set(names)) == len(names)
    slow = sounds.write(tmp_path / "slow.aiff", sounds.sine(440, 0.2), 44100)
    fast = sounds.write(tmp_path / "fast.aiff", sounds.sine(440, 0.2), 48000)
    assert payload_sha256(slow) != payload_sha256(fast)


def test_a_table_that_points_everywhere_is_no_help(
    tmp_path: Path, plain: dict[str, Path]
) -> None:
    content = bytearray(plain[".m4a"].read_bytes())
    at = content.index(b"stsz") + 8
    content[at : at + 4] = b"\x7f\xff\xff\xff"
    torn = tmp_path / "torn.m4a"
    torn.write_bytes(content)
    assert payload_sha256(torn) != payload_sha256(plain[".m4a"])


def test_locked_files_are_known(tmp_path: Path, plain: dict[str, Path]) -> None:
    mp4 = plain[".m4a"].read_bytes()
    at = mp4.index(b"stsd")
    (tmp_path / "a.m4p").write_bytes(mp4[:at] + mp4[at:].replace(b"mp4a", b"drms", 1))
    wma = plain[".wma"].read_bytes()
    lock = bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e") + struct.pack("<Q", 24)
    size = struct.unpack("<Q", wma[16:24])[0] + len(lock)
    locked = wma[:16] + struct.pack("<Q", size) + wma[24:30] + lock + wma[30:]
    (tmp_path / "a.wma").write_bytes(locked)
    assert is_locked(tmp_path / "a.m4p")
    assert is_locked(tmp_path / "a.wma")
    assert not any(is_locked(path) for path in plain.values())


def tagged_mp4(content: bytes, title: str) -> bytes:
    """The file with other words in its movie box, the places of the sound moved along."""
    words = title.encode()
    data = _box(b"data", struct.pack(">II", 1, 0) + words)
    items = _box(b"ilst", _box(b"\xa9nam", data))
    handler = _box(b"hdlr", bytes(8) + b"mdirappl" + bytes(9))
    extra = _box(b"udta", _box(b"meta", bytes(4) + handler + items))
    at = content.index(b"moov") - 4
    size = struct.unpack(">I", content[at : at + 4])[0]
    movie = content[at + 8 : at + size]
    old = movie.rfind(b"udta") - 4
    if old >= 0:
        movie = movie[:old] + movie[old + struct.unpack(">I", movie[old : old + 4])[0] :]
    movie += extra
    moved = len(movie) + 8 - size
    if at < content.index(b"mdat"):
        place = movie.index(b"stco") + 8
        count = struct.unpack(">I", movie[place : place + 4])[0]
        kind = f">{count}I"
        starts = struct.unpack(kind, movie[place + 4 : place + 4 + 4 * count])
        later = struct.pack(kind, *(start + moved for start in starts))
        movie = movie[: place + 4] + later + movie[place + 4 + 4 * count :]
    return content[:at] + _box(b"moov", movie) + content[at + size :]


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def paged_anew(content: bytes, title: str, size: int) -> bytes:
    """The same packets with another comment, in pages of another number of segments."""
    packets, part, at, serial = [], b"", 0, content[14:18]
    while at < len(content):
        laces = content[at + 27 : at + 27 + content[at + 26]]
        at += 27 + len(laces)
        for lace in laces:
            part += content[at : at + lace]
            at += lace
            if lace < 255:
                packets.append(part)
                part = b""
    words = title.encode()
    block = struct.pack("<I", 1) + b"x" + struct.pack("<II", 1, len(words) + 6) + b"TITLE="
    block += words
    if packets[0][:1] == b"\x7f":
        packets[1] = b"\x04" + len(block).to_bytes(3, "big") + block
        packets.insert(2, b"\x81" + (600).to_bytes(3, "big") + bytes(600))
        packets[0] = packets[0][:7] + b"\0\2" + packets[0][9:]
    else:
        head = packets[1][:8] if packets[1][:5] == b"OpusT" else packets[1][:7]
        packets[1] = head + block + b"\x01"
    pages, number = [_page(serial, 0, 2, [packets[0]], [len(packets[0])])], 1
    laces_of = [[255] * (len(p) // 255) + [len(p) % 255] for p in packets[1:]]
    flat = [lace for some in laces_of for lace in some]
    body, place = b"".join(packets[1:]), 0
    for start in range(0, len(flat), size):
        some = flat[start : start + size]
        pages.append(_page(serial, number, 0, [body[place : place + sum(some)]], some))
        place, number = place + sum(some), number + 1
    return b"".join(pages)


def _page(serial: bytes, number: int, flags: int, body: list[bytes], laces: list[int]) -> bytes:
    head = b"OggS\0" + bytes([flags]) + struct.pack("<q", number) + serial
    head += struct.pack("<II", number, 0) + bytes([len(laces)]) + bytes(laces)
    return head + b"".join(body)


def tagged_aiff(content: bytes, title: str) -> bytes:
    words = title.encode()
    chunk = b"NAME" + struct.pack(">I", len(words)) + words + b"\0" * (len(words) % 2)
    body = content[8:12] + chunk + content[12:] if len(title) % 2 else content[8:] + chunk
    return b"FORM" + struct.pack(">I", len(body)) + body


def tagged_wma(content: bytes, title: str) -> bytes:
    words = title.encode("utf-16-le")[:60000] + b"\0\0"
    kind = bytes.fromhex("3326b2758e66cf11a6d900aa0062ce6c")
    body = struct.pack("<5H", len(words), 0, 0, 0, 0) + words
    item = kind + struct.pack("<Q", 24 + len(body)) + body
    size, count = struct.unpack("<QI", content[16:28])
    head = content[:16] + struct.pack("<QI", size + len(item), count + 1) + content[28:30]
    return head + item + content[30:]


def tagged_aac(content: bytes, title: str) -> bytes:
    words = b"\x03" + title.encode()
    frame = b"TIT2" + struct.pack(">I", len(words)) + b"\0\0" + words
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    behind = (b"TAG" + title.encode()[:30]).ljust(128, b"\0")
    return b"ID3\x03\x00\x00" + size + frame + content + behind


TAGGED = {".aiff": tagged_aiff, ".wma": tagged_wma, ".aac": tagged_aac}
