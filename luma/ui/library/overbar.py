"""A scroll bar that lies over the edge of a view, so that nothing shifts when it appears."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

WIDTH = 12


class OverBar(QScrollBar):
    """Follows the hidden scroll bar of a view, and is seen only where there is more."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        """Lie over the right edge of a view's contents."""
        super().__init__(Qt.Orientation.Vertical, view)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view, self._bar = view, view.verticalScrollBar()
        self._bar.rangeChanged.connect(self._follow)
        self._bar.valueChanged.connect(self.setValue)
        self.valueChanged.connect(self._bar.setValue)
        view.viewport().installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the edge."""
        if event.type() == QEvent.Type.Resize:
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        self.setRange(self._bar.minimum(), self._bar.maximum())
        self.setPageStep(self._bar.pageStep())
        self.setSingleStep(self._bar.singleStep())
        self.setValue(self._bar.value())
        area = self._view.viewport().geometry()
        self.setGeometry(area.right() + 1 - WIDTH, area.top(), WIDTH, area.height())
        self.setVisible(self._bar.maximum() > self._bar.minimum())
        self.raise_()
