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
from tests.pipewire import Recording, gaps, headless_pipewire

EVERY = 0.1
FADES_SECONDS = 20.0
STAYS = NodeDoc("width")
NEUTRAL, HALF = NodeDoc("gain"), NodeDoc("gain", settings={"level": -6.0})


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


def steepest(sound: Recording, hertz: float) -> float:
    """By how much the tone's level moves in a frame at most, as a share of the whole."""
    step = 2.0 * np.pi * hertz / HOUSE_RATE
    left = sound[:, 0].astype(np.float64)
    heard = np.flatnonzero(np.abs(left) > 1e-3)
    left = left[heard[0] + HOUSE_RATE // 2 : heard[-1] - HOUSE_RATE // 2]
    bend = left[2:] - 2.0 * np.cos(step) * left[1:-1] + left[:-2]
    return float(np.abs(bend).max())


def main() -> None:
    """Play, swap, record, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as name, headless_pipewire() as server:
        folder = Path(name)
        server.add_sink(CAT)
        os.environ.update(server.env)
        np.save(folder / "tone.npy", tone(3))
        soundfile.write(folder / "tone.wav", tone(seconds), HOUSE_RATE, subtype="FLOAT")
        with the_stage(folder, Path(sys.executable)) as (stage, ready):
            stage.send(LoadSource(folder / "tone.npy", 1))
            stage.send(SetLoop(*LOOP))
            stage.send(Play())
            latency = f"--latency={ready.latency_ms:.0f}ms"
            command = ["pw-cat", "-p", "--target", CAT, latency, str(folder / "tone.wav")]
            with server.recording() as ours, server.recording(CAT) as theirs:
                player = subprocess.Popen(command, env=server.env)
                swaps = swap_for(stage, graphs(folder, NEUTRAL), seconds)
                player.wait()
                mine, peer = ours(), theirs()
            with server.recording() as sound:
                swap_for(stage, graphs(folder, HALF), FADES_SECONDS)
                faded = sound()
            underruns = stage.position().underruns
    told = f"{seconds:.0f} s at {ready.latency_ms:.0f} ms, {swaps} swaps, "
    report(told, mine, peer, faded, underruns)


def report(
    begun: str, mine: Recording, peer: Recording, faded: Recording, underruns: int
) -> None:
    """Print what was found, and fail where a promise is broken."""
    our_gaps, their_gaps = gaps(mine, HERTZ), gaps(peer, HERTZ)
    bend, most = steepest(faded, HERTZ), commanded()
    kept = our_gaps <= their_gaps + 1 and (their_gaps > 0 or bend <= most)
    print(
        f"{begun}Luma {our_gaps} gaps ({underruns} told by the device), pw-cat {their_gaps}; "
        f"at most one more: {'kept' if kept else 'BROKEN'}; fades to half bend the tone by "
        f"{bend:.1e} at most, commanded are {most:.1e}; load {os.getloadavg()[0]:.1f} on "
        f"{os.cpu_count()} cores"
    )
    if not kept:
        raise SystemExit(1)


def commanded() -> float:
    """How far a fade of the tone to its half bends it from a frame to the next, at most."""
    step = 0.5 * 0.5 / SWAP_FRAMES
    return 2.0 * np.sin(2.0 * np.pi * HERTZ / HOUSE_RATE) * step + step


if __name__ == "__main__":
    main()
