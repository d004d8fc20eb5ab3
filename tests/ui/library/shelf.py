"""Three tracks in a panel, and what a test does with it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from luma.domain.track import Tags
from luma.domain.units import Seconds
from luma.store.store import Shelf
from luma.ui.library.columns import Column
from luma.ui.library.view import LibraryView
from luma.ui.session import Session
from tests.library import a_track

Until = Callable[[Callable[[], object]], None]
TAGS = (
    Tags("Paper Lanterns", "Harbour Static", bpm=124.0, key="8A", seconds=Seconds(310)),
    Tags("Night Ferry", "Velour Coast", bpm=122.0, key="7A", seconds=Seconds(384)),
    Tags("Glasshouse", "Marble Arcade", bpm=126.0, key="8B", seconds=Seconds(348)),
)


def filled(session: Session, until: Until, width: int = 460) -> LibraryView:
    """A panel with three tracks, the last one on top."""
    files = session.desk.paths.files
    files.mkdir(parents=True)

    def shelve(shelf: Shelf) -> None:
        for number, tags in enumerate(TAGS):
            track = a_track(f"t{number}")
            file = files / f"{number}.wav"
            file.write_bytes(b"sound")
            source = replace(track.source, path=file, original=f"/music/{number}.wav")
            shelf.tracks.add(replace(track, tags=tags, source=source))

    session.desk.ground.keeper.save(shelve).result()
    made = LibraryView(session)
    made.resize(width, 400)
    made.show()
    until(lambda: made.table.row(2) is not None)
    return made


def titles(view: LibraryView) -> list[str]:
    rows = range(view.table.rowCount())
    return [str(view.table.index(row, Column.TITLE).data()) for row in rows]


def click(view: LibraryView, row: int, column: Column = Column.TITLE) -> None:
    at = view.view.visualRect(view.table.index(row, column)).center()
    QTest.mouseClick(view.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def drag_onto(widget: QWidget, at: QPoint, data: QMimeData) -> bool:
    """Drag something onto a place of a widget and let it fall; gives whether it was taken."""
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(at, copy, data, button, none))
    move = QDragMoveEvent(at, copy, data, button, none)
    QApplication.sendEvent(widget, move)
    if move.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(at), copy, data, button, none))
    return move.isAccepted()
