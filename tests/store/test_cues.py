import math

import pytest

from luma.domain.cues import Cue
from luma.domain.errors import BadValue, NotFound
from luma.domain.ids import TrackId
from luma.store.store import Store
from tests.library import furnish

ONE = TrackId("one")


def test_cues_are_kept_in_their_order_and_replaced_whole(store: Store) -> None:
    drop, loop = Cue(61.5, None, 1, "Drop", 3), Cue(10.0, 14.0, None, "Loop")
    with store.begin() as shelf:
        furnish(shelf)
        assert shelf.cues.of(ONE) == ()
        assert shelf.cues.save(ONE, (drop, loop)) == (loop, drop)
        assert shelf.cues.save(ONE, (drop,)) == (drop,)
    with store.read() as shelf:
        assert shelf.cues.of_all((ONE, TrackId("two"))) == {ONE: (drop,), TrackId("two"): ()}


def test_cues_belong_to_a_track(store: Store) -> None:
    with store.begin() as shelf, pytest.raises(NotFound, match="no track nobody"):
        shelf.cues.save(TrackId("nobody"), ())


@pytest.mark.parametrize(
    ("at", "stop", "button", "colour"),
    [(-1.0, None, 0, 0), (math.nan, None, 0, 0), (2.0, 2.0, 0, 0), (1.0, math.inf, 0, 0),
     (1.0, None, -1, 0), (1.0, None, 0, 10)],
)  # fmt: skip
def test_places_that_no_track_has_are_refused(
    at: float, stop: float | None, button: int, colour: int
) -> None:
    with pytest.raises(BadValue):
        Cue(at, stop, button, "", colour)
