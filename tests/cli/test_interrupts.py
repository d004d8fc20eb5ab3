"""Ctrl+C, a kill and a reader that leaves: an exit code, and a library that is whole."""

import json
import os
import signal
from pathlib import Path

import pytest

from tests import sounds
from tests.app.desks import ROOT, a_desk, until
from tests.cli.commands import Luma, Program, start

pytestmark = pytest.mark.slow
MANY = 600
"""So many that a pipe that nobody reads is full long before the import is done."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    content = sounds.write(tmp_path / "one.wav", sounds.sine(220, 0.1)).read_bytes()
    for number in range(MANY):
        (folder / f"{number:03d}.wav").write_bytes(content[:-2] + number.to_bytes(2, "little"))
    return folder


def first_line(process: Program) -> dict[str, object]:
    assert process.stdout is not None
    line: dict[str, object] = json.loads(process.stdout.readline())
    return line


def ends(process: Program) -> tuple[int, bytes]:
    """The exit code and the last words; the runtime folder is looked at by the fixture."""
    _, said = process.communicate(timeout=60)
    return process.returncode, said


def test_an_interrupted_import_ends_without_a_story(folder: Path) -> None:
    process = start("import", "--json", folder, cwd=ROOT)
    first_line(process)
    process.send_signal(signal.SIGINT)
    assert ends(process) == (130, b"")
    with a_desk() as desk:
        assert 1 <= len(desk.library.tracks()) < MANY
        assert desk.library.problems() == ()


def test_a_killed_import_leaves_a_library_that_is_whole(luma: Luma, folder: Path) -> None:
    process = start("import", "--json", folder, cwd=ROOT)
    first_line(process)
    process.kill()
    process.communicate()
    before = len(luma("tracks", "--json").lines)
    assert 1 <= before < MANY
    assert luma("library", "check").code == 0
    summary = luma("import", "--json", folder).lines[-1]
    assert (summary["imported"], summary["duplicates"]) == (MANY - before, before)
    with a_desk() as desk:
        assert [path for path in desk.paths.files.iterdir() if path.is_file()] == []
        assert len(list(desk.paths.files.rglob("*.wav"))) == MANY


def test_interrupted_playing_and_analysing_end_too(luma: Luma, tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "Song.wav", sounds.drums(120, 20.0))
    track = luma("import", "--json", file).lines[0]["track"]
    analysing = start("analyse", track, "--json", cwd=ROOT)
    assert first_line(analysing)["kind"] == "pcm"
    os.kill(analysing.pid, signal.SIGINT)
    assert ends(analysing) == (130, b"")
    playing = start("play", track, "--silent", "--loop", "--to", "1", "--json", cwd=ROOT)
    first_line(playing)
    playing.send_signal(signal.SIGINT)
    code, said = ends(playing)
    assert code == 130
    assert b"Traceback" not in said


def test_a_reader_that_leaves_ends_an_import_in_peace(folder: Path) -> None:
    process = start("import", "--json", folder, cwd=ROOT)
    first_line(process)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert until(lambda: process.poll() is not None)
    assert process.returncode == 0
