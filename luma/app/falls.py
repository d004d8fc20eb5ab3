"""How often a process fell lately: one that cannot stand is not started for ever."""

import time
from collections import deque

MOST = 5
WITHIN_SECONDS = 30.0


class Falls:
    """The latest falls of one process."""

    def __init__(self) -> None:
        """Know of none."""
        self._moments: deque[float] = deque(maxlen=MOST)

    def note(self) -> bool:
        """Remember a fall, and tell whether there is sense in starting again."""
        now = time.monotonic()
        often = len(self._moments) == MOST and now - self._moments[0] < WITHIN_SECONDS
        self._moments.append(now)
        return not often
