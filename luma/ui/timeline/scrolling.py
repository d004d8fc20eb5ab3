"""The two scroll bars: along the track, and down the layers."""

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QScrollBar, QWidget

from luma.ui.timeline.lanes import Lanes
from luma.ui.timeline.viewport import Viewport

BAR = 12


class ScrollBars(QObject):
    """Show which part is seen; the one down the layers comes when it is needed."""

    moved = Signal(float)
    """The second at which the view is wished to begin."""
    scrolled = Signal(int)
    """How far down the layers are wished."""

    def __init__(self, canvas: QWidget) -> None:
        """Have nothing to scroll."""
        super().__init__(canvas)
        self._canvas = canvas
        self.across = QScrollBar(Qt.Orientation.Horizontal)
        self.down = QScrollBar(Qt.Orientation.Vertical, canvas)
        kept = self.across.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.across.setSizePolicy(kept)
        for bar in (self.across, self.down):
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.across.valueChanged.connect(lambda at: self.moved.emit(at / 1000))
        self.down.valueChanged.connect(self.scrolled)

    def show_part(self, view: Viewport, lanes: Lanes, scroll: int) -> None:
        """Show which part of the track and of the layers is seen."""
        seen = view.stop - view.start
        with QSignalBlocker(self.across):
            self.across.setPageStep(max(1, round(seen * 1000)))
            self.across.setSingleStep(max(1, round(seen * 100)))
            self.across.setRange(0, max(0, round((view.duration - seen) * 1000)))
            self.across.setValue(round(view.start * 1000))
        self.across.setVisible(self.across.maximum() > 0)
        top = lanes.layers_top
        with QSignalBlocker(self.down):
            self.down.setPageStep(lanes.height - top)
            self.down.setSingleStep(lanes.row)
            self.down.setRange(0, lanes.overflow)
            self.down.setValue(scroll)
        self.down.setVisible(lanes.overflow > 0)
        self.down.setGeometry(self._canvas.width() - BAR, top, BAR, lanes.height - top)
