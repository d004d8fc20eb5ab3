"""Take every measure of this folder, and write what they say to `benchmarks/RESULTS.md`."""

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> int:
    """Run them one after another; the exit code tells whether all of them came to an end."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    made = f"{datetime.now(UTC):%Y-%m-%d}, {machine}, Python {platform.python_version()}."
    page = [f"# Results\n\n{made}\n"]
    worst = 0
    for path in sorted(FOLDER.glob("[!_]*.py")):
        print(f"{path.stem} …", flush=True)
        run = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{path.stem}"],
            cwd=FOLDER.parent,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        print(run.stdout)
        page.append(f"## {path.stem}\n\n```\n{run.stdout.strip()}\n```\n")
        worst = max(worst, abs(run.returncode))
    (FOLDER / "RESULTS.md").write_text("\n".join(page))
    return min(worst, 1)


if __name__ == "__main__":
    sys.exit(main())
