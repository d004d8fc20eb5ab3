"""How late the ticks of the light loop are, beside a bare loop that only sleeps.

`python -m benchmarks.light_loop` runs both in turn, each in a process of its own as in life:
alone, and while two other processes keep two cores busy. A lateness is a tick's distance from
the one before, less the period. The bare loop is the floor: what the machine itself allows.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from luma.domain.blocks import POSITION, PositionBlock, block_path
from luma.domain.light import ATTRIBUTES
from luma.domain.planfile import PlanLayout
from luma.domain.venue import Venue
from luma.light.__main__ import Pipe, ask_for_priority, run
from luma.light.fixtures import read_definitions
from luma.light.loop import LightLoop
from luma.light.messages import (
    DMX_RATE,
    OutputChoice,
    UseOutputs,
    UsePatch,
    UsePlan,
    UsePosition,
)
from luma.light.overlay import OverlayBlock
from luma.light.patch import compile_patch, save_patch
from luma.light.wire import period_ns

ROUNDS, ROUND_SECONDS, RATE = 5, 4.0, int(DMX_RATE)
HEADS, FRAMES = 24, 600
PERIOD_NS = period_ns(DMX_RATE)
BUSY = "while True: sum(range(10_000))"


class TimedLoop(LightLoop):
    """A light loop that notes when it ticks and how long that takes."""

    def begin(self, ticks: int) -> None:
        """Note so many ticks."""
        self.ticks, self.begun, self.spent = ticks, list[int](), list[int]()
        gc.collect()
        gc.freeze()

    def tick(self, now_ns: int) -> None:
        """Note the moment, and do the work."""
        self.begun.append(now_ns)
        super().tick(now_ns)
        self.spent.append(time.monotonic_ns() - now_ns)
        if len(self.begun) >= self.ticks:
            raise StopIteration


def light_ticks(seconds: float) -> tuple[list[int], list[int]]:
    """When the light loop ticked on a running song, and how long each tick took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        overlay = OverlayBlock(folder / "overlay.0.block", create=True)
        position = PositionBlock(block_path(folder, "position"), create=True)
        loop = TimedLoop(folder, overlay, lambda _: None)
        _set_up(loop, folder, position)
        loop.begin(int(seconds * RATE))
        try:
            run(loop, Pipe(*os.pipe()))
        except StopIteration:
            loop.close()
        position.close()
        overlay.close()
    return loop.begun, loop.spent


def _set_up(loop: LightLoop, folder: Path, position: PositionBlock) -> None:
    """A song that runs, a plan in which all changes, and packets to this machine."""
    root = Path(__file__).parents[1] / "assets"
    venue = _venue(root)
    save_patch(compile_patch(venue, read_definitions(root / "fixtures")), folder / "patch")
    layout = PlanLayout(HEADS, FRAMES)
    rng = np.random.default_rng(1)
    values = rng.random((FRAMES, HEADS, len(ATTRIBUTES)), np.float32).astype("<f4")
    mask = np.full((FRAMES, HEADS), (1 << len(ATTRIBUTES)) - 1, "<u2")
    body = bytes(8 * layout.tiles) + values.tobytes() + mask.tobytes()
    (folder / "plan").write_bytes(layout.header() + body)
    told = np.zeros((), POSITION)
    told["segments"], told["stream_frame"] = 1, 1 << 40
    told["segment_rate"][0], told["heard_ns"] = 1.0, time.monotonic_ns()
    position.block.write(told)
    loop.obey(UsePatch(folder / "patch"))
    while loop.is_reading:
        loop.read_on()
    loop.obey(UsePlan(folder / "plan"))
    loop.obey(UsePosition(position.block.path))
    place: dict[str, object] = {"host": "127.0.0.1", "port": 9}
    loop.obey(UseOutputs((OutputChoice("there", "artnet", place),)))


def _venue(root: Path) -> Venue:
    from luma.domain.documents import VENUE

    venue = VENUE.read((root / "demo" / "venue.json").read_text(encoding="utf-8"))
    assert len(venue.fixtures) == HEADS
    return venue


def bare_ticks(seconds: float) -> tuple[list[int], list[int]]:
    """When a loop ticked that does nothing but sleep."""
    begun: list[int] = []
    due_ns = time.monotonic_ns()
    for _ in range(int(seconds * RATE)):
        time.sleep(max(0, due_ns - time.monotonic_ns()) / 1e9)
        begun.append(time.monotonic_ns())
        due_ns = begun[-1] + PERIOD_NS
    return begun, [0]


def lateness(kind: str, seconds: float) -> dict[str, float]:
    """The figures of one round in milliseconds."""
    ask_for_priority()
    begun, spent = light_ticks(seconds) if kind == "light" else bare_ticks(seconds)
    late = (np.diff(begun) - PERIOD_NS) / 1e6
    return {
        "p50": float(np.percentile(late, 50)),
        "p99": float(np.percentile(late, 99)),
        "worst": float(late.max()),
        "work_p50": float(np.percentile(spent, 50)) / 1e6,
    }


def _round(kind: str, seconds: float) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.light_loop", "--kind", kind]
    said = subprocess.check_output([*command, "--seconds", str(seconds)])
    figures: dict[str, float] = json.loads(said)
    return figures


def measure(
    rounds: int = ROUNDS, seconds: float = ROUND_SECONDS
) -> dict[str, dict[str, float]]:
    """The median over rounds of each figure, by loop and load."""
    found: dict[str, list[dict[str, float]]] = {}
    for busy in (0, 2):
        load = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(busy)]
        try:
            for _ in range(rounds):
                for kind in ("bare", "light"):
                    name = f"{kind}, {'two busy processes' if busy else 'alone'}"
                    found.setdefault(name, []).append(_round(kind, seconds))
        finally:
            for process in load:
                process.kill()
                process.wait()
    return {
        name: {key: statistics.median(figures[key] for figures in rows) for key in rows[0]}
        for name, rows in found.items()
    }


def main() -> None:
    """Print the table, or the figures of one round."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kind", choices=["bare", "light"])
    parser.add_argument("--seconds", type=float, default=ROUND_SECONDS)
    chosen = parser.parse_args()
    if chosen.kind:
        print(json.dumps(lateness(chosen.kind, chosen.seconds)))
        return
    print(f"load average before: {os.getloadavg()}")
    table = measure(seconds=chosen.seconds)
    print("| loop | p50 ms | p99 ms | worst ms | work p50 ms | p99 ÷ bare |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, row in table.items():
        floor = table[name.replace("light", "bare")]["p99"]
        figures = " | ".join(f"{row[key]:.2f}" for key in ("p50", "p99", "worst", "work_p50"))
        print(f"| {name} | {figures} | {row['p99'] / floor:.2f} |")


if __name__ == "__main__":
    main()
