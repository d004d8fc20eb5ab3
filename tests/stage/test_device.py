"""The stage process plays on a real, clocked sound server, and what it plays is recorded."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from luma.domain.units import HOUSE_RATE, Frames
from luma.stage.messages import Failed, LoadSource, Options, Play, Ready, Seek, SetLoop
from luma.stage.remote import RemoteStage
from tests.pipewire import PipeWire, headless_pipewire
from tests.stage.player import Heard, pcm_file, tone, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pipewire() -> Iterator[PipeWire]:
    with headless_pipewire() as server:
        yield server


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def stage(
    pipewire: PipeWire, tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RemoteStage]:
    for name in ("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.setenv(name, pipewire.env[name])
    made = RemoteStage(tmp_path, heard.told.append, heard.lost.append, Options())
    yield made
    made.close()


RAMP = np.repeat((np.arange(1, HOUSE_RATE + 1) / 65536)[:, None], 2, 1).astype(np.float32)
"""Every frame has a level of its own, so the recording says which frame was played."""


def longest_run(recorded: npt.NDArray[np.float32], loop: tuple[int, int]) -> tuple[int, int]:
    """The most frames in a row that are those of the loop to the bit, and its seams."""
    frames = np.rint(recorded[:, 0].astype(np.float64) * 65536).astype(np.int64) - 1
    inside = (frames >= loop[0]) & (frames < loop[1])
    exact = inside & (recorded[:, 0] == RAMP[np.where(inside, frames, 0), 0])
    after = np.where(frames[:-1] + 1 == loop[1], loop[0], frames[:-1] + 1)
    goes_on = exact[:-1] & exact[1:] & (frames[1:] == after)
    edges = np.flatnonzero(np.diff(goes_on, prepend=False, append=False))
    starts, stops = edges[::2], edges[1::2]
    longest = int(np.argmax(stops - starts))
    run = frames[starts[longest] : stops[longest]]
    return len(run), int(np.count_nonzero(run == loop[0]))


def test_the_recorded_loop_is_the_source_to_the_bit_across_its_seams(
    pipewire: PipeWire, stage: RemoteStage, heard: Heard, tmp_path: Path
) -> None:
    loop = (10_000, 20_000)
    ready = heard.wait(Ready)
    assert ready.is_device, heard.told
    assert ready.latency_ms > 5
    with pipewire.recording() as finish:
        stage.send(LoadSource(pcm_file(tmp_path, RAMP), 1))
        stage.send(SetLoop(Frames(loop[0]), Frames(loop[1])))
        stage.send(Play())
        wait_until(lambda: stage.position().stream_frame > 3 * HOUSE_RATE, "three seconds")
        recorded = finish()
    matched, seams = longest_run(recorded, loop)
    assert matched > HOUSE_RATE // 2
    assert seams >= 2


HELD = """
import ctypes, sys
import numpy as np
from luma.audio.kernel.engine import Engine
from luma.audio.sinks.device import DeviceSink
engine = Engine()
engine.use_source(np.load(sys.argv[1]), 1)
engine.play()
sink = DeviceSink(engine)
before = engine.stream_frame
ctypes.PyDLL(None).usleep(900_000)
ctypes.PyDLL(None).usleep(900_000)
print(engine.stream_frame - before, sink.is_alive)
sink.close()
"""


def test_sound_goes_on_while_the_interpreter_is_held(
    pipewire: PipeWire, tmp_path: Path
) -> None:
    path = pcm_file(tmp_path, tone(1000, 10))
    with pipewire.recording() as finish:
        done = subprocess.run(
            [sys.executable, "-c", HELD, str(path)],
            env=pipewire.env,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        recorded = finish()
    made, is_alive = done.stdout.split()
    assert is_alive == "True"
    assert int(made) > HOUSE_RATE
    assert np.count_nonzero(np.abs(recorded[:, 0]) > 0.01) > HOUSE_RATE


def test_when_the_device_goes_the_stage_ends_and_can_go_on_where_it_was(
    pipewire: PipeWire, stage: RemoteStage, heard: Heard, tmp_path: Path
) -> None:
    assert heard.wait(Ready).is_device
    path = pcm_file(tmp_path, tone(1000, 30))
    stage.send(LoadSource(path, 1))
    stage.send(Play())
    wait_until(lambda: stage.snapshot().frame > 10_000, "the head to move")
    pipewire.stop()
    wait_until(lambda: bool(heard.lost), "the stage to end")
    assert "has gone" in heard.lost[0].sentence()
    assert heard.find(Failed) is None
    held = stage.position().song_frame
    heard.told.clear()
    stage.restart()
    assert not heard.wait(Ready).is_device
    stage.send(LoadSource(path, 2))
    stage.send(Seek(Frames(int(held))))
    wait_until(lambda: stage.position().generation == 2, "the sound to be there again")
    wait_until(lambda: stage.snapshot().frame == held, "the head to hold")
