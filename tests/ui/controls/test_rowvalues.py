"""What hands do to rows of levels, drawn lines and stops."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from luma.ui.controls.rowvalues import (
    as_json,
    drawn_over,
    levels_of,
    resized,
    shade_at,
    spot_moved,
    spots_of,
    stop_moved,
    stops_of,
)

share = st.floats(0, 1).map(lambda x: round(x, 4))
wild = st.floats(-5, 5)


def test_a_stroke_is_straight_whichever_way_it_is_drawn() -> None:
    levels = (0.0,) * 5
    assert drawn_over(levels, (0, 0.0), (4, 1.0)) == (0.0, 0.25, 0.5, 0.75, 1.0)
    assert drawn_over(levels, (4, 1.0), (0, 0.0)) == (0.0, 0.25, 0.5, 0.75, 1.0)
    assert drawn_over(levels, (2, 0.3), (2, 0.6)) == (0.0, 0.0, 0.6, 0.0, 0.0)


def test_a_longer_row_repeats_itself_and_never_is_empty() -> None:
    assert resized((1.0, 0.0), 5) == (1.0, 0.0, 1.0, 0.0, 1.0)
    assert resized((1.0, 0.0), 0) == (1.0,)


@given(st.lists(st.tuples(share, share), min_size=1, max_size=9), st.integers(0, 8), wild, wild)
def test_a_moved_point_stays_between_its_neighbours(
    points: list[tuple[float, float]], number: int, x: float, y: float
) -> None:
    line = tuple(sorted(points))
    moved = spot_moved(line, number % len(line), (x, y))
    across = [at for at, _ in moved]
    assert across == sorted(across)
    assert all(0 <= part <= 1 for spot in moved for part in spot)


@given(st.lists(st.tuples(share, share, share, share), min_size=1, max_size=6), wild)
def test_a_moved_stop_keeps_its_colour_and_its_place_in_the_order(
    points: list[tuple[float, float, float, float]], to: float
) -> None:
    stops = tuple(sorted(points))
    moved = stop_moved(stops, 0, to)
    assert moved[0][1:] == stops[0][1:]
    assert [stop[0] for stop in moved] == sorted(stop[0] for stop in moved)


def test_a_new_stop_has_the_colour_that_was_there() -> None:
    stops = ((0.0, 0.0, 0.0, 1.0), (0.5, 1.0, 0.0, 0.0))
    assert shade_at(stops, 0.25) == (0.5, 0.0, 0.5)
    assert shade_at(stops, 0.9) == (1.0, 0.0, 0.0)


def test_what_is_no_row_is_shown_as_a_plain_one() -> None:
    for odd in (None, 3, "x", [], [["a"]], [[1, 2, 3]]):
        value: Any = odd
        assert len(levels_of(value)) >= 1
        assert spots_of(value) == ((0.0, 0.0), (1.0, 1.0))
        assert len(stops_of(value)) == 1


def test_what_is_read_is_written_as_it_was() -> None:
    rows: Any = [[0.0, 1.0], [1.0, 0.0]]
    assert as_json(spots_of(rows)) == rows
    assert as_json(levels_of([0.5, 1.0])) == [0.5, 1.0]
