"""Recorded levels are a show file that OLA's own recorder takes."""

import shutil
import subprocess
from pathlib import Path

import pytest

from luma.domain.errors import OutputError
from luma.light.olashow import show_lines, write_show


def test_universes_are_written_where_they_change_with_the_time_between() -> None:
    moments = [
        {1: b"\x01\x02", 2: b"\x09"},
        {1: b"\x01\x02", 2: b"\x09"},
        {1: b"\x01\x03", 2: b"\x09"},
        {1: b"\x01\x03", 2: b"\x08"},
        {1: b"\x01\x03", 2: b"\x08"},
    ]
    assert [*show_lines(moments, 44.0)] == [
        "OLA Show", "1 1,2", "0", "2 9", "45", "1 1,3", "23", "2 8", "23",
    ]  # fmt: skip
    assert [*show_lines([], 44.0)] == ["OLA Show"]


def test_the_times_add_up_without_drifting() -> None:
    moments = [{1: bytes([n % 256])} for n in range(44 * 60)]
    lines = [*show_lines(moments, 44.0)][1:]
    assert sum(int(line) for line in lines[1::2]) == round((44 * 60 - 1) * 1000 / 44)


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_show(tmp_path / "none" / "show", [], 44.0)


@pytest.mark.skipif(shutil.which("ola_recorder") is None, reason="ola is not installed")
def test_the_recorder_of_ola_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "show.txt"
    write_show(path, [{1: bytes([n]) * 512, 7: bytes(512)} for n in range(88)], 44.0)
    told = subprocess.run(
        ["ola_recorder", "--verify", str(path)], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert "Universe 1: 88 frames" in told.stdout
    assert "Universe 7: 1 frames" in told.stdout
    assert [found.name for found in tmp_path.iterdir()] == ["show.txt"]
