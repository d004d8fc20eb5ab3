"""How often a long loop breaks off on a sound server, beside a C player in the same run.

`python -m benchmarks.looping`: the stage process loops a tone for two minutes on one null sink
of a headless PipeWire while `pw-cat` plays the same tone on another, with the same latency;
both are recorded, and every break of the tone is counted. One lost sample shows.
"""

import argparse
import os
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

from luma.domain.units import HOUSE_RATE, Frames
from luma.stage.messages import LoadSource, Options, Play, Ready, SetLoop, Told
from luma.stage.remote import RemoteStage
from tests.pipewire import gaps, headless_pipewire

HERTZ = 1000.0
PEER = "peer"
LOOP = (Frames(48_000), Frames(96_000))


def tone(seconds: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """A sine of which the loop holds whole periods."""
    at = np.arange(round(seconds * HOUSE_RATE)) / HOUSE_RATE
    return np.repeat(0.5 * np.sin(2 * np.pi * HERTZ * at)[:, None], 2, 1).astype(np.float32)


def start_stage(folder: Path) -> tuple[RemoteStage, Ready]:
    """The stage process, once it says where its sound goes."""
    told: list[Told] = []
    stage = RemoteStage(folder, told.append, lambda lost: print(lost.sentence()), Options())
    while not (ready := [t for t in told if isinstance(t, Ready)]):
        time.sleep(0.05)
    assert ready[0].is_device, told
    return stage, ready[0]


def main() -> None:
    """Play, record both, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as name, headless_pipewire() as server:
        folder = Path(name)
        server.add_sink(PEER)
        os.environ.update(server.env)
        np.save(folder / "tone.npy", tone(3))
        soundfile.write(folder / "tone.wav", tone(seconds), HOUSE_RATE, subtype="FLOAT")
        stage, ready = start_stage(folder)
        with server.recording() as ours, server.recording(PEER) as theirs:
            latency = f"--latency={ready.latency_ms:.0f}ms"
            command = ["pw-cat", "-p", "--target", PEER, latency, str(folder / "tone.wav")]
            player = subprocess.Popen(command, env=server.env)
            stage.send(LoadSource(folder / "tone.npy", 1))
            stage.send(SetLoop(*LOOP))
            stage.send(Play())
            time.sleep(seconds)
            player.wait()
            mine, peer = ours(), theirs()
        position = stage.position()
        stage.close()
    seams = len(position.segments)
    our_gaps, their_gaps = gaps(mine, HERTZ), gaps(peer, HERTZ)
    kept = our_gaps <= their_gaps + 1
    print(
        f"{seconds:.0f} s at {ready.latency_ms:.0f} ms: Luma {our_gaps} gaps over {seams} "
        f"segments ({position.underruns} told by the device), pw-cat {their_gaps}; "
        f"at most one more: {'kept' if kept else 'BROKEN'}; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    if not kept:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
