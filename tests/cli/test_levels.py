"""The terminal's meter: bars, held peaks, clips, and lines that are written over."""

import io
import os
import sys

import pytest

from luma.cli.levels import BAR, Bars, LevelMeter, bar


class Terminal(io.StringIO):
    """A screen that remembers what was written."""

    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    return made


def width(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    size = os.terminal_size((columns, 24))
    monkeypatch.setattr("luma.cli.levels.shutil.get_terminal_size", lambda: size)


def test_the_lines_are_written_over_where_they_began(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = terminal(monkeypatch)
    width(monkeypatch, 80)
    meter = LevelMeter()
    meter.show(["one", "two"])
    meter.show(["three", "four"])
    meter.clear()
    meter.clear()
    first, second, last = screen.getvalue().split("\r")[1:]
    assert first == "\x1b[J\x1b[?7lone\ntwo\x1b[?7h"
    assert second == "\x1b[1A\x1b[J\x1b[?7lthree\nfour\x1b[?7h"
    assert last == "\x1b[1A\x1b[J"


def test_a_narrower_terminal_breaks_old_lines_and_all_of_them_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = terminal(monkeypatch)
    meter = LevelMeter()
    width(monkeypatch, 100)
    meter.show(["x" * 90, "y" * 30])
    width(monkeypatch, 40)
    meter.show(["x" * 90, "y\n" * 30])
    shown = screen.getvalue().split("\r")[2]
    assert shown.startswith("\x1b[3A\x1b[J"), "three rows of the first, one of the second"
    lines = shown.removeprefix("\x1b[3A\x1b[J\x1b[?7l").removesuffix("\x1b[?7h").split("\n")
    assert [len(line) for line in lines] == [39, 39]


def test_a_file_gets_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr(sys, "stderr", file)
    meter = LevelMeter()
    meter.show(["one"])
    meter.clear()
    assert file.getvalue() == ""


def test_a_bar_is_as_long_as_the_level_and_marks_the_held_peak() -> None:
    assert bar(0.0, 0.0) == "█" * BAR
    assert bar(-60.0, -60.0) == " " * BAR
    half = bar(-30.0, -15.0)
    assert half.startswith("█" * (BAR // 2) + " ")
    assert half.index("│") == BAR * 3 // 4
    assert all(len(bar(level / 7, 0.0)) == BAR for level in range(-600, 100))


def test_a_peak_holds_and_then_falls_and_a_clip_stays() -> None:
    bars = Bars(2)
    bars.feed([1.0, 0.1], 10.0)
    assert bars.words.count("CLIP") == 1
    bars.feed([0.01, 0.1], 10.5)
    assert bars.words.startswith("L " + "█" * 20), "the bar falls 20 dB a second"
    assert "   0.0 CLIP" in bars.words
    bars.feed([0.01, 0.1], 12.0)
    assert " -40.0 CLIP" in bars.words
    assert " -20.0 dB" in bars.words


def test_one_channel_has_a_number() -> None:
    assert Bars(1).words.startswith("1 ")
