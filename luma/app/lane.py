"""The one thread that decides; others post to it."""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from luma.domain.errors import LumaError, Refused

T = TypeVar("T")
log = logging.getLogger(__name__)


class Lane:
    """A thread that runs what is posted to it, one after the other, in order."""

    def __init__(self) -> None:
        """Start the thread."""
        self._waiting: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self._gate = threading.Lock()  # between a post and the closing
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="lane", daemon=True)
        self._thread.start()

    @property
    def is_here(self) -> bool:
        """Whether the caller is on the lane."""
        return threading.current_thread() is self._thread

    def post(self, act: Callable[[], object]) -> None:
        """Run something on the lane, some time soon; nothing happens once it is closed."""
        self._queue(act)

    def call(self, ask: Callable[[], T]) -> T:
        """Run something on the lane and give its answer; at once where the caller is there."""
        if self.is_here:
            return ask()
        answer: Future[T] = Future()

        def run() -> None:
            try:
                answer.set_result(ask())
            except BaseException as cause:  # noqa: BLE001  (it is the caller's to handle)
                answer.set_exception(cause)

        if not self._queue(run):
            raise Refused("The desk is closed, so nothing more is decided.")
        return answer.result()

    def close(self) -> None:
        """Run what was posted until now, then end the thread."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._thread.join()

    def _queue(self, act: Callable[[], object]) -> bool:
        with self._gate:
            if not self._closed:
                self._waiting.put(act)
            return not self._closed

    def _run(self) -> None:
        while (act := self._waiting.get()) is not None:
            try:
                act()
            except LumaError as trouble:
                log.warning("%s: %s", trouble.code, trouble.sentence())
            except Exception:
                log.exception("Luma made a mistake on the lane")
