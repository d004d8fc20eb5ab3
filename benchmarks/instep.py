"""How far flashes on a wire stray from the clicks that they belong to.

`python -m benchmarks.instep [--seconds 600]`: a desk with its stage and its lights plays a song
of clicks, through loops and seeks; the sound is recorded at the sink of a headless PipeWire,
the packets are captured with the kernel's times. The middle of the offsets holds the delays of
recording; they may stray from it by one DMX frame.
"""

import argparse
import os
import tempfile
from pathlib import Path

from luma.light.messages import DMX_RATE
from tests.pipewire import headless_pipewire
from tests.walk.clicks import measure


def main() -> None:
    """Play, record, capture and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as name, headless_pipewire() as server:
        os.environ.update(server.env, LUMA_HOME=f"{name}/home")
        found = measure(server, Path(name), seconds)
    is_whole = not found.dark and not found.silent and not found.short
    kept = is_whole and found.worst_clear <= 1000 / DMX_RATE
    print(f"{found.words()}; within one DMX frame: {'kept' if kept else 'BROKEN'}")
    if not kept:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
