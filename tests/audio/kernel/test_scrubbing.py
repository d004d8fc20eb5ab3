"""Grains under a dragged pointer, and clicks before the song."""

import numpy as np
import pytest

from luma.audio.clicks import BAR, BEAT, LENGTH, click_sounds, count_in_frames
from luma.audio.kernel.engine import LONGEST_COUNT, Engine
from luma.audio.kernel.slots import FADE_FRAMES, GRAIN_FRAMES
from luma.domain.errors import BadValue
from luma.domain.rhythm import BeatGrid
from luma.domain.units import Decibels
from tests.audio.kernel.playing import heard_at, noise, playing, position

SONG = noise(200_000)
QUIET = Decibels(-9.0)


def paused() -> Engine:
    engine = playing(SONG)
    engine.pause()
    engine.render(1000)
    return engine


def test_a_grain_sounds_at_the_pointer_and_falls_silent() -> None:
    engine = paused()
    engine.scrub(50_000)
    out = engine.render(GRAIN_FRAMES + FADE_FRAMES)
    whole = slice(FADE_FRAMES, GRAIN_FRAMES)
    assert np.array_equal(out[whole], SONG[50_000 + FADE_FRAMES : 50_000 + GRAIN_FRAMES])
    assert not engine.render(3000).any()
    assert position(engine).song_frame == 50_000
    assert not position(engine).playing


def test_the_newest_pointer_is_next_and_releasing_holds_there() -> None:
    engine = paused()
    for n, frame in enumerate([50_000, 60_000, 70_000, 80_000]):
        engine.scrub(frame, at=1000 + 600 * n)
    engine.render(GRAIN_FRAMES + FADE_FRAMES)
    assert np.array_equal(
        engine.render(GRAIN_FRAMES)[FADE_FRAMES:],
        SONG[80_000 + FADE_FRAMES : 80_000 + GRAIN_FRAMES],
    )
    engine.release()
    engine.render(1000)
    assert position(engine).song_frame == 80_000
    engine.play()
    assert np.array_equal(
        engine.render(1000)[FADE_FRAMES:], SONG[80_000 + FADE_FRAMES : 81_000]
    )


def test_what_played_goes_on_playing_from_where_it_was_dragged() -> None:
    engine = playing(SONG)
    engine.render(5000)
    engine.scrub(120_000)
    engine.render(20_000)
    assert heard_at(engine, 24_000) == pytest.approx(120_000)
    engine.release()
    engine.render(FADE_FRAMES)
    assert (
        np.array_equal(engine.render(3000), SONG[120_000 + FADE_FRAMES - FADE_FRAMES :][:3000])
        or position(engine).playing
    )
    assert position(engine).song_frame > 120_000


def test_scrubbing_never_clicks() -> None:
    at = np.arange(200_000) / 48_000
    slow = np.repeat(0.5 * np.sin(2 * np.pi * 100 * at)[:, None], 2, 1).astype(np.float32)
    engine = playing(slow)
    for n in range(30):
        engine.scrub((n * 7919) % 190_000, at=3000 + 900 * n)
    engine.release(at=33_000)
    out = engine.render(40_000)[:, 0].astype(np.float64)
    slope = 0.5 * 2 * np.pi * 100 / 48_000
    assert np.abs(np.diff(out)).max() < slope + 0.5 / FADE_FRAMES + 1e-3


def test_a_count_in_holds_the_song_and_clicks_on_the_frame() -> None:
    engine = paused()
    here = position(engine).song_frame
    rows = np.array([[0, BAR], [6000, BEAT], [12_000, BEAT], [18_000, BEAT]], np.int64)
    engine.count_in(rows, 24_000, QUIET)
    counted = engine.render(12_000)
    assert position(engine).playing
    assert (position(engine).counting, position(engine).song_frame) == (12_000, here)
    counted = np.concatenate([counted, engine.render(12_000)])[:, 0]
    wanted = np.zeros(24_000)
    for frame, kind in rows.tolist():
        wanted[frame : frame + LENGTH] += click_sounds(QUIET)[kind]
    assert np.allclose(counted, wanted, atol=1e-7)
    song = engine.render(2000)
    first = int(here)
    assert np.array_equal(song[FADE_FRAMES:], SONG[first + FADE_FRAMES : first + 2000])
    assert heard_at(engine, 1000 + 12_000) == here
    assert heard_at(engine, 1000 + 24_000 + 500) == pytest.approx(here + 500, abs=0.01)


def test_pausing_calls_a_count_in_off_and_playing_cuts_it_short() -> None:
    rows = np.array([[0, BAR]], np.int64)
    engine = paused()
    engine.count_in(rows, 48_000, QUIET)
    engine.render(100)
    engine.pause()
    out = engine.render(4000)
    assert not out[FADE_FRAMES:].any()
    assert np.abs(np.diff(out[:, 0])).max() < 0.2
    assert not position(engine).playing
    engine.count_in(rows, 48_000, QUIET)
    engine.render(100)
    engine.play()
    engine.render(FADE_FRAMES)
    assert engine.render(1000).any()
    assert position(engine).counting == 0


def test_sets_of_counted_clicks_are_let_go_of() -> None:
    engine = paused()
    for _ in range(20):
        engine.count_in(np.array([[0, BAR]], np.int64), 300, QUIET)
        engine.render(300)
        engine.pause()
        for _ in range(3):
            engine.render(300)
            engine.retire()
    assert engine._clicks.retire() == 0


@pytest.mark.parametrize("length", [0, -5, LONGEST_COUNT + 1])
def test_absurd_count_ins_are_refused_with_the_range(length: int) -> None:
    with pytest.raises(BadValue, match="count-in"):
        paused().count_in(np.array([[0, 1]], np.int64), length, QUIET)


@pytest.mark.parametrize("rate", [1.0, 0.5, 1.6])
def test_counted_beats_lie_as_the_grid_would_before_the_head(rate: float) -> None:
    grid = BeatGrid.steady(125.0, first=0.25, count=40, metre=3)
    step = 48_000 * 60 / 125.0 / rate
    rows, length = count_in_frames(grid, 0.25 + 6 * 60 / 125.0, 4, rate)
    assert rows[:, 0].tolist() == [round(n * step) for n in range(4)]
    assert rows[:, 1].tolist() == [BEAT, BAR, BEAT, BEAT]
    assert length == round(4 * step)
    rows, length = count_in_frames(grid, 0.25 + 6.5 * 60 / 125.0, 2, rate)
    assert rows[:, 1].tolist() == [BEAT, BAR], "beats 5 and 6 come before 6½"
    assert length == round(1.5 * step)
