"""The log of what nodes should never have raised."""

import logging
from collections.abc import Mapping

from luma.domain.ids import NodeId

log = logging.getLogger(__name__)


class Mistakes:
    """Logs the mistakes of nodes, each of them once however often the node runs."""

    def __init__(self) -> None:
        """Know of none."""
        self._known: set[str] = set()

    def note(self, made: Mapping[NodeId, Exception]) -> None:
        """Log those that are new; may be called from any thread."""
        for node, mistake in made.items():
            name = f"{node}: {mistake!r}"
            if name not in self._known:
                self._known.add(name)
                log.error("Luma made a mistake in the node %s", node, exc_info=mistake)
