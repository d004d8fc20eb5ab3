"""Who waits for sound is told what for: that it starts, or that code is being compiled."""

from pathlib import Path

import pytest

from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.settings import Settings, SoundSettings
from luma.cli import starting
from luma.cli.answers import Answers
from luma.cli.following import play_on
from luma.cli.starting import COMPILING, STARTING, Starting


def code(folder: Path, name: str) -> None:
    file = folder / "kernel-1a2b" / "kernel_3c" / f"{name}.nbc"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "PATIENCE", -1.0)


def test_a_slow_start_is_no_compiling(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code(tmp_path, "deck")
    waiting = Starting(tmp_path)
    waiting.tell()
    waiting.tell()
    assert capsys.readouterr().err == f"{STARTING}\n"
    code(tmp_path, "drive")
    waiting.tell()
    waiting.tell()
    assert capsys.readouterr().err == f"{COMPILING}\n"


def test_where_no_code_is_it_is_compiled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    waiting = Starting(tmp_path)
    waiting.tell()
    waiting.tell()
    assert capsys.readouterr().err == f"{COMPILING}\n"


def test_nothing_is_said_of_a_quick_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "PATIENCE", 600.0)
    Starting(tmp_path).tell()
    assert capsys.readouterr().err == ""


def test_waiting_ends_when_the_stage_is_given_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(Paths.find(tmp_path), Settings(SoundSettings("null"))) as desk:
        monkeypatch.setattr("luma.app.falls.Falls.note", lambda _: False)

        def begin() -> None:
            desk.player.start()
            desk.player.restart()

        assert play_on(desk, Answers(as_json=True), None, None, begin) == 1
    assert "not started any more" in capsys.readouterr().err
