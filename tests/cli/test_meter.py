"""How far work has come is told on terminals, and nowhere else."""

import io
import sys

import pytest

from luma.cli.meter import Meter, so_far


class Terminal(io.StringIO):
    """A screen that remembers what was written."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_has_one_line_that_is_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    meter = Meter()
    meter.show("one\nline " + "x" * 500)
    meter.show(so_far("pcm", 0.5, 75.0))
    meter.clear()
    meter.clear()
    assert "\n" not in screen.getvalue()
    *before, last, after = screen.getvalue().split("\r\x1b[K")
    assert last == "pcm  50 %, 1:15 left"
    assert after == ""
    assert all(len(line) < 500 for line in before)


def test_a_file_gets_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr(sys, "stderr", file)
    meter = Meter()
    meter.show("beats  3 %")
    meter.clear()
    assert file.getvalue() == ""


def test_what_is_not_known_is_not_said() -> None:
    assert so_far("beats", 0.031) == "beats  3 %"
