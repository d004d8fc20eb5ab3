"""A mistake is logged with its trace, and once."""

import logging

import pytest

from luma.app.mistakes import Mistakes
from luma.domain.ids import NodeId

ONE, OTHER = NodeId("one"), NodeId("other")


def test_each_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    mistakes = Mistakes()
    with caplog.at_level(logging.ERROR):
        mistakes.note({ONE: KeyError("a")})
        mistakes.note({ONE: KeyError("a"), OTHER: KeyError("a")})
        mistakes.note({ONE: KeyError("b")})
    told = [
        (record.getMessage(), str(record.exc_info[1]))
        for record in caplog.records
        if record.exc_info
    ]
    assert told == [
        ("Luma made a mistake in the node one", "'a'"),
        ("Luma made a mistake in the node other", "'a'"),
        ("Luma made a mistake in the node one", "'b'"),
    ]
