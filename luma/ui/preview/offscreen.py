"""Pictures of the room for files: with or without a display."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from luma.domain.errors import OutputError
from luma.domain.venue import Head
from luma.ui.preview.beams import Mask, Values
from luma.ui.preview.paint import RoomPainter
from luma.ui.preview.sheet import Moment, contact_sheet

SHEET_COLUMNS = 3

__all__ = ["Moment", "RoomPictures", "pixels_of", "save_picture", "save_sheet"]


class RoomPictures:
    """Paints frames of one venue, in one size."""

    def __init__(self, heads: Sequence[Head], width: int, height: int) -> None:
        """Get ready to paint."""
        if not QApplication.instance():
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            QApplication([])
        self._painter = RoomPainter(heads, width, height)

    def paint(self, values: Values, mask: Mask) -> QImage:
        """The room under one light frame."""
        return self._painter.paint(values, mask)


def pixels_of(picture: QImage) -> npt.NDArray[np.uint8]:
    """A picture's red, green and blue bytes `(height, width, 3)`."""
    rows = np.frombuffer(picture.constBits(), np.uint8)
    shape = (picture.height(), picture.bytesPerLine() // 4, 4)
    return np.ascontiguousarray(rows.reshape(shape)[:, : picture.width(), 2::-1])


def save_sheet(title: str, facts: str, moments: Sequence[Moment], path: Path) -> None:
    """Write a page of moments."""
    save_picture(contact_sheet(title, facts, moments, SHEET_COLUMNS), path)


def save_picture(picture: QImage, path: Path) -> None:
    """Write a picture, which gets its name when it is whole."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        is_whole = picture.save(str(aside), "PNG")  # type: ignore[call-overload]  # takes a str
        if is_whole:
            aside.replace(path)
    except OSError:
        is_whole = False
    finally:
        aside.unlink(missing_ok=True)
    if not is_whole:
        raise OutputError(
            f'The picture "{path}" could not be written.',
            hint="Check that its folder is there and has room.",
        )
