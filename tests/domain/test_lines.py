"""Lines between processes: whole, never long, and a bad one costs nothing but itself."""

from dataclasses import dataclass

import pytest

from luma.domain.errors import BadDocument, BadValue
from luma.domain.lines import LONGEST_LINE, line_of, message_of, understood


@dataclass(frozen=True)
class Hello:
    name: str


@dataclass(frozen=True)
class Bye:
    """Nothing more."""


def read(line: bytes) -> Hello | Bye:
    message: Hello | Bye = message_of(Hello | Bye, line)
    return message


@pytest.mark.parametrize("message", [Hello("ü\n☃"), Bye()])
def test_a_message_is_one_line_and_arrives_as_it_was(message: Hello | Bye) -> None:
    line = line_of(message)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert read(line) == message


def test_what_is_too_long_or_no_message_is_refused() -> None:
    with pytest.raises(BadValue, match="too long"):
        line_of(Hello("x" * LONGEST_LINE))
    for line in (b"", b"rubbish", b"\xff\xfe", b"[1]", b'{"is": "Else"}', b"[" * 100_000):
        with pytest.raises(BadDocument):
            read(line)


def test_lines_that_carry_nothing_are_left_out_and_the_first_is_told() -> None:
    told: list[str] = []
    lines = [line_of(Hello("a")), b"rubbish\n", line_of(Bye()), b"\xff\n", line_of(Hello("b"))]
    assert [*understood(lines, read, told.append)] == [Hello("a"), Bye(), Hello("b")]
    assert len(told) == 1
    assert "not JSON" in told[0]
