"""Writes songs with truth: `python -m workers.training.dance --out DIR --seed N --count K`."""

import argparse
import sys
from pathlib import Path

from workers.training.dance.song import make_song
from workers.training.dance.styles import STYLES
from workers.training.dance.writing import write


def main() -> None:
    """Write some songs, one folder each; a folder that is there already is left alone."""
    parser = argparse.ArgumentParser(prog="workers.training.dance", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--seed", type=int, default=0, help="the first song's seed")
    parser.add_argument("--count", type=int, default=1, help="how many songs")
    parser.add_argument("--style", choices=sorted(STYLES), help="one style; else all in turn")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long each song is")
    asked = parser.parse_args()
    names = [asked.style] if asked.style else list(STYLES)
    for seed in range(asked.seed, asked.seed + asked.count):
        style = names[seed % len(names)]
        folder = asked.out / f"dance-{style}-{seed}_s{seed}"
        if (folder / "meta.json").is_file():
            continue
        write(make_song(style, seed, asked.seconds), folder)
        sys.stdout.write(f"{folder}\n")


if __name__ == "__main__":
    main()
