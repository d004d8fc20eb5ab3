"""A frame draws no more anew than it has time for."""

from luma.ui.nodes.effort import Effort


def test_what_does_not_fit_into_a_frame_is_remembered_for_the_next() -> None:
    effort = Effort()
    assert effort.may_draw(), "before the first frame there is all the time"
    effort.begin()
    while effort.may_draw():
        pass
    left = [effort.is_left]
    effort.begin()
    left.append(effort.is_left)
    assert left == [True, False]
