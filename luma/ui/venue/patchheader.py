"""The head of the patch table: names, and what it is sorted by."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from luma.ui.library.kept import face, metrics, shade
from luma.ui.rowsview import MARGIN
from luma.ui.venue.patchcolumns import FACES, Column
from luma.ui.venue.patchmodel import PatchTable

HEIGHT, GAP, ARROW = 26, 4, 7


class PatchHeader(QHeaderView):
    """Names of columns that sort: rising, falling, and back to the order of the patch."""

    def __init__(self, parent: QWidget, table: PatchTable) -> None:
        """Sort a table."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = table
        self.last: int = Column.GROUPS
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.sectionClicked.connect(self.turn)

    def sizeHint(self) -> QSize:
        """As high as the rows."""
        return QSize(0, max(HEIGHT, metrics(11).height() + 8))

    def turn(self, section: int) -> None:
        """Take a click on a column."""
        column, before = Column(section), self._table.sorted_by
        if before is None or before[0] is not column:
            self._table.sort_by((column, column is Column.NUMBER))
        else:
            again = not before[1] and column is not Column.NUMBER
            self._table.sort_by((column, True) if again else None)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a name, and an arrow where it is sorted by."""
        painter.fillRect(rect, shade("raised"))
        rect = rect.adjusted(0, 0, -MARGIN if section == self.last else 0, 0)
        told, order = FACES[Column(section)], self._table.sorted_by
        sorts = order is not None and order[0] == section
        painter.setFont(face(11, 500 if sorts else 400))
        painter.setPen(shade("text" if sorts else "text_3"))
        room = rect.adjusted(GAP, 0, -GAP, 0)
        across = Qt.AlignmentFlag.AlignRight if told.is_right else Qt.AlignmentFlag.AlignLeft
        flags = across | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(flags) | int(Qt.TextFlag.TextDontClip), told.name)
        if sorts and order is not None:
            words = painter.boundingRect(room, int(flags), told.name)
            at = words.left() - ARROW if told.is_right else words.right() + ARROW
            _paint_arrow(painter, QPointF(at, rect.center().y() + 1), down=order[1])


def _paint_arrow(painter: QPainter, at: QPointF, *, down: bool) -> None:
    tip = 2.0 if down else -2.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade("text"))
    corners = [QPointF(-3, -tip), QPointF(3, -tip), QPointF(0, tip)]
    painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
