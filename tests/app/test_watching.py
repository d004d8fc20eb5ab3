"""Watched folders give what is new in them to the library, and are missed quietly when away."""

import shutil
import time
from pathlib import Path

import pytest

from luma.app.events import ProblemRaised, TrackAdded, TrackRefused
from luma.app.services import Desk
from luma.app.watching import Watching
from luma.domain.errors import NotFound, Refused
from tests import sounds
from tests.app.desks import Facts, a_desk, until


def quick(desk: Desk) -> Watching:
    """A look every moment at what has lain still for a moment."""
    return Watching(desk.ground, desk.paths, desk.library, poll=0.02, settle=0.1)


@pytest.fixture(autouse=True)
def soon_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luma.app.intake.SETTLED_SECONDS", 0.0)
    monkeypatch.setattr("luma.app.watching._SHARE", 0.0)


def test_new_files_come_in_once_they_lie_still(tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    sounds.write(music / "1.wav", sounds.sine(220, 0.2))
    with a_desk() as desk:
        facts = Facts(desk, (TrackAdded, TrackRefused))
        watching = quick(desk)
        assert watching.add(music)
        assert not watching.add(music)
        watching.start()
        try:
            facts.wait(TrackAdded)
            content = sounds.write(tmp_path / "2.wav", sounds.sine(330, 0.5)).read_bytes()
            half = len(content) // 2
            (music / "sub").mkdir()
            slow = music / "sub" / "2.wav"
            with slow.open("wb") as file:
                for start in range(0, len(content), half // 4):
                    file.write(content[start : start + half // 4])
                    file.flush()
                    time.sleep(0.04)
            facts.wait(TrackAdded)
            (music / "3.mp3").write_bytes(b"no sound at all" * 30)
            facts.wait(TrackRefused)
            time.sleep(0.4)
            assert facts.so_far() == []
            assert len(desk.library.tracks()) == 2
        finally:
            watching.close()


def test_a_removed_track_is_not_brought_back_by_its_file(tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    sounds.write(music / "1.wav", sounds.sine(220, 0.2))
    time.sleep(0.05)
    with a_desk() as desk:
        desk.watching.add(music)
        (outcome,) = desk.watching.look()
        assert outcome.track is not None
        desk.library.remove(outcome.track.id).result()
        assert desk.watching.look() == ()
        assert desk.library.tracks() == ()


def test_a_folder_that_goes_away_is_told_once_and_costs_nothing(tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    sounds.write(music / "1.wav", sounds.sine(220, 0.2))
    with a_desk() as desk:
        desk.watching.add(music)
        assert len(desk.watching.look()) == 1
        facts = Facts(desk, (ProblemRaised,))
        shutil.move(music, tmp_path / "elsewhere")
        for _ in range(3):
            assert desk.watching.look() == ()
        (fact,) = facts.so_far()
        assert fact.trouble.sentence() == (
            f'The watched folder "{music}" is away. '
            "Its tracks stay, and Luma goes on when it is back."
        )
        assert len(desk.library.tracks()) == 1
        shutil.move(tmp_path / "elsewhere", music)
        sounds.write(music / "2.wav", sounds.sine(330, 0.2))
        assert [one.status for one in desk.watching.look()][-1] == "imported"


def test_what_cannot_be_watched_is_refused(tmp_path: Path) -> None:
    with a_desk() as desk:
        with pytest.raises(NotFound, match="no folder"):
            desk.watching.add(tmp_path / "nowhere")
        for own in (desk.paths.files.parent, desk.paths.data.parent):
            own.mkdir(exist_ok=True)
            with pytest.raises(Refused, match="holds the library itself"):
                desk.watching.add(own)
        assert not desk.watching.remove(tmp_path)
        assert desk.watching.folders() == ()


def test_an_open_desk_watches_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    music = tmp_path / "music"
    music.mkdir()
    with a_desk() as desk:
        desk.watching.add(music)
    monkeypatch.setattr("luma.app.watching.POLL_SECONDS", 0.02)
    monkeypatch.setattr(Watching.__init__, "__kwdefaults__", {"poll": 0.02, "settle": 0.1})
    monkeypatch.setattr("luma.app.flow.Analyses.complete", lambda *_: None)
    sounds.write(music / "1.wav", sounds.sine(220, 0.2))
    with a_desk(analyse=True) as desk:
        until(desk.library.tracks)
