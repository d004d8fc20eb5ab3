"""What the light tests share."""

from collections.abc import Iterator

import pytest

from tests.light.rig import Node


@pytest.fixture
def node() -> Iterator[Node]:
    there = Node()
    yield there
    there.close()
