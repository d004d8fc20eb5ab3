"""Other programs' libraries come in once, fill only what is empty, and go out as they are."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from luma.app.events import PlaylistsChanged, TracksChanged
from luma.app.foreign import Foreign, Report
from luma.app.foreignexport import export_for
from luma.app.foreignfiles import Finder, read_map
from luma.app.foreignmarks import CUES, GRIDS, PLAYLISTS, put
from luma.app.services import Desk
from luma.crates.recognise import read_library
from luma.crates.rekordboxfile import rekordbox_xml
from luma.domain.cues import Cue
from luma.domain.errors import BadValue, NotFound, Refused
from luma.domain.foreign import (
    Anchor,
    ForeignCue,
    ForeignLibrary,
    ForeignPlaylist,
    ForeignTrack,
)
from luma.domain.gridedits import ShiftGrid
from luma.domain.opinion import Opinion
from luma.domain.playlists import PlaylistKind, path_of
from tests import sounds
from tests.app.desks import Facts, a_desk
from tests.crates import tagged
from tests.crates.seratos import crate, database

GRID = (Anchor(0.1, 120.0, 3, 4),)


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Two songs in a folder."""
    folder = tmp_path / "music"
    folder.mkdir()
    sounds.write(folder / "one.wav", sounds.sine(220, 4.0))
    sounds.write(folder / "two.wav", sounds.sine(330, 3.0))
    return folder


def tracks_in(folder: str) -> tuple[ForeignTrack, ForeignTrack, ForeignTrack]:
    cues = (
        ForeignCue(1.0, None, 0, "Drop", 0xFF0000),
        ForeignCue(2.0, 3.0, 0, "Round", None),
    )
    one = ForeignTrack(
        f"{folder}/one.wav",
        title="One",
        artist="Ada",
        genre="House",
        comment="nice",
        bpm=120.0,
        key="Am",
        rating=4,
        colour=0x00FF00,
        seconds=4.0,
        grid=GRID,
        cues=cues,
    )
    return one, ForeignTrack(f"{folder}/two.wav", title="Two"), ForeignTrack("/no/three.wav")


def written(file: Path, tracks: Sequence[ForeignTrack]) -> Path:
    paths = [track.path for track in tracks]
    lists = (
        ForeignPlaylist("Early", ("Sets",), (paths[0], paths[2], paths[0])),
        ForeignPlaylist("Loose", (), (paths[1], paths[0])),
    )
    file.write_bytes(rekordbox_xml(ForeignLibrary("", tuple(tracks), lists), "1"))
    return file


def bring(desk: Desk, source: Path, finder: Finder | None = None, *what: str) -> Report:
    foreign = Foreign(desk.ground, desk.library, desk.grids)
    return (
        foreign.bring(source, finder or Finder(), what)
        if what
        else foreign.bring(source, finder or Finder())
    )


def lists_of(desk: Desk) -> list[tuple[tuple[str, ...], str, list[str]]]:
    """Every list with its folders and the titles of its tracks."""
    with desk.ground.store.read() as shelf:
        lists = shelf.playlists.list()
        known = {each.id: each for each in lists}
        return [
            (
                path_of(each, known),
                each.name,
                [shelf.tracks.get(e.track).title for e in shelf.playlists.entries(each.id)],
            )
            for each in lists
            if each.kind is not PlaylistKind.FOLDER
        ]


