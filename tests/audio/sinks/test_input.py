"""What is played into a source of a real sound server comes in to the bit, and is recorded."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from luma.audio.kernel.intake import Intake
from luma.audio.sinks import DeviceChoice
from luma.audio.sinks.input import DeviceInput
from luma.domain.errors import DeviceError
from luma.domain.units import HOUSE_RATE
from tests.pipewire import PROGRAMS, PipeWire, gaps, headless_pipewire, missing_programs

live = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(missing_programs()), reason=f"PipeWire's programs are not here: {PROGRAMS}"
    ),
]
MIC, HERTZ, TRIES = "mic", 1000.0, 5


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PipeWire]:
    """A server with a microphone into which a tone is played: loud left, softer right."""
    file = tmp_path_factory.mktemp("tone") / "tone.wav"
    at = np.arange(120 * HOUSE_RATE) / HOUSE_RATE
    tone = np.sin(2 * np.pi * HERTZ * at)
    soundfile.write(file, np.stack([0.5 * tone, 0.25 * tone], 1), HOUSE_RATE, subtype="FLOAT")
    with headless_pipewire() as server:
        server.add_sink(MIC, "media.class=Audio/Source/Virtual", "channels=2")
        player = subprocess.Popen(["pw-cat", "-p", "--target", "0", file], env=server.env)
        _link(server)
        yield server
        player.terminate()
        player.wait()


def _link(server: PipeWire) -> None:
    until = time.monotonic() + 10.0
    while f"{MIC}:input_FR" not in server.run("pw-link", "-i") or (
        "pw-cat:output_FR" not in server.run("pw-link", "-o")
    ):
        assert time.monotonic() < until
        time.sleep(0.05)
    for side in ("FL", "FR"):
        server.run("pw-link", f"pw-cat:output_{side}", f"{MIC}:input_{side}")


def luma(server: PipeWire, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "luma", *map(str, words)],
        env=server.env,
        check=False,
        capture_output=True,
        text=True,
    )


class TestALiveServer:
    pytestmark = live

    def test_an_input_is_recorded_without_a_gap(self, server: PipeWire, tmp_path: Path) -> None:
        out = tmp_path / "heard.wav"
        words = ("--test-input", out, "--seconds", "2", "--device", MIC, "--json")
        broken = []
        for _ in range(TRIES):  # the player itself may break off on a busy machine
            done = luma(server, "devices", *words)
            assert done.returncode == 0, done.stderr
            told = json.loads(done.stdout)
            assert (told["seconds"], told["channels"], told["lost"]) == (2.0, 2, 0)
            assert told["peak"] == pytest.approx(0.5, abs=1e-3)
            heard, rate = soundfile.read(out, dtype="float32")
            assert (rate, len(heard)) == (HOUSE_RATE, 2 * HOUSE_RATE)
            assert np.abs(heard[:, 0] - 2.0 * heard[:, 1]).max() < 1e-6
            broken.append(gaps(heard, HERTZ))
            if broken[-1] == 0:
                break
        assert min(broken) == 0

    def test_devices_tells_outputs_and_inputs(self, server: PipeWire) -> None:
        told = [
            json.loads(line) for line in luma(server, "devices", "--json").stdout.splitlines()
        ]
        by_id = {one["id"]: one for one in told}
        assert by_id["ci"]["default_output"]
        assert by_id["ci"]["host"] == "PipeWire"
        assert (by_id[MIC]["inputs"], by_id[MIC]["outputs"]) == (2, 0)
        assert any(one["name"] == "default" and one["host"] == "ALSA" for one in told)
        words = luma(server, "devices").stdout
        assert "mic Audio/Source/Virtual" in words

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["--device", "nothing"], 'no sound input called "nothing". There are:'),
            (["--host", "JACK"], 'No sound input has the host "JACK"'),
            (["--seconds", "0"], "recording of 0 seconds cannot be made"),
        ],
    )
    def test_what_cannot_be_recorded_is_told_in_words(
        self, server: PipeWire, tmp_path: Path, words: list[str], said: str
    ) -> None:
        done = luma(server, "devices", "--test-input", tmp_path / "no.wav", *words)
        assert done.returncode in {1, 2}
        assert said in done.stderr
        assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(bool(missing_programs()), reason="PipeWire's programs are not here")
def test_an_input_that_goes_is_told_once_and_what_was_heard_is_kept(
    server: PipeWire, tmp_path: Path
) -> None:
    server.add_sink("loose", "media.class=Audio/Source/Virtual", "channels=1")
    out = tmp_path / "heard.wav"
    words = ["devices", "--test-input", out, "--seconds", "60", "--device", "loose", "--json"]
    recorder = subprocess.Popen(
        [sys.executable, "-m", "luma", *map(str, words)],
        env=server.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    part = tmp_path / ".heard.wav.part"
    until = time.monotonic() + 30.0
    while not (part.exists() and part.stat().st_size > HOUSE_RATE):
        assert time.monotonic() < until
        time.sleep(0.05)
    server.remove_sink("loose")
    said, errors = recorder.communicate(timeout=30)
    assert recorder.returncode == 1
    assert errors.count('The sound input "loose Audio/Source/Virtual sink" has gone.') == 1
    told = json.loads(said)
    assert soundfile.info(out).frames / HOUSE_RATE == pytest.approx(told["seconds"], abs=1e-3)
    assert soundfile.info(out).channels == told["channels"] == 1


def test_an_input_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(DeviceError, match="There is no sound input"):
        DeviceInput(DeviceChoice("Nobody has this card"))


def test_a_ring_that_nobody_reads_counts_what_it_loses() -> None:
    intake = Intake(100, 2)
    assert intake.read().shape == (0, 2)
    intake.words[0] = 60
    intake.ring[:] = np.arange(200, dtype=np.float32).reshape(100, 2)
    assert np.array_equal(intake.read(), intake.ring[:60])
    intake.words[0] = 130
    again = intake.read()
    assert np.array_equal(again, np.concatenate([intake.ring[60:], intake.ring[:30]]))
    assert (intake.lost, intake.overruns, intake.calls) == (0, 0, 0)
