"""What every effect costs, beside `scipy.signal` block by block and beside pedalboard.

`python -m benchmarks.effects [--pedalboard PYTHON]`: each effect runs on blocks of 512 frames
of the same music-like noise, at settings at which it works; p50, p99.9 and p99.9 as a share of
the block. scipy and pedalboard do the nearest that they offer: what they lack has no figure.
pedalboard runs in a Python of its own, which is given by its path, and goes through ten seconds
at once in buffers of 512 frames, so that its calls from Python cost it nothing. All of it is
time of the processor: what others do on the machine meanwhile does not count.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from luma.audio import fx
from luma.audio.clock import clock_gettime
from luma.audio.fx.effect import effects
from luma.audio.kernel.calling import address_of, call_effect
from luma.audio.kernel.effectcode import address_of_code
from luma.domain.nodetype import Json
from luma.domain.register import import_all


class Works(NamedTuple):
    """What an effect works on, block by block."""

    blocks: npt.NDArray[np.float32]
    side: npt.NDArray[np.float32]
    state: npt.NDArray[np.float64]
    room: npt.NDArray[np.float32]
    numbers: npt.NDArray[np.float64]


Words = npt.NDArray[np.int64]
THREAD_TIME = time.CLOCK_THREAD_CPUTIME_ID
FRAMES, RATE = 512, 48_000
BLOCK_US = FRAMES / RATE * 1e6
BLOCKS = 3000
LIMIT, FASTER = 0.03, 5.0
AT_WORK: dict[str, dict[str, Json]] = {
    "gain": {"level": -6.0},
    "pan": {"place": 0.3},
    "width": {"amount": 1.4},
    "eq3": {"low": -6.0, "high": 3.0},
    "eq": {"low_gain": 3.0, "first_gain": -4.0, "second_gain": 4.0, "high_gain": 2.0},
    "sweep": {"knob": -0.5},
    "compressor": {"threshold": -20.0, "ratio": 4.0},
    "limiter": {"ceiling": -3.0},
    "gate": {"threshold": -30.0},
    "delay": {"seconds": 0.3, "feedback": 0.4, "mix": 0.5},
}
CHAIN = ("eq", "compressor", "limiter", "meter")

PEDALBOARD = """
import json, sys, time
import numpy as np, pedalboard as p
sound = np.load(sys.argv[1]).T.copy()
made = {
    "gain": p.Gain(-6), "compressor": p.Compressor(-20, 4, 10, 150),
    "limiter": p.Limiter(-3, 100), "gate": p.NoiseGate(-30), "delay": p.Delay(0.3, 0.4, 0.5),
    "reverb": p.Reverb(), "filter": p.LadderFilter(), "sweep": p.LadderFilter(),
    "eq": p.Pedalboard([p.LowShelfFilter(120, 3), p.PeakFilter(300, -4, 1),
                        p.PeakFilter(1000, 4, 1), p.HighShelfFilter(8000, 2)]),
    "eq3": p.Pedalboard([p.LowShelfFilter(250, -6), p.PeakFilter(800, 0.1, 0.5),
                         p.HighShelfFilter(2500, 3)]),
}
told = {}
for name, effect in made.items():
    taken = []
    for _ in range(9):
        began = time.process_time()
        effect.process(sound, 48000, buffer_size=512, reset=False)
        taken.append(time.process_time() - began)
    told[name] = float(np.median(taken)) / (sound.shape[1] / 512) * 1e6
