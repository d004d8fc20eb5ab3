"""The rhythm of the light process, and how it ends."""

import os
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from luma.domain.errors import LumaError
from luma.domain.lines import line_of
from luma.light.__main__ import Pipe, run
from luma.light.messages import ProblemTold, Ready, UsePlan, Wish, told_of

PERIOD_NS = 5_000_000


class Late:
    """A loop that is late now and then, and stops after some ticks."""

    period_ns = PERIOD_NS
    is_reading = False

    def __init__(self, pipe: Pipe, ticks: int) -> None:
        self.pipe, self.ticks = pipe, ticks
        self.begun: list[int] = []
        self.wishes: list[Wish] = []

    def tick(self, now_ns: int) -> None:
        self.begun.append(now_ns)
        if len(self.begun) % 4 == 0:
            time.sleep(4 * PERIOD_NS / 1e9)
        if len(self.begun) == self.ticks:
            self.pipe.stop()

    def obey(self, wish: Wish) -> None:
        self.wishes.append(wish)


class Ends:
    """Both pipes between a desk and its lights."""

    def __init__(self) -> None:
        self.wishes_out, self.wishes_in = os.pipe()
        self.told_out, self.told_in = os.pipe()
        self.open = {self.wishes_out, self.wishes_in, self.told_out, self.told_in}
        self.pipe = Pipe(self.wishes_out, self.told_in)

    def shut(self, end: int) -> None:
        os.close(end)
        self.open.discard(end)


@pytest.fixture
def ends() -> Iterator[Ends]:
    here = Ends()
    yield here
    for end in here.open:
        os.close(end)


def test_packets_never_come_closer_than_the_period_even_after_a_late_one(ends: Ends) -> None:
    loop = Late(ends.pipe, 13)
    run(loop, ends.pipe)  # type: ignore[arg-type]  # ticks and obeys like one
    assert len(loop.begun) == 13
    assert min(later - sooner for sooner, later in pairwise(loop.begun)) >= PERIOD_NS


def test_wishes_arrive_in_pieces_and_bad_lines_are_told(ends: Ends) -> None:
    line = line_of(UsePlan())
    os.write(ends.wishes_in, b"rubbish\n" + line + line[:5])
    loop = Late(ends.pipe, 2)
    run(loop, ends.pipe)  # type: ignore[arg-type]  # ticks and obeys like one
    assert loop.wishes == [UsePlan()]
    told = told_of(os.read(ends.told_out, 4096))
    assert isinstance(told, ProblemTold)
    assert "not JSON" in told.sentence
    os.write(ends.wishes_in, line[5:])
    ends.pipe.is_open = True
    assert list(ends.pipe.wishes(time.monotonic_ns() + PERIOD_NS)) == [UsePlan()]


def test_it_ends_with_its_desk(ends: Ends) -> None:
    ends.shut(ends.wishes_in)
    run(Late(ends.pipe, 0), ends.pipe)  # type: ignore[arg-type]  # ticks and obeys like one
    assert not ends.pipe.is_open
    ends.pipe.is_open = True
    ends.shut(ends.told_out)
    ends.pipe.tell(Ready())
    assert not ends.pipe.is_open


def test_a_line_of_another_kind_is_refused() -> None:
    with pytest.raises(LumaError, match="Ready"):
        told_of(line_of(UsePlan()))
