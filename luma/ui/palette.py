"""The command palette: every command and every track, found by a few letters."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from luma.domain.track import Track
from luma.ui.actions import Action, ActionTable
from luma.ui.entries import ROW, WIDTH, Entries, Entry, EntryRow, Index, ranked
from luma.ui.session import Session
from luma.ui.theme import colour

TOP, ROWS = 96, 10


class CommandPalette(QWidget):
    """A list over the window that closes when something was chosen, or on Escape."""

    def __init__(self, window: QWidget, session: Session, table: ActionTable) -> None:
        """Offer the commands of a table and the tracks of the library."""
        super().__init__(window)
        self._window, self._session, self._table = window, session, table
        self._tracks: tuple[Track, ...] = ()
        self._before: QWidget | None = None
        self._offered: tuple[Action, ...] = ()
        self.setVisible(False)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find a command or a track")
        self.field.setAccessibleName("Find a command or a track")
        self.field.setFixedHeight(32)
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self._model = Entries(self)
        self.list = self._made_list()
        self._count = QLabel()
        self._count.setProperty("level", "3")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self._count)
        window.installEventFilter(self)

    def _made_list(self) -> QListView:
        made = QListView()
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setObjectName("palette")
        made.setModel(self._model)
        made.setItemDelegate(EntryRow(made))
        made.clicked.connect(self._run)
        return made

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is offered now, the best first."""
        return self._model.entries

    def open(self) -> None:
        """Show everything, ready for letters."""
        self._session.ask_aside(
            self._session.desk.library.tracks, self._take_tracks, key="palette tracks"
        )
        self._before = QApplication.focusWidget()
        self._offered = tuple(a for a in self._table.all if a.enabled() and a.id != "find")
        self.field.clear()
        self._look("")
        self.setVisible(True)
        self._stand()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_up(self) -> None:
        """Go away, and give the focus back to where it was."""
        self.setVisible(False)
        before = self._before
        has_stayed = before is not None and isValid(before) and before.isVisible()
        (before if before is not None and has_stayed else self._window).setFocus()

    def _take_tracks(self, tracks: tuple[Track, ...]) -> None:
        self._tracks = tracks
        self._look(self.field.text())

    def _look(self, words: str) -> None:
        actions = [Entry(a.title, a.menu, a.sign, a.shown_keys, a.run) for a in self._offered]
        self._model.show(ranked(words, [*actions, *map(self._track_entry, self._tracks)]))
        self.list.setCurrentIndex(self._model.index(0))
        found = len(self._model.entries)
        self._count.setText(f"{found} found" if found else "Nothing is called that")
        self._stand()

    def _track_entry(self, track: Track) -> Entry:
        artist = track.tags.artist
        place = f"Track by {artist}" if artist else "Track"
        return Entry(
            track.title, place, "music", "", lambda: self._session.open_track(track.id)
        )

    def _stand(self) -> None:
        window = self._window
        rows = min(ROWS, max(1, len(self._model.entries)))
        self.list.setFixedHeight(rows * ROW)
        width = min(WIDTH, window.width() - 32)
        height = 8 + 32 + 6 + rows * ROW + 6 + self._count.sizeHint().height() + 8
        self.setGeometry((window.width() - width) // 2, TOP, width, height)

    def _run(self, index: Index) -> None:
        entry = self._model.at(index)
        self.close_up()
        if entry is not None:
            entry.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list from the field, and follow the window."""
        if watched is not self.field:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._stand()
            return False
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.setVisible(False)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return isinstance(event, QKeyEvent) and self._press(event)

    def _press(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        key, row = event.key(), self.list.currentIndex().row()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key == Qt.Key.Key_Escape:
            self.close_up()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self.list.currentIndex())
        elif key in steps:
            last = len(self._model.entries) - 1
            row = min(last, max(0, row + steps[Qt.Key(key)]))
            self.list.setCurrentIndex(self._model.index(row))
        else:
            return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("line_strong"))
        painter.setBrush(colour("float"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
