"""The transport gives every frame that is asked for, and never leaves its loop."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from luma.audio.kernel import slots, transport
from luma.audio.kernel.slots import FADE_FRAMES, Words

FRAMES = 100_000


def deck(*, frames: int = FRAMES, playing: bool = True) -> Words:
    words = slots.rest()
    words[slots.SOURCE] = words[slots.LIVE] = 0
    words[slots.FRAMES], words[slots.PLAYING] = frames, playing
    words[slots.HIGH] = frames
    return words


def steady(words: Words) -> Words:
    words[slots.FADE] = FADE_FRAMES
    return words


def run(words: Words, frames: int, block: int = 512) -> Iterator[tuple[int, int]]:
    """The song frame and the fade level of every frame."""
    while frames > 0:
        made = transport.advance(words, min(block, frames))
        assert made.rate in {0, slots.ONE}
        song, moves = made.place // slots.ONE, made.rate // slots.ONE
        for i in range(made.frames):
            yield song + i * moves, (made.level + made.step * i) * moves
        frames -= made.frames


def songs(words: Words, frames: int, block: int = 512) -> list[int]:
    return [song for song, _ in run(words, frames, block)]


def test_playing_rises_over_five_milliseconds_and_then_stays() -> None:
    levels = [level for _, level in run(deck(), 300)]
    assert levels[:FADE_FRAMES] == list(range(FADE_FRAMES))
    assert set(levels[FADE_FRAMES:]) == {FADE_FRAMES}


def test_pausing_falls_over_five_milliseconds_and_then_holds() -> None:
    words = steady(deck())
    songs(words, 1000)
    words[slots.PLAYING] = 0
    made = list(run(words, 600))
    assert [level for _, level in made[:FADE_FRAMES]] == list(range(FADE_FRAMES, 0, -1))
    assert set(made[FADE_FRAMES:]) == {(1000 + FADE_FRAMES, 0)}


def test_a_seek_fades_out_jumps_and_fades_in() -> None:
    words = steady(deck())
    transport.seek(words, 50_000)
    made = list(run(words, 2 * FADE_FRAMES + 1))
    assert made[FADE_FRAMES - 1] == (FADE_FRAMES - 1, 1)
    assert made[FADE_FRAMES] == (50_000, 0)
    assert made[-1] == (50_000 + FADE_FRAMES, FADE_FRAMES)


def test_a_seek_while_paused_is_silent_and_at_once() -> None:
    words = deck(playing=False)
    transport.seek(words, 777)
    assert set(run(words, 10)) == {(777, 0)}


def test_a_loop_is_exact_to_the_frame() -> None:
    words = steady(deck())
    transport.set_loop(words, 1000, 3000)
    assert songs(words, 7000) == [*range(3000), *range(1000, 3000), *range(1000, 3000)]


def test_a_loop_end_moved_before_the_head_brings_it_back_with_a_fade() -> None:
    words = steady(deck())
    transport.set_loop(words, 1000, 30_000)
    songs(words, 20_000)
    transport.set_loop(words, 1000, 3000)
    made = list(run(words, FADE_FRAMES + 2000))
    assert made[FADE_FRAMES - 1] == (20_000 + FADE_FRAMES - 1, 1)
    assert made[FADE_FRAMES][0] == 1000
    assert [song for song, _ in made[FADE_FRAMES:]] == list(range(1000, 3000))


def test_the_end_is_told_once_and_playing_again_starts_anew() -> None:
    words = steady(deck(frames=1000))
    made = songs(words, 1500)
    assert made[:1000] == list(range(1000))
    assert words[slots.ENDS] == 1
    assert not words[slots.PLAYING]
    transport.play(words)
    assert songs(words, 10) == list(range(10))


def test_another_source_starts_held_with_no_loop() -> None:
    words = steady(deck())
    transport.set_loop(words, 0, 5000)
    transport.use_source(words, 2, (0, 500), 9)
    list(run(words, 1000))
    assert (words[slots.SOURCE], words[slots.GENERATION], words[slots.FRAMES]) == (2, 9, 500)
    assert (words[slots.PLAYING], words[slots.LOOPING], words[slots.PLACE]) == (0, 0, 0)


def test_wishes_for_a_coming_source_are_kept_to_its_length() -> None:
    words = steady(deck())
    transport.use_source(words, 1, (0, 500), 2)
    transport.seek(words, 9000)
    assert words[slots.TARGET] == 500
    transport.set_loop(words, 100, 9000)
    assert words[slots.LOOP_STOP] == 500


@given(
    start=st.integers(0, FRAMES - 1000),
    length=st.integers(1, 1000),
    lead=st.integers(0, 2000),
    blocks=st.lists(st.integers(1, 3000), min_size=1, max_size=20),
)
def test_frames_out_are_frames_asked_and_the_head_never_leaves_its_loop(
    start: int, length: int, lead: int, blocks: list[int]
) -> None:
    words = steady(deck())
    words[slots.PLACE] = max(0, start - lead)
    transport.set_loop(words, start, start + length)
    for block in blocks:
        made = songs(words, block, block)
        assert len(made) == block
        assert max(made) < start + length
    assert words[slots.PLACE] < start + length
