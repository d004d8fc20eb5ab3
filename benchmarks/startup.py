"""How soon the command line answers, beside a Python that does nothing.

`python -m benchmarks.startup`: `luma --version` may take 3 times as long, and
`luma --help` 10 times.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 20
BIN = Path(sys.executable).parent
COMMANDS = {
    "python -c pass": [BIN / "python", "-c", "pass"],
    "luma --version": [BIN / "luma", "--version"],
    "luma --help": [BIN / "luma", "--help"],
}


def took(command: list[str | Path]) -> float:
    """How many milliseconds a command takes from start to end."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Take the commands in turn, so that a busy moment meets all of them."""
    rounds = [[took(command) for command in COMMANDS.values()] for _ in range(ROUNDS)]
    medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
    for name, median in zip(COMMANDS, medians, strict=True):
        print(f"{name:<16} {median:6.1f} ms  {median / medians[0]:5.2f} ×")


if __name__ == "__main__":
    main()
