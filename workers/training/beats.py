"""Trains the beat network: `python -m workers.training.beats --corpus DIR --out FILE`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from workers.training.beats_course import RATE, STEPS, Course, Trainer, read
from workers.training.beats_data import gather
from workers.training.copies import ALTERED


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument(
        "--features", type=Path, help="where to keep what is heard of each item"
    )
    parser.add_argument("--altered", type=int, default=ALTERED, help="copies made other")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--minutes", type=float, default=0.0, help="instead of --steps")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--from", dest="start", type=Path, help="weights to go on from")
    asked = parser.parse_args(arguments)
    features = asked.features or asked.corpus[0].parent / "features_beats"
    items = gather(asked.corpus, features, asked.altered)
    _tell(f"{len(items)} items, {sum(item.is_kept_back for item in items)} kept back")
    course = Course(asked.steps, asked.minutes, asked.seed, asked.rate)
    trainer = Trainer(items, course, read(asked.start) if asked.start else None)
    trainer.run(asked.out, _tell)
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
