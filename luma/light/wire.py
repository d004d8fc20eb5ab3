"""An output in use: sent to on change and to stay alive, watched, and given a last word."""

import time
from collections.abc import Callable, Mapping

from luma.domain.errors import OutputError
from luma.light.fixtures import UNIVERSE_SIZE
from luma.light.messages import LONGEST_SENTENCE, OutputFailed, OutputReady
from luma.light.register import Output

KEEP_ALIVE_NS = 800_000_000
RETRY_NS = 2_000_000_000
LAST_WORDS = 3

Tell = Callable[[OutputFailed | OutputReady], None]


class Wire:
    """One output; a trouble is told when it begins and when it is over, and never raised."""

    def __init__(self, kind: str, output: Output, tell: Tell) -> None:
        """Take an output that is not yet open."""
        self.kind = kind
        self._output, self._tell = output, tell
        self._sent: dict[int, tuple[bytes, int]] = {}
        self._is_open = False
        self._works: bool | None = None
        self._retry_ns = 0

    def show(self, universes: Mapping[int, bytes], now_ns: int) -> None:
        """Send what has changed or was sent too long ago; what is patched no more goes dark."""
        gone = {
            number: bytes(UNIVERSE_SIZE) for number in self._sent if number not in universes
        }
        due = {n: levels for n, levels in universes.items() if self._is_due(n, levels, now_ns)}
        self._send({**gone, **due}, now_ns)
        for number in gone:
            self._sent.pop(number, None)

    def _is_due(self, number: int, levels: bytes, now_ns: int) -> bool:
        known = self._sent.get(number)
        return known is None or known[0] != levels or now_ns - known[1] >= KEEP_ALIVE_NS

    def _send(self, universes: Mapping[int, bytes], now_ns: int) -> None:
        if not self._is_open and now_ns < self._retry_ns:
            return
        try:
            self._open(now_ns)
            for number, levels in universes.items():
                self._output.send(number, levels)
                self._sent[number] = levels, now_ns
        except OutputError as error:
            if self._works is not False:
                self._tell(OutputFailed(self.kind, error.sentence()[:LONGEST_SENTENCE]))
            self._works = False
        else:
            if self._works is None or (universes and not self._works):
                self._works = True
                self._tell(OutputReady(self.kind))

    def _open(self, now_ns: int) -> None:
        if not self._is_open:
            self._retry_ns = now_ns + RETRY_NS
            self._output.open()
            self._is_open = True

    def close(self, last_word: Mapping[int, bytes], gap_seconds: float) -> None:
        """Say the last word often enough for one to arrive, and let go."""
        if self._is_open and last_word:
            for _ in range(LAST_WORDS):
                time.sleep(gap_seconds)
                self._send(last_word, time.monotonic_ns())
        self._output.close()
        self._is_open = False
