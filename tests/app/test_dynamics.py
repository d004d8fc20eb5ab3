"""What the lanes of the dynamics are drawn from: at any zoom, at a moment, and in words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.app.dynamics import Course, Dynamic, DynamicsSketch, share_of_lufs, whole_words
from luma.domain.drums import DrumTrack, Hits
from luma.domain.energy import Loudness
from luma.domain.ids import TrackId


@given(
    st.lists(st.floats(0.0, 1.0, width=32), min_size=1, max_size=400),
    st.floats(-3.0, 8.0),
    st.floats(0.02, 3.0),
    st.integers(1, 30),
)
def test_columns_hold_every_value_that_lies_in_them(
    values: list[float], start: float, per_column: float, count: int
) -> None:
    """A column may reach a little into its neighbours, never past whole steps of its level."""
    low, high = Course.of(values).columns(start, per_column, count)
    step = 1 << (int(per_column * 60).bit_length() - 1)

    def between(first: float, last: float) -> list[float]:
        return [v for at, v in enumerate(values) if first <= at and at + 1 <= last]

    for n in range(count):
        first, last = (start + n * per_column) * 60, (start + (n + 1) * per_column) * 60
        assert all(low[n] <= v <= high[n] for v in between(first, last))
        near = between(first - step - 1, last + step + 1)
        assert high[n] <= max([*near, 0.0])
        is_at_edge = first - step <= 0 or last + step >= len(values)
        assert low[n] >= min(near, default=0.0) * (not is_at_edge)


def test_between_frames_a_curve_is_a_line_and_outside_there_is_nothing() -> None:
    course = Course.of([0.0, 1.0, 0.0])
    low, high = course.columns(-1 / 60, 1 / 240, 20)
    assert np.array_equal(low, high)
    assert not low[:4].any()
    assert not low[16:].any()
    assert low[9] == pytest.approx(low[10]) == pytest.approx(0.875)
    assert (course.at(0.02), course.at(-0.1), course.at(1.0)) == (1.0, 0.0, 0.0)


def test_nothing_at_all_has_a_course_too() -> None:
    assert not np.concatenate(Course.of([]).columns(0.0, 0.5, 4)).any()


def a_sketch() -> DynamicsSketch:
    hits = Hits(np.array([0.5, 1.0]), np.array([0.8, 0.3]))
    nothing = Hits(np.zeros(0), np.zeros(0))
    levels = np.array([-20.0, -12.5, -30.0], np.float32)
    return DynamicsSketch(
        TrackId("t"),
        {
            Dynamic.ENERGY: Course.of([0.2, 0.6, 0.4]),
            Dynamic.LOUDNESS: Course.of(share_of_lufs(levels)),
        },
        DrumTrack(hits, nothing, nothing),
        Loudness(-14.25, -0.96, 6.2, levels - 1.0, levels),
    )


def test_a_moment_is_told_in_words() -> None:
    sketch = a_sketch()
    assert sketch.words(Dynamic.KICK, 0.52, 0.05) == "Kick, 80 % strong"
    assert sketch.words(Dynamic.KICK, 0.7, 0.05) == "Kick: 2 strokes in the track"
    assert sketch.words(Dynamic.SNARE, 0.5, 0.05) == "Snare: 0 strokes in the track"
    assert sketch.words(Dynamic.ENERGY, 1 / 60, 0.0) == "Energy 60 %"
    assert sketch.words(Dynamic.BRIGHTNESS, 0.0, 0.0) == ""
    said = sketch.words(Dynamic.LOUDNESS, 0.02, 0.0)
    assert said.startswith("Loudness −12.5 LUFS, over 3 seconds −13.5 LUFS; the track −14.")
    assert sketch.words(Dynamic.LOUDNESS, 9.0, 0.0).startswith("Loudness of the track")
    whole = whole_words(Loudness(-9.0, 0.4, 4.0))
    assert whole == "−9.0 LUFS, range 4.0 LU, true peak 0.4 dBTP"


def test_loudness_is_drawn_from_thirty_below_full_scale() -> None:
    assert share_of_lufs([-120.0, -30.0, -15.0, 0.0, 3.0]).tolist() == [0, 0, 0.5, 1, 1]
