"""A library in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from luma.store.store import Store
from tests.library import MIGRATIONS, furnish


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "luma.db", MIGRATIONS)
    yield store
    store.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A library for many examples, each of which takes back what it did."""
    store = Store.open(tmp_path_factory.mktemp("shared") / "luma.db", MIGRATIONS)
    with store.begin() as shelf:
        furnish(shelf)
    yield store
    store.close()
