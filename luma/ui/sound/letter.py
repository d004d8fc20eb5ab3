"""A toggle that is a letter: mute and solo."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from luma.ui.theme import colour, font

SIZE, INSET = 24, 2


class Letter(QAbstractButton):
    """One letter on a small ground, which has a colour while it is on."""

    def __init__(self, letter: str, shade: str, tip: str) -> None:
        """Be off."""
        super().__init__()
        self.setText(letter)
        self._shade, self._ringed = shade, False
        self.setCheckable(True)
        self.setFixedSize(SIZE, SIZE)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """Its one size."""
        return QSize(SIZE, SIZE)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboards."""
        self._ringed = event.reason() != Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        self._ringed = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the letter on its ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(INSET, INSET, -INSET, -INSET)
        on = self.isChecked()
        ground = self._shade if on else "lift2" if self.underMouse() else "lift"
        painter.setPen(QPen(colour("accent"), 2) if self._ringed else Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground if self.isEnabled() else "raised"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(font(11, 600))
        shade = "text_on" if on else "text_2"
        painter.setPen(colour(shade if self.isEnabled() else "text_off"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
