"""Devices of other rates and widths play where they can, and are refused in words where not.

A sound server converts; two ALSA devices that were made stubborn do not.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.pipewire import PROGRAMS, PipeWire, headless_pipewire, missing_programs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(missing_programs()), reason=f"PipeWire's programs are not here: {PROGRAMS}"
    ),
]

STUBBORN = """
pcm.only441 { type pipewire playback_node "cd" rate 44100 }
pcm.onlymono { type pipewire playback_node "one" channels 1 }
"""
PLAY = """
import json, sys, time
import numpy as np
from luma.audio.kernel.engine import Engine
from luma.audio.sinks import DeviceChoice
from luma.audio.sinks.device import DeviceSink
from luma.domain.errors import DeviceError
at = np.arange(96_000) / 48_000
tone = np.repeat(0.5 * np.sin(2 * np.pi * 1000 * at)[:, None], 2, 1).astype(np.float32)
engine = Engine()
engine.use_source(tone, 1)
engine.loop(0, 96_000)
engine.play()
try:
    sink = DeviceSink(engine, DeviceChoice(*sys.argv[1:]))
except DeviceError as error:
    print(json.dumps({"said": error.sentence()}))
else:
    time.sleep(1.5)
    print(json.dumps({"name": sink.name, "ms": sink.latency_ms, "made": engine.stream_frame}))
    sink.close()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PipeWire]:
    home = tmp_path_factory.mktemp("home")
    (home / ".asoundrc").write_text(STUBBORN)
    with headless_pipewire() as server:
        server.add_sink("one", "channels=1")
        server.add_sink("cd", rate=44_100)
        server.add_sink("six", "channels=6", rate=96_000)
        server.env["HOME"] = str(home)
        yield server


def play(server: PipeWire, *choice: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", PLAY, *choice],
        env=server.env,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    told: dict[str, object] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("name", ["one", "cd", "six"])
def test_a_server_converts_for_every_sink(server: PipeWire, name: str) -> None:
    with server.recording(name) as finish:
        told = play(server, name, "PipeWire")
        heard = finish()
    assert str(told["name"]).startswith(name)
    assert told["made"] == pytest.approx(1.6 * 48_000, rel=0.25)
    sounding = heard[np.abs(heard[:, 0]) > 1e-3, 0]
    assert len(sounding) > 24_000
    level = float(np.abs(sounding).max())
    assert 0.4 < level < 0.8, "as loud as it is, or as a server mixes two into one"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("only441", '"only441" does not run at 48000 Hz. Choose a device that converts'),
        ("onlymono", '"onlymono" does not take 2 channels. Choose a device that converts'),
        ("nocard", 'no sound output called "nocard". There are: "pipewire", "only441"'),
    ],
)
def test_what_does_not_fit_and_is_not_converted_is_refused(
    server: PipeWire, name: str, said: str
) -> None:
    assert said in str(play(server, name)["said"])


def test_little_latency_is_as_little_as_the_device_offers(server: PipeWire) -> None:
    high, low = play(server, "one"), play(server, "one", "", "low")
    assert high["ms"] == pytest.approx(100.0, abs=1.0)
    assert isinstance(low["ms"], float)
    assert low["ms"] < 40.0
