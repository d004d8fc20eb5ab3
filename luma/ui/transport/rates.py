"""How often something happens, from counts that only grow; pure."""

from collections import deque

WINDOW_S = 1.0


class Rate:
    """How fast a count grows, over the last second."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._seen: deque[tuple[float, int]] = deque()

    def tell(self, now: float, count: int) -> float | None:
        """Take a count at a moment, and give the rate a second once it is known."""
        seen = self._seen
        if seen and count < seen[-1][1]:
            seen.clear()
        seen.append((now, count))
        while len(seen) > 2 and now - seen[1][0] >= WINDOW_S:
            seen.popleft()
        span = now - seen[0][0]
        return (count - seen[0][1]) / span if span >= WINDOW_S * 0.9 else None
