"""The picture of a view node, large, over the canvas."""

import math

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from luma.app.nodes import Examined
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import NodeId
from luma.domain.picture import Picture
from luma.domain.rhythm import BeatGrid
from luma.domain.units import LIGHT_FPS
from luma.ui.assets import icon, pixmap
from luma.ui.elided import Elided
from luma.ui.inspector.rows import small_button
from luma.ui.nodes.charts import (
    Tick,
    level_ticks,
    paint_chart,
    paint_places,
    range_words,
    square_of,
)
from luma.ui.nodes.pictures import paint_play_line
from luma.ui.theme import MONO, colour, font

HEADER, LEFT, FOOT, EDGE = 32, 62, 24, 12
NARROWEST_BEAT = 56.0
MIDDLE = Qt.AlignmentFlag.AlignVCenter
WAITING = "Nothing flows here yet. Open a clip, and wire what should be seen."


class Magnifier(QWidget):
    """Lies over the canvas until it is closed; shows one view, and follows the music."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Be there, unseen."""
        super().__init__(parent)
        self.node: NodeId | None = None
        self._picture: Picture | None = None
        self._share: float | None = None
        self._words = ("", "")
        self._levels: tuple[Tick, ...] = ()
        self._grid: BeatGrid | None = None
        self.title, self.facts = Elided(), Elided()
        self.title.setFont(font(12, 600))
        self.facts.setProperty("level", "3")
        close = small_button("x", "Back to the graph   Esc", self.close_view)
        close.setIcon(icon("x"))
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 6, 0)
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addWidget(self.facts, 1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QWidget()
        head.setFixedHeight(HEADER)
        head.setLayout(row)
        column.addWidget(head)
        column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The view, large")
        parent.installEventFilter(self)
        self.hide()

    def open_view(self, node: NodeId, title: str) -> None:
        """Show a node's picture as large as there is room."""
        self.node, self._picture = node, None
        self.title.setText(title)
        self.facts.setText("" if title == str(node) else str(node))
        parent = self.parentWidget()
        assert parent is not None  # it was given one
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def close_view(self) -> None:
        """Go back to the graph."""
        if self.node is not None:
            self.node = None
            self.hide()
            self.closed.emit()

    def take(self, answer: Examined | None, doc: GraphDoc, grid: BeatGrid | None) -> None:
        """Show what a new answer says of the node; close where the node is gone."""
        if self.node is None:
            return
        if self.node not in doc.nodes:
            self.close_view()
            return
        sample = None if answer is None else answer.samples.get((self.node, "out"))
        value = None if sample is None else sample.value
        self._picture = value if isinstance(value, Picture) else None
        self._grid = grid
        if self._picture is not None:
            settings = doc.nodes[self.node].settings
            self._words = range_words(self._picture, settings)
            self._levels = level_ticks(self._picture, settings)
        self.update()

    def follow(self, share: float | None) -> None:
        """Show where the music is."""
        if self.node is not None and share != self._share:
            self._share = share
            self.update()

    def ticks(self) -> tuple[Tick, ...]:
        """The marks below the picture: beats where they are known, else seconds."""
        picture = self._picture
        if picture is None or picture.frames < 1:
            return ()
        start, stop = (
            frame / LIGHT_FPS for frame in (picture.first, picture.first + picture.frames)
        )
        return time_ticks(start, stop, self._grid, self.plot().width())

    def plot(self) -> QRectF:
        """Where the picture lies."""
        return QRectF(
            LEFT,
            HEADER + EDGE,
            max(self.width() - LEFT - EDGE, 1),
            max(self.height() - HEADER - EDGE - FOOT, 1),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_view()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep presses from the canvas below."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go back."""
        self.close_view()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what it lies on."""
        parent = self.parentWidget()
        if event.type() == QEvent.Type.Resize and parent is not None:
            self.setGeometry(parent.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture with its axes."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("base"))
        painter.fillRect(0, 0, self.width(), HEADER, colour("raised"))
        plot = self.plot()
        painter.fillRect(plot, colour("void"))
        picture = self._picture
        if picture is None:
            painter.drawPixmap(
                QPointF(plot.center().x() - 16, plot.center().y() - 40),
                pixmap("chart-spline", "line_control", 32),
            )
            painter.setFont(font(12))
            painter.setPen(colour("text_2"))
            painter.drawText(plot, Qt.AlignmentFlag.AlignCenter, WAITING)
            return
        paint_chart(painter, plot, picture)
        if picture.kind == "xy":
            paint_places(painter, plot, picture, self._share)
            self._paint_corners(painter, square_of(plot))
        else:
            self._paint_ticks(painter, plot)
            if self._share is not None:
                paint_play_line(painter, plot, self._share)
            self._paint_range(painter, plot)

    def _paint_ticks(self, painter: QPainter, plot: QRectF) -> None:
        painter.setFont(font(10, 400, MONO))
        for share, words in self.ticks():
            x = plot.left() + share * plot.width()
            painter.setPen(QPen(colour("line_strong", 0.6), 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom() + 4))
            painter.setPen(colour("text_3"))
            if x + 40 <= self.width():
                painter.drawText(QPointF(x + 3, plot.bottom() + 15), words)

    def _paint_corners(self, painter: QPainter, square: QRectF) -> None:
        """What the ends of both axes of a path mean."""
        high, low = self._words
        painter.setFont(font(10, 400, MONO))
        painter.setPen(colour("text_3"))
        right = Qt.AlignmentFlag.AlignRight
        beside = QRectF(square.left() - LEFT, square.top(), LEFT - 8, square.height())
        painter.drawText(beside, right | Qt.AlignmentFlag.AlignTop, f"y {high}")
        painter.drawText(beside, right | Qt.AlignmentFlag.AlignBottom, low)
        below = QRectF(square.left(), square.bottom() + 5, square.width(), FOOT)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, low)
        painter.drawText(below, right, f"x {high}")

    def _paint_range(self, painter: QPainter, plot: QRectF) -> None:
        painter.setFont(font(10, 400, MONO))
        painter.setPen(colour("text_3"))
        room = QRectF(0, plot.top(), LEFT - 8, plot.height())
        right = Qt.AlignmentFlag.AlignRight
        painter.drawText(room, right | Qt.AlignmentFlag.AlignTop, self._words[0])
        painter.drawText(room, right | Qt.AlignmentFlag.AlignBottom, self._words[1])
        for share, words in self._levels:
            y = plot.bottom() - share * plot.height()
            painter.setPen(QPen(colour("line_strong", 0.5), 1))
            painter.drawLine(QPointF(plot.left() - 4, y), QPointF(plot.right(), y))
            painter.setPen(colour("text_3"))
            painter.drawText(QRectF(0, y - 8, LEFT - 8, 16), right | MIDDLE, words)


def time_ticks(
    start: float, stop: float, grid: BeatGrid | None, width: float
) -> tuple[Tick, ...]:
    """Marks from one second to another: beats as bar and beat, or seconds, never too close."""
    span = max(stop - start, 1e-9)
    if grid is None:
        step = 0.5 if span * 2 * NARROWEST_BEAT <= width else max(round(span / 8), 1)
        first = math.ceil(start / step)
        places = [n * step for n in range(first, math.floor(stop / step) + 1)]
        return tuple(((at - start) / span, f"{at:g} s") for at in places)
    low, high = (float(at) for at in grid.position([start, stop]))
    step = 1
    while (high - low) / step * NARROWEST_BEAT > width:
        step *= 2
    beats = np.arange(math.ceil(low / step) * step, high, step)
    if not len(beats):
        return ()
    seconds = grid.seconds(beats)
    bars = grid.bar_position(seconds + 1e-6)
    return tuple(
        ((float(at) - start) / span, f"{int(bar // 1) + 1}.{int(bar % 1 * grid.metre) + 1}")
        for at, bar in zip(seconds, bars, strict=True)
    )
