"""How often a long loop breaks off on a sound server, beside others in the same runs.

`python -m benchmarks.looping`: in each of five runs of two minutes the stage process loops a
tone on one null sink of a headless PipeWire, while `pw-cat` plays the same tone on a second and
a plain Python callback on a third, all asking for the same latency. The interpreters of the
stage, of the desk and of the Python player are each held by a thread that never rests, and two
more processes keep both cores busy. All three sinks are recorded and every break of the tone is
counted: one lost sample shows. Luma may break off once more than `pw-cat`, over all runs
together. A last minute of a rising loop is compared with its source, sample by sample.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from luma.domain.units import HOUSE_RATE, Frames
from luma.stage.messages import LoadSource, Options, Play, Ready, SetLoop, Told
from luma.stage.remote import RemoteStage
from tests.pipewire import SINK, PipeWire, gaps, headless_pipewire

HERTZ = 1000.0
CAT, PYTHON = "cat", "python"
LOOP = (Frames(48_000), Frames(96_000))
RISE_LOOP = (Frames(12_345), Frames(45_679))
LATENCY = 0.1

Sound = npt.NDArray[np.float32]

PLAYER = """
import sys, threading
import numpy as np, sounddevice
at = np.arange(48_000) / 48_000
tone = np.repeat(0.5 * np.sin(2 * np.pi * 1000 * at)[:, None], 2, 1).astype(np.float32)
place = 0
def callback(out, frames, times, status):
    global place
    out[:] = tone[(place + np.arange(frames)) % len(tone)]
    place += frames
def hold():
    n = 0
    while True: n += 1
threading.Thread(target=hold, daemon=True).start()
with sounddevice.OutputStream(48_000, device="pipewire", channels=2, dtype="float32",
                              latency=float(sys.argv[1]), callback=callback):
    sys.stdin.read()
"""

STAGE = """
import os, runpy, sys, threading
def hold():
    n = 0
    while True: n += 1
threading.Thread(target=hold, daemon=True).start()
sys.argv = ["luma.stage", *sys.argv[1:]]
runpy.run_module("luma.stage", run_name="__main__", alter_sys=True)
"""


def hold() -> None:
    """Keep this process's interpreter for as long as it lives."""
    n = 0
    while True:
        n += 1


def tone(seconds: float) -> Sound:
    """A sine of which the loop holds whole periods."""
    at = np.arange(round(seconds * HOUSE_RATE)) / HOUSE_RATE
    return np.repeat(0.5 * np.sin(2 * np.pi * HERTZ * at)[:, None], 2, 1).astype(np.float32)


def rise() -> Sound:
    """Every frame of a second has a level of its own."""
    levels = np.arange(1, HOUSE_RATE + 1) / 65_536
    return np.repeat(levels[:, None], 2, 1).astype(np.float32)


@contextmanager
def the_stage(folder: Path, interpreter: Path) -> Iterator[tuple[RemoteStage, Ready]]:
    """The stage process with its interpreter held, once it says where its sound goes."""
    told: list[Told] = []
    before, sys.executable = sys.executable, str(interpreter)
    try:
        stage = RemoteStage(
            folder, told.append, lambda lost: print(lost.sentence()), Options(device=SINK)
        )
    finally:
        sys.executable = before
    try:
        while not (ready := [t for t in told if isinstance(t, Ready)]):
            time.sleep(0.05)
        assert ready[0].is_device, told
        yield stage, ready[0]
    finally:
        stage.close()


def held_interpreter(folder: Path) -> Path:
    """A Python that runs the stage beside a thread that never rests."""
    (folder / "stage.py").write_text(STAGE)
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nshift 3\nexec {sys.executable} -P {folder}/stage.py "$@"\n')
    python.chmod(0o755)
    return python


@contextmanager
def busy_cores() -> Iterator[None]:
    """As many processes as a small machine has cores, none of which ever rests."""
    works = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    try:
        yield
    finally:
        for work in works:
            work.kill()
            work.wait()


@dataclass(frozen=True)
class Run:
    """How often each broke off in one run, and how busy the machine was."""

    ours: int
    cat: int
    python: int
    told: int
    worst_ms: float
    load: float


