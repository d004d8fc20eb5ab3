"""Clicks lie on the frames of the beats, whatever the blocks, seeks and loops."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.audio.clicks import BAR, BEAT, LENGTH, click_frames, click_sounds
from luma.audio.kernel.engine import Engine
from luma.audio.kernel.slots import FADE_FRAMES
from luma.domain.rhythm import BeatGrid
from luma.domain.units import HOUSE_RATE, Decibels

Audio = npt.NDArray[np.float32]
FRAMES = 60_000
SONG = np.tile(np.linspace(-0.2, 0.2, FRAMES, dtype=np.float32)[:, None], (1, 2))
LEVEL = Decibels(-6.0)
NONE = np.empty((0, 2), np.int64)
clicks_anywhere = st.lists(
    st.tuples(st.integers(0, FRAMES), st.sampled_from([BEAT, BAR])), max_size=12
).map(lambda rows: np.array(sorted(rows), np.int64).reshape(-1, 2))


def playing(clicks: npt.NDArray[np.int64], samples: Audio = SONG) -> Engine:
    engine = Engine()
    engine.use_source(samples, 1)
    engine.use_clicks(clicks, LEVEL)
    engine.play()
    return engine


def clicked(clicks: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The song with its clicks, added one by one."""
    sounds = click_sounds(LEVEL).astype(np.float64)
    track = np.zeros(FRAMES + LENGTH)
    for frame, kind in clicks.tolist():
        for n in range(LENGTH):
            track[frame + n] += sounds[kind, n]
    return SONG[:, 0] + track[:FRAMES]


def in_blocks(engine: Engine, frames: int, sizes: list[int]) -> Audio:
    parts, done, n = [], 0, 0
    while done < frames:
        size = min(sizes[n % len(sizes)], frames - done)
        parts.append(engine.render(size))
        done, n = done + size, n + 1
    return np.concatenate(parts)


@settings(max_examples=25, deadline=None)
@given(clicks_anywhere, st.lists(st.integers(1, 4096), min_size=1, max_size=4))
def test_clicks_are_added_to_the_sample_in_any_blocks(
    clicks: npt.NDArray[np.int64], sizes: list[int]
) -> None:
    out = in_blocks(playing(clicks), FRAMES - 500, sizes)
    wanted = clicked(clicks)[: FRAMES - 500]
    assert np.allclose(out[FADE_FRAMES:, 0], wanted[FADE_FRAMES:], atol=1e-6)
    assert np.array_equal(out[:, 0], out[:, 1])


def test_a_loop_clicks_where_the_song_is() -> None:
    clicks = np.array([[900, BAR], [1500, BEAT], [2990, BEAT]], np.int64)
    engine = playing(clicks)
    engine.loop(1000, 3000)
    out = engine.render(9000)[:, 0]
    song = np.concatenate([np.arange(3000), *(3 * [np.arange(1000, 3000)])])
    assert np.allclose(out[FADE_FRAMES:], clicked(clicks)[song][FADE_FRAMES:], atol=1e-6)


def test_after_a_seek_clicks_go_on_from_there() -> None:
    clicks = np.array([[30_000, BAR], [31_000, BEAT]], np.int64)
    engine = playing(clicks)
    engine.seek(29_500, at=5000)
    engine.render(5000 + FADE_FRAMES)
    out = engine.render(4000)[:, 0]
    assert np.allclose(
        out[FADE_FRAMES:], clicked(clicks)[29_500 + FADE_FRAMES : 33_500], atol=1e-6
    )


def test_corrected_beats_click_from_the_next_block_on() -> None:
    first, second = (np.array([[at, BEAT]], np.int64) for at in (20_000, 25_000))
    engine = playing(first)
    engine.render(10_000)
    engine.use_clicks(second, LEVEL)
    out = engine.render(30_000)[:, 0]
    assert np.allclose(out, clicked(second)[10_000:40_000], atol=1e-6)
    engine.use_clicks(NONE, LEVEL)
    rest = engine.render(5000)[:, 0]
    assert np.array_equal(rest, SONG[40_000:45_000, 0])


