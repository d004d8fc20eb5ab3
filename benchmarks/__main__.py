"""Take the measures of this folder, all or those named, and note them in `RESULTS.md`."""

import argparse
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "RESULTS.md"


def main() -> int:
    """Run them one after another; the exit code tells whether all of them came to an end."""
    every = sorted(path.stem for path in FOLDER.glob("[!_]*.py"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(every)}")
    names = parser.parse_args().names or every
    if unknown := set(names) - set(every):
        parser.error(f"there is no measure {', '.join(sorted(unknown))}")
    noted = _noted()
    worst = 0
    for name in names:
        print(f"{name} …", flush=True)
        run = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}"],
            cwd=FOLDER.parent,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        print(run.stdout)
        noted[name] = f"{_where()}\n\n```\n{run.stdout.strip()}\n```"
        worst = max(worst, abs(run.returncode))
        page = [f"## {name}\n\n{noted[name]}\n" for name in sorted(noted) if name in every]
        RESULTS.write_text("\n".join(["# Results\n", *page]))
    return min(worst, 1)


def _noted() -> dict[str, str]:
    """What was noted of each measure before."""
    parts = RESULTS.read_text().split("\n## ")[1:] if RESULTS.exists() else []
    named = (part.partition("\n") for part in parts)
    return {name.strip(): said.strip() for name, _, said in named}


def _where() -> str:
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{datetime.now(UTC):%Y-%m-%d}, {machine}, Python {platform.python_version()}."


if __name__ == "__main__":
    sys.exit(main())