print(json.dumps(told))
"""

Audio = npt.NDArray[np.float32]


def music() -> Audio:
    """Ten seconds of noise with the fall of music, in beats, up to full scale."""
    from scipy.signal import lfilter

    noise = np.random.default_rng(1).normal(0, 1, (10 * RATE, 2))
    sound = lfilter([1.0], [1.0, -0.9], noise, axis=0)
    beats = np.exp(-np.arange(RATE // 2) / 6000) + 0.1
    sound *= np.tile(beats, 20)[:, None]
    return (sound / np.abs(sound).max()).astype(np.float32)


def timed(call: Callable[[Audio], object], sound: Audio) -> tuple[float, float]:
    """The median and the 99.9th percentile of a call on every block, in microseconds."""
    taken, block = [], np.zeros((FRAMES, 2), np.float32)
    for n in range(BLOCKS + 50):
        at = n * FRAMES % (len(sound) - FRAMES)
        block[:] = sound[at : at + FRAMES]
        began = time.thread_time_ns()
        call(block)
        taken.append(time.thread_time_ns() - began)
    middle, late = np.percentile(np.array(taken[50:]) / 1000, [50, 99.9])
    return float(middle), float(late)


def _run_blocks(code: int, memory: Works, times: Words, now: Words) -> None:
    """Run the machine code of an effect on every block, as the kernel does, and time each."""
    for n in range(memory.blocks.shape[0]):
        clock_gettime(THREAD_TIME, address_of(now))
        began = now[0] * 1_000_000_000 + now[1]
        if code:
            block, side = memory.blocks[n], memory.side
            call_effect(
                code,
                address_of(block),
                address_of(side),
                block.shape[0],
                address_of(memory.state),
                address_of(memory.room),
                memory.room.shape[0],
                0.5,
                address_of(memory.numbers),
            )
        clock_gettime(THREAD_TIME, address_of(now))
        times[n] = now[0] * 1_000_000_000 + now[1] - began


def ours(key: str, sound: Audio) -> tuple[float, float]:
    """One effect, called from machine code as the kernel calls it, without the clock's own."""
    kind = effects.get(key)
    chosen = {s.name: s.default for s in kind.settings} | AT_WORK.get(key, {})
    numbers = [kind.number_of(name, value) for name, value in chosen.items()]
    rounds = -(-(BLOCKS + 50) * FRAMES // len(sound))
    blocks = np.tile(sound, (rounds, 1))[: (BLOCKS + 50) * FRAMES].reshape(-1, FRAMES, 2)
    memory = Works(
        blocks.copy(),
        blocks[0].copy(),
        np.zeros(kind.state),
        np.zeros(max(kind.room, 1), np.float32)[: kind.room],
        np.array(numbers or [0.0]),
    )
    times, now = np.zeros(len(blocks), np.int64), np.zeros(2, np.int64)
    code, run = address_of_code(key), numba.njit(_run_blocks)
    run(0, memory, times, now)
    bare = float(np.median(times))
    run(code, memory, times, now)
    middle, late = np.percentile((times[50:] - bare) / 1000, [50, 99.9])
    return float(middle), float(late)


def theirs() -> dict[str, Callable[[Audio], object]]:
    """The nearest that scipy and numpy do, a block at a time and with memory."""
    from scipy.signal import butter, lfilter, resample_poly, sosfilt

    memory: dict[str, npt.NDArray[np.float64]] = {}

    def sections(name: str, count: int) -> Callable[[Audio], object]:
        sos = np.vstack([butter(2, 0.1, output="sos")] * count)
        memory[name] = np.zeros((count, 2, 2))

        def run(block: Audio) -> object:
            out, memory[name] = sosfilt(sos, block, axis=0, zi=memory[name])
            return out

        return run

    def followed(name: str, block: Audio, loud: npt.NDArray[np.floating]) -> object:
        over = np.maximum(20 * np.log10(np.maximum(loud, 1e-30)) + 20, 0)
        less, memory[name] = lfilter([0.002], [1, -0.998], over * 0.75, zi=memory[name])
        return block * (10 ** (-less / 20))[:, None]

    def limit(block: Audio) -> object:
        fine = np.abs(resample_poly(block, 4, 1, axis=0)).max(axis=1)
        return followed("limiter", block, fine.reshape(-1, 4).max(axis=1))

    comb = np.zeros(14_401)
    comb[0], comb[-1] = 1.0, -0.4
    memory |= {
        "compressor": np.zeros(1),
        "limiter": np.zeros(1),
        "delay": np.zeros((14_400, 2)),
    }

    def echo(block: Audio) -> object:
        out, memory["delay"] = lfilter([1.0], comb, block, axis=0, zi=memory["delay"])
        return out

    weigh = sections("meter", 2)
    return {
        "eq": sections("eq", 4),
        "eq3": sections("eq3", 9),
        "filter": sections("filter", 1),
        "sweep": sections("sweep", 2),
        "compressor": lambda b: followed("compressor", b, np.abs(b).max(axis=1)),
        "limiter": limit,
        "delay": echo,
        "meter": lambda b: (weigh(b), np.abs(b).max(axis=0), np.sqrt((b**2).mean(axis=0))),
    }


def chain(sound: Audio) -> tuple[float, float]:
    """Deck, equalizer, compressor, limiter and meter, in the kernel itself."""
    from luma.audio.kernel.engine import Engine
    from luma.audio.kernel.render import render
    from luma.domain.audiograph import DECK, IN, OUT, OUTPUT
    from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
    from luma.domain.ids import NodeId

    nodes = {NodeId(DECK): NodeDoc(DECK), NodeId(OUTPUT): NodeDoc(OUTPUT)}
    nodes |= {NodeId(key): NodeDoc(key, settings=AT_WORK.get(key, {})) for key in CHAIN}
    way = [NodeId(name) for name in (DECK, *CHAIN, OUTPUT)]
    wires = tuple(Wire(a, OUT, b, IN) for a, b in itertools.pairwise(way))
    engine = Engine()
    engine.graphs.begin(GraphDoc(nodes=nodes, wires=wires))
    engine.use_source(sound, 1)
    engine.loop(0, len(sound))
    engine.play()
    return timed(lambda block: render(block, engine.memory), sound)


def pedalboard(python: str | None, sound: Audio) -> dict[str, float]:
    """What pedalboard takes for a block, or nothing where it is not there."""
    if python is None:
        print("without pedalboard: give --pedalboard the Python that has it")
        return {}
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound.npy"
        np.save(path, sound)
        done = subprocess.run(
            [python, "-c", PEDALBOARD, path], check=True, stdout=subprocess.PIPE, text=True
        )
    return dict(json.loads(done.stdout))


def _beside(value: float | None, mine: float) -> str:
    return f"{value:8.1f} {value / mine:5.1f} ×" if value is not None else " " * 16


def main() -> None:
    """Print the table, and say whether the promises hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pedalboard", metavar="PYTHON", help="a Python with pedalboard")
    options = parser.parse_args()
    import_all(fx)
    sound, scipy = music(), theirs()
    board = pedalboard(options.pedalboard, sound)
    print("µs on 512 frames    p50   p99.9   share    scipy, p50     pedalboard, p50")
    slow: list[str] = []
    for kind in effects:
        middle, late = ours(kind.key, sound)
        other = timed(scipy[kind.key], sound)[0] if kind.key in scipy else None
        line = f"{kind.key:14} {middle:8.1f} {late:7.1f} {late / BLOCK_US:7.2%}"
        print(line, _beside(other, middle), _beside(board.get(kind.key), middle), flush=True)
        if other is not None and other < FASTER * middle:
            slow.append(f"{kind.key} (scipy)")
        if board.get(kind.key, middle) < middle:
            slow.append(f"{kind.key} (pedalboard)")
    middle, late = chain(sound)
    share = late / BLOCK_US
    print(
        f"deck, {', '.join(CHAIN)}: {middle:.1f} µs, p99.9 {late:.1f} µs, {share:.2%}", end=""
    )
    print(f"; limit {LIMIT:.0%}: {'kept' if share < LIMIT else 'BROKEN'}")
    said = f"not {', '.join(slow)}" if slow else "all"
    print(f"5 × faster than scipy, no slower than pedalboard: {said}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if slow or share >= LIMIT:
        sys.exit(1)


if __name__ == "__main__":
    main()
