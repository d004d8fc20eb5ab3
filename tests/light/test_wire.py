"""A wire sends on change and to stay alive, tells each trouble once and says its last word."""

from luma.domain.errors import OutputError
from luma.light.messages import OutputFailed, OutputReady
from luma.light.wire import Wire

DARK, LIT = bytes(512), bytes([255]) * 512
TICK = 1_000_000_000 // 44


class Line:
    """An output that can be cut."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, bytes]] = []
        self.is_cut = self.is_shut = False
        self.opened = 0

    def open(self) -> None:
        self.opened += 1
        if self.is_shut:
            raise OutputError("It is shut.", hint="Open it.")

    def send(self, universe: int, levels: bytes) -> None:
        if self.is_cut:
            raise OutputError("It is cut.")
        self.sent.append((universe, levels))

    def close(self) -> None:
        self.opened = -1


def wired() -> tuple[Line, list[OutputFailed | OutputReady], Wire]:
    line = Line()
    told: list[OutputFailed | OutputReady] = []
    return line, told, Wire("line", line, told.append)


def test_nothing_is_said_twice_but_to_stay_alive() -> None:
    line, told, wire = wired()
    for tick in range(44 * 5):
        wire.show({1: LIT, 2: LIT if tick < 44 else DARK}, tick * TICK)
    assert told == [OutputReady("line")]
    ones = [levels for universe, levels in line.sent if universe == 1]
    twos = [levels for universe, levels in line.sent if universe == 2]
    assert 5 <= len(ones) <= 8
    assert twos.index(DARK) == len([two for two in twos if two == LIT])
    assert len(twos) <= 9


def test_a_universe_that_is_patched_no_more_goes_dark_once() -> None:
    line, _, wire = wired()
    wire.show({1: LIT, 2: LIT}, 0)
    for tick in range(1, 4):
        wire.show({1: LIT}, tick * TICK)
    assert line.sent == [(1, LIT), (2, LIT), (2, DARK)]


def test_a_trouble_is_told_once_and_its_end_once() -> None:
    line, told, wire = wired()
    wire.show({1: DARK}, 0)
    line.is_cut = True
    for tick in range(1, 100):
        wire.show({1: bytes([tick]) * 512}, tick * TICK)
    line.is_cut = False
    for tick in range(100, 200):
        wire.show({1: LIT}, tick * TICK)
    assert told == [
        OutputReady("line"), OutputFailed("line", "It is cut."), OutputReady("line")
    ]  # fmt: skip
    assert (1, LIT) in line.sent


def test_a_shut_output_is_tried_again_but_not_at_every_packet() -> None:
    line, told, wire = wired()
    line.is_shut = True
    for tick in range(44 * 5):
        wire.show({1: DARK}, tick * TICK)
    assert told == [OutputFailed("line", "It is shut. Open it.")]
    assert line.opened == 3
    line.is_shut = False
    wire.show({1: DARK}, 10_000_000_000)
    assert told[1:] == [OutputReady("line")]


def test_the_last_word_is_said_more_than_once_and_only_if_there_is_one() -> None:
    line, _, wire = wired()
    wire.show({1: LIT}, 0)
    wire.close({1: DARK}, 0.0)
    assert line.sent == [(1, LIT), (1, DARK), (1, DARK), (1, DARK)]
    assert line.opened == -1
    line, _, wire = wired()
    wire.show({1: LIT}, 0)
    wire.close({}, 0.0)
    assert line.sent == [(1, LIT)]
