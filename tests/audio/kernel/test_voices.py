"""What is heard is the mix less the silent voices, to the sample."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.audio.kernel.engine import Engine
from luma.audio.kernel.resident import resident
from luma.audio.kernel.slots import FADE_FRAMES, VOICE_COUNT
from luma.domain.errors import BadValue

Audio = npt.NDArray[np.float32]
FRAMES = 40_000
ROUNDING = 2.0**-22
"""What float32 leaves of sums below one."""
_noise = np.random.default_rng(7)
VOICES = [_noise.uniform(-0.2, 0.2, (FRAMES, 2)).astype(np.float32) for _ in range(VOICE_COUNT)]
MIX: Audio = np.asarray(VOICES[0] + VOICES[1] + VOICES[2] + VOICES[3])
PARTS = [resident(voice) for voice in VOICES]
silences = st.frozensets(st.integers(0, VOICE_COUNT - 1))


def playing(*, generation: int = 1) -> Engine:
    engine = Engine()
    engine.use_source(MIX, generation)
    engine.use_voices(PARTS, generation)
    engine.play()
    return engine


def without(silent: Iterable[int]) -> list[float]:
    """The factors of the voices where some are silent."""
    away = set(silent)
    return [0.0 if voice in away else 1.0 for voice in range(VOICE_COUNT)]


def in_blocks(engine: Engine, frames: int, sizes: list[int]) -> Audio:
    parts, done, n = [], 0, 0
    while done < frames:
        size = min(sizes[n % len(sizes)], frames - done)
        parts.append(engine.render(size))
        done, n = done + size, n + 1
    return np.concatenate(parts)


def heard_by_hand(
    song: npt.NDArray[np.int64], wishes: dict[int, frozenset[int]]
) -> npt.NDArray[np.float64]:
    """What is heard at each frame of a song that plays, worked out one sample after another."""
    levels, silent = [1.0] * VOICE_COUNT, frozenset[int]()
    out = np.zeros((song.size, 2))
    for n, at in enumerate(song.tolist()):
        silent = wishes.get(n, silent)
        out[n] = sum(levels[v] * VOICES[v][at].astype(np.float64) for v in range(VOICE_COUNT))
        for voice in range(VOICE_COUNT):
            step = -1 if voice in silent else 1
            levels[voice] = min(1.0, max(0.0, levels[voice] + step / FADE_FRAMES))
    return out


def test_all_voices_are_the_mix_to_the_bit() -> None:
    plain = Engine()
    plain.use_source(MIX, 1)
    plain.play()
    assert np.array_equal(playing().render(20_000), plain.render(20_000))


def test_without_drums_the_mix_less_the_drums_is_heard_to_the_bit() -> None:
    engine = playing()
    engine.balance_voices(without([0]))
    out = engine.render(20_000)
    assert np.array_equal(out[FADE_FRAMES:], (MIX - VOICES[0])[FADE_FRAMES:20_000])


def test_a_voice_alone_is_that_voice() -> None:
    engine = playing()
    engine.balance_voices(without([0, 1, 3]))
    out = engine.render(20_000)
    assert np.allclose(out[FADE_FRAMES:], VOICES[2][FADE_FRAMES:20_000], atol=ROUNDING, rtol=0)


@settings(max_examples=15, deadline=None)
@given(
    st.dictionaries(st.integers(300, 3500), silences, max_size=4),
    st.lists(st.integers(1, 2000), min_size=1, max_size=4),
)
def test_voices_come_and_go_as_worked_out_by_hand_in_any_blocks(
    wishes: dict[int, frozenset[int]], sizes: list[int]
) -> None:
    engine = playing()
    for at, silent in sorted(wishes.items()):
        engine.balance_voices(without(silent), at=at)
    out = in_blocks(engine, 4500, sizes)
    wanted = heard_by_hand(np.arange(4500), wishes)
    assert np.allclose(out[FADE_FRAMES:], wanted[FADE_FRAMES:], atol=1e-6, rtol=0)


def test_loops_and_seeks_stay_on_the_sample() -> None:
    engine = playing()
    engine.balance_voices(without([1]))
    engine.loop(1000, 3000)
    out = engine.render(7000)
    song = np.concatenate([np.arange(3000), np.arange(1000, 3000), np.arange(1000, 3000)])
    less = MIX - VOICES[1]
    assert np.array_equal(out[FADE_FRAMES:], less[song][FADE_FRAMES:])
    engine.unloop()
    engine.seek(30_000)
    engine.render(2 * FADE_FRAMES)
    after = 30_000 + FADE_FRAMES
    assert np.array_equal(engine.render(5000), less[after : after + 5000])


def test_voices_of_another_song_take_nothing_away() -> None:
    engine = playing()
    engine.balance_voices(without([0, 1, 2, 3]))
    engine.render(5000)
    engine.use_source(MIX[::-1].copy(), 2)
    engine.play()
    engine.render(2 * FADE_FRAMES)
    wanted = MIX[::-1][FADE_FRAMES : FADE_FRAMES + 3000]
    assert np.array_equal(engine.render(3000), wanted)


def test_a_better_set_takes_over_without_a_jump() -> None:
    flat = [resident(np.full((FRAMES, 2), level, np.float32)) for level in (0.1, 0.1, 0.1, 0.1)]
    engine = Engine()
    engine.use_source(np.full((FRAMES, 2), 0.4, np.float32), 1)
    engine.use_voices(flat, 1)
    engine.balance_voices(without([0]))
    engine.play()
    engine.render(1000)
    better = [resident(np.full((FRAMES, 2), level, np.float32)) for level in (0.2, 0.1, 0.1, 0)]
    engine.use_voices(better, 1)
    out = engine.render(3000)
    assert np.abs(np.diff(out[:, 0])).max() <= 0.2 / FADE_FRAMES + ROUNDING
    assert np.allclose(out[[0, -1], 0], [0.3, 0.2], atol=1e-3)


def test_voices_that_end_early_take_nothing_away_after_that() -> None:
    engine = Engine()
    engine.use_source(MIX, 1)
    engine.use_voices([part[:3000] for part in PARTS], 1)
    engine.balance_voices(without([3]))
    engine.play()
    out = engine.render(6000)
    assert np.array_equal(out[3000:], MIX[3000:6000])


def test_silence_is_arranged_while_the_song_stands() -> None:
    engine = playing()
    engine.pause()
    engine.render(1000)
    engine.balance_voices(without([0]))
    assert not engine.render(1000).any()
    engine.play()
    start = int(engine.memory.transport[4])
    engine.render(FADE_FRAMES)
    begin = start + FADE_FRAMES
    assert np.array_equal(engine.render(1000), (MIX - VOICES[0])[begin : begin + 1000])


def test_sets_are_let_go_of() -> None:
    engine = playing()
    engine.balance_voices(without([0]))
    for _ in range(12):
        engine.use_voices(PARTS, 1)
        for _ in range(3):
            engine.render(FADE_FRAMES)
            engine.retire()
    assert engine._voices.retire() == 1
    engine.use_voices((), 1)
    for _ in range(4):
        engine.render(FADE_FRAMES)
        engine.retire()
    assert engine._voices.retire() == 0


@pytest.mark.parametrize("count", [0, 3, 5, 300])
def test_no_more_and_no_fewer_levels_than_voices_are_taken(count: int) -> None:
    engine = playing()
    engine.render(1000)
    with pytest.raises(BadValue, match="4 voices"):
        engine.balance_voices([0.5] * count)
    before = engine.memory.balance.copy()
    engine.render(1000)
    assert np.array_equal(engine.memory.balance, before)
