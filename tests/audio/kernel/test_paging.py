"""Of a long sound the pages that matter are in memory; the rest is silence, and counted."""

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.audio.kernel.engine import Engine
from luma.audio.kernel.paging import Pages
from luma.audio.kernel.resident import copied, silence_broken
from luma.audio.kernel.slots import FADE_FRAMES, PAGE
from luma.audio.pcm import Pcm
from luma.domain.units import HOUSE_RATE
from tests.audio.kernel.playing import noise, position

SONG = noise(6 * PAGE + 1234)
SIX_HOURS = 6 * 3600 * HOUSE_RATE


def paged(room: int = 4) -> tuple[Engine, Pages]:
    engine = Engine()
    pages = Pages(SONG, engine.memory, room)
    engine.use_reel(pages.reel, 1)
    return engine, pages


def test_pages_are_the_sound_to_the_bit_across_their_edges() -> None:
    engine, pages = paged()
    assert pages.keep([(0, 3 * PAGE)])
    engine.seek(PAGE - 3000)
    engine.play()
    engine.render(FADE_FRAMES)
    start = PAGE - 3000 + FADE_FRAMES
    out = engine.render(2 * PAGE)
    assert np.array_equal(out, SONG[start : start + 2 * PAGE])
    assert position(engine).missed == 0


def test_what_is_not_in_memory_is_silence_and_counted() -> None:
    engine, pages = paged()
    pages.keep([(0, PAGE), (2 * PAGE, 3 * PAGE)])
    engine.play()
    out = engine.render(3 * PAGE)
    assert not out[PAGE : 2 * PAGE].any()
    assert np.array_equal(out[2 * PAGE :], SONG[2 * PAGE : 3 * PAGE])
    assert position(engine).missed == PAGE


def test_the_last_page_ends_with_the_sound() -> None:
    engine, pages = paged()
    pages.keep([(5 * PAGE, 7 * PAGE)])
    engine.seek(6 * PAGE)
    engine.play()
    out = engine.render(3000)
    assert np.array_equal(out[FADE_FRAMES:1234], SONG[6 * PAGE + FADE_FRAMES :])
    assert not out[1234:].any()
    assert position(engine).ends == 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=12))
def test_there_is_never_more_than_there_is_room_for_and_never_the_wrong_page(
    places: list[int],
) -> None:
    engine, pages = paged(room=3)
    for page in places:
        start = min(page * PAGE, len(SONG) - 1000)
        for _ in range(3):
            pages.keep([(start, start + 2 * PAGE)], at_once=1)
            engine.seek(start)
            engine.play()
            engine.render(2 * FADE_FRAMES)
        assert pages.held <= 3
        out = engine.render(500)
        head = round(position(engine).song_frame) - 500
        assert np.array_equal(out, SONG[head : head + 500]) or not out.any()
        assert out.any()


def test_six_hours_take_no_more_memory_than_their_pages(tmp_path: Path) -> None:
    path = tmp_path / "six-hours.npy"
    made = np.lib.format.open_memmap(path, "w+", np.float32, (SIX_HOURS, 2))
    late = SIX_HOURS - 2 * PAGE
    made[late : late + 5000] = SONG[:5000]
    del made
    engine = Engine()
    pages = Pages(Pcm.open(path).samples, engine.memory)
    engine.use_reel(pages.reel, 1)
    assert pages._store.nbytes < 110_000_000
    pages.keep([(late, late + PAGE)])
    engine.seek(late)
    engine.play()
    engine.set_rate(1.5, at=3000)
    out = engine.render(6000)
    assert np.array_equal(out[FADE_FRAMES:3000], SONG[FADE_FRAMES:3000])
    place = late + 3000 + 3000 * 1.5
    assert abs(position(engine).song_frame - place) < 1e-3
    assert position(engine).missed == 0
    held = path.stat().st_blocks * 512
    assert held < 1 << 20, "the test's file is sparse"


def test_what_is_no_number_is_silenced_and_counted() -> None:
    wrong = SONG[:1000].copy()
    wrong[10, 0], wrong[500], wrong[999, 1] = np.nan, np.inf, -1e30
    copy, broken = copied(wrong)
    assert broken == 4
    assert np.isfinite(copy).all()
    right = np.ones((1000, 2), bool)
    right[10, 0], right[500], right[999, 1] = False, False, False
    assert np.array_equal(copy[right], wrong[right])
    assert not copy[~right].any()
    engine = Engine()
    engine.use_source(wrong, 1)
    engine.play()
    assert np.isfinite(engine.render(1000)).all()
    assert position(engine).broken == 4
    engine, pages = Engine(), None
    pages = Pages(wrong, engine.memory, 1)
    pages.keep([(0, 1000)])
    assert pages.broken == 4
    assert silence_broken(SONG.copy()) == 0