def run(server: PipeWire, folder: Path, seconds: float) -> Run:
    """All three at once, for a while."""
    with ExitStack() as closing:
        stage, ready = closing.enter_context(the_stage(folder, held_interpreter(folder)))
        recordings = [
            closing.enter_context(server.recording(sink)) for sink in (SINK, CAT, PYTHON)
        ]
        closing.enter_context(busy_cores())
        latency = f"--latency={ready.latency_ms:.0f}ms"
        cat = subprocess.Popen(
            ["pw-cat", "-p", "--target", CAT, latency, str(folder / "tone.wav")],
            env=server.env,
        )
        python = subprocess.Popen(
            [sys.executable, "-c", PLAYER, str(LATENCY)],
            env=server.env | {"PIPEWIRE_NODE": PYTHON},
            stdin=subprocess.PIPE,
        )
        stage.send(LoadSource(folder / "tone.npy", 1))
        stage.send(SetLoop(*LOOP))
        stage.send(Play())
        time.sleep(seconds)
        load = os.getloadavg()[0]
        mine, cats, pythons = (finish() for finish in recordings)
        position = stage.position()
        for process in (cat, python):
            process.kill()
            process.wait()
        assert python.stdin is not None
        python.stdin.close()
    return Run(
        gaps(mine, HERTZ),
        gaps(cats, HERTZ),
        gaps(pythons, HERTZ),
        position.underruns,
        position.worst_ns / 1e6,
        load,
    )


def seams(server: PipeWire, folder: Path, seconds: float) -> tuple[int, int, int]:
    """The frames of a recorded loop, its seams, and the frames that are not the source's."""
    start, stop = RISE_LOOP
    with the_stage(folder, Path(sys.executable)) as (stage, _), server.recording() as finish:
        stage.send(LoadSource(folder / "rise.npy", 1))
        stage.send(SetLoop(*RISE_LOOP))
        stage.send(Play())
        time.sleep(seconds)
        heard = finish()
    frames = np.rint(heard[:, 0].astype(np.float64) * 65_536).astype(np.int64) - 1
    first = int(np.argmax(frames == start)) + 1
    body = heard[first:]
    expected = rise()[start + (1 + np.arange(len(body))) % (stop - start)]
    wrong = int(np.count_nonzero(np.any(body != expected, axis=1)))
    return len(body), len(body) // (stop - start), wrong


def main() -> None:
    """Play, record all three, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--seam-seconds", type=float, default=60.0)
    options = parser.parse_args()
    threading.Thread(target=hold, daemon=True).start()  # noqa: TID251  (to hold the interpreter)
    runs = []
    with tempfile.TemporaryDirectory() as name, headless_pipewire() as server:
        folder = Path(name)
        for sink in (CAT, PYTHON):
            server.add_sink(sink)
        os.environ.update(server.env)
        np.save(folder / "tone.npy", tone(3))
        np.save(folder / "rise.npy", rise())
        soundfile.write(
            folder / "tone.wav", tone(options.seconds + 10), HOUSE_RATE, subtype="FLOAT"
        )
        print("run   Luma  pw-cat  Python  told by the device  worst callback  load")
        for number in range(options.runs):
            made = run(server, folder, options.seconds)
            runs.append(made)
            print(
                f"{number + 1:3}  {made.ours:5}  {made.cat:6}  {made.python:6}  {made.told:18}"
                f"  {made.worst_ms:11.2f} ms  {made.load:4.1f}",
                flush=True,
            )
        frames, count, wrong = seams(server, folder, options.seam_seconds)
    ours, cats = sum(made.ours for made in runs), sum(made.cat for made in runs)
    pythons = sum(made.python for made in runs)
    kept = ours <= cats + 1
    print(
        f"all  {ours:5}  {cats:6}  {pythons:6}\n"
        f"{options.runs} runs of {options.seconds:.0f} s on {os.cpu_count()} cores; at most "
        f"one more than pw-cat: {'kept' if kept else 'BROKEN'}\n"
        f"seams: {frames} recorded frames over {count} seams, {wrong} not the source's to the "
        f"bit: {'kept' if wrong == 0 else 'BROKEN'}"
    )
    if not kept or wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