def test_all_of_a_library_comes_in_and_a_second_time_nothing(
    tmp_path: Path, music: Path
) -> None:
    source = written(tmp_path / "rekordbox.xml", tracks_in(music.as_posix()))
    with a_desk() as desk:
        facts = Facts(desk, (PlaylistsChanged, TracksChanged))
        first = bring(desk, source)
        assert {type(fact) for fact in facts.so_far()} == {PlaylistsChanged, TracksChanged}
        lists = lists_of(desk)
        one = next(track for track in desk.library.tracks() if track.title == "One")
        with desk.ground.store.read() as shelf:
            assert shelf.opinions.of(one.id) == Opinion(4, "nice", "House", 4)
            cues = shelf.cues.of(one.id)
        grid = desk.grids.of(one.id)
        again = bring(desk, source)
        assert lists_of(desk) == lists
        with desk.ground.store.read() as shelf:
            assert shelf.cues.of(one.id) == cues
    assert [each.status for each in first.tracks] == ["imported", "imported", "missing"]
    assert [each.status for each in again.tracks] == ["known", "known", "missing"]
    assert (one.tags.artist, one.tags.bpm, one.tags.key) == ("Ada", 120.0, "Am")
    assert cues == (Cue(1.0, None, 0, "Drop", 1), Cue(2.0, 3.0, None, "Round", 0))
    np.testing.assert_allclose(grid.beats[:3], [0.1, 0.6, 1.1], atol=1e-6)
    assert list(grid.downbeats[:2]) == [2, 6]
    assert lists == [(("Sets",), "Early", ["One", "One"]), ((), "Loose", ["Two", "One"])]
    assert [(each.has_grid, each.cues) for each in first.tracks] == [
        (True, 2), (False, 0), (False, 0),
    ]  # fmt: skip
    assert not any(each.has_grid or each.cues for each in again.tracks)
    assert [(each.status, each.missing) for each in first.lists] == [
        ("new", ("/no/three.wav",)), ("new", ()),
    ]  # fmt: skip
    assert [(each.status, each.taken) for each in again.lists] == [("known", ())] * 2


def test_what_a_person_made_stays(tmp_path: Path, music: Path) -> None:
    tracks = tracks_in(music.as_posix())
    source = written(tmp_path / "rekordbox.xml", tracks)
    with a_desk() as desk:
        outcome = desk.library.add([music / "one.wav"]).result()[0]
        assert outcome.track is not None
        name = outcome.track.id
        mine = Cue(0.5, None, 0, "Mine", 9)
        with desk.ground.store.begin() as shelf:
            shelf.tracks.tag(name, replace(outcome.track.tags, title="My name"))
            shelf.opinions.save(name, Opinion(1, "my note", "", 9))
            shelf.cues.save(name, (mine, Cue(1.002, None, None, "Near", 2)))
        desk.lane.call(lambda: desk.grids.edit(name, ShiftGrid(0.25)))
        before = desk.grids.of(name)
        bring(desk, source)
        assert desk.grids.of(name) == before
        with desk.ground.store.read() as shelf:
            assert shelf.tracks.get(name).title == "My name"
            assert shelf.opinions.of(name) == Opinion(1, "my note", "House", 9)
            # the near one is there already, and the pad of the loop is taken
            assert shelf.cues.of(name) == (
                mine, Cue(1.002, None, None, "Near", 2), Cue(2.0, 3.0, None, "Round"),
            )  # fmt: skip


def test_a_place_marked_twice_keeps_its_pad_and_nonsense_stays_away(music: Path) -> None:
    cues = (
        ForeignCue(1.0, None, None, "Plain"),
        ForeignCue(1.001, None, 3, "Pad"),
        ForeignCue(-1.0, None, 4),
        ForeignCue(2.0, 2.0, 5),
        ForeignCue(1.0, 2.0, 3, "Loop"),
    )
    with a_desk() as desk:
        track = desk.library.add([music / "one.wav"]).result()[0].track
        assert track is not None
        foreign = ForeignTrack("/x", cues=cues)
        with desk.ground.store.begin() as shelf:
            assert put(shelf, track.id, foreign, {CUES}) == 2
            assert put(shelf, track.id, foreign, {CUES}) == 0
            assert shelf.cues.of(track.id) == (
                Cue(1.0, 2.0, None, "Loop"), Cue(1.001, None, 3, "Pad"),
            )  # fmt: skip


def test_only_what_is_asked_for_comes(tmp_path: Path, music: Path) -> None:
    source = written(tmp_path / "rekordbox.xml", tracks_in(music.as_posix()))
    with a_desk() as desk:
        desk.library.add([music / "one.wav"]).result()
        report = bring(desk, source, None, PLAYLISTS, GRIDS)
        assert [each.status for each in report.tracks] == ["known", "missing", "missing"]
        assert "not in the library" in str(report.tracks[1].trouble)
        assert len(desk.library.tracks()) == 1
        assert [name for _, name, _ in lists_of(desk)] == ["Early", "Loose"]
        with desk.ground.store.read() as shelf:
            assert shelf.cues.of(desk.library.tracks()[0].id) == ()
            assert shelf.opinions.of(desk.library.tracks()[0].id) == Opinion()
        assert desk.grids.is_own(desk.library.tracks()[0].id)
        assert bring(desk, source, None, CUES).tracks[0].cues == 2


