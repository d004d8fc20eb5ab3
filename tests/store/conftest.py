"""A library in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from luma.store.store import Store
from tests.library import MIGRATIONS


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "luma.db", MIGRATIONS)
    yield store
    store.close()
