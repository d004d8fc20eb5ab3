"""Sketches scores for the demo and for the songs of a folder, and measures what they promise.

    python docs/score_auto.py [FOLDER] [--library DIR] [--seeds N]

Run it with Luma's own Python; it needs no display. FOLDER holds the songs: files of sound, or
folders with a `mix.flac` each, as the renderer of the POP909 songs leaves them. Such songs
belong to others and lie outside of the repository. With `--library` what was heard of them is
kept for the next time. It prints a table, and writes a contact sheet and a strip of every
score into docs/images, those of the songs small.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from demo_library import demo_library
from lanes import Lane, drawn

from luma.app.analyses import Wish
from luma.app.autoscore import Sketch
from luma.app.services import Desk
from luma.app.shows import Show
from luma.cli.autoscore import LISTENS_TO
from luma.cli.shown import SHEET_CELL, moments_of, open_show
from luma.cli.working import finish_tracks
from luma.domain.curve import FrameTimes
from luma.domain.ids import VenueId
from luma.domain.light import LightBuffer
from luma.domain.sections import Section, SectionTrack
from luma.domain.track import Track
from luma.domain.units import LIGHT_FPS
from luma.domain.venue import Venue
from luma.score.bars import Floats, hear_bars
from luma.score.brightness import brightness
from luma.score.figures import Figures, figures_of
from luma.score.roles import Role
from luma.ui.look import application
from luma.ui.preview.offscreen import save_sheet

IMAGES = Path(__file__).resolve().parent / "images"
SUFFIXES = {".flac", ".wav", ".mp3", ".ogg"}
MOMENTS, STEP, SMALL = 6, 6, (190, 119)
LETTERS = {
    Role.INTRO: "i", Role.VERSE: "v", Role.BUILD: "b", Role.DROP: "D", Role.BREAK: "·",
    Role.OUTRO: "o",
}  # fmt: skip
HEADS = (
    "song", "bars", "parts", "clips", "looks", "shortest, bars", "builds rise", "drop ÷ start",
    "dark bars", "unlike repeats", "seconds", "kept",
)  # fmt: skip


def main() -> int:
    """Do it; the exit code tells whether every score keeps what it promises."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--seeds", type=int, default=1)
    args = parser.parse_args()
    kept = True
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    look = application(sys.argv[:1])
    with demo_library(args.library) as (desk, demo):
        venue = desk.documents.look("venue", demo.venue)
        tracks = [demo.track, *_songs(desk, args.folder)]
        finish_tracks(desk, {track.id for track in tracks}, Wish(LISTENS_TO))
        print(f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}")
        for number, track in enumerate(tracks):
            for seed in range(args.seeds):
                is_drawn = seed == 0
                kept &= _measure(desk, track, venue, seed, (is_drawn, number))
    look.quit()
    return 0 if kept else 1


def _songs(desk: Desk, folder: Path | None) -> Iterator[Track]:
    """The songs of a folder, called after the folder that a mix lies in."""
    files = sorted(folder.rglob("*")) if folder is not None else []
    mixes = [file for file in files if file.suffix in SUFFIXES and file.parent.name != "stems"]
    for outcome in desk.library.add(mixes).result():
        if outcome.track is not None:
            yield outcome.track


def _measure(
    desk: Desk, track: Track, venue: Venue, seed: int, drawn_as: tuple[bool, int]
) -> bool:
    began = time.perf_counter()
    sketch = desk.auto_scores.sketch(track.id, venue, seed)
    took = time.perf_counter() - began
    score = desk.auto_scores.keep(sketch).result()
    show = open_show(desk, score.id, VenueId(venue.id))
    edges = hear_bars(show.features, show.seconds).edges
    light = _light(desk)
    figures = figures_of(sketch.clips, sketch.parts, edges, _bars(light, show, edges))
    is_drawn, number = drawn_as
    name = f"{track.title}" if number == 0 else f"song {number}"
    print(f"| {' | '.join(_row(name, sketch, figures, took))} |", flush=True)
    if is_drawn:
        _draw_strip(sketch, show, edges, light, IMAGES / f"score-auto-{number:02}.png")
        middles = _middles(sketch, edges)
        moments = [float(show.features.beats.seconds(beat)) for beat in middles]
        words = (f"A sketch for {name}", f"{len(sketch.clips)} clips, seed {seed}")
        seen = moments_of(desk, show, moments, SMALL if number else SHEET_CELL)
        save_sheet(*words, seen, IMAGES / f"score-auto-sheet-{number}.png")
    return figures.is_kept


def _light(desk: Desk) -> LightBuffer:
    plan = desk.lights.plan
    frames = [plan.frame(number) for number in range(plan.frames)]
    values, mask = (np.stack(rows, axis=1) for rows in zip(*frames, strict=True))
    return LightBuffer(0, values, mask)


def _bars(light: LightBuffer, show: Show, edges: Floats) -> Floats:
    """How bright each bar of the plan is."""
    frames = brightness(light)
    moments = np.rint(show.features.beats.seconds(edges) * LIGHT_FPS).astype(int)
    starts = np.clip(moments[:-1], 0, len(frames) - 1)
    stops = np.maximum(np.clip(moments[1:], 0, len(frames)), starts + 1)
    return np.array(
        [frames[a:b].mean(axis=0) for a, b in zip(starts, stops, strict=True)], float
    )


def _row(name: str, sketch: Sketch, told: Figures, took: float) -> tuple[str, ...]:
    return (
        name,
        str(sketch.parts[-1].stop),
        " ".join(LETTERS[part.role] for part in sketch.parts),
        str(len(sketch.clips)),
        str(told.looks),
        f"{told.shortest_bars:g}",
        _least(told.rises),
        _least(told.contrasts),
        str(told.dark_bars),
        str(told.unlike),
        f"{took:.1f}",
        "yes" if told.is_kept else "no",
    )


def _least(ratios: tuple[float, ...]) -> str:
    return f"× {min(ratios):.2f} ({len(ratios)})" if ratios else "–"


def _middles(sketch: Sketch, edges: Floats) -> list[float]:
    """A beat in the middle of the first part of each kind, in order."""
    seen: dict[tuple[Role, int], float] = {}
    for part in sketch.parts:
        middle = float(edges[part.start] + edges[part.stop]) / 2.0
        seen.setdefault(part.look, middle + 0.25)
    return sorted(seen.values())[:MOMENTS]


def _draw_strip(
    sketch: Sketch, show: Show, edges: Floats, light: LightBuffer, path: Path
) -> None:
    """The parts over the light of the whole score, a row for each head."""
    grid = show.features.beats
    moments = np.clip(grid.seconds(edges), 0.0, show.seconds)
    parts = SectionTrack(
        tuple(
            Section(float(moments[part.start]), float(moments[part.stop]), part.role.value)
            for part in sketch.parts
        )
    )
    coarse = LightBuffer(0, light.values[:, ::STEP], light.set[:, ::STEP])
    times = FrameTimes(0, light.frames)
    share = light.frames / LIGHT_FPS
    bars = [(float(moments[part.start]) / share, part.start + 1) for part in sketch.parts]
    lanes = [Lane("parts", "", parts), Lane("light", "", coarse)]
    drawn(lanes, times, bars).save(str(path), "PNG")


if __name__ == "__main__":
    sys.exit(main())