def test_looking_changes_nothing(tmp_path: Path, music: Path) -> None:
    source = written(tmp_path / "rekordbox.xml", tracks_in(music.as_posix()))
    with a_desk() as desk:
        report = Foreign(desk.ground, desk.library, desk.grids).look(source, Finder())
        assert desk.library.tracks() == ()
        assert lists_of(desk) == []
        one = desk.library.add([music / "one.wav"]).result()[0].track
        some = Foreign(desk.ground, desk.library, desk.grids).look(source, Finder(), [GRIDS])
        assert one is not None
        assert not desk.grids.is_own(one.id)
    assert [each.status for each in some.tracks] == ["known", "missing", "missing"]
    assert (some.tracks[0].has_grid, some.tracks[0].cues, some.lists) == (True, 0, ())
    assert [each.status for each in report.tracks] == ["found", "found", "missing"]
    assert (report.tracks[0].has_grid, report.tracks[0].cues) == (True, 2)
    assert [len(each.taken) for each in report.lists] == [2, 2]


def test_an_older_copy_of_a_list_takes_nothing_out_and_a_newer_one_adds(
    tmp_path: Path, music: Path
) -> None:
    one, two = (f"{music}/one.wav", f"{music}/two.wav")
    source = tmp_path / "list.m3u8"
    with a_desk() as desk:
        for entries in ((one,), (one, two, one), (two,)):
            source.write_text("\n".join(entries))
            bring(desk, source)
        assert lists_of(desk) == [((), "list", ["one", "two", "one"])]


def test_serato_keeps_its_marks_in_the_files(tmp_path: Path, music: Path) -> None:
    plain = (music / "one.wav").read_bytes()
    marks = tagged.markers(tagged.colour(0x0000CC), tagged.cue(2, 1500, 0xCC0000, "In"))
    tag = tagged.id3([
        ("Serato BeatGrid", tagged.beat_grid(last=0.25, bpm=100.0)), ("Serato Markers2", marks),
    ])  # fmt: skip
    chunk = b"id3 " + len(tag).to_bytes(4, "little") + tag
    whole = plain + chunk
    (music / "one.wav").write_bytes(
        whole[:4] + (len(whole) - 8).to_bytes(4, "little") + whole[8:]
    )
    folder = music / "_Serato_"
    (folder / "Subcrates").mkdir(parents=True)
    (folder / "database V2").write_bytes(database([{"pfil": "one.wav"}, {"pfil": "two.wav"}]))
    (folder / "Subcrates" / "Box.crate").write_bytes(crate(["two.wav", "one.wav", "two.wav"]))
    with a_desk() as desk:
        report = bring(desk, music)
        assert [each.status for each in report.tracks] == ["imported", "imported"]
        one = report.tracks[0].here
        assert one is not None
        assert desk.grids.of(one.id).bpm == pytest.approx(100.0)
        with desk.ground.store.read() as shelf:
            assert shelf.cues.of(one.id) == (Cue(1.5, None, 2, "In", 1),)
            assert shelf.opinions.of(one.id).colour == 6
            (box,) = shelf.playlists.list()
            assert box.kind is PlaylistKind.CRATE
            assert len(shelf.playlists.entries(box.id)) == 2
        assert bring(desk, music).lists[0].status == "known"


def test_files_are_found_by_maps_and_by_name_and_size(tmp_path: Path, music: Path) -> None:
    maps = [read_map("d:\\Music\\=" + str(music)), read_map(f"/old={music}")]
    finder = Finder(maps)
    assert finder.find(ForeignTrack("D:/music/one.wav")) == music / "one.wav"
    assert finder.find(ForeignTrack("/old/two.wav")) == music / "two.wav"
    assert finder.find(ForeignTrack(f"{music}/two.wav")) == music / "two.wav"
    (music / "e\u0301.wav").touch()
    assert finder.find(ForeignTrack("/old/\u00e9.wav")) == music / "e\u0301.wav"
    for path in ("/older/two.wav", "/old/three.wav", "two.wav"):
        with pytest.raises(NotFound, match="is not there") as found:
            finder.find(ForeignTrack(path))
        assert "--map OLD=NEW" in found.value.hint
    with pytest.raises(BadValue, match="does not say"):
        read_map("D:/Music")
    with pytest.raises(NotFound, match="no folder"):
        Finder((), tmp_path / "none")


