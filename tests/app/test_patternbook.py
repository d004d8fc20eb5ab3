"""The picture of all patterns that whoever runs one inside of another looks at."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from luma.app.patternbook import PatternBook
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import GraphId, NodeId, PatternId
from luma.domain.pattern import Implementation, Pattern
from luma.store.store import Store
from tests.library import MIGRATIONS

GLOW, BARE = PatternId("glow"), PatternId("bare")
MAIN, OTHER = GraphId("main"), GraphId("other")
LIT = GraphDoc({NodeId("lamp"): NodeDoc("out/light")})
SPACE = GraphDoc({NodeId("beam"): NodeDoc("out/zoom")})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "luma.db", MIGRATIONS)
    with store.begin() as shelf:
        shelf.patterns.save(
            Pattern(GLOW, "Glow", "Shines.", MAIN),
            Implementation(MAIN, GLOW, LIT, name="Main"),
            Implementation(OTHER, GLOW, SPACE, name="Other"),
        )
        shelf.patterns.save(Pattern(BARE, "Bare", "", None))
    yield store
    store.close()


def test_it_holds_what_can_be_played_and_all_graphs_of_that(store: Store) -> None:
    book = PatternBook(store).now
    assert set(book) == {GLOW}
    assert (book[GLOW].name, book[GLOW].help, book[GLOW].graph) == ("Glow", "Shines.", LIT)
    assert book[GLOW].carried_out_by("Other") == SPACE


def test_an_edit_shows_at_once_and_an_older_answer_stays_as_it_was(store: Store) -> None:
    book = PatternBook(store)
    before = book.now
    book.note(MAIN, SPACE)
    book.note(GraphId("nobody's"), SPACE)
    assert book.now[GLOW].graph == SPACE
    assert before[GLOW].graph == LIT
    assert book.owner(OTHER) == GLOW


def test_what_came_changed_or_went_is_read_anew(store: Store) -> None:
    book = PatternBook(store)
    assert BARE not in book.now
    with store.begin() as shelf:
        bare = replace(shelf.patterns.get(BARE), default=GraphId("first"))
        shelf.patterns.save(bare, Implementation(GraphId("first"), BARE, LIT))
        shelf.patterns.remove(GLOW)
    book.look_again(BARE)
    book.look_again(GLOW)
    assert {name: played.graph for name, played in book.now.items()} == {BARE: LIT}
    assert book.owner(MAIN) is None
