"""An output in use: sent to on change and to stay alive, watched, and given a last word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from luma.domain.errors import BadValue, OutputError
from luma.domain.lines import LONGEST_SENTENCE
from luma.domain.profile import UNIVERSE_SIZE
from luma.domain.units import Hz
from luma.light.messages import OutputFailed, OutputReady
from luma.light.register import Ending, Output, Together

KEEP_ALIVE_NS = 800_000_000
RETRY_NS = 2_000_000_000
SAYINGS = 3
SLACK_NS = 250_000
DARK = bytes(UNIVERSE_SIZE)

Tell = Callable[[OutputFailed | OutputReady], None]


def period_ns(rate: Hz) -> int:
    """The time from one packet to the next at a rate.

    It is a little long, so that no second holds a packet more although one leaves its machine
    late and another at once.
    """
    return round(1e9 / rate) + SLACK_NS


@dataclass(slots=True)
class _Said:
    """What a universe was told last, when, how often by now, and how often that it ends."""

    levels: bytes
    at_ns: int
    times: int
    ends: int = 0


class Wire:
    """One output; a trouble is told when it begins and when it is over, and never raised.

    Whatever is new is said three times, since a packet may be lost, and then to stay alive.
    """

    def __init__(self, name: str, output: Output, tell: Tell) -> None:
        """Take an output that is not yet open."""
        self.name = name
        self._output, self._tell = output, tell
        self._said: dict[int, _Said] = {}
        self._refused: set[int] = set()
        self._word: Mapping[int, bytes] = {}
        self._is_open = False
        self._works: bool | None = None
        self._retry_ns = 0

    def show(self, universes: Mapping[int, bytes], now_ns: int) -> None:
        """Send what is due; what is patched no more goes dark, and ends."""
        gone = {number: DARK for number in self._said if number not in universes}
        self._serve(universes, gone, now_ns)

    def leave(self, last_word: Mapping[int, bytes]) -> None:
        """Show nothing more but a last word; universes without one hold their light."""
        self._word = last_word

    def finish(self, now_ns: int) -> bool:
        """Say on what is left to be said; true once all is, or cannot be, and it is closed."""
        if self._is_open and self._said:
            held = {number: said.levels for number, said in self._said.items()}
            self._serve({}, {n: self._word.get(n, last) for n, last in held.items()}, now_ns)
        if self._is_open and self._said:
            return False
        self._output.close()
        return True

    def _serve(
        self, universes: Mapping[int, bytes], gone: Mapping[int, bytes], now_ns: int
    ) -> None:
        if not self._is_open and now_ns < self._retry_ns:
            return
        try:
            self._open(now_ns)
            has_sent = [self._say(number, universes[number], now_ns) for number in universes]
            has_sent += [self._part(number, gone[number], now_ns) for number in gone]
            if any(has_sent) and isinstance(self._output, Together):
                self._output.together()
        except OutputError as error:
            self._fail(error, now_ns)
        else:
            if self._works is None or (any(has_sent) and not self._works):
                self._works = True
                self._tell(OutputReady(self.name))

    def _open(self, now_ns: int) -> None:
        if not self._is_open:
            self._retry_ns = now_ns + RETRY_NS
            self._output.open()
            self._is_open = True

    def _fail(self, error: OutputError, now_ns: int) -> None:
        self._output.close()
        self._is_open = False
        self._retry_ns = now_ns + RETRY_NS
        if self._works is not False:
            self._works = False
            self._tell(OutputFailed(self.name, error.sentence()[:LONGEST_SENTENCE]))

    def _say(self, number: int, levels: bytes, now_ns: int) -> bool:
        said = self._said.get(number)
        if said is None or said.levels != levels or said.ends:
            said = _Said(levels, now_ns, 0)
        elif said.times >= SAYINGS and now_ns - said.at_ns < KEEP_ALIVE_NS:
            return False
        if number in self._refused:
            return False
        try:
            self._output.send(number, levels)
        except BadValue as error:
            self._refused.add(number)
            self._tell(OutputFailed(self.name, error.sentence()[:LONGEST_SENTENCE]))
            return False
        said.at_ns, said.times = now_ns, said.times + 1
        self._said[number] = said
        return True

    def _part(self, number: int, levels: bytes, now_ns: int) -> bool:
        said = self._said[number]
        if said.levels != levels or said.times < SAYINGS:
            return self._say(number, levels, now_ns)
        if isinstance(self._output, Ending) and said.ends < SAYINGS:
            said.ends += 1
            self._output.end(number)
            return True
        del self._said[number]
        return False
