"""Paints the rows of the pattern list: light, colour, name and tags."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from luma.app.repertoire import ListedPattern
from luma.ui.library.kept import face, metrics, shade, shortened
from luma.ui.library.marks import BAR_HEIGHT, BAR_WIDTH, paint_icon
from luma.ui.library.patternmodel import PatternModel, colour_of
from luma.ui.library.words import is_from_right, on_one_line
from luma.ui.theme import THEME

Index = QModelIndex | QPersistentModelIndex
ROW, MARGIN, GAP = 34, 8, 8
STRIP, NARROW_STRIP, STRIP_HEIGHT = 88, 64, 22
NARROW, GRIP, STRIPE = 300, 16, 22


class PatternDelegate(QStyledItemDelegate):
    """Rows that show what patterns do; the strip under the pointer plays."""

    def __init__(self, model: PatternModel, view: QListView) -> None:
        """Paint the patterns of a model."""
        super().__init__(view)
        self._model, self._view = model, view
        self.with_keyboard = False
        self.hovered = -1
        self.phase = 0.0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as every list with previews."""
        return QSize(0, max(ROW, metrics(12).height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one pattern."""
        pattern = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(pattern, ListedPattern):
            return
        painter.save()
        row, hovers = option.rect, index.row() == self.hovered
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, row, chosen=chosen, hovers=hovers)
        narrow = self._view.viewport().width() < NARROW
        strip = QRect(row.x() + MARGIN, 0, NARROW_STRIP if narrow else STRIP, STRIP_HEIGHT)
        strip.moveTop(row.center().y() - STRIP_HEIGHT // 2 + 1)
        self._paint_strip(painter, strip, pattern, self.phase if hovers else 0.0)
        bar = QRect(strip.right() + GAP, row.y(), BAR_WIDTH, row.height())
        self._paint_bar(painter, bar, pattern)
        words = row.adjusted(bar.right() + GAP - row.x(), 0, -MARGIN, 0)
        if hovers:
            grip = QRect(words.right() - GRIP + 4, row.y(), GRIP, row.height())
            paint_icon(painter, grip, "grip-vertical", "text_3")
        words.setRight(words.right() - GRIP)
        self._paint_words(painter, words, pattern, chosen=chosen)
        if self.with_keyboard and self._view.hasFocus() and self._is_current(index):
            painter.setPen(shade("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()

    def _is_current(self, index: Index) -> bool:
        return self._view.currentIndex().row() == index.row()

    def _paint_ground(
        self, painter: QPainter, row: QRect, *, chosen: bool, hovers: bool
    ) -> None:
        focused = self._view.hasFocus()
        rest = "raised" if hovers else "sunk"
        painter.fillRect(row, shade(("accent_fill" if focused else "lift") if chosen else rest))
        if chosen:
            edge = shade("accent" if focused else "text_3")
            painter.fillRect(row.x(), row.y(), 2, row.height(), edge)

    def _paint_strip(
        self, painter: QPainter, strip: QRect, pattern: ListedPattern, phase: float
    ) -> None:
        picture = self._model.picture(pattern)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(strip), 3, 3)
        painter.fillPath(shape, shade("void"))
        painter.save()
        painter.setClipPath(shape)
        if picture is not None:
            self._paint_light(painter, strip, picture, phase)
        elif not self._model.is_known(pattern):
            self._paint_waiting(painter, strip)
        painter.restore()
        if picture is None and self._model.is_known(pattern):
            paint_icon(painter, strip, "lightbulb-off", "text_3")

    def _paint_light(
        self, painter: QPainter, strip: QRect, picture: QImage, phase: float
    ) -> None:
        """Columns smooth, rows hard: the picture is widened first, then heightened."""
        ratio = painter.device().devicePixelRatioF()
        wide = picture.scaled(
            round(strip.width() * ratio),
            picture.height(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shift = round(phase * strip.width())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        for left in (strip.x() - shift, strip.x() - shift + strip.width()):
            painter.drawImage(QRect(left, strip.y(), strip.width(), strip.height()), wide)

    def _paint_waiting(self, painter: QPainter, strip: QRect) -> None:
        for number, left in enumerate(range(strip.left(), strip.right(), STRIPE)):
            token = "raised" if number % 2 else "line_soft"
            painter.fillRect(left, strip.y(), STRIPE, strip.height(), shade(token))

    def _paint_bar(self, painter: QPainter, cell: QRect, pattern: ListedPattern) -> None:
        bar = QRectF(0, 0, BAR_WIDTH, BAR_HEIGHT)
        bar.moveCenter(QRectF(cell).center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour_of(pattern.id)))
        painter.drawRoundedRect(bar, 2, 2)

    def _paint_words(
        self, painter: QPainter, room: QRect, pattern: ListedPattern, *, chosen: bool
    ) -> None:
        weight = 600 if chosen else 500
        name = on_one_line(pattern.name)
        is_narrow = self._view.viewport().width() < NARROW
        tags = "" if is_narrow else " · ".join((pattern.tags or pattern.families)[:2])
        needed = metrics(12, weight).horizontalAdvance(name)
        beside = metrics(11).horizontalAdvance(tags)
        centred = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        if tags and needed + beside + 2 * GAP <= room.width():
            painter.setFont(face(11))
            painter.setPen(shade("text_2" if chosen else "text_3"))
            painter.drawText(room, centred | Qt.AlignmentFlag.AlignRight, tags)
            room = room.adjusted(0, 0, -beside - GAP, 0)
        painter.setFont(face(12, weight))
        painter.setPen(QColor(THEME.text))
        shown = shortened(name, 12, weight, room.width())
        if is_from_right(name):
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        painter.drawText(room, centred | Qt.AlignmentFlag.AlignLeft, shown)
