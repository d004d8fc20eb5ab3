from pathlib import Path

import pytest

from luma.crates.traktor import path_of, read_traktor
from luma.domain.errors import BadDocument
from luma.domain.foreign import Anchor, ForeignCue, ForeignPlaylist

COLLECTION = """<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<NML VERSION="19"><HEAD COMPANY="www.native-instruments.com" PROGRAM="Traktor"></HEAD>
<MUSICFOLDERS></MUSICFOLDERS>
<COLLECTION ENTRIES="3"><ENTRY MODIFIED_DATE="2024/1/2" TITLE="One" ARTIST="Ada"><LOCATION
 DIR="/:Users/:me/:Music/:" FILE="one.mp3" VOLUME="Macintosh HD" VOLUMEID="x"></LOCATION>
<ALBUM TRACK="1" TITLE="Set"></ALBUM>
<INFO BITRATE="320000" GENRE="House" COMMENT="nice" KEY="8m" PLAYCOUNT="7" PLAYTIME="200"
 PLAYTIME_FLOAT="199.5" RANKING="204" FILESIZE="5004" COLOR="1"></INFO>
<TEMPO BPM="128.000000" BPM_QUALITY="100.000000"></TEMPO>
<MUSICAL_KEY VALUE="21"></MUSICAL_KEY>
<CUE_V2 NAME="AutoGrid" DISPL_ORDER="0" TYPE="4" START="332.858643" LEN="0.000000"
 REPEATS="-1" HOTCUE="0"><GRID BPM="127.990000"></GRID></CUE_V2>
<CUE_V2 NAME="Drop" DISPL_ORDER="0" TYPE="0" START="61000.000000" LEN="0.000000" REPEATS="-1"
 HOTCUE="1"></CUE_V2>
<CUE_V2 NAME="n.n." DISPL_ORDER="0" TYPE="5" START="8000.000000" LEN="3750.000000"
 REPEATS="-1" HOTCUE="-1"></CUE_V2>
<CUE_V2 NAME="Bad" TYPE="0" START="soon" HOTCUE="2"></CUE_V2>
</ENTRY>
<ENTRY TITLE="Two"><LOCATION DIR="/:Music/:" FILE="a//b.mp3" VOLUME="D:"></LOCATION>
<TEMPO BPM="90"></TEMPO><CUE_V2 NAME="Beat Marker" TYPE="4" START="10" HOTCUE="-1"></CUE_V2>
</ENTRY>
<ENTRY TITLE="Nowhere"></ENTRY></COLLECTION>
<SETS ENTRIES="0"></SETS>
<PLAYLISTS><NODE TYPE="FOLDER" NAME="$ROOT"><SUBNODES COUNT="3">
<NODE TYPE="PLAYLIST" NAME="Loose"><PLAYLIST ENTRIES="1" TYPE="LIST" UUID="1">
<ENTRY><PRIMARYKEY TYPE="TRACK" KEY="D:/:Music/:a//b.mp3"></PRIMARYKEY></ENTRY>
</PLAYLIST></NODE>
<NODE TYPE="FOLDER" NAME="Sets"><SUBNODES COUNT="1">
<NODE TYPE="PLAYLIST" NAME="Late"><PLAYLIST ENTRIES="2" TYPE="LIST" UUID="2">
<ENTRY><PRIMARYKEY TYPE="TRACK"
 KEY="Macintosh HD/:Users/:me/:Music/:one.mp3"></PRIMARYKEY></ENTRY>
<ENTRY><PRIMARYKEY TYPE="TRACK" KEY="D:/:Music/:a//b.mp3"></PRIMARYKEY></ENTRY>
</PLAYLIST></NODE>
</SUBNODES></NODE>
<NODE TYPE="SMARTLIST" NAME="Fast"></NODE>
<NODE TYPE="PLAYLIST" NAME="_LOOPS"><PLAYLIST ENTRIES="0" TYPE="LIST"></PLAYLIST></NODE>
</SUBNODES></NODE></PLAYLISTS></NML>
"""


def test_a_collection_is_read(tmp_path: Path) -> None:
    file = tmp_path / "collection.nml"
    file.write_text(COLLECTION, encoding="utf-8")
    found = read_traktor(file)
    one, two = found.tracks
    assert (one.path, one.title, one.artist) == ("/Users/me/Music/one.mp3", "One", "Ada")
    assert (one.album, one.genre, one.comment, one.key) == ("Set", "House", "nice", "A minor")
    assert (one.bpm, one.rating, one.plays, one.seconds) == (128.0, 4, 7, 199.5)
    assert (one.colour, one.size, one.size_within) == (0xFF0000, 5004 * 1024, 2048)
    assert one.grid == (Anchor(332.858643 / 1000.0, 127.99),)
    assert one.cues == (ForeignCue(61.0, None, 1, "Drop"), ForeignCue(8.0, 11.75, None, ""))
    assert (two.path, two.grid) == ("D:/Music/a:b.mp3", (Anchor(0.01, 90.0),))
    assert found.playlists == (
        ForeignPlaylist("Loose", (), (two.path,)),
        ForeignPlaylist("Late", ("Sets",), (one.path, two.path)),
    )
    assert len(found.remarks) == 3
    assert any("Fast" in line and "rules" in line for line in found.remarks)


def test_other_disks_of_a_mac_lie_below_their_names() -> None:
    assert path_of("Macintosh HD", "/:Volumes/:Stick/:", "a.mp3") == "/Volumes/Stick/a.mp3"
    assert path_of("Stick", "/:Sets/:", "a.mp3") == "/Volumes/Stick/Sets/a.mp3"
    assert path_of("", "/:Sets/:", "a.mp3") == "/Sets/a.mp3"
    assert path_of("C:", "/:", "a.mp3") == "C:/a.mp3"


def test_entities_are_a_trap(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    file = tmp_path / "collection.nml"
    file.write_text(f'<!DOCTYPE NML [<!ENTITY l0 "ha">{laughs}]><NML VERSION="&l11;"/>')
    with pytest.raises(BadDocument, match="trap"):
        read_traktor(file)
