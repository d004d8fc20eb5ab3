"""Trains the separator: `python -m workers.training.stems --corpus DIR --out FILE`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from workers.training.copies import ALTERED
from workers.training.stems_course import Course, Trainer, read
from workers.training.stems_data import gather


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says."""
    asked = Course()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument(
        "--features", type=Path, help="where to keep what is heard of each item"
    )
    parser.add_argument("--altered", type=int, default=ALTERED, help="copies made other")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=asked.steps)
    parser.add_argument("--minutes", type=float, default=0.0, help="instead of --steps")
    parser.add_argument("--seed", type=int, default=asked.seed)
    parser.add_argument("--rate", type=float, default=asked.rate)
    parser.add_argument("--batch", type=int, default=asked.batch)
    parser.add_argument("--frames", type=int, default=asked.frames)
    parser.add_argument("--threads", type=int, default=asked.threads)
    parser.add_argument("--from", dest="start", type=Path, help="weights to go on from")
    said = parser.parse_args(arguments)
    features = said.features or said.corpus[0].parent / "features_stems"
    items = gather(said.corpus, features, said.altered, _tell)
    _tell(f"{len(items)} items, {sum(item.is_kept_back for item in items)} kept back")
    course = Course(
        said.steps, said.minutes, said.seed, said.rate, said.batch, said.frames, said.threads
    )
    Trainer(items, course, read(said.start) if said.start else None).run(said.out, _tell)
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
