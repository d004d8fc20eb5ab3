"""Kept pictures of clips never show another zoom."""

from tests.ui.timeline.conftest import Bench


def test_a_clip_that_grows_too_wide_is_painted_anew(bench: Bench) -> None:
    view = bench.view
    bench.until(lambda: len(view.sources.strips) == 3)
    view.fit()
    for _ in range(3):  # painted, kept, put
        view.canvas.redraw()
        view.canvas.grab()
    view.turn_to(view.scene.view.fitted(3.9, 12.1))
    pictures = []
    for _ in range(3):
        view.canvas.redraw()
        pictures.append(view.canvas.grab().toImage())
    assert pictures[0] == pictures[1] == pictures[2]
