"""`render` makes the right samples, and the same ones whatever the blocks."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.audio.kernel.engine import SHORTEST_LOOP, Engine
from luma.audio.kernel.plan import MASTER_GAIN
from luma.audio.kernel.slots import FADE_FRAMES
from luma.domain import blocks
from luma.domain.blocks import Position
from luma.domain.errors import BadValue
from luma.domain.units import HOUSE_RATE, Seconds, frames_at

Audio = npt.NDArray[np.float32]
FRAMES = 20_000
RAMP = np.stack([np.arange(FRAMES) / FRAMES, -np.arange(FRAMES) / FRAMES], 1).astype(np.float32)


def playing(samples: Audio = RAMP) -> Engine:
    engine = Engine()
    engine.use_source(samples, 1)
    engine.play()
    return engine


def position(engine: Engine) -> Position:
    words = engine.memory.position[8:]
    return Position.of(words.view(blocks.POSITION).reshape(()))


def frames_of(sound: Audio) -> npt.NDArray[np.int64]:
    return np.rint(sound[:, 0].astype(np.float64) * FRAMES).astype(np.int64)


def test_at_unity_the_samples_are_the_source_to_the_bit() -> None:
    out = playing().render(5000)
    assert np.array_equal(out[FADE_FRAMES:], RAMP[FADE_FRAMES:5000])
    assert not out[0].any()


def test_a_stamped_loop_is_exact_on_the_samples() -> None:
    engine = playing()
    engine.loop(1000, 3000)
    made = frames_of(engine.render(9000))
    wanted = np.concatenate([np.arange(3000), *(3 * [np.arange(1000, 3000)])])
    assert np.array_equal(made[FADE_FRAMES:], wanted[FADE_FRAMES:])


def test_what_is_heard_is_what_was_rendered_across_seams_pause_and_seek() -> None:
    engine = playing()
    engine.loop(1000, 3000)
    engine.seek(500, at=7000)
    engine.pause(at=9000)
    engine.play(at=9600)
    made = frames_of(engine.render(11_000))
    told = position(engine)
    for frame in [300, 2999, 3000, 5555, 6999, 7300, 8000, 9100, 9300, 9599, 9900, 10_999]:
        heard = blocks.heard(told, frame * 62_500 // 3 + 1)
        assert heard is not None
        sounds = not 9000 + FADE_FRAMES <= frame < 9600
        near_fade = any(0 <= frame - at < 2 * FADE_FRAMES for at in (7000, 9000, 9600))
        if sounds and not near_fade:
            assert heard == pytest.approx(made[frame], abs=0.01)
    assert blocks.heard(told, 9300 * 62_500 // 3 + 1) == blocks.heard(told, 9590 * 62_500 // 3)


def test_gain_moves_on_a_line_of_five_milliseconds_to_the_exact_level() -> None:
    engine = playing(np.ones((FRAMES, 2), np.float32))
    engine.set_setting(MASTER_GAIN, "level", -6.0, at=1000)
    out = engine.render(3000)[:, 0]
    goal = np.float32(10 ** (-6 / 20))
    assert out[999] == 1.0
    assert np.all(out[1000 + FADE_FRAMES :] == goal)
    steps = np.diff(out[999 : 1000 + FADE_FRAMES].astype(np.float64))
    assert np.allclose(steps, (goal - 1) / FADE_FRAMES, atol=1e-6)


def test_the_meter_shows_peak_and_mean_level() -> None:
    time = np.arange(HOUSE_RATE) / HOUSE_RATE
    sine = np.stack([0.5 * np.sin(2 * np.pi * 1000 * time), 0 * time], 1).astype(np.float32)
    engine = playing(sine)
    engine.render(24_000)
    told = position(engine)
    assert told.peak[0] == pytest.approx([0.5, 0.0], abs=1e-3)
    assert told.rms[0] == pytest.approx([0.5 / np.sqrt(2), 0.0], abs=1e-3)


def test_the_end_holds_in_silence_and_is_told() -> None:
    engine = playing()
    out = engine.render(FRAMES + 2000)
    assert np.array_equal(out[FADE_FRAMES:FRAMES], RAMP[FADE_FRAMES:])
    assert not out[FRAMES:].any()
    told = position(engine)
    assert (told.ends, told.playing, told.song_frame) == (1, False, FRAMES)


def test_mono_is_spread_to_both_sides() -> None:
    out = playing(RAMP[:, :1]).render(1000)
    assert np.array_equal(out[:, 0], out[:, 1])
    assert out[999, 1] > 0


def test_a_loop_that_is_too_short_is_refused_in_words() -> None:
    with pytest.raises(BadValue, match="cannot be played"):
        playing().loop(1000, 1000 + SHORTEST_LOOP - 1)


def test_a_loop_of_which_the_sound_has_too_little_is_refused_in_words() -> None:
    with pytest.raises(BadValue, match="cannot be played"):
        playing().loop(FRAMES - SHORTEST_LOOP + 1, FRAMES + HOUSE_RATE)


def test_a_level_outside_its_range_is_refused_in_words() -> None:
    with pytest.raises(BadValue, match="level"):
        playing().set_setting(MASTER_GAIN, "level", 40.0)


Command = tuple[str, int, int]
commands = st.lists(
    st.tuples(
        st.sampled_from(["play", "pause", "seek", "loop", "unloop", "gain"]),
        st.integers(0, 8000),
        st.integers(0, FRAMES - SHORTEST_LOOP),
    ),
    max_size=12,
)


def played(wishes: Sequence[Command], sizes: Sequence[int]) -> tuple[Audio, Position]:
    engine = playing()
    for kind, stamp, value in sorted(wishes, key=lambda wish: wish[1]):
        match kind:
            case "play":
                engine.play(at=stamp)
            case "pause":
                engine.pause(at=stamp)
            case "seek":
                engine.seek(value, at=stamp)
            case "loop":
                engine.loop(value, value + SHORTEST_LOOP, at=stamp)
            case "unloop":
                engine.unloop(at=stamp)
            case _:
                engine.set_setting(MASTER_GAIN, "level", -value / 200, at=stamp)
    total, parts, n = 10_000, [], 0
    while total > 0:
        size = min(total, sizes[n % len(sizes)])
        parts.append(engine.render(size))
        total, n = total - size, n + 1
    return np.concatenate(parts), position(engine)


@settings(max_examples=60)
@given(wishes=commands, sizes=st.lists(st.integers(1, 2000), min_size=1, max_size=8))
def test_samples_and_segments_do_not_depend_on_the_blocks(
    wishes: list[Command], sizes: list[int]
) -> None:
    whole, told = played(wishes, [10_000])
    parts, told_in_parts = played(wishes, sizes)
    assert whole.tobytes() == parts.tobytes()
    assert told.song_frame == told_in_parts.song_frame
    assert np.array_equal(told.peak, told_in_parts.peak)
    now = frames_at(Seconds(0.2)) * 62_500 // 3
    assert blocks.heard(told, now) == pytest.approx(blocks.heard(told_in_parts, now), abs=0.1)
