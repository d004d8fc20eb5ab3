"""Fixtures as they are dragged from one list of the page to another."""

import json
from collections.abc import Iterable

from PySide6.QtCore import QByteArray, QMimeData

from luma.domain.ids import FixtureId

FIXTURES = "application/x-luma-fixtures"


def carried(names: Iterable[FixtureId]) -> QMimeData:
    """Fixtures as something that can be dropped."""
    data = QMimeData()
    data.setData(FIXTURES, QByteArray(json.dumps(list(names)).encode()))
    return data


def fixtures_of(data: QMimeData) -> tuple[FixtureId, ...]:
    """The fixtures that something dropped holds; none where it is something else."""
    if not data.hasFormat(FIXTURES):
        return ()
    return tuple(FixtureId(name) for name in json.loads(bytes(data.data(FIXTURES).data())))
