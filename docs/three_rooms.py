"""Draws the demo score in three rooms, as one page of moments each, into docs/images.

Run it with Luma's own Python: `python docs/three_rooms.py`. It needs no display.
"""

import itertools
import sys
from pathlib import Path

import numpy as np
from demo_library import demo_library

from luma.app.bundled import bundled
from luma.app.services import Desk
from luma.cli.shown import open_show, save_moments
from luma.domain.documents import VENUE
from luma.domain.ids import ScoreId
from luma.domain.light import INTENSITY

IMAGES = Path(__file__).resolve().parent / "images"
ROOMS = ("rooms/four-pars.json", "demo/venue.json", "rooms/pixel-wall.json")
BEATS = (14, 30, 62, 82.6, 120, 178)


def main() -> int:
    """Open the demo score in one room after the other, and tell how bright each bar is."""
    with demo_library() as (desk, demo):
        print("| room | heads | dimmest bar | brightest bar | heads that are lit |")
        print("|---|---|---|---|---|")
        for file in ROOMS:
            _draw(desk, demo.score, file)
    return 0


def _draw(desk: Desk, score: ScoreId, file: str) -> None:
    venue = VENUE.read((bundled("assets") / file).read_text(encoding="utf-8"))
    desk.ground.keeper.save(lambda shelf: shelf.venues.save(venue)).result()
    show = open_show(desk, score, venue.id)
    grid = show.features.beats
    levels = np.array(
        [desk.lights.plan.frame(n)[0][:, INTENSITY] for n in range(desk.lights.plan.frames)]
    )
    bars = np.rint(grid.seconds(np.arange(0, 225, 4)) * 60).astype(int)
    means = [float(levels[a:b].mean()) for a, b in itertools.pairwise(bars)]
    lit = int((levels.max(axis=0) > 0.1).sum())
    print(f"| {venue.name} | {len(show.heads)} | {min(means):.3f} | {max(means):.3f} | {lit} |")
    words = ("First Light", f"{venue.name}, {len(show.heads)} heads")
    moments = [float(grid.seconds(beat)) for beat in BEATS]
    save_moments(desk, show, words, moments, IMAGES / f"room-{venue.id}.png")


if __name__ == "__main__":
    sys.exit(main())
