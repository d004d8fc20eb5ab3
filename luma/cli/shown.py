"""The open show as pictures: rendered frames of the plan, after the overlay."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QGuiApplication, QImage

from luma.app.events import PatternFailed, ShowReady
from luma.app.services import Desk
from luma.app.shows import Show
from luma.cli.answers import say
from luma.cli.desks import facts_of
from luma.domain.errors import OutputError
from luma.domain.ids import ScoreId, VenueId
from luma.domain.light import Floats, Mask
from luma.domain.rhythm import BeatGrid
from luma.domain.units import LIGHT_FPS
from luma.light.overlay import laid_over
from luma.ui.preview.paint import RoomPainter
from luma.ui.preview.sheet import Moment, contact_sheet

SHEET_CELL = (480, 300)
SHEET_COLUMNS = 3


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


class Pictures:
    """Paints the open show at any moment, with or without a display."""

    def __init__(self, desk: Desk, show: Show, width: int, height: int) -> None:
        """Get ready to paint pictures of one size."""
        if not QGuiApplication.instance():
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            QGuiApplication([])
        self._desk, self._show = desk, show
        self._painter = RoomPainter(show.heads, width, height)

    def at(self, seconds: float) -> QImage:
        """The room at a moment."""
        return self._painter.paint(*self._frame(round(seconds * LIGHT_FPS)))

    def film(self, start: float, stop: float, fps: int) -> Iterator[npt.NDArray[np.uint8]]:
        """Every picture of a film of a stretch, as red, green and blue bytes."""
        for number in range(round((stop - start) * fps)):
            yield as_bytes(self.at(start + number / fps))

    def sheet(self, title: str, facts: str, moments: list[float]) -> QImage:
        """A page of moments."""
        grid = self._show.features.beats
        pictures = [Moment(self.at(at), _place(grid, at), f"{at:.1f} s") for at in moments]
        return contact_sheet(title, facts, pictures, SHEET_COLUMNS)

    def _frame(self, index: int) -> tuple[Floats, Mask]:
        values, mask = self._desk.lights.plan.frame(index)
        return laid_over(values, self._desk.lights.overlay), mask


def as_bytes(picture: QImage) -> npt.NDArray[np.uint8]:
    """A picture's pixels `(height, width, 3)`."""
    rows = np.frombuffer(picture.constBits(), np.uint8)
    shape = (picture.height(), picture.bytesPerLine() // 4, 4)
    return np.ascontiguousarray(rows.reshape(shape)[:, : picture.width(), 2::-1])


def save_picture(picture: QImage, path: Path) -> None:
    """Write a picture under its name."""
    if not picture.save(str(path), "PNG"):  # type: ignore[call-overload]  # Qt takes a str here
        raise OutputError(
            f'The picture "{path}" could not be written.',
            hint="Check that its folder is there and has room.",
        )


def _place(grid: BeatGrid, seconds: float) -> str:
    bar, share = divmod(float(grid.bar_position(seconds)), 1.0)
    return f"bar {int(bar) + 1}, beat {int(share * grid.metre) + 1}"
