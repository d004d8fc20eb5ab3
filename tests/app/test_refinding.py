"""Gone files are found by their content, another file takes over, and two tracks become one."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import pytest

from luma.app.events import SameSoundFound, SoundReplaced, TracksJoined
from luma.app.services import Desk
from luma.domain.errors import NotFound, Refused
from luma.domain.griddoc import GridDoc
from luma.domain.ids import ScoreId
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Score
from luma.domain.track import Track
from luma.store.store import Shelf
from tests import sounds
from tests.app.desks import PATIENCE, Facts, a_desk, hear


def bring(desk: Desk, file: Path) -> Track:
    track = desk.library.add([file]).result(PATIENCE)[0].track
    assert track is not None
    return track


def save(desk: Desk, change: object) -> object:
    assert callable(change)
    return desk.ground.keeper.save(change).result(PATIENCE)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_desk() as open_one:
        yield open_one


def grid_of(track: Track) -> GridDoc:
    return GridDoc(track.id, BeatGrid.steady(120.0, count=16))


def test_gone_files_come_back_from_wherever_they_lie(desk: Desk, tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    names = ("one.wav", "two.mp3", "three.flac")
    files = [sounds.write(music / n, sounds.sine(200 + 9 * len(n), 0.5)) for n in names]
    tracks = [bring(desk, file) for file in files]
    for track in tracks:
        track.source.path.unlink()
    attic = tmp_path / "attic" / "deep"
    attic.mkdir(parents=True)
    shutil.move(files[0], attic / "renamed.wav")
    content = files[1].read_bytes()
    files[1].unlink()
    (attic / "retagged.mp3").write_bytes(content + b"TAG".ljust(128, b"x"))
    (attic / "noise.mp3").write_bytes(b"nothing" * 99)
    files[2].unlink()
    assert len(desk.library.problems()) == 3
    found = {one.track.id: one.path for one in desk.library.relocate(tmp_path / "attic")}
    assert found == {
        tracks[0].id: attic / "renamed.wav",
        tracks[1].id: attic / "retagged.mp3",
        tracks[2].id: None,
    }
    assert len(desk.library.problems()) == 1
    back = {track.id: track for track in desk.library.tracks()}
    assert back[tracks[0].id].source.path.read_bytes() == (attic / "renamed.wav").read_bytes()
    assert back[tracks[1].id].source.payload_sha256 == tracks[1].source.payload_sha256
    assert len(back) == 3
    assert [one.path for one in desk.library.relocate(tmp_path, tracks[2].id)] == [None]


def test_another_source_of_the_same_sound_takes_over(desk: Desk, tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "a.mp3", sounds.sine(220, 0.5))
    track = bring(desk, file)
    other = tmp_path / "b.mp3"
    other.write_bytes(file.read_bytes() + b"TAG".ljust(128, b"x"))
    bring(desk, other)
    track.source.path.unlink()
    (tmp_path / "empty").mkdir()
    assert desk.library.relocate(tmp_path / "empty")[0].path is not None
    assert desk.library.problems() == ()


def test_a_folder_that_is_not_there_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no folder"):
        desk.library.relocate(tmp_path / "nowhere")


def test_another_file_keeps_the_track_and_its_show(desk: Desk, tmp_path: Path) -> None:
    facts = Facts(desk, (SoundReplaced,))
    track = bring(desk, sounds.write(tmp_path / "demo.wav", sounds.drums(120, 8.0)))
    tagged = desk.library.tag(track.id, replace(track.tags, title="Mine")).result(PATIENCE)
    save(desk, lambda shelf: shelf.corrections.save_grid(grid_of(track)))
    better = sounds.write(tmp_path / "better.flac", sounds.drums(120, 10.0))
    after = desk.library.replace(track.id, better)
    assert after.id == track.id
    assert after.tags.title == tagged.tags.title == "Mine"
    assert after.tags.seconds == pytest.approx(10.0)
    assert after.source.path.read_bytes() == better.read_bytes()
    assert track.source.path.is_file()
    with desk.ground.store.read() as shelf:
        assert shelf.corrections.grid(track.id) == grid_of(track)
    assert [fact.track for fact in facts.so_far()] == [track.id]
    assert bring(desk, better).id == bring(desk, tmp_path / "demo.wav").id == track.id


def test_another_tracks_file_is_no_replacement(desk: Desk, tmp_path: Path) -> None:
    one = bring(desk, sounds.write(tmp_path / "1.wav", sounds.sine(220, 0.5)))
    two = bring(desk, sounds.write(tmp_path / "2.wav", sounds.sine(330, 0.5)))
    with pytest.raises(Refused, match='is the track "2" already'):
        desk.library.replace(one.id, tmp_path / "2.wav")
    with pytest.raises(Refused, match="There is no file"):
        desk.library.replace(one.id, tmp_path / "none.wav")
    assert set(desk.library.tracks()) == {one, two}
    assert {path.name for path in desk.paths.files.rglob("*.*")} == {
        one.source.path.name,
        two.source.path.name,
    }


def remuxed(source: Path, target: Path) -> Path:
    """The same samples in another packing."""
    with av.open(str(source)) as old, av.open(str(target), "w") as new:
        stream = new.add_stream("flac", rate=48000, layout="stereo")
        assert isinstance(stream, av.AudioStream)
        for frame in old.decode(audio=0):
            new.mux(stream.encode(frame))
        new.mux(stream.encode(None))
    return target


@pytest.mark.slow
def test_the_same_samples_in_other_packing_are_proposed(desk: Desk, tmp_path: Path) -> None:
    facts = Facts(desk, (SameSoundFound, TracksJoined))
    wave = sounds.write(tmp_path / "a.wav", sounds.drums(120, 2.0))
    one, two = bring(desk, wave), bring(desk, remuxed(wave, tmp_path / "a.flac"))
    other = bring(desk, sounds.write(tmp_path / "b.wav", sounds.sine(220, 2.0)))
    assert one.id != two.id
    for track in (one, two, other):
        hear(desk, track.id, "pcm")
    fact = facts.wait(SameSoundFound)
    assert {fact.track, *fact.others} == {one.id, two.id}
    assert [(a.id, b.id) for a, b in desk.library.twins()] == [(one.id, two.id)]
    desk.library.same(one.id, two.id)
    assert desk.library.twins() == ()
    assert {track.id for track in desk.library.tracks()} == {one.id, other.id}
    assert bring(desk, tmp_path / "a.flac").id == one.id


def test_work_that_collides_is_not_joined(desk: Desk, tmp_path: Path) -> None:
    one = bring(desk, sounds.write(tmp_path / "1.wav", sounds.sine(220, 0.5)))
    two = bring(desk, sounds.write(tmp_path / "2.wav", sounds.sine(330, 0.5)))

    def score(track: Track) -> None:
        new = Score(ScoreId(f"s{track.id}"), track.id, "Score", ())
        save(desk, lambda shelf: shelf.scores.save(new))

    save(desk, lambda shelf: shelf.corrections.save_grid(grid_of(one)))
    score(two)
    with pytest.raises(Refused, match='"2" has a score that stands on other beats'):
        desk.library.same(two.id, one.id)
    save(desk, lambda shelf: shelf.corrections.save_grid(grid_of(two)))
    with pytest.raises(Refused, match="both put right by hand"):
        desk.library.same(one.id, two.id)
    with pytest.raises(Refused, match="itself"):
        desk.library.same(one.id, one.id)
    assert len(desk.library.tracks()) == 2


def test_the_work_of_both_is_the_joined_tracks(desk: Desk, tmp_path: Path) -> None:
    one = bring(desk, sounds.write(tmp_path / "1.wav", sounds.sine(220, 0.5)))
    two = bring(desk, sounds.write(tmp_path / "2.wav", sounds.sine(330, 0.5)))

    def work(shelf: Shelf) -> None:
        shelf.corrections.save_grid(grid_of(two))
        shelf.scores.save(Score(ScoreId("show"), two.id, "Show", ()))
        shelf.tracks.tag(two.id, replace(two.tags, artist="Band"))

    save(desk, work)
    joined = desk.library.same(one.id, two.id)
    assert joined.id == one.id
    assert joined.source == one.source
    assert joined.tags.artist == "Band"
    with desk.ground.store.read() as shelf:
        assert shelf.corrections.grid(one.id) == grid_of(one)
        assert [score.id for score in shelf.scores.of_track(one.id)] == ["show"]
        assert len(shelf.sources.of(one.id)) == 2
    assert [track.id for track in desk.library.tracks("2")] == [one.id]
    assert desk.library.problems() == ()
