"""The head of the track table: names, and what it is sorted by."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from luma.domain.listing import Order
from luma.ui.library.columns import FACES, Column
from luma.ui.library.kept import face, metrics, shade
from luma.ui.library.marks import LEAD, STARS_LEAD
from luma.ui.rowsview import MARGIN

HEIGHT, GAP, ARROW = 24, 4, 7
LEADS = {Column.HEARD: LEAD, Column.STARS: STARS_LEAD}


class Header(QHeaderView):
    """Names of columns that sort: rising, falling, and back to what was added last."""

    sorted_by: tuple[Order, bool] | None

    def __init__(self, parent: QWidget) -> None:
        """Sort by nothing yet."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.sorted_by = None
        self.last: int = Column.LENGTH

    def sizeHint(self) -> QSize:
        """As high as every table head."""
        return QSize(0, max(HEIGHT, metrics(11).height() + 8))

    def turn(self, section: int) -> bool:
        """Take a click on a column; gives whether that changed anything."""
        order = FACES[Column(section)].order
        if order is None:
            return False
        if self.sorted_by is None or self.sorted_by[0] is not order:
            self.sorted_by = (order, False)
        else:
            self.sorted_by = None if self.sorted_by[1] else (order, True)
        self.viewport().update()
        return True

    def unsort(self) -> None:
        """Sort by nothing again."""
        self.sorted_by = None
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a name, and an arrow where it is sorted by."""
        painter.fillRect(rect, shade("raised"))
        rect = rect.adjusted(0, 0, -MARGIN if section == self.last else 0, 0)
        told = FACES[Column(section)]
        sorts = self.sorted_by is not None and told.order is self.sorted_by[0]
        painter.setFont(face(11, 500 if sorts else 400))
        painter.setPen(shade("text" if sorts else "text_3"))
        lead = LEADS.get(Column(section), GAP)
        room = rect.adjusted(lead, 0, -GAP, 0)
        across = Qt.AlignmentFlag.AlignRight if told.right else Qt.AlignmentFlag.AlignLeft
        if section == Column.KEY:
            across = Qt.AlignmentFlag.AlignHCenter
        flags = across | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(flags) | int(Qt.TextFlag.TextDontClip), told.name)
        if sorts and self.sorted_by is not None:
            words = painter.boundingRect(room, int(flags), told.name)
            at = words.left() - ARROW if told.right else words.right() + ARROW
            _paint_arrow(painter, QPointF(at, rect.center().y() + 1), down=self.sorted_by[1])


def _paint_arrow(painter: QPainter, at: QPointF, *, down: bool) -> None:
    tip = 2.0 if down else -2.0
    points = [QPointF(-3, -tip), QPointF(3, -tip), QPointF(0, tip)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade("text"))
    painter.drawPolygon(QPolygonF([at + point for point in points]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
