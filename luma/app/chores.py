"""A few threads for work that may take a while; answers return on the lane."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from luma.app.lane import Lane

T = TypeVar("T")
THREADS = 3
log = logging.getLogger(__name__)


class Chores:
    """Runs work beside the lane; of several with one key only the latest answers."""

    def __init__(self, lane: Lane) -> None:
        """Start no thread before there is work."""
        self._lane = lane
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="chores")
        self._latest: dict[str, int] = {}

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
        *,
        key: str | None = None,
    ) -> None:
        """Do some work, then hand its answer or its trouble to the lane; called on the lane."""
        turn = self._take_turn(key)
        if key is not None:
            plain = work

            def work() -> T:
                if self._latest.get(key) != turn:
                    raise Superseded
                return plain()

        future = self._pool.submit(work)
        future.add_done_callback(
            lambda done: self._lane.post(
                lambda: self._answer(done, key, turn, (then, otherwise))
            )
        )

    def close(self) -> None:
        """Drop what has not begun and wait for what has."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _take_turn(self, key: str | None) -> int:
        if key is None:
            return 0
        self._latest[key] = self._latest.get(key, 0) + 1
        return self._latest[key]

    def _answer(
        self,
        done: Future[T],
        key: str | None,
        turn: int,
        ways: tuple[Callable[[T], object], Callable[[Exception], object]],
    ) -> None:
        if done.cancelled() or (key is not None and self._latest.get(key) != turn):
            return
        trouble = done.exception()
        if trouble is None:
            ways[0](done.result())
        elif isinstance(trouble, Exception):
            ways[1](trouble)


class Superseded(Exception):
    """A chore that gave way to a later one before it began."""
