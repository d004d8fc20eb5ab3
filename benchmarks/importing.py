"""How long three hundred files take to come in, beside their hashing, their copying and beets.

`python -m benchmarks.importing [--beet /path/to/beet] [--files 300] [--megabytes 1050]` makes
files of ten formats, reads them once so that they lie in memory, and lets each program bring
them in after the other, three times in turns; the best of each counts. `sha256sum` and `cp` go
one after the other over the same files. Luma's import is timed as its service does it, and as
`luma import` does it, which is a program that has to start. What comes second is the same
folder again. With `--beet` beets copies the folder too, by `beet import -qA`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.settings import Settings, SoundSettings
from luma.domain.units import HOUSE_RATE
from tests import sounds

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3


def make(folder: Path, files: int, megabytes: int) -> None:
    """Fill a folder: a sound in every format, in each file with other bytes in its midst."""
    dice = np.random.default_rng(1)
    each = megabytes * 1_000_000 // files
    for number, ending in enumerate(sounds.FORMATS):
        pattern = _encoded(folder, ending, each, dice)
        for place in range(number, files, len(sounds.FORMATS)):
            _vary(pattern, folder / f"{place:03d}{ending}", dice)
        pattern.unlink()


def _encoded(folder: Path, ending: str, size: int, dice: np.random.Generator) -> Path:
    """A file of about this size."""
    path = folder / f"pattern-{dice.integers(1 << 40)}{ending}"
    second = dice.standard_normal((HOUSE_RATE * 4, 2)).astype(np.float32) * 0.1
    sounds.write(path, second)
    seconds = max(1.0, 4.0 * size / path.stat().st_size)
    noise = dice.standard_normal((int(HOUSE_RATE * seconds), 2)).astype(np.float32)
    _write_long(path, noise * 0.1)
    return path


def _write_long(path: Path, samples: np.ndarray) -> None:
    if path.suffix not in {".ogg", ".opus"}:
        sounds.write(path, samples)
        return
    subtype = {".ogg": "VORBIS", ".opus": "OPUS"}[path.suffix]
    with soundfile.SoundFile(path, "w", HOUSE_RATE, 2, subtype, format="OGG") as file:
        for start in range(0, len(samples), HOUSE_RATE):  # libsndfile falls over all at once
            file.write(samples[start : start + HOUSE_RATE])


def _vary(pattern: Path, target: Path, dice: np.random.Generator) -> None:
    """The same file with a few other bytes in the midst of its sound."""
    content = bytearray(pattern.read_bytes())
    at = len(content) // 2
    content[at : at + 8] = dice.bytes(8)
    target.write_bytes(content)


def timed(act: Callable[[], object]) -> float:
    """How many seconds something takes, the disk at rest before it."""
    os.sync()
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def by_coreutils(files: list[Path], home: Path) -> float:
    """`sha256sum` of all files, then `cp` of all files."""
    target = home / "copies"
    target.mkdir()
    return timed(
        lambda: (
            subprocess.run(["sha256sum", *files], stdout=subprocess.DEVNULL, check=True),
            subprocess.run(["cp", *files, target], check=True),
        )
    )


def by_service(folder: Path, home: Path, count: int) -> tuple[float, float]:
    """Luma's own import of the folder, and the same once more."""
    os.environ["LUMA_HOME"] = str(home)
    with open_desk(Paths.find(), Settings(SoundSettings(sink="null"))) as desk:

        def bring() -> None:
            outcomes = desk.library.add([folder]).result()
            assert len(outcomes) == count, len(outcomes)
            bad = [o for o in outcomes if o.status not in {"imported", "duplicate"}]
            assert not bad, bad[:3]

        first = timed(bring)
        assert len(desk.library.tracks()) == count
        return first, timed(bring)


def by_program(folder: Path, home: Path) -> tuple[float, float]:
    """`luma import` of the folder, and the same once more."""
    words = [sys.executable, "-m", "luma", "import", "--json", str(folder)]
    more = {**os.environ, "LUMA_HOME": str(home)}

    def bring() -> None:
        subprocess.run(words, env=more, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)

    return timed(bring), timed(bring)


def by_beets(beet: Path, folder: Path, home: Path) -> float:
    """`beet import -qA`, copying."""
    home.mkdir()
    (home / "config.yaml").write_text(
        f"directory: {home}/music\nlibrary: {home}/beets.db\nplugins: []\n"
        "import:\n  copy: yes\n  duplicate_action: keep\n"
    )
    more = {**os.environ, "BEETSDIR": str(home)}
    words = [str(beet), "import", "-qA", str(folder)]
    took = timed(lambda: subprocess.run(words, env=more, stdout=subprocess.DEVNULL, check=True))
    came = sum(path.is_file() for path in (home / "music").rglob("*"))
    print(f"beets copied {came} files")
    return took


def measured(folder: Path, place: Path, beet: Path | None) -> dict[str, list[float]]:
    """The seconds of everything, by what was done."""
    files = sorted(folder.iterdir())
    rows: dict[str, list[float]] = {}
    for turn in range(ROUNDS):
        subprocess.run(["cat", *files], stdout=subprocess.DEVNULL, check=True)
        homes = [place / f"{name}{turn}" for name in ("plain", "desk", "luma", "beet")]
        homes[0].mkdir()
        took = {"sha256sum + cp": by_coreutils(files, homes[0])}
        took["Luma"], took["Luma again"] = by_service(folder, homes[1], len(files))
        took["luma import"], took["luma import again"] = by_program(folder, homes[2])
        if beet and turn == 0:
            took["beet import -qA"] = by_beets(beet, folder, homes[3])
        for name, seconds in took.items():
            rows.setdefault(name, []).append(seconds)
            print(f"{name}: {seconds:.2f} s", flush=True)
        for home in homes:
            shutil.rmtree(home, ignore_errors=True)
    return rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beet", type=Path)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--megabytes", type=int, default=1050)
    wanted = parser.parse_args()
    print(f"load average before: {os.getloadavg()}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "music"
        folder.mkdir()
        make(folder, wanted.files, wanted.megabytes)
        size = sum(path.stat().st_size for path in folder.iterdir())
        print(f"{wanted.files} files, {size / 1e9:.2f} GB: {' '.join(sounds.FORMATS)}")
        time.sleep(3)
        rows = measured(folder, Path(place), wanted.beet)
    print(f"load average after: {os.getloadavg()}")
    floor, first = min(rows["sha256sum + cp"]), min(rows["Luma"])
    print("| what | best s | all s | of sha256sum + cp |")
    print("|---|--:|---|--:|")
    for name, took in rows.items():
        every = " ".join(f"{seconds:.2f}" for seconds in took)
        print(f"| {name} | {min(took):.2f} | {every} | {min(took) / floor:.2f} |")
    print(f"A second import takes {100 * min(rows['Luma again']) / first:.1f} % of the first.")


if __name__ == "__main__":
    main()
