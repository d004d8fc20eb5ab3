"""The open show as pictures: rendered frames of the plan, after the overlay."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.app.events import PatternFailed, ShowReady
from luma.app.lights import FLASHES, WHAT_TO_DO
from luma.app.pictures import Eye, Frame, seen_at
from luma.app.services import Desk
from luma.app.shows import Show
from luma.cli.answers import say
from luma.cli.desks import facts_of
from luma.domain.ids import ScoreId, VenueId
from luma.domain.rhythm import BeatGrid
from luma.domain.units import LIGHT_FPS
from luma.light.frames import whole
from luma.ui.preview.offscreen import (
    Moment,
    RoomPictures,
    pixels_of,
    save_picture,
    save_sheet,
)

SHEET_CELL = (480, 300)


def open_show(desk: Desk, score: ScoreId, venue: VenueId) -> Show:
    """Turn the desk to a score in a venue, and wait until all its light is made."""
    with facts_of(desk, ShowReady, PatternFailed) as facts:
        show = desk.lane.call(lambda: desk.shows.open(score, venue))
        while True:
            match facts.get():
                case ShowReady(score=ready) if ready == score:
                    return show
                case PatternFailed(clip=clip, trouble=trouble):
                    say(f"luma: The clip {clip} stays dark: {trouble.sentence()}")


def save_moment(
    desk: Desk, show: Show, seconds: float, size: tuple[int, int], to: Path
) -> None:
    """Write a picture of the room at a moment."""
    painter = RoomPictures(show.heads, *size)
    save_picture(painter.paint(*_frame(desk, seconds)), to)


def save_moments(
    desk: Desk, show: Show, words: tuple[str, str], moments: Sequence[float], to: Path
) -> None:
    """Write a page with the room at some moments, under a title and a line of facts."""
    save_sheet(*words, moments_of(desk, show, moments), to)


def moments_of(
    desk: Desk, show: Show, moments: Sequence[float], cell: tuple[int, int] = SHEET_CELL
) -> list[Moment]:
    """Pictures of the room at some moments, each with its bar and second."""
    painter = RoomPictures(show.heads, *cell)
    grid = show.features.beats
    return [
        Moment(painter.paint(*_frame(desk, at)), _place(grid, at), f"{at:.1f} s")
        for at in moments
    ]


def film_of(
    desk: Desk, show: Show, span: tuple[float, float], form: tuple[int, int, int]
) -> Iterator[npt.NDArray[np.uint8]]:
    """Every picture of a film of a stretch; its form is width, height and rate."""
    width, height, fps = form
    painter = RoomPictures(show.heads, width, height)
    eye, mask = Eye(desk.lights.plan, desk.lights.overlay), whole(len(show.heads))
    for number in range(round((span[1] - span[0]) * fps)):
        start = span[0] + number / fps
        yield pixels_of(painter.paint(eye.see(start, start + 1 / fps), mask))
    warn_of_flashes(eye)


def warn_of_flashes(eye: Eye) -> None:
    """Say it where more was seen than is safe."""
    if eye.flashes:
        say(f"luma: {FLASHES} {WHAT_TO_DO}")


def _frame(desk: Desk, seconds: float) -> Frame:
    return seen_at(desk.lights.plan, desk.lights.overlay, round(seconds * LIGHT_FPS))


def _place(grid: BeatGrid, seconds: float) -> str:
    bar, share = divmod(float(grid.bar_position(seconds)), 1.0)
    return f"bar {int(bar) + 1}, beat {int(share * grid.metre) + 1}"
