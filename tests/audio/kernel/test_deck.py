"""The deck as a whole: the same sound for any blocks, at the right place for any latency."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.audio.kernel.engine import Engine
from luma.audio.kernel.mailbox import NOW
from luma.audio.kernel.resident import resident
from luma.audio.kernel.slots import FADE_FRAMES
from luma.audio.kernel.sources import Reel
from luma.domain import blocks
from luma.domain.units import Decibels
from tests.audio.kernel.playing import Audio, in_blocks, noise, position

FRAMES = 24_000
SONG, OTHER = noise(FRAMES), resident(noise(FRAMES, 2))
SLOW = resident(noise(FRAMES * 5 // 4, 3))
PARTS = [resident(noise(FRAMES, seed, 0.1)) for seed in (4, 5, 6, 7)]
CLICKS = np.array([[n * 700, n % 4 == 0] for n in range(30)], np.int64)
SIZES = (1, 17, 64, 512, 4096)
MADE = 5000


@dataclass
class Desk:
    """An engine with all that it can play from."""

    engine: Engine
    slots: tuple[int, int, int]


Wish = Callable[[Desk, int], None]


def desk() -> Desk:
    engine = Engine()
    base = engine.use_reel(Reel.whole(resident(SONG)), 1)
    other = engine.sources.hold(Reel.whole(OTHER))
    slow = engine.sources.hold(Reel.whole(SLOW, song=FRAMES))
    engine.use_voices(PARTS, 1)
    engine.use_clicks(CLICKS, Decibels(-12.0))
    return Desk(engine, (base, other, slow))


frames = st.integers(0, FRAMES)
wishes: st.SearchStrategy[Wish] = st.one_of(
    st.just(lambda desk, at: desk.engine.play(at=at)),
    st.just(lambda desk, at: desk.engine.pause(at=at)),
    st.just(lambda desk, at: desk.engine.unloop(at=at)),
    st.just(lambda desk, at: desk.engine.release(at=at)),
    frames.map(lambda frame: lambda desk, at: desk.engine.seek(frame, at=at)),
    frames.map(lambda frame: lambda desk, at: desk.engine.scrub(frame, at=at)),
    st.tuples(st.integers(0, FRAMES - 2000), st.integers(480, 2000)).map(
        lambda loop: lambda desk, at: desk.engine.loop(loop[0], loop[0] + loop[1], at=at)
    ),
    st.sampled_from([0.5, 0.8, 1.0, 1.0, 1.3, 2.0]).map(
        lambda rate: lambda desk, at: desk.engine.set_rate(rate, at=at)
    ),
    st.sampled_from([0, 96, 240, 1000]).map(
        lambda length: lambda desk, at: desk.engine.set_crossfade(length, at=at)
    ),
    st.integers(0, 2).map(
        lambda n: lambda desk, at: desk.engine.sources.hear(desk.slots[n], at=at)
    ),
    st.lists(st.sampled_from([0.0, 0.3, 1.0, 1.0, 1.9]), min_size=4, max_size=4).map(
        lambda gains: lambda desk, at: desk.engine.balance_voices(gains, at=at)
    ),
    st.integers(1, 900).map(
        lambda length: (
            lambda desk, at: desk.engine.count_in(
                np.array([[0, 1]]), length, Decibels(0.0), at=at
            )
        )
    ),
)


def made(plan: list[tuple[int, Wish]], size: int) -> tuple[Audio, list[float]]:
    """What is heard of a plan, and where the head ends and has been."""
    built, at = desk(), 0
    built.engine.play()
    for gap, wish in plan:
        at += gap
        wish(built, at)
    out = in_blocks(built.engine, MADE, [size])
    told = position(built.engine)
    rows = [(s.stream_frame, s.song_frame, s.rate, s.generation) for s in told.segments]
    return out, [told.song_frame, float(told.playing), *np.ravel(rows).tolist()]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 700), wishes), max_size=12))
def test_the_samples_do_not_depend_on_the_blocks(plan: list[tuple[int, Wish]]) -> None:
    whole, where = made(plan, SIZES[-1])
    assert np.isfinite(whole).all()
    for size in SIZES[:-1]:
        out, there = made(plan, size)
        assert np.array_equal(out, whole), f"blocks of {size}"
        assert there == where


RAMP = np.repeat((np.arange(96_000) / 96_000)[:, None], 2, 1).astype(np.float32)
LATENCY = 24_000
"""Half a second."""


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(400, 9000), st.floats(0.5, 2.0), st.integers(0, 80_000)),
        max_size=6,
    ),
    st.integers(1, 700),
)
def test_the_heard_place_is_right_to_a_millisecond_under_half_a_second_of_latency(
    turns: list[tuple[int, float, int]], size: int
) -> None:
    """A loop of a tenth of a second is heard five seams later than it is made."""
    engine = Engine()
    engine.use_source(RAMP, 1)
    engine.loop(20_000, 24_800)
    engine.play()
    at, unsure = 0, [(0, FADE_FRAMES)]
    for gap, rate, place in turns:
        at += gap
        engine.set_rate(rate, at=at)
        engine.seek(place, at=at)
        if place < 80_000:
            engine.loop(place, place + 4800, at=at)
        unsure.append((at, at + 2 * FADE_FRAMES))
    heard: list[float] = []
    told = []
    sizes = [size] * 8 + [512] * 8
    while len(heard) < at + LATENCY + 9000:
        for length in sizes:
            heard += engine.render(length)[:, 0].tolist()
            told.append((len(heard), position(engine)))
    for made_until, known in told[:: max(1, len(told) // 60)]:
        frame = made_until - LATENCY
        if frame < 0 or any(low <= frame <= high for low, high in unsure):
            continue
        found = blocks.heard(known, int(frame * 62_500 / 3) + 1)
        assert found is not None
        assert abs(found - heard[frame] * 96_000) < 48


@pytest.mark.parametrize("n", [1, 2])
def test_two_sounds_are_compared_at_one_place(n: int) -> None:
    built = desk()
    engine, sounds = built.engine, (SONG, OTHER)
    engine.use_clicks(np.empty((0, 2), np.int64), Decibels(0.0))
    engine.play()
    engine.render(1000)
    if n == 1:
        engine.sources.hear(built.slots[1], at=NOW)
        out = engine.render(3000)
        share = np.minimum(np.arange(3000) / FADE_FRAMES, 1.0)[:, None]
        wanted = (1 - share) * sounds[0][1000:4000] + share * sounds[1][1000:4000]
        assert np.allclose(out, wanted, atol=1e-6)
        assert np.array_equal(out[FADE_FRAMES:], OTHER[1000 + FADE_FRAMES : 4000])
    else:
        engine.sources.hear(built.slots[1], at=NOW)
        engine.render(100)
        engine.sources.hear(built.slots[0], at=NOW)
        back = engine.render(3000)
        assert np.array_equal(back[FADE_FRAMES:], SONG[1100 + FADE_FRAMES : 4100])
        first = SONG[1100] + (OTHER[1100] - SONG[1100]) * 100 / FADE_FRAMES
        assert np.allclose(back[0], first, atol=1e-6)


def test_a_stretched_sound_is_read_where_the_song_is() -> None:
    slow = np.repeat((np.arange(FRAMES * 5 // 4) * 0.8 / FRAMES)[:, None], 2, 1)
    engine = Engine()
    engine.use_reel(Reel.whole(resident(RAMP[:FRAMES] * 4)), 1)
    slot = engine.sources.hold(Reel.whole(resident(slow.astype(np.float32)), song=FRAMES))
    engine.set_rate(0.8)
    engine.play()
    engine.render(2000)
    engine.sources.hear(slot, at=NOW)
    engine.render(1000)
    place = position(engine).song_frame
    out = engine.render(5000)[:, 0]
    exact = round(0.8 * (1 << 24)) / (1 << 24)
    wanted = (place + np.arange(5000) * exact) / FRAMES
    assert np.abs(out - wanted).max() < 2e-5


def test_a_long_sound_of_another_length_keeps_its_own_sources() -> None:
    """What is held is not freed, and what is let go of is."""
    built = desk()
    engine = built.engine
    engine.render(100)
    engine.sources.hear(built.slots[1], at=NOW)
    for _ in range(4):
        engine.render(400)
        engine.retire()
    assert engine.retire() == 3
    engine.sources.let_go(built.slots[1])
    engine.sources.let_go(built.slots[2])
    engine.sources.hear(built.slots[0], at=NOW)
    for _ in range(6):
        engine.render(400)
        engine.retire()
    assert engine.retire() == 1
