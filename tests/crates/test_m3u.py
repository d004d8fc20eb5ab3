import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.crates.m3u import read_list, write_list
from luma.domain.errors import BadDocument
from luma.domain.foreign import ForeignPlaylist, ForeignTrack


def test_entries_lie_beside_the_list_or_where_they_say(tmp_path: Path) -> None:
    file = tmp_path / "sets" / "Früh.m3u8"
    file.parent.mkdir()
    file.write_text(
        "#EXTM3U\n#PLAYLIST:Early set\n#EXTINF:123,Ada - One - Two\n../one.mp3\n\n"
        "C:\\Music\\two.mp3\n#EXTINF:-1,Title\nfile:///m/a%20b.mp3\nhttp://radio/x\n"
        "sub/three.flac\n../one.mp3\n",
        encoding="utf-8",
    )
    found = read_list(file)
    home = tmp_path.as_posix()
    assert found.playlists == (
        ForeignPlaylist(
            "Early set",
            (),
            (f"{home}/one.mp3", "C:/Music/two.mp3", "/m/a b.mp3",
             f"{home}/sets/sub/three.flac", f"{home}/one.mp3"),
        ),
    )  # fmt: skip
    one, _, third, _ = found.tracks
    assert (one.title, one.artist, one.seconds) == ("One - Two", "Ada", 123.0)
    assert (third.title, third.seconds) == ("Title", 0.0)
    assert found.remarks == ('line 9: "http://radio/x" is no file on a disk.',)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ("/m/é.mp3".encode(), "/m/é.mp3"),
        ("/m/é.mp3".encode("cp1252"), "/m/é.mp3"),
        (codecs.BOM_UTF8 + "/m/é.mp3".encode(), "/m/é.mp3"),
        ("\ufeff/m/é.mp3".encode("utf-16-le"), "/m/é.mp3"),
        (b"/m/a.mp3\r\n", "/m/a.mp3"),
    ],
)
def test_letters_are_read_as_they_were_written(tmp_path: Path, data: bytes, path: str) -> None:
    file = tmp_path / "list.m3u"
    file.write_bytes(data)
    assert read_list(file).playlists[0] == ForeignPlaylist("list", (), (path,))


def test_pls_is_read_in_the_order_of_its_numbers(tmp_path: Path) -> None:
    file = tmp_path / "radio.pls"
    file.write_text(
        "[playlist]\nFile2=/m/b.mp3\nTitle2=B\nFile1=/m/a.mp3\nTitle1=Ada - A\nLength1=12\n"
        "File3=http://x/y\nTitle4=None\nNumberOfEntries=3\nVersion=2\n"
    )
    found = read_list(file)
    assert found.playlists[0].entries == ("/m/a.mp3", "/m/b.mp3")
    assert (found.tracks[0].artist, found.tracks[0].title) == ("Ada", "A")
    assert len(found.remarks) == 1


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "song.m3u"
    file.write_bytes(b"ID3\x04\0\0\0")
    with pytest.raises(BadDocument, match=r"song\.m3u.*no text"):
        read_list(file)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1),
        max_size=5,
    )
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    paths = tuple(f"/music/{name}" for name in (*names, "of old \udce9.mp3"))
    tracks = [ForeignTrack(path, "Title", "Artist", seconds=3.2) for path in paths]
    file = tmp_path_factory.getbasetemp() / "written.m3u8"
    file.write_bytes(write_list(ForeignPlaylist("A list", (), paths), tracks))
    assert read_list(file).playlists == (ForeignPlaylist("A list", (), paths),)