def test_sets_of_clicks_are_let_go_of() -> None:
    engine = playing(np.array([[100, BEAT]], np.int64))
    for frame in range(40):
        engine.use_clicks(np.array([[frame * 50, BEAT]], np.int64), LEVEL)
        engine.render(64)
        engine.retire()
        engine.render(64)
        engine.retire()
    assert engine._clicks.retire() == 1


def test_a_song_that_stands_is_silent() -> None:
    engine = playing(np.array([[0, BAR], [400, BEAT]], np.int64))
    engine.render(300)
    engine.pause()
    engine.render(FADE_FRAMES)
    assert not engine.render(4000).any()


@pytest.mark.parametrize("bpm", [50.0, 120.0, 174.0])
def test_every_beat_of_the_grid_has_its_frame(bpm: float) -> None:
    grid = BeatGrid.steady(bpm, first=1.25, count=9, metre=3)
    clicks = click_frames(grid, 20.0)
    step = 60.0 / bpm
    wanted = [
        (round((1.25 + n * step) * HOUSE_RATE), BAR if n % 3 == 0 else BEAT)
        for n in range(-200, 200)
        if 0 <= 1.25 + n * step < 20.0
    ]
    assert [tuple(row) for row in clicks.tolist()] == wanted


def test_a_grid_that_is_no_music_has_no_clicks() -> None:
    mad = BeatGrid.steady(1e6, count=4)
    assert click_frames(mad, 600.0).shape == (0, 2)
    played = BeatGrid(np.array([0.1, 0.5, 1.0, 1.6]), np.array([1]))
    assert click_frames(played, 1.2)[:, 0].tolist() == [4800, 24_000, 48_000]


def test_a_bar_sounds_higher_than_a_beat_and_both_begin_at_once() -> None:
    beat, bar = click_sounds(Decibels(0.0))
    crossings = [np.count_nonzero(np.diff(np.sign(row[1:-1]))) for row in (beat, bar)]
    assert crossings[1] > crossings[0]
    assert np.abs(beat[:48]).max() > 0.8
    assert beat[-1] == bar[-1] == 0.0
    assert np.allclose(click_sounds(Decibels(-20.0))[0], beat * 0.1, atol=1e-7)


def test_a_thousand_passes_at_any_rate_put_no_click_beside_its_beat() -> None:
    """The head is counted by hand in whole numbers, and each click drawn where it lies."""
    one, frames, rates = 1 << 24, 620_000, {0: 1.0, 20_000: 0.71, 40_000: 2.0, 300_000: 1.3}
    clicks = np.array([[at, BEAT] for at in (1000, 4100, 4473, 4590, 9000)], np.int64)
    engine = playing(clicks, np.zeros((20_000, 2), np.float32))
    engine.loop(4000, 4600)
    for at, rate in rates.items():
        engine.set_rate(rate, at=at)
    places, place, rate, passes = np.empty(frames, np.int64), 0, one, 0
    for n in range(frames):
        rate = round(rates[n] * one) if n in rates else rate
        places[n] = place
        place += rate
        if place >= 4600 * one:
            place, passes = place - 600 * one, passes + 1
    assert passes > 1000
    wanted, sound = np.zeros(frames), np.append(click_sounds(LEVEL)[BEAT], 0.0)
    for at in clicks[:, 0].tolist():
        away = places / one - at
        inside = (away >= 0) & (away < LENGTH)
        wanted[inside] += np.interp(away[inside], np.arange(LENGTH + 1), sound)
    made = in_blocks(engine, frames, [4096, 777])[:, 0]
    assert np.allclose(made[FADE_FRAMES:], wanted[FADE_FRAMES:], atol=2e-6)
