"""The load of the callback is what a plain sorting of all its times would tell."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.blocks import POSITION, TIME_STEP_NS, TIMES, Position
from luma.domain.units import HOUSE_RATE
from luma.stage.load import Load

EMPTY = Position.of(np.zeros((), POSITION))


def position(times_ns: list[int], frames: int) -> Position:
    counts = np.zeros(TIMES, np.int64)
    for time in times_ns:
        counts[min(time // TIME_STEP_NS, TIMES - 1)] += 1
    return replace(
        EMPTY,
        times=counts,
        callbacks=len(times_ns),
        stream_frame=frames * len(times_ns),
        worst_ns=max(times_ns),
    )


@given(st.lists(st.integers(0, 310_000), min_size=1, max_size=400), st.integers(64, 4096))
def test_shares_are_those_of_all_times_within_one_step(times: list[int], frames: int) -> None:
    load = Load.of(position(times, frames))
    block = frames / HOUSE_RATE * 1e9
    ordered = sorted(times)
    for part, share in ((0.5, load.median), (0.999, load.late)):
        exact = ordered[int(np.ceil(part * len(times))) - 1]
        assert exact <= share * block + 1e-3
        assert share * block <= exact + TIME_STEP_NS + 1e-3
    assert load.worst * block == pytest.approx(max(times))
    assert load.block == pytest.approx(frames / HOUSE_RATE)


def test_before_the_first_block_there_is_no_load() -> None:
    assert Load.of(EMPTY) == Load()
