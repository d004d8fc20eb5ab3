"""How busy sound is and how often light is sent, from counts that only grow; pure."""

from collections import deque

from luma.domain.units import HOUSE_RATE

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


class Load:
    """Which part of its time the sound callback needs, over the last second."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._callbacks, self._frames = Rate(), Rate()
        self._spent: deque[int] = deque(maxlen=60)

    def tell(self, now: float, callbacks: int, frames: int, last_ns: int) -> float | None:
        """Take what the position block counts; a share of one, once it is known."""
        self._spent.append(last_ns)
        each, made = self._callbacks.tell(now, callbacks), self._frames.tell(now, frames)
        if not each or not made:
            return None
        period = made / each / HOUSE_RATE
        return sum(self._spent) / len(self._spent) / 1e9 / period
