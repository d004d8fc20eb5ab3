import numpy as np
import pytest
from hypothesis import given, settings

from luma.domain.chorddoc import ChordDoc
from luma.domain.errors import NotFound, StaleRevision
from luma.domain.griddoc import GridDoc
from luma.domain.harmony import NO_CHORD, ChordTrack
from luma.domain.ids import TrackId
from luma.domain.rhythm import BeatGrid
from luma.store.store import Store
from tests.domain import drawn
from tests.library import furnish

ONE = TrackId("one")
GRID = BeatGrid(np.array([0.5, 1.0, 1.75]), np.array([1]))


def test_most_tracks_have_no_grid_of_their_own(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
        assert shelf.corrections.grid(ONE) == GridDoc(ONE)
        assert shelf.corrections.grid_revision(ONE) == 0
        with pytest.raises(NotFound, match="no track nobody"):
            shelf.corrections.grid(TrackId("nobody"))


def test_each_change_is_a_revision_and_the_second_of_two_is_refused(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
        assert shelf.corrections.save_grid(GridDoc(ONE), 0) == 0
        assert shelf.corrections.save_grid(GridDoc(ONE, GRID), 0) == 1
        assert shelf.corrections.save_grid(GridDoc(ONE, GRID), 1) == 1
        with pytest.raises(StaleRevision, match="beat grid"):
            shelf.corrections.save_grid(GridDoc(ONE), 0)
    with store.read() as shelf:
        assert shelf.corrections.grid(ONE) == GridDoc(ONE, GRID)
        assert shelf.corrections.grid_revision(ONE) == 1


def test_a_grid_waits_in_the_trash_with_its_track(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
        shelf.corrections.save_grid(GridDoc(ONE, GRID))
        shelf.tracks.remove(ONE)
        shelf.tracks.restore(ONE)
    with store.read() as shelf:
        assert shelf.corrections.grid(ONE) == GridDoc(ONE, GRID)


@settings(max_examples=20)
@given(doc=drawn.grid_docs)
def test_a_grid_comes_back_as_it_was(shared: Store, doc: GridDoc) -> None:
    mine = GridDoc(ONE, doc.grid, doc.heard)
    with shared.begin() as shelf:
        shelf.corrections.save_grid(mine)
    with shared.read() as shelf:
        assert shelf.corrections.grid(ONE) == mine


@settings(max_examples=20)
@given(doc=drawn.chord_docs)
def test_chords_come_back_as_they_were(shared: Store, doc: ChordDoc) -> None:
    mine = ChordDoc(ONE, doc.chords, doc.heard)
    with shared.begin() as shelf:
        shelf.corrections.save_chords(mine)
    with shared.read() as shelf:
        assert shelf.corrections.chords(ONE) == mine


def test_chords_and_beats_are_counted_apart(store: Store) -> None:
    mine = ChordDoc(ONE, ChordTrack(np.array([0.0, 2.0]), (NO_CHORD,)))
    with store.begin() as shelf:
        furnish(shelf)
        assert shelf.corrections.save_grid(GridDoc(ONE, GRID), 0) == 1
        assert shelf.corrections.save_chords(ChordDoc(ONE), 0) == 0
        assert shelf.corrections.save_chords(mine, 0) == 1
        with pytest.raises(StaleRevision, match="chords"):
            shelf.corrections.save_chords(ChordDoc(ONE), 0)
        assert shelf.corrections.chords_revision(ONE) == 1
        assert shelf.corrections.grid(ONE) == GridDoc(ONE, GRID)
        with pytest.raises(NotFound, match="no track nobody"):
            shelf.corrections.chords(TrackId("nobody"))
