"""The one thread that writes the database: batches changes, answers when they are safe."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Generic, Self, TypeVar

from luma.domain.errors import LumaError, Refused
from luma.store.store import Shelf, Store

T = TypeVar("T")
MOST_AT_ONCE = 64
GRACE_SECONDS = 0.06
"""How long a change may lie while its picture is made, unless others want to be written."""
log = logging.getLogger(__name__)

Post = Callable[[Callable[[], object]], object]


class Saved(Generic[T]):
    """The answer to a change: it comes when the change is safe on disk, or refused."""

    def __init__(
        self, change: Callable[[Shelf], T], post: Post, *, may_wait: bool = False
    ) -> None:
        """Wait for a change; whoever asks with `then` is answered through `post`."""
        self.may_wait = may_wait
        self._change = change
        self._post = post
        self._future: Future[T] = Future()
        self._value: T

    def result(self, timeout: float | None = None) -> T:
        """What the change gave, once it is safe; raises what went wrong. Not for the lane."""
        return self._future.result(timeout)

    def done(self) -> bool:
        """Whether the answer is there."""
        return self._future.done()

    def then(
        self,
        done: Callable[[T], object],
        otherwise: Callable[[Exception], object] | None = None,
    ) -> Self:
        """Tell the lane; trouble that nobody takes is raised there."""
        self._future.add_done_callback(
            lambda _: self._post(lambda: self._tell(done, otherwise))
        )
        return self

    def attempt(self, shelf: Shelf) -> None:
        """Make the change; its trouble takes back this change alone."""
        with shelf.savepoint():
            self._value = self._change(shelf)

    def settle(self, trouble: Exception | None) -> None:
        """Give the answer."""
        if trouble is None:
            self._future.set_result(self._value)
            return
        if isinstance(trouble, LumaError):
            log.warning("a change was not saved: %s: %s", trouble.code, trouble.sentence())
        else:
            log.error("a change was not saved: luma made a mistake", exc_info=trouble)
        self._future.set_exception(trouble)

    def _tell(
        self, done: Callable[[T], object], otherwise: Callable[[Exception], object] | None
    ) -> None:
        trouble = self._future.exception()
        if trouble is None:
            done(self._future.result())
        elif otherwise is not None and isinstance(trouble, Exception):
            otherwise(trouble)
        else:
            raise trouble


class Keeper:
    """Takes changes from any thread and writes them in order, many to a transaction."""

    def __init__(self, store: Store, post: Post) -> None:
        """Write to a store, and answer through `post`, which runs things on the lane."""
        self._store = store
        self._post = post
        self._waiting: queue.SimpleQueue[Saved[Any] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()  # between a save and the closing
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
        self._thread.start()

    def save(self, change: Callable[[Shelf], T], *, may_wait: bool = False) -> Saved[T]:
        """Write a change soon; those before it are seen by it, and it by those after it.

        One that may wait leaves the processor to others for a moment. It is written early where
        one behind it may not.
        """
        saved = Saved(change, self._post, may_wait=may_wait)
        with self._lock:
            if self._closed:
                raise Refused("The library is closed, so nothing more is saved in it.")
            self._waiting.put(saved)
        return saved

    def flush(self) -> None:
        """Wait until everything that was asked for until now is safe or refused."""
        self.save(lambda _: None).result()

    def close(self) -> None:
        """Write what was asked for until now, then end the thread."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch, goes_on = self._with_waiting(first)
            self._write(batch)
            if not goes_on:
                break

    def _with_waiting(self, first: Saved[Any]) -> tuple[list[Saved[Any]], bool]:
        """A change and those that wait behind it, and whether the keeper goes on."""
        batch = [first]
        due = time.monotonic() + GRACE_SECONDS
        while len(batch) < MOST_AT_ONCE:
            left = due - time.monotonic() if batch[-1].may_wait else 0.0
            try:
                saved = self._waiting.get(left > 0.0, max(left, 0.0))
            except queue.Empty:
                break
            if saved is None:
                return batch, False
            batch.append(saved)
        return batch, True

    def _write(self, batch: list[Saved[Any]]) -> None:
        """Write a batch in one transaction; what breaks the transaction is told to them all."""
        refused: dict[int, Exception] = {}
        broken: Exception | None = None
        try:
            with self._store.begin() as shelf:
                for number, saved in enumerate(batch):
                    try:
                        saved.attempt(shelf)
                    except Exception as trouble:
                        if not shelf.stands:
                            raise
                        refused[number] = trouble
        except Exception as trouble:  # noqa: BLE001  (told to whoever asked)
            broken = trouble
        for number, saved in enumerate(batch):
            saved.settle(broken or refused.get(number))
