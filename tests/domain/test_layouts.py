"""Layouts: as wide as told, about their middle, evenly spaced."""

import math

import pytest

from luma.domain.layouts import LAYOUTS, Layout, places


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_are_as_wide_as_told_at_one_height(layout: Layout) -> None:
    found = places(layout, 9, (1.0, 2.0, 3.0), 4.0)
    assert len(set(found)) == 9
    assert {z for _, _, z in found} == {3.0}
    xs = [x for x, _, _ in found]
    assert min(xs) == pytest.approx(-1.0)
    assert max(xs) <= 3.0 + 1e-6


def test_the_shapes_are_those_of_the_words() -> None:
    assert places("line", 3, (0.0, 1.0, 2.0), 4.0) == ((-2, 1, 2), (0, 1, 2), (2, 1, 2))
    assert places("arc", 3, (0.0, 0.0, 0.0), 4.0) == ((-2, 0, 0), (0, 2, 0), (2, 0, 0))
    assert places("grid", 4, (0.0, 0.0, 0.0), 2.0) == (
        (-1, -1, 0), (1, -1, 0), (-1, 1, 0), (1, 1, 0),
    )  # fmt: skip
    assert places("circle", 4, (0.0, 0.0, 0.0), 2.0) == (
        (-1, 0, 0), (0, 1, 0), (1, 0, 0), (0, -1, 0),
    )  # fmt: skip
    ring = places("circle", 7, (5.0, -3.0, 1.0), 6.0)
    assert all(math.hypot(x - 5, y + 3) == pytest.approx(3.0, abs=1e-3) for x, y, _ in ring)


def test_one_hangs_in_the_middle_and_none_nowhere() -> None:
    for layout in LAYOUTS:
        assert places(layout, 1, (1.0, 2.0, 3.0), 4.0) == ((1.0, 2.0, 3.0),)
        assert places(layout, 0, (1.0, 2.0, 3.0), 4.0) == ()
