"""The stage plays what is wanted, and again after it has fallen."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from luma.app.events import ProblemRaised, StageLost, StageReady, TransportChanged
from luma.app.falls import MOST, Falls
from luma.app.services import Desk
from luma.domain.errors import NotFound
from luma.domain.units import HOUSE_RATE, Frames, Seconds
from luma.stage import messages
from luma.stage.snapshot import Snapshot
from tests.app.desks import Facts, a_desk, a_track, hear, until

FACTS = (StageReady, StageLost, TransportChanged, ProblemRaised)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose player holds at the start of half a minute of drums."""
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 30.0).id
        hear(desk, track, "pcm")
        facts = Facts(desk, (StageReady,))
        desk.lane.call(lambda: desk.player.load(track))
        facts.wait(StageReady)
        yield desk


def heard(desk: Desk) -> Snapshot:
    snapshot = desk.player.snapshot()
    assert snapshot is not None
    return snapshot


def test_play_pause_and_seek_move_the_head(desk: Desk) -> None:
    facts = Facts(desk, FACTS)
    until(lambda: heard(desk).frames == 30 * HOUSE_RATE)
    desk.lane.call(desk.player.play)
    until(lambda: heard(desk).seconds > 0.3 and max(heard(desk).peak) > 0.05)
    desk.lane.call(lambda: desk.player.seek(Seconds(20.0)))
    until(lambda: 20.0 <= heard(desk).seconds < 29.0)
    desk.lane.call(desk.player.pause)
    until(lambda: not heard(desk).playing)
    desk.lane.call(lambda: desk.player.seek(Seconds(5.0)))
    until(lambda: abs(heard(desk).seconds - 5.0) < 1e-6)
    assert facts.so_far() == [TransportChanged(True, False), TransportChanged(False, False)]


def test_a_loop_keeps_the_head_inside_until_it_is_let_go(desk: Desk) -> None:
    desk.lane.call(lambda: desk.player.loop(Seconds(2.0), Seconds(2.25)))
    desk.lane.call(lambda: desk.player.seek(Seconds(2.0)))
    desk.lane.call(desk.player.play)
    begun = until(lambda: heard(desk).looping and heard(desk).playing and heard(desk).callbacks)
    until(lambda: heard(desk).callbacks > begun + 150)  # several rounds
    assert 2.0 <= heard(desk).seconds <= 2.25
    desk.lane.call(desk.player.unloop)
    until(lambda: heard(desk).seconds > 2.5)


def test_the_end_of_the_song_is_told(desk: Desk) -> None:
    desk.lane.call(lambda: desk.player.seek(Seconds(29.8)))
    facts = Facts(desk, FACTS)
    desk.lane.call(desk.player.play)
    assert facts.wait(TransportChanged).playing
    assert not facts.wait(TransportChanged).playing
    assert not desk.player.wanted.playing


def test_a_killed_stage_plays_on_where_it_was(desk: Desk) -> None:
    desk.lane.call(lambda: desk.player.seek(Seconds(10.0)))
    desk.lane.call(lambda: desk.player.loop(Seconds(8.0), Seconds(28.0)))
    desk.lane.call(desk.player.play)
    until(lambda: heard(desk).playing and heard(desk).seconds > 10.2)
    facts = Facts(desk, FACTS)
    first = desk.player.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert "signal 9" in facts.wait(StageLost).said
    fell = heard(desk).seconds
    facts.wait(StageReady)
    until(lambda: heard(desk).playing and heard(desk).seconds > fell + 0.1)
    assert 10.2 <= fell <= heard(desk).seconds < 28.0
    assert heard(desk).looping
    assert desk.player.pid != first


