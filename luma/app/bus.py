"""Facts, and who hears them: always on the lane, always in order."""

import logging
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any, TypeVar

from luma.app.lane import Lane

Fact = TypeVar("Fact")
log = logging.getLogger(__name__)


class Bus:
    """Announces facts to those who asked to hear their type."""

    def __init__(self, lane: Lane) -> None:
        """Run all hearers on this lane."""
        self._lane = lane
        self._hearers: defaultdict[type, list[Callable[[Any], object]]] = defaultdict(list)
        self._waiting: deque[object] = deque()
        self._speaking = False

    def on(self, fact: type[Fact], hear: Callable[[Fact], object]) -> Callable[[], None]:
        """Hear facts of one type from now on; the answer ends it."""
        hearers = self._hearers[fact]
        self._lane.call(lambda: hearers.append(hear))

        def leave() -> None:
            self._lane.call(lambda: hearers.remove(hear) if hear in hearers else None)

        return leave

    def settle(self) -> None:
        """Wait until the lane holds on to nobody who has left."""
        self._lane.call(lambda: None)

    def announce(self, fact: object) -> None:
        """Tell a fact; one that is told while another is being told waits for its turn."""
        if not self._lane.is_here:
            self._lane.post(lambda: self.announce(fact))
            return
        self._waiting.append(fact)
        if self._speaking:
            return
        self._speaking = True
        try:
            while self._waiting:
                self._tell(self._waiting.popleft())
        finally:
            self._speaking = False

    def _tell(self, fact: object) -> None:
        for hear in tuple(self._hearers[type(fact)]):
            try:
                hear(fact)
            except Exception:
                log.exception("Luma made a mistake on hearing %s", type(fact).__name__)
