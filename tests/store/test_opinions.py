import pytest

from luma.domain.errors import BadValue, NotFound
from luma.domain.ids import TrackId
from luma.domain.opinion import Opinion
from luma.store.store import Store
from tests.library import furnish

ONE = TrackId("one")


def test_opinions_are_kept_and_fill_only_what_is_empty(store: Store) -> None:
    mine, theirs = Opinion(4, "", "House", 0), Opinion(2, "nice", "Techno", 3)
    with store.begin() as shelf:
        furnish(shelf)
        assert shelf.opinions.of(ONE) == Opinion()
        shelf.opinions.save(ONE, mine.filled_by(theirs))
        assert shelf.opinions.of(ONE) == Opinion(4, "nice", "House", 3)
    with store.read() as shelf:
        assert shelf.opinions.of_all((ONE, TrackId("none"))) == {ONE: shelf.opinions.of(ONE)}
        with pytest.raises(NotFound, match="no track none"):
            shelf.opinions.of(TrackId("none"))
    with pytest.raises(BadValue, match="5 stars"):
        Opinion(6)
