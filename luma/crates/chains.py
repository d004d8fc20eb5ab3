"""Rows of which each names the one that follows it."""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def in_chains(rows: Sequence[Row], following: str) -> list[Row]:
    """Rows in the order in which they name each other; those of a circle as they lie there."""
    known = {row["id"]: row for row in rows}
    named = {row[following] for row in rows}
    order: dict[Any, Row] = {}
    for first in [*(row for row in rows if row["id"] not in named), *rows]:
        here: Row | None = first
        while here is not None and here["id"] not in order:
            order[here["id"]] = here
            here = known.get(here[following])
    return list(order.values())
