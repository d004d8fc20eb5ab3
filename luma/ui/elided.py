"""Words of people's own: shown as they were written, and shortened where room lacks."""

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolTip

_PLACES = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def as_written(words: str) -> str:
    """Words for a tooltip, of which Qt would else take some for the markup of a page."""
    if "<" not in words:
        return words
    return f"<qt>{html.escape(words).replace(chr(10), '<br>')}</qt>"


class Elided(QLabel):
    """A plain line that ends in dots where there is no room, and then tells all of itself."""

    def __init__(self, text: str = "") -> None:
        """Hold a text."""
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(_PLACES)

    @property
    def shown(self) -> str:
        """As much of the text as there is room for."""
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)

    def minimumSizeHint(self) -> QSize:
        """No width of its own."""
        return QSize(1, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Tell a text that is cut to whoever points at it, unless there is more to say."""
        is_cut = event.type() == QEvent.Type.ToolTip and self.shown != self.text()
        if is_cut and not self.toolTip() and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), as_written(self.text()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is shown, from the left whichever way its letters run."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        where = int(self.alignment() | Qt.AlignmentFlag.AlignAbsolute)
        painter.drawText(self.contentsRect(), where, self.shown)
