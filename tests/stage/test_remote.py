"""The stage is another process, which may fall and be started again."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from luma.domain.blocks import heard as heard_frame
from luma.domain.errors import StageError
from luma.domain.units import Frames
from luma.stage.messages import (
    EndReached,
    Failed,
    Loaded,
    LoadSource,
    Options,
    Play,
    Ready,
    Seek,
)
from luma.stage.remote import RemoteStage
from tests.stage.player import Heard, pcm_file, tone, wait_until


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def stage(tmp_path: Path, heard: Heard) -> Iterator[RemoteStage]:
    made = RemoteStage(tmp_path, heard.told.append, heard.lost.append, Options(sink="null"))
    yield made
    made.close()
    assert not made.position_path.exists()


def test_it_plays_in_another_process(stage: RemoteStage, heard: Heard, tmp_path: Path) -> None:
    stage.send(LoadSource(pcm_file(tmp_path, tone(1000, 0.5)), 5))
    stage.send(Seek(Frames(12_000)))
    stage.send(Play())
    assert heard.wait(Loaded) == Loaded(5, Frames(24_000))
    wait_until(lambda: stage.snapshot().frame > 13_000, "the head to move")
    assert heard.wait(EndReached) == EndReached(5)
    wait_until(lambda: stage.snapshot().frame == 24_000, "the last frame to be heard")
    assert not heard.lost


def test_a_killed_stage_is_noticed_and_the_head_holds(
    stage: RemoteStage, heard: Heard, tmp_path: Path
) -> None:
    stage.send(LoadSource(pcm_file(tmp_path, tone(1000, 20)), 1))
    stage.send(Play())
    wait_until(lambda: stage.snapshot().frame > 1000, "the head to move")
    os.kill(stage.pid, signal.SIGKILL)
    wait_until(lambda: bool(heard.lost), "the loss")
    assert "killed by signal 9" in heard.lost[0].sentence()
    with pytest.raises(StageError, match="gone"):
        stage.send(Play())
    position = stage.position()
    held = heard_frame(position, time.monotonic_ns() + 10**10)
    assert held == position.song_frame


def test_it_can_be_started_again_on_the_same_block(
    stage: RemoteStage, heard: Heard, tmp_path: Path
) -> None:
    heard.wait(Ready)
    os.kill(stage.pid, signal.SIGKILL)
    wait_until(lambda: bool(heard.lost), "the loss")
    stage.restart()
    stage.send(LoadSource(pcm_file(tmp_path, tone(1000, 20)), 2))
    stage.send(Seek(Frames(480_000)))
    stage.send(Play())
    wait_until(lambda: stage.snapshot().frame > 481_000, "the new life to play on")
    assert stage.snapshot().generation == 2
    assert len(heard.lost) == 1


def test_a_device_that_is_not_there_is_told_and_time_goes_on(
    tmp_path: Path, heard: Heard
) -> None:
    options = Options(device="no such device")
    stage = RemoteStage(tmp_path, heard.told.append, heard.lost.append, options)
    try:
        assert not heard.wait(Ready).is_device
        failed = heard.wait(Failed)
        assert failed.code == "device_error"
        assert 'no sound output called "no such device"' in failed.sentence or (
            "There is no sound output" in failed.sentence
        )
        wait_until(lambda: stage.position().callbacks > 3, "time to pass")
    finally:
        stage.close()


def test_a_line_that_is_no_message_is_told_and_the_rest_goes_on(
    stage: RemoteStage, heard: Heard
) -> None:
    stdin = stage._life.process.stdin
    assert stdin is not None
    stdin.write(b"nonsense\n")
    assert heard.wait(Failed).code == "bad_document"
    wait_until(lambda: stage.position().callbacks > 3, "time to pass")


def test_it_goes_when_the_desk_goes(tmp_path: Path) -> None:
    script = (
        "import os, sys, json, pathlib\n"
        "from luma.stage.remote import RemoteStage\n"
        "from luma.stage.messages import Options\n"
        "stage = RemoteStage(pathlib.Path(sys.argv[1]), print, print, Options(sink='null'))\n"
        "print(json.dumps(stage.pid), flush=True)\n"
        "os._exit(0)\n"
    )
    desk = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    pid = json.loads(desk.stdout)
    wait_until(lambda: not Path(f"/proc/{pid}/cmdline").exists(), "the stage to go")


def test_the_desks_end_loads_no_machine_code() -> None:
    script = "import sys, luma.stage.remote; print('numba' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"


def test_what_is_no_message_is_logged_once_and_the_rest_is_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    babbler = tmp_path / "babbler"
    told = '{"is": "Failed", "code": "c", "sentence": "s"}'
    babbler.write_text(f"#!/bin/sh\necho rubbish\necho more\necho '{told}'\ncat > /dev/null\n")
    babbler.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(babbler))
    heard = Heard()
    stage = RemoteStage(tmp_path, heard.told.append, heard.lost.append, Options(sink="null"))
    assert heard.wait(Failed) == Failed("c", "s")
    stage.close()
    assert [one.message[:45] for one in caplog.records] == [
        "The stage process said what is no message: A "
    ]
