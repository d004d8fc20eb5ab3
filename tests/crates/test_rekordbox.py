from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.crates.rekordbox import path_of, read_rekordbox
from luma.crates.rekordboxfile import location_of, rekordbox_xml
from luma.domain.errors import BadDocument
from luma.domain.foreign import (
    Anchor,
    ForeignCue,
    ForeignLibrary,
    ForeignPlaylist,
    ForeignTrack,
)

EXPORTED = """<?xml version="1.0" encoding="UTF-8"?>

<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="rekordbox" Version="6.8.2" Company="AlphaTheta"/>
  <COLLECTION Entries="3">
    <TRACK TrackID="253529738" Name="L&#246;we &amp; Co" Artist="Ada" Composer="" Album="Set"
           Grouping="" Genre="House" Kind="MP3 File" Size="5124342" TotalTime="128"
           DiscNumber="0" TrackNumber="0" Year="0" AverageBpm="128.00" DateAdded="2020-09-05"
           BitRate="320" SampleRate="44100" Comments="nice one" PlayCount="3" Rating="204"
           Location="file://localhost/C:/Users/me/Music/L%c3%b6we%20%26%20Co.mp3" Remixer=""
           Tonality="8A" Label="" Mix="" Colour="0xFFA500">
      <TEMPO Inizio="0.025" Bpm="128.00" Metro="4/4" Battito="3"/>
      <TEMPO Inizio="48.026" Bpm="64.00" Metro="3/4" Battito="1"/>
      <POSITION_MARK Name="Drop" Type="0" Start="30.5" Num="0" Red="40" Green="226" Blue="20"/>
      <POSITION_MARK Name="" Type="0" Start="0.025" Num="-1"/>
      <POSITION_MARK Name="Round" Type="4" Start="60.0" End="64.0" Num="2"/>
      <POSITION_MARK Name="Lost" Type="0" Start="" Num="1"/>
    </TRACK>
    <TRACK TrackID="2" Name="Two" Location="file://localhost/Volumes/STICK/two.flac"
           Rating="255" Colour="" AverageBpm="x"/>
    <TRACK TrackID="3" Name="Stream" Location="tidal:tracks:1"/>
  </COLLECTION>
  <PLAYLISTS>
    <NODE Type="0" Name="ROOT" Count="2">
      <NODE Name="Sets" Type="0" Count="2">
        <NODE Name="Early" Type="1" KeyType="0" Entries="2">
          <TRACK Key="2"/><TRACK Key="253529738"/>
        </NODE>
        <NODE Name="Late" Type="1" KeyType="1" Entries="2">
          <TRACK Key="file://localhost/Volumes/STICK/two.flac"/><TRACK Key="file://gone"/>
        </NODE>
      </NODE>
      <NODE Name="Loose" Type="1" KeyType="0" Entries="0"/>
    </NODE>
  </PLAYLISTS>
</DJ_PLAYLISTS>
"""


def test_an_exported_collection_is_read(tmp_path: Path) -> None:
    file = tmp_path / "rekordbox.xml"
    file.write_text(EXPORTED, encoding="utf-8")
    found = read_rekordbox(file)
    one, two = found.tracks
    assert one.path == "C:/Users/me/Music/Löwe & Co.mp3"
    assert (one.title, one.artist, one.album, one.genre) == ("Löwe & Co", "Ada", "Set", "House")
    assert (one.comment, one.bpm, one.key, one.rating) == ("nice one", 128.0, "8A", 4)
    assert (one.colour, one.plays, one.seconds, one.size) == (0xFFA500, 3, 128.0, 5124342)
    assert one.grid == (Anchor(0.025, 128.0, 3, 4), Anchor(48.026, 64.0, 1, 3))
    assert one.cues == (
        ForeignCue(30.5, None, 0, "Drop", 0x28E214),
        ForeignCue(0.025, None, None, "", None),
        ForeignCue(60.0, 64.0, 2, "Round", None),
    )
    assert (two.path, two.rating, two.colour, two.bpm) == (
        "/Volumes/STICK/two.flac", 5, None, None,
    )  # fmt: skip
    assert found.playlists == (
        ForeignPlaylist("Early", ("Sets",), (two.path, one.path)),
        ForeignPlaylist("Late", ("Sets",), (two.path,)),
        ForeignPlaylist("Loose", (), ()),
    )
    assert [line.partition(":")[0] for line in found.remarks] == [
        "line 17", "line 21", '"Late", line 30',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("file://localhost/C:/a%20b.mp3", "C:/a b.mp3"),
        ("file://localhost/Users/%C3%A9+1.mp3", "/Users/é+1.mp3"),
        ("file:///home/me/a.mp3", "/home/me/a.mp3"),
        ("file:/home/me/a.mp3", "/home/me/a.mp3"),
        ("spotify:track:1", ""),
        ("", ""),
    ],
)
def test_locations_name_paths(location: str, path: str) -> None:
    assert path_of(location) == path


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (EXPORTED[:-40], "not whole XML"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><DJ_PLAYLISTS/>', "trap"),
        ('<!DOCTYPE a SYSTEM "http://x/y.dtd"><DJ_PLAYLISTS/>', "trap"),
        ("<DJ_PLAYLISTS>" + "<a>" * 100, "nested too deep.*line 1"),
        ('<?xml version="1.0" encoding="klingon"?><DJ_PLAYLISTS/>', "not whole XML|letters"),
    ],
)
def test_what_is_no_honest_xml_is_refused_with_its_place(
    tmp_path: Path, text: str, says: str
) -> None:
    file = tmp_path / "bad.xml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadDocument, match=rf"bad\.xml.*({says})"):
        read_rekordbox(file)