def test_of_files_with_one_name_the_size_and_the_folder_decide(
    tmp_path: Path, music: Path
) -> None:
    for album, size in (("A", 10), ("B", 20), ("C", 20)):
        (music / album).mkdir()
        (music / album / "01.mp3").write_bytes(bytes(size))
    finder = Finder((), music)
    assert finder.find(ForeignTrack("X:/x/01.mp3", size=10)) == music / "A" / "01.mp3"
    assert finder.find(ForeignTrack("/x/C/01.mp3", size=20)) == music / "C" / "01.mp3"
    assert finder.find(ForeignTrack("/x/b/01.MP3")) == music / "B" / "01.mp3"
    about = ForeignTrack("/x/01.mp3", size=2, size_within=9)
    assert finder.find(about) == music / "A" / "01.mp3"
    retagged = ForeignTrack("/x/A/01.mp3", size=999)
    assert finder.find(retagged) == music / "A" / "01.mp3"
    for unsure in (ForeignTrack("/x/01.mp3", size=20), ForeignTrack("/x/01.mp3", size=999)):
        with pytest.raises(NotFound, match="none is sure"):
            finder.find(unsure)
    with pytest.raises(NotFound, match="No file below"):
        finder.find(ForeignTrack("/x/other.mp3"))


def test_what_goes_out_comes_in_again(tmp_path: Path, music: Path) -> None:
    tracks = tracks_in(music.as_posix())[:2]
    source = tmp_path / "rekordbox.xml"
    lists = (
        ForeignPlaylist("Early", ("Sets", "Deep"), (tracks[1].path, tracks[0].path)),
        ForeignPlaylist("Loose", (), (tracks[0].path,)),
    )
    source.write_bytes(rekordbox_xml(ForeignLibrary("", tracks, lists), "1"))
    with a_desk() as desk:
        bring(desk, source)
        made = export_for(desk.ground, desk.analyses, ".xml")
        one_list = export_for(desk.ground, desk.analyses, ".m3u8", "sets/deep/EARLY")
        with pytest.raises(BadValue, match="there are 2"):
            export_for(desk.ground, desk.analyses, ".m3u8")
        with pytest.raises(NotFound, match='no playlist "Deep"'):
            export_for(desk.ground, desk.analyses, ".xml", "Deep")
        with pytest.raises(BadValue, match=r"ends in \"\.zip\""):
            export_for(desk.ground, desk.analyses, ".zip")
        desk.ground.keeper.save(lambda shelf: shelf.playlists.add("Loose")).result()
        with pytest.raises(Refused, match="means 2 playlists"):
            export_for(desk.ground, desk.analyses, ".xml", "loose")
    (tmp_path / "out.xml").write_bytes(made.data)
    again = read_library(tmp_path / "out.xml")
    assert again.playlists == lists
    one, two = again.tracks
    assert (one.path, one.title, one.artist, one.key) == (tracks[0].path, "One", "Ada", "Am")
    assert (one.genre, one.comment, one.rating, one.colour) == ("House", "nice", 4, 0x00FF00)
    assert (one.bpm, one.seconds, two.bpm) == (120.0, 4.0, None)
    assert one.size == (music / "one.wav").stat().st_size
    assert one.grid == (Anchor(0.1, 120.0, 3, 4),)
    assert one.cues == (tracks[0].cues[0], replace(tracks[0].cues[1], button=None))
    (tmp_path / "out.m3u8").write_bytes(one_list.data)
    listed = read_library(tmp_path / "out.m3u8")
    assert listed.playlists == (ForeignPlaylist("Early", (), (two.path, one.path)),)


def test_a_list_made_by_a_query_and_lost_originals_are_told_or_mended(
    tmp_path: Path, music: Path
) -> None:
    with a_desk() as desk:
        track = desk.library.add([music / "one.wav"]).result()[0].track
        assert track is not None
        (music / "one.wav").unlink()
        smart = PlaylistKind.SMART
        desk.ground.keeper.save(
            lambda shelf: shelf.playlists.add("Fast", smart, query="bpm:150-")
        ).result()
        made = export_for(desk.ground, desk.analyses, ".xml")
    assert made.library.tracks[0].path == track.source.path.as_posix()
    assert made.remarks == ('The list "Fast" is made by its query, so it was left out.',)
