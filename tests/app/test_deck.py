"""The player as an instrument: rates, comparing, scrubs, counts, and all of it after a fall."""

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from luma.app.events import StageLost, StageReady
from luma.app.services import Desk
from luma.app.stretching import MOST_KEPT, Stretching
from luma.audio.pcm import Pcm
from luma.domain.errors import BadValue, NotFound
from luma.domain.ids import TrackId
from luma.domain.units import HOUSE_RATE, Decibels, Seconds
from luma.stage import messages
from luma.stage.snapshot import Snapshot
from tests.app.desks import Facts, a_desk, a_track, hear, until


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose player holds at the start of half a minute of drums."""
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 30.0).id
        hear(desk, track, "pcm")
        desk.lane.call(lambda: desk.player.load(track))
        until(lambda: desk.player.snapshot() is not None and heard(desk).frames)
        yield desk


def heard(desk: Desk) -> Snapshot:
    snapshot = desk.player.snapshot()
    assert snapshot is not None
    return snapshot


def do(desk: Desk, *wishes: Callable[[], object]) -> None:
    for wish in wishes:
        desk.lane.call(wish)


def refusal(desk: Desk, wish: Callable[[], object]) -> str:
    with pytest.raises(BadValue) as refused:
        do(desk, wish)
    return refused.value.sentence()


def loaded(desk: Desk) -> TrackId:
    track = desk.player.wanted.track
    assert track is not None
    return track


def test_the_head_goes_as_fast_as_was_wished(desk: Desk) -> None:
    do(desk, lambda: desk.player.set_rate(2.0), desk.player.play)
    until(lambda: heard(desk).playing and heard(desk).frame > 0)
    first = heard(desk)
    until(lambda: heard(desk).stream_frame > first.stream_frame + 48_000)
    assert heard(desk).rate == 2.0
    assert heard(desk).frame - first.frame > 1.5 * 48_000
    for rate in (0.4, 2.5):
        assert "0.5 to 2" in refusal(desk, partial(desk.player.set_rate, rate))
    said = refusal(desk, lambda: desk.player.set_crossfade(Seconds(1.0)))
    assert "0 to 0.1 seconds" in said
    assert desk.player.wanted.rate == 2.0


def test_what_keeps_its_pitch_is_stretched_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[messages.Wish] = []
    plain = desk.player._send

    def send(wish: messages.Wish) -> None:
        sent.append(wish)
        plain(wish)

    monkeypatch.setattr(desk.player, "_send", send)

    def stretched() -> list[messages.UseStretched]:
        return [wish for wish in sent if isinstance(wish, messages.UseStretched)]

    do(desk, lambda: desk.player.set_rate(0.8, keep_pitch=True))
    until(lambda: len(stretched()) == 1)
    made = stretched()[0]
    assert Pcm.open(made.path).frames == round(30 * HOUSE_RATE / 0.8)
    assert made.rate == 0.8
    do(desk, lambda: desk.player.set_rate(1.0), desk.player.play)
    do(desk, lambda: desk.player.set_rate(0.8, keep_pitch=True))
    assert len(stretched()) == 2, "it was there at once"
    until(lambda: heard(desk).rate == 0.8 and max(heard(desk).peak) > 0.05)


def test_a_segment_alone_is_played_at_its_place(desk: Desk) -> None:
    track = loaded(desk)
    do(desk, lambda: desk.player.load_segment(track, Seconds(4.0), Seconds(5.0)))
    do(desk, desk.player.play)
    until(lambda: 4.1 < heard(desk).seconds < 5.0)
    until(lambda: not heard(desk).playing and heard(desk).seconds == 5.0)
    with pytest.raises(BadValue, match="cannot be played"):
        do(desk, lambda: desk.player.load_segment(track, Seconds(5.0), Seconds(4.0)))


def test_a_dragged_head_is_heard_and_goes_on_from_there(desk: Desk) -> None:
    do(desk, lambda: desk.player.scrub(Seconds(11.0)))
    until(lambda: max(heard(desk).peak) > 0.01 and heard(desk).seconds > 11.0)
    do(desk, desk.player.release)
    until(lambda: heard(desk).seconds == 11.0)
    assert not heard(desk).playing


def test_a_count_in_holds_the_song_for_its_beats(desk: Desk) -> None:
    until(lambda: desk.grids.of(loaded(desk)))
    do(desk, lambda: desk.player.seek(Seconds(2.0)))
    until(lambda: heard(desk).seconds == 2.0)
    do(desk, lambda: desk.metronome.count_in(2))
    until(lambda: heard(desk).counting > 0)
    assert heard(desk).seconds == 2.0
    until(lambda: heard(desk).seconds > 2.2)
    assert desk.player.wanted.playing
    assert "1 to 16" in refusal(desk, lambda: desk.metronome.count_in(99))


def test_another_sound_is_compared_at_the_same_place(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no other sound"):
        do(desk, desk.player.switch)
    file = tmp_path / "other.npy"
    np.save(file, np.full((30 * HOUSE_RATE, 2), 0.875, np.float32))
    do(desk, lambda: desk.player.use_other(file), desk.player.play, desk.player.switch)
    until(lambda: abs(heard(desk).peak[0] - 0.875) < 1e-3)
    do(desk, desk.player.switch)
    until(lambda: heard(desk).peak[0] < 0.87)
    do(desk, lambda: desk.player.use_other(loaded(desk)), desk.player.switch)
    until(lambda: max(heard(desk).peak) > 0.05)
    with pytest.raises(NotFound, match="not decoded yet"):
        do(desk, lambda: desk.player.use_other(TrackId("nobody")))


def test_a_killed_stage_is_told_all_of_it_again(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "other.npy"
    np.save(file, np.full((30 * HOUSE_RATE, 2), 0.875, np.float32))
    player = desk.player
    do(
        desk,
        lambda: player.set_crossfade(Seconds(0.005)),
        lambda: player.set_rate(1.25),
        lambda: player.seek(Seconds(10.0)),
        lambda: player.loop(Seconds(9.0), Seconds(20.0)),
        lambda: player.set_level(Decibels(-6.0)),
        lambda: player.use_other(file),
        player.switch,
        player.play,
    )
    quiet = 0.875 * 10 ** (-6 / 20)
    until(lambda: abs(heard(desk).peak[0] - quiet) < 1e-3 and heard(desk).seconds > 10.1)
    facts = Facts(desk, (StageLost, StageReady))
    assert player.pid is not None
    os.kill(player.pid, signal.SIGKILL)
    facts.wait(StageLost)
    fell = heard(desk).seconds
    facts.wait(StageReady)
    until(lambda: heard(desk).playing and heard(desk).seconds > fell + 0.05)
    until(lambda: abs(heard(desk).peak[0] - quiet) < 1e-3)
    now = heard(desk)
    assert fell <= now.seconds < 20.0
    assert (now.rate, now.looping, now.loop_stop) == (1.25, True, 20 * HOUSE_RATE)


def test_few_stretched_sounds_are_kept(desk: Desk, tmp_path: Path) -> None:
    folder, song, made = tmp_path / "stretched", tmp_path / "song.npy", list[Path]()
    np.save(song, np.zeros((3000, 2), np.float32))
    stretching = Stretching(desk.ground.chores, folder)
    complaints: list[Exception] = []

    def has(count: int) -> bool:
        assert not complaints
        return len(made) == count

    for n in range(MOST_KEPT + 2):
        rate = 0.5 + n / 50
        do(desk, partial(stretching.find, song, rate, made.append, complaints.append))
        until(partial(has, n + 1))
        os.utime(made[-1], (n, n))
    assert sorted(folder.iterdir()) == sorted(made[-MOST_KEPT:])
    stretching.close()