def test_a_stage_that_falls_at_rest_rests_again(desk: Desk) -> None:
    desk.lane.call(lambda: desk.player.seek(Seconds(3.0)))
    until(lambda: abs(heard(desk).seconds - 3.0) < 1e-6)
    facts = Facts(desk, FACTS)
    assert desk.player.pid is not None
    os.kill(desk.player.pid, signal.SIGKILL)
    facts.wait(StageReady)
    until(lambda: heard(desk).frames == 30 * HOUSE_RATE)
    until(lambda: abs(heard(desk).seconds - 3.0) < 1e-6)
    assert not heard(desk).playing


def test_a_stage_killed_as_the_desk_closes_does_not_come_back(desk: Desk) -> None:
    assert desk.player.pid is not None
    os.kill(desk.player.pid, signal.SIGKILL)  # the fixture closes, and leftovers are looked for


def test_a_track_that_is_not_decoded_is_heard_from_its_file(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 3.0).id
        desk.lane.call(lambda: desk.player.load(track))
        desk.lane.call(desk.player.play)
        until(lambda: desk.player.snapshot() is not None and max(heard(desk).peak) > 0.05)
        until(lambda: heard(desk).ready == heard(desk).frames == 3 * HOUSE_RATE)


def test_a_track_whose_file_is_gone_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 0.5)
        track.source.path.unlink()
        with pytest.raises(NotFound, match="is not there"):
            desk.lane.call(lambda: desk.player.load(track.id))
        assert desk.player.pid is None


def test_what_falls_again_and_again_is_left_lying(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    falls = Falls()
    assert [falls.note() for _ in range(MOST + 2)] == [True] * MOST + [False] * 2
    now[0] += 60.0
    assert falls.note()


class FallingStage:
    """A stage that is killed as often as one likes; what is sent to it is kept."""

    def __init__(self, now: Snapshot) -> None:
        self.now, self.pid, self.position_path = now, 0, Path()
        self.sent: list[messages.Wish] = []

    def snapshot(self) -> Snapshot:
        return self.now

    def restart(self) -> None:
        self.sent.clear()

    def send(self, wish: messages.Wish) -> None:
        self.sent.append(wish)

    def close(self) -> None:
        pass


def test_a_stage_killed_again_while_it_begins_goes_on_at_the_same_place(desk: Desk) -> None:
    player = desk.player
    until(lambda: heard(desk).frames == 30 * HOUSE_RATE)
    now = replace(heard(desk), frame=10.0 * HOUSE_RATE)
    blank = replace(now, generation=0, frame=0.0)

    def fall_twice() -> None:
        assert player._stage is not None
        player._stage.close()
        stage = FallingStage(now)
        player._stage = stage  # type: ignore[assignment]
        for snapshot in (now, blank, blank):
            stage.now = snapshot
            player.restart()
            assert messages.Seek(Frames(10 * HOUSE_RATE)) in stage.sent
        player.seek(Seconds(4.0))
        player.restart()
        assert messages.Seek(Frames(4 * HOUSE_RATE)) in stage.sent

    desk.lane.call(fall_twice)


def test_a_sound_that_cannot_be_loaded_does_not_play(desk: Desk) -> None:
    player = desk.player
    until(lambda: heard(desk).frames == 30 * HOUSE_RATE)
    facts = Facts(desk, (TransportChanged,))
    desk.lane.call(player.play)
    assert facts.wait(TransportChanged).playing
    desk.lane.call(lambda: player._hear(messages.NotLoaded(player._generation - 1)))
    assert player.wanted.playing
    desk.lane.call(lambda: player._hear(messages.NotLoaded(player._generation)))
    assert not facts.wait(TransportChanged).playing
    assert not player.wanted.playing


def test_a_loss_that_was_told_already_is_not_told_again(desk: Desk) -> None:
    player, facts = desk.player, Facts(desk, (ProblemRaised,))
    gone = messages.Failed(messages.DEVICE_GONE, "It has gone.")
    for is_new in (False, True):
        player.is_loss_new = lambda is_new=is_new: is_new  # type: ignore[misc]
        desk.lane.call(lambda: player._hear(gone))
    assert [fact.trouble.sentence() for fact in facts.so_far()] == ["It has gone."]
