"""Lists as chips in one line: one narrows the tracks down, and tracks drop on them."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip

from luma.domain.ids import TrackId
from luma.ui.elided import as_written
from luma.ui.library.chipline import ChipLine

TRACK_MIME = "application/x-luma-tracks"
OWN = {
    Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Left, Qt.Key.Key_Right,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Menu,
}  # fmt: skip
PLUS_TIP = "New list…\nA list, a crate, or a smart list of what the search finds"


def tracks_in(data: bytes) -> tuple[TrackId, ...]:
    """The tracks that are being dragged."""
    return tuple(TrackId(name) for name in data.decode(errors="replace").split("\n") if name)


class PlaylistBar(ChipLine):
    """Says what is done with the chips by pointer and keys, and which one tracks fall on."""

    chosen = Signal(str)
    """The key of a chip; empty for all tracks."""
    closed = Signal(str)
    """The key of a chip whose cross was clicked."""
    asked = Signal(str, QPoint)
    """The menu of a chip is wanted, there on the screen."""
    wants_new = Signal(QPoint)
    """The menu of new lists is wanted."""
    renamed = Signal(str)
    """F2 on a chip."""
    removed = Signal(str)
    """Delete on a chip."""
    dropped = Signal(str, object)
    """Tracks were dropped on a chip."""

    def __init__(self) -> None:
        """Have nothing but all tracks."""
        super().__init__()
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Lists: arrows go along, Return shows one, Menu offers more")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn to the chip under the pointer, or close it, or ask for a new one."""
        number = self._at(event.position().x())
        if event.button() != Qt.MouseButton.LeftButton or number < 0:
            return
        self._cursor = number
        self._press(number)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Rename the list of a chip."""
        number = self._at(event.position().x())
        if 0 <= number < len(self.chips) and self.chips[number].key:
            self.renamed.emit(self.chips[number].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the chip under the pointer."""
        self._hovered = self._at(event.position().x())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Light none."""
        self._hovered = -1
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the chip under the pointer or the cursor."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        number = self._at(event.pos().x()) if by_mouse else self._cursor
        self._ask(number)

    def event(self, event: QEvent) -> bool:
        """Tell what a chip shows; keep the keys that mean something on one."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.help_at(event.pos().x()), self)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and Qt.Key(event.key()) in OWN:
                event.accept()
                return True
        return super().event(event)

    def help_at(self, x: float) -> str:
        """What is told of the chip at a place."""
        number = self._at(x)
        if number == len(self.chips):
            return PLUS_TIP
        if number < 0:
            return ""
        chip = self.chips[number]
        return as_written(f"{chip.words}\n{chip.tip}".strip())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin where the list is that is shown."""
        super().focusInEvent(event)
        keys = [chip.key for chip in self.chips]
        self._cursor = keys.index(self.on) if self.on in keys else 0
        self._reveal(self._cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along by arrows; show, rename, remove the list under the cursor."""
        key, there = Qt.Key(event.key()), self._key_at(self._cursor)
        steps = {
            Qt.Key.Key_Left: self._cursor - 1, Qt.Key.Key_Right: self._cursor + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.chips),
        }  # fmt: skip
        acts = {Qt.Key.Key_F2: self.renamed, Qt.Key.Key_Delete: self.removed}
        if key in steps:
            self._cursor = min(max(steps[key], 0), len(self.chips))
            self._reveal(self._cursor)
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._press(self._cursor)
        elif key == Qt.Key.Key_Menu:
            self._ask(self._cursor)
        elif key in acts and there:
            acts[key].emit(there)
        elif key == Qt.Key.Key_Escape and self.on:
            self.chosen.emit("")
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take tracks; leave files to the window."""
        if event.mimeData().hasFormat(TRACK_MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show on which chip they would fall."""
        number = self._at(event.position().x())
        takes = 0 <= number < len(self.chips) and self.chips[number].takes
        self._target = number if takes else -1
        event.setAccepted(takes)
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing more."""
        self._target = -1
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say on which chip they fell."""
        number, self._target = self._at(event.position().x()), -1
        if 0 <= number < len(self.chips) and self.chips[number].takes:
            tracks = tracks_in(bytes(event.mimeData().data(TRACK_MIME).data()))
            event.acceptProposedAction()
            self.dropped.emit(self.chips[number].key, tracks)
        self.update()

    def _press(self, number: int) -> None:
        """Turn to the list of a chip, or close it, or ask for a new one."""
        if number == len(self.chips):
            self.wants_new.emit(self.menu_place(""))
        elif self.chips[number].closes:
            self.closed.emit(self.chips[number].key)
        else:
            self.chosen.emit(self.chips[number].key)

    def _ask(self, number: int) -> None:
        if number == len(self.chips):
            self.wants_new.emit(self.menu_place(""))
        elif 0 <= number < len(self.chips) and self.chips[number].key:
            self._cursor = number
            self.asked.emit(self.chips[number].key, self.menu_place(self.chips[number].key))