PATHS = st.lists(st.text("aé &'\"<>%#?+;\\~😀\udcff", min_size=1), min_size=1).map(
    lambda parts: "/music/" + "/".join(parts) + ".mp3"
)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(
    lambda text: " ".join("".join(c if c.isprintable() else " " for c in text).split())
)
SECONDS = st.floats(0, 30000).map(lambda second: round(second, 6))
CUES = st.builds(
    ForeignCue,
    at=SECONDS,
    button=st.one_of(st.none(), st.integers(0, 7)),
    name=TEXTS,
    colour=st.one_of(st.none(), st.integers(0, 0xFFFFFF)),
)
TRACKS = st.builds(
    ForeignTrack,
    path=PATHS,
    title=TEXTS,
    artist=TEXTS,
    genre=TEXTS,
    comment=TEXTS,
    bpm=st.one_of(st.none(), st.integers(6000, 20000).map(lambda bpm: bpm / 100)),
    key=st.sampled_from(["", "8A", "Am"]),
    rating=st.integers(0, 5),
    colour=st.one_of(st.none(), st.integers(0, 0xFFFFFF)),
    plays=st.integers(0, 1000),
    seconds=st.integers(0, 20000).map(float),
    size=st.one_of(st.none(), st.integers(1, 1 << 40)),
    grid=st.lists(
        st.builds(Anchor, SECONDS, st.integers(10, 999).map(float), st.integers(1, 4)),
        max_size=3,
    ).map(tuple),
    cues=st.lists(CUES, max_size=3).map(tuple),
)
NAMES = TEXTS.map(lambda text: text or "List")


@st.composite
def libraries(draw: st.DrawFn) -> ForeignLibrary:
    tracks = draw(st.lists(TRACKS, max_size=4, unique_by=lambda track: track.path))
    paths = [track.path for track in tracks]
    entries = st.lists(st.sampled_from(paths), max_size=5) if paths else st.just([])
    lists = [
        ForeignPlaylist(draw(NAMES), folders, tuple(draw(entries)))
        for folders in [(), ("One",), ("One", "Two"), ("Three",)][: draw(st.integers(0, 4))]
    ]
    return ForeignLibrary("rekordbox", tuple(tracks), tuple(lists))


@given(library=libraries())
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, library: ForeignLibrary
) -> None:
    file = tmp_path_factory.getbasetemp() / "written.xml"
    file.write_bytes(rekordbox_xml(library, "1.2.3"))
    again = read_rekordbox(file)
    assert again.tracks == library.tracks
    assert set(again.playlists) == set(library.playlists)
    assert again.remarks == ()


def test_the_file_has_the_published_structure() -> None:
    track = ForeignTrack(
        "/m/a b.flac",
        title='T"<',
        rating=3,
        bpm=128.0,
        seconds=10.4,
        colour=0xFF007F,
        grid=(Anchor(0.5, 128.0, 2, 3),),
        cues=(ForeignCue(1.0, 2.0, 9, "x", 0x010203), ForeignCue(3.0, None, 7)),
    )
    lists = (ForeignPlaylist("In", ("Folder",), (track.path,)), ForeignPlaylist("Out"))
    root = ET.fromstring(rekordbox_xml(ForeignLibrary("x", (track,), lists), "1"))
    assert (root.tag, root.get("Version")) == ("DJ_PLAYLISTS", "1.0.0")
    assert [child.tag for child in root] == ["PRODUCT", "COLLECTION", "PLAYLISTS"]
    assert root[0].attrib.keys() == {"Name", "Version", "Company"}
    assert root[1].get("Entries") == "1"
    written = root[1][0]
    assert written.get("Location") == "file://localhost/m/a%20b.flac"
    assert (written.get("Rating"), written.get("Colour")) == ("153", "0xFF007F")
    assert (written.get("TotalTime"), written.get("Kind")) == ("10", "FLAC File")
    assert written[0].attrib == {
        "Inizio": "0.500000", "Bpm": "128.000000", "Metro": "3/4", "Battito": "2",
    }  # fmt: skip
    assert written[1].attrib == {
        "Name": "x", "Type": "4", "Start": "1.000000", "End": "2.000000", "Num": "-1",
        "Red": "1", "Green": "2", "Blue": "3",
    }  # fmt: skip
    assert (written[2].get("Type"), written[2].get("Num")) == ("0", "7")
    tree = root[2][0]
    assert tree.attrib == {"Type": "0", "Name": "ROOT", "Count": "2"}
    assert tree[0].attrib == {"Type": "0", "Name": "Folder", "Count": "1"}
    assert tree[0][0].attrib == {"Name": "In", "Type": "1", "KeyType": "0", "Entries": "1"}
    assert tree[0][0][0].attrib == {"Key": written.get("TrackID")}
    assert location_of("C:/a.mp3") == "file://localhost/C:/a.mp3"
