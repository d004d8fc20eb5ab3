"""The list of patterns: keys and double clicks open, the pattern under the pointer plays."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from luma.ui.library.overbar import OverBar
from luma.ui.library.patterndelegate import PatternDelegate
from luma.ui.library.patternmodel import PatternModel

PLAY_MS, BARS_SECONDS = 33, 4.0
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PatternView(QListView):
    """Shows patterns; the one under the pointer plays."""

    opened = Signal()
    """Enter or a double click: open the graph of the pattern under the cursor."""

    def __init__(self, model: PatternModel) -> None:
        """Show a model."""
        super().__init__()
        self.setModel(model)
        self.delegate = PatternDelegate(model, self)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        OverBar(self)
        self._playing = QTimer(self, interval=PLAY_MS)
        self._playing.timeout.connect(self._play_on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the rest moves the cursor."""
        self.delegate.with_keyboard = True
        if event.key() in ENTER:
            self.opened.emit()
            return
        super().keyPressEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click ends the keyboard's cursor."""
        self.delegate.with_keyboard = False
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a pattern."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the pattern under the pointer play."""
        self._hover(self.indexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Let none play."""
        self._hover(QModelIndex())
        super().leaveEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        if index.row() == self.delegate.hovered:
            return
        self._update_hovered()
        self.delegate.hovered, self.delegate.phase = index.row(), 0.0
        self._update_hovered()
        if index.isValid():
            self._playing.start()
        else:
            self._playing.stop()

    def _play_on(self) -> None:
        self.delegate.phase = (self.delegate.phase + PLAY_MS / 1000 / BARS_SECONDS) % 1.0
        self._update_hovered()

    def _update_hovered(self) -> None:
        place = self.delegate.hovered
        if 0 <= place < self.model().rowCount():
            self.update(self.model().index(place, 0))
