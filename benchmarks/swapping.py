"""How often sound breaks off while its graph is changed ten times a second, beside a C player.

`python -m benchmarks.swapping`: the stage process loops a tone on one null sink of a headless
PipeWire while an effect is put before another one and taken away, ten times a second, and
`pw-cat` plays the same tone on another sink, with the same latency. What is heard is the same
tone throughout, for what comes and goes is neutral; so every break of it counts. Then a level
of half comes and goes for a while, and nothing may be steeper than its fade.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.looping import CAT, HERTZ, LOOP, the_stage, tone
from luma.audio.kernel.slots import SWAP_FRAMES
from luma.domain.audiograph import AUDIO, PLAIN
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import NodeId
from luma.domain.rackedits import inserted
from luma.domain.units import HOUSE_RATE
from luma.stage.graphmessages import UseGraph
from luma.stage.messages import LoadSource, Play, SetLoop
from luma.stage.remote import RemoteStage
from tests.pipewire import PipeWire, Recording, headless_pipewire

EVERY = 0.1
STAYS = NodeDoc("width")
HALF_DB = -6.0
NEUTRAL, HALF = NodeDoc("gain"), NodeDoc("gain", settings={"level": HALF_DB})
TURN = 2.0 * np.pi * HERTZ / HOUSE_RATE


def graphs(folder: Path, guest: NodeDoc) -> tuple[Path, Path]:
    """Two files: a graph with an effect that stays, and one with a guest before it too."""
    alone = _with(PLAIN, "stays", STAYS, 0)
    both = _with(alone, "guest", guest, 0)
    files = folder / "alone.json", folder / "both.json"
    for path, doc in zip(files, (alone, both), strict=True):
        path.write_text(AUDIO.write(doc))
    return files


def _with(doc: GraphDoc, name: str, node: NodeDoc, at: int) -> GraphDoc:
    for edit in inserted(doc, NodeId(name), node, at):
        doc = edit.apply(doc)
    return doc


def swap_for(stage: RemoteStage, files: tuple[Path, Path], seconds: float) -> int:
    """Swap between two graphs ten times a second, and give how often."""
    begun, count = time.monotonic(), 0
    while (late := time.monotonic() - begun) < seconds:
        stage.send(UseGraph(files[count % 2], count))
        count += 1
        time.sleep(max(0.0, count * EVERY - late))
    return count


def breaks(sound: Recording, most: float) -> int:
    """How often a recorded tone is bent by more than this from a frame to the next."""
    left = sound[:, 0].astype(np.float64)
    heard = np.flatnonzero(np.abs(left) > 1e-3)
    left = left[heard[0] + HOUSE_RATE // 20 : heard[-1] - HOUSE_RATE // 20]
    bend = np.abs(left[2:] - 2.0 * np.cos(TURN) * left[1:-1] + left[:-2])
    far = np.flatnonzero(bend > most)
    return int(np.count_nonzero(np.diff(far, prepend=-HOUSE_RATE) > HOUSE_RATE // 20))


def commanded() -> float:
    """How far a fade of the tone to its half bends it from a frame to the next, at most."""
    step = 0.5 * (1.0 - 10.0 ** (HALF_DB / 20.0)) / SWAP_FRAMES
    return float(2.0 * np.sin(TURN) * step + step)


def main() -> None:
    """Play, swap, record, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--runs", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, headless_pipewire() as server:
        folder = Path(name)
        server.add_sink(CAT)
        os.environ.update(server.env)
        np.save(folder / "tone.npy", tone(3))
        soundfile.write(folder / "tone.wav", tone(asked.seconds), HOUSE_RATE, subtype="FLOAT")
        neutral = [run(server, folder, NEUTRAL, asked.seconds) for _ in range(asked.runs)]
        halved = [run(server, folder, HALF, asked.seconds) for _ in range(asked.runs)]
    ours, theirs = _sums(neutral, 1e-5)
    faded, faded_theirs = _sums(halved, commanded() * 1.01)
    kept = ours <= theirs + 1 and faded <= faded_theirs + 1
    print(
        f"{asked.runs} × {asked.seconds:.0f} s, a change each 100 ms: Luma {ours} gaps, pw-cat "
        f"{theirs}; fading to half and back: Luma {faded} bends beyond the fade's own, pw-cat "
        f"{faded_theirs} gaps; at most one more: {'kept' if kept else 'BROKEN'}; load "
        f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    if not kept:
        raise SystemExit(1)


def run(
    server: PipeWire, folder: Path, guest: NodeDoc, seconds: float
) -> tuple[Recording, Recording]:
    """What was heard of us and of `pw-cat`, while a guest came and went."""
    with the_stage(folder, Path(sys.executable)) as (stage, ready):
        stage.send(LoadSource(folder / "tone.npy", 1))
        stage.send(SetLoop(*LOOP))
        stage.send(Play())
        time.sleep(1.0)
        latency = f"--latency={ready.latency_ms:.0f}ms"
        command = ["pw-cat", "-p", "--target", CAT, latency, str(folder / "tone.wav")]
        with server.recording() as ours, server.recording(CAT) as theirs:
            player = subprocess.Popen(command, env=server.env)
            swap_for(stage, graphs(folder, guest), seconds)
            player.wait()
            return ours(), theirs()


def _sums(runs: list[tuple[Recording, Recording]], most: float) -> tuple[int, int]:
    return sum(breaks(mine, most) for mine, _ in runs), sum(
        breaks(cat, 1e-5) for _, cat in runs
    )


if __name__ == "__main__":
    main()
