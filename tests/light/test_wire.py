"""A wire sends on change and to stay alive, tells each trouble once and says its last word."""

import pytest

from luma.domain.errors import BadValue, OutputError
from luma.light.messages import OutputFailed, OutputReady
from luma.light.wire import Wire

DARK, LIT = bytes(512), bytes([255]) * 512
TICK = 1_000_000_000 // 44


class Line:
    """An output that can be cut."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, bytes]] = []
        self.is_cut = self.is_shut = False
        self.opened = self.cannot = 0
        self.is_closed = False

    def open(self) -> None:
        self.opened += 1
        if self.is_shut:
            raise OutputError("It is shut.", hint="Open it.")

    def send(self, universe: int, levels: bytes) -> None:
        if self.is_cut:
            raise OutputError("It is cut.")
        if universe == self.cannot:
            raise BadValue(f"It has no universe {universe}.")
        self.sent.append((universe, levels))

    def close(self) -> None:
        self.is_closed = True


class Polite(Line):
    """An output with everything that one may have."""

    def end(self, universe: int) -> None:
        self.sent.append((universe, b"end"))

    def together(self) -> None:
        self.sent.append((0, b""))


def wired() -> tuple[Line, list[OutputFailed | OutputReady], Wire]:
    line = Line()
    told: list[OutputFailed | OutputReady] = []
    return line, told, Wire("line", line, told.append)


def test_what_is_new_is_said_three_times_and_then_to_stay_alive() -> None:
    line, told, wire = wired()
    for tick in range(44 * 5):
        wire.show({1: LIT, 2: LIT if tick < 44 else DARK}, tick * TICK)
    assert told == [OutputReady("line")]
    ones = [levels for universe, levels in line.sent if universe == 1]
    twos = [levels for universe, levels in line.sent if universe == 2]
    assert 3 + 5 <= len(ones) <= 3 + 7
    assert twos == sorted(twos, reverse=True)
    assert 3 <= twos.count(LIT) <= 5
    assert 3 + 4 <= twos.count(DARK) <= 3 + 6


def test_a_universe_that_is_patched_no_more_goes_dark_and_ends() -> None:
    line, _, wire = wired()
    wire.show({1: LIT, 2: LIT}, 0)
    for tick in range(1, 12):
        wire.show({1: LIT}, tick * TICK)
    assert [levels for number, levels in line.sent if number == 2] == [LIT, DARK, DARK, DARK]
    wire.show({1: LIT, 2: LIT}, 12 * TICK)
    assert line.sent[-1] == (2, LIT)


def test_a_trouble_is_told_once_and_its_end_once() -> None:
    line, told, wire = wired()
    wire.show({1: DARK}, 0)
    line.is_cut = True
    for tick in range(1, 300):
        wire.show({1: bytes([tick % 256]) * 512}, tick * TICK)
    line.is_cut = False
    for tick in range(300, 500):
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


def test_a_universe_that_cannot_be_carried_is_told_once_and_the_others_go_on() -> None:
    line, told, wire = wired()
    line.cannot = 7
    for tick in range(100):
        wire.show({7: LIT, 1: LIT}, tick * TICK)
    assert sorted(told, key=str) == [
        OutputFailed("line", "It has no universe 7."), OutputReady("line")
    ]  # fmt: skip
    assert {number for number, _ in line.sent} == {1}


@pytest.mark.parametrize(("word", "left"), [({1: DARK}, [DARK] * 3), ({}, [LIT] * 2)])
def test_the_last_word_is_said_more_than_once(
    word: dict[int, bytes], left: list[bytes]
) -> None:
    line, _, wire = wired()
    wire.show({1: LIT}, 0)
    wire.leave(word)
    ticks = 1
    while not wire.finish(ticks * TICK):
        ticks += 1
    assert [levels for _, levels in line.sent] == [LIT, *left]
    assert ticks == len(left) + 1
    assert line.is_closed


def test_an_output_in_trouble_has_no_last_word_and_nobody_waits_for_it() -> None:
    line, _, wire = wired()
    wire.show({1: LIT}, 0)
    line.is_cut = True
    wire.leave({1: DARK})
    assert wire.finish(TICK)
    assert line.is_closed


def test_listeners_are_told_that_a_universe_ends_and_what_belongs_together() -> None:
    line = Polite()
    wire = Wire("line", line, lambda _: None)
    wire.show({1: LIT, 2: LIT}, 0)
    assert line.sent == [(1, LIT), (2, LIT), (0, b"")]
    wire.leave({})
    ticks = 1
    while not wire.finish(ticks * TICK):
        ticks += 1
    ends = [number for number, levels in line.sent if levels == b"end"]
    assert sorted(ends) == [1] * 3 + [2] * 3
    # one packet of a universe in each tick, so never more than the rate
    assert ticks == 2 + 3 + 1
