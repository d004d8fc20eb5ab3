"""What a terminal shows of playing: redrawn in two lines, and gone at the end."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import numpy as np
import pytest

from luma.cli.playing import bar_and_beat, moment
from luma.domain.rhythm import BeatGrid
from tests import sounds
from tests.app.desks import ROOT
from tests.cli.commands import Luma


@pytest.mark.parametrize(
    ("seconds", "bar", "beat"),
    [(0.0, 0, 4), (0.5, 1, 1), (0.999, 1, 1), (1.0, 1, 2), (2.4, 1, 4), (2.5, 2, 1)],
)
def test_bars_count_from_the_first_downbeat(seconds: float, bar: int, beat: int) -> None:
    grid = BeatGrid(np.arange(0.0, 8.0, 0.5), np.array([1, 5, 9, 13]))
    assert bar_and_beat(grid, seconds) == (bar, beat)


def test_a_moment_has_tenths() -> None:
    assert [moment(s) for s in (0.0, 59.96, 60.0, 754.32, -1.0)] == [
        "0:00.0",
        "0:59.9",
        "1:00.0",
        "12:34.3",
        "0:00.0",
    ]


def screen(text: str, columns: int) -> list[str]:
    """What a terminal shows in the end: only what the meter says to it is understood."""
    rows, row, column = [""], 0, 0
    for sign in re.findall(r"\x1b\[\??\d*[A-Za-z]|\r|\n|[^\r\n\x1b]", text):
        if sign == "\r":
            column = 0
        elif sign == "\n":
            row, column = row + 1, 0
            rows += [""] * (row - len(rows) + 1)
        elif sign == "\x1b[J":
            rows[row:] = [rows[row][:column]]
        elif sign.endswith("A"):
            row -= int(sign[2:-1])
        elif not sign.startswith("\x1b"):
            assert column < columns, "a line is wider than the terminal"
            rows[row] = rows[row][:column].ljust(column) + sign + rows[row][column + 1 :]
            column += 1
    return rows


@pytest.mark.slow
def test_a_terminal_shows_levels_place_and_load_and_is_clean_in_the_end(
    luma: Luma, tmp_path: Path
) -> None:
    file = sounds.write(tmp_path / "Song.wav", sounds.drums(120, 3.0))
    track = luma("import", "--json", file).lines[0]["track"]
    luma("analyse", "--only", "pcm,beats", track)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 110, 0, 0))
    words = ("play", str(track), "--silent")
    process = subprocess.Popen(
        [sys.executable, "-m", "luma", *words], stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            part = os.read(ours, 1 << 16)
        except OSError:  # the other end is closed
            break
        said += part
    assert process.communicate()[0] == b""
    assert process.returncode == 0
    os.close(ours)
    text = said.decode().replace("\r\n", "\n")
    frames = re.findall(r"\x1b\[\?7l(.*?)\n(.*?)\x1b\[\?7h", text)
    assert len(frames) > 15
    assert any("█" in levels and "dB" in levels for levels, _ in frames)
    places = [place for _, place in frames]
    assert any(re.search(r"▶ 0:01\.\d of 0:03\.0  bar 1\.[1-4]  sound", p) for p in places)
    assert all("of a block  gaps" in place for place in places)
    left = [row for row in screen(text, 110) if row.strip()]
    assert all("█" not in row and "gaps" not in row for row in left), left
