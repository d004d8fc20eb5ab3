"""A view never leaves its track, and zooming keeps what lies under the pointer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.ui.timeline.viewport import DEEPEST, Viewport

views = st.builds(
    Viewport,
    st.floats(1, 4000),
    st.integers(50, 3000),
    st.floats(-100, 5000),
    st.floats(0, 1e6),
)


@given(views, st.floats(-4000, 4000), st.floats(0.01, 100), st.floats(0, 1))
def test_a_view_stays_inside_of_its_track(
    view: Viewport, pixels: float, factor: float, share: float
) -> None:
    for seen in (view, view.moved(pixels), view.zoomed(factor, share * view.width)):
        assert seen.start >= 0.0
        assert seen.stop <= seen.duration * (1 + 1e-9)
        assert seen.widest <= seen.scale <= max(DEEPEST, seen.widest)


@given(views, st.floats(0, 1))
def test_pixels_and_seconds_lead_back_to_each_other(view: Viewport, share: float) -> None:
    x = share * view.width
    assert view.x(view.seconds(x)) == pytest.approx(x, abs=0.01)


def test_zooming_keeps_the_place_under_the_pointer() -> None:
    view = Viewport(600.0, 1000, 100.0, 20.0)
    for factor in (0.7, 1.3, 50.0):
        assert view.zoomed(factor, 400).seconds(400) == pytest.approx(view.seconds(400))


def test_following_puts_a_moment_at_one_third_but_not_beyond_the_end() -> None:
    view = Viewport(600.0, 900, 0.0, 10.0)
    assert view.following(300.0).x(300.0) == pytest.approx(300)
    assert view.following(5.0).start == 0.0
    assert view.following(599.0).stop == pytest.approx(600.0)


def test_a_stretch_fills_the_view_and_the_whole_stays_the_whole() -> None:
    view = Viewport(600.0, 900)
    fitted = view.fitted(100.0, 130.0)
    assert (fitted.start, fitted.stop) == pytest.approx((100.0, 130.0))
    assert view.resized(450).stop == pytest.approx(600.0)
    assert fitted.resized(450).scale == fitted.scale
