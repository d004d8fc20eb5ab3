"""How much faster two machines of a cluster are than one, and what the cluster itself costs.

`python -m benchmarks.cluster [--tracks N] [--rounds N]`: a real scheduler and workers on this
machine, one job at a time each; thirty tracks, each time in a library of its own. The rounds
take turns, so that whatever else the machine does falls on all of them. The peer is the pool
of this machine with as many slots. It takes as many free cores as there are workers.
"""

import argparse
import importlib.util
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from luma.app.analyses import Wish
from luma.app.desk import open_desk
from luma.app.events import TrackComplete
from luma.app.paths import Paths
from luma.app.settings import AnalysisSettings, Settings, SoundSettings
from tests import sounds
from tests.analysis.dasks import site
from tests.app.desks import PATIENCE, Facts

KINDS = ("pcm", "peaks", "mel", "loudness", "energy")


def hear(home: Path, files: list[Path], analysis: AnalysisSettings) -> float:
    """Seconds until everything of all tracks is there; one track before warms the slots."""
    os.environ["LUMA_HOME"] = str(home)
    settings = Settings(SoundSettings(sink="null"), analysis=analysis)
    with open_desk(Paths.find(), settings) as desk:
        outcomes = desk.library.add(files).result(PATIENCE)
        names = [outcome.track.id for outcome in outcomes if outcome.track]
        facts = Facts(desk, (TrackComplete,))

        def begin(first: int, stop: int) -> None:
            for name in names[first:stop]:
                desk.analyses.complete(name, Wish(KINDS))

        warm = 4
        desk.lane.call(lambda: begin(0, warm))
        for _ in range(warm):
            assert facts.wait(TrackComplete).failed == ()
        began = time.monotonic()
        desk.lane.call(lambda: begin(warm, len(names)))
        for _ in range(len(names) - warm):
            assert facts.wait(TrackComplete).failed == ()
        return time.monotonic() - began


def measure(tracks: int, rounds: int, folder: Path) -> None:
    """Take turns, and say the middle of each."""
    files = [
        sounds.write(folder / f"{n}.wav", sounds.sine(100.0 + n, 20.0))
        for n in range(tracks + 4)
    ]
    took: dict[str, list[float]] = {}
    with site(folder / "one") as one, site(folder / "two") as two:
        one.hire()
        two.hire()
        two.hire()
        two.wait_for(2)
        ways = {
            "one worker": AnalysisSettings(scheduler=one.address),
            "two workers": AnalysisSettings(scheduler=two.address),
            "pool of one slot": AnalysisSettings(1),
            "pool of two slots": AnalysisSettings(2),
        }
        for number in range(rounds):
            for name, analysis in ways.items():
                home = folder / f"{name} {number}"
                took.setdefault(name, []).append(hear(home, files, analysis))
    for name, all_of_it in took.items():
        each = " ".join(f"{seconds:.1f}" for seconds in all_of_it)
        print(f"{name:18} {median(all_of_it):6.1f} s for {tracks} tracks ({each})")
    for kind, (single, double) in {
        "cluster": ("one worker", "two workers"),
        "pool": ("pool of one slot", "pool of two slots"),
    }.items():
        ratios = [a / b for a, b in zip(took[single], took[double], strict=True)]
        print(f"{kind}: two are {median(ratios):.2f} times as fast as one")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def main() -> int:
    """Measure with the arguments of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tracks", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    if importlib.util.find_spec("distributed") is None:
        print("not measured: the extra `cluster` is not installed")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        measure(args.tracks, args.rounds, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
