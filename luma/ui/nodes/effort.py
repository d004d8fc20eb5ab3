"""How much drawing one frame may do: the rest is drawn in the next."""

import time

FRAME_SECONDS = 0.004


class Effort:
    """Counts the time that a frame has spent on drawing nodes anew."""

    def __init__(self) -> None:
        """Have all the time there is."""
        self._until = float("inf")
        self._left = False

    @property
    def is_left(self) -> bool:
        """Whether something was put off."""
        return self._left

    def begin(self) -> None:
        """Begin a frame."""
        self._until, self._left = time.perf_counter() + FRAME_SECONDS, False

    def may_draw(self) -> bool:
        """Whether there is time for one more; if not, that is remembered."""
        if time.perf_counter() < self._until:
            return True
        self._left = True
        return False
