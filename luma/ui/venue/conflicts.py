"""What is wrong with a patch, in words: the first of it as a bar, all of it as a list."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from luma.app.patchedits import apart
from luma.domain.addressing import Conflict
from luma.domain.errors import LumaError
from luma.ui.assets import icon, pixmap
from luma.ui.elided import Elided, as_written
from luma.ui.theme import colour, font
from luma.ui.venue.hall import Hall

HEIGHT, EDGE, LISTED, NARROW = 36, 3, 24, 720


class ConflictBar(QWidget):
    """Stands over the patch while something is wrong with it."""

    pointed = Signal(object)
    """`tuple[FixtureId, ...]`: somebody wants to see these fixtures."""

    def __init__(self, hall: Hall) -> None:
        """Follow the lit room."""
        super().__init__()
        self._hall = hall
        self.setFixedHeight(HEIGHT)
        self.words, self._meaning, sign = Elided(), Elided(), QToolButton()
        self.words.setFont(font(12, 600))
        self._meaning.setProperty("level", "2")
        for label in (self.words, self._meaning):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        sign.setProperty("flat", "true")
        sign.setIcon(icon("circle-alert", "error"))
        sign.setToolTip("Show the fixtures that are concerned")
        sign.setAccessibleName("Show what is wrong")
        sign.clicked.connect(self._point)
        self.all = _button("All", "List everything that is wrong", self._list)
        tip = "Move what overlaps to free addresses; the first of each stays"
        self.mend = _button("Find free addresses", tip, self.find_free)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE + 5, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(sign)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lines.setContentsMargins(0, 2, 0, 2)
        self._lines.setSpacing(8)
        self._lines.addWidget(self.words, 2)
        self._lines.addWidget(self._meaning, 3)
        row.addLayout(self._lines, 1)
        row.addWidget(self.all)
        row.addWidget(self.mend)
        hall.sheet_changed.connect(self._tell)
        self._tell()

    def find_free(self) -> None:
        """Move what is in others' way to free addresses, as one step."""
        try:
            edit = apart(self._hall.sheet)
        except LumaError as trouble:
            self._hall.session.problem.emit(trouble)
        else:
            self._hall.edit(edit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two lines where one would be too short."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW
        way = QBoxLayout.Direction
        self._lines.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)
        self._lines.setSpacing(0 if is_narrow else 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with its edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("error_fill"))
        painter.fillRect(0, 0, EDGE, self.height(), colour("error"))

    def _tell(self) -> None:
        conflicts = self._hall.sheet.conflicts
        self.setVisible(bool(conflicts))
        if not conflicts:
            return
        first, many = conflicts[0], len(conflicts)
        self.words.setText(first.words if many == 1 else f"{many} problems in the patch")
        self._meaning.setText(first.meaning if many == 1 else first.words)
        self.setToolTip(as_written(f"{first.words} {first.meaning}"))
        self.all.setVisible(many > 1)
        known = (self._hall.row(name) for each in conflicts for name in each.fixtures)
        self.mend.setVisible(any(row is not None and row.channels for row in known))

    def _point(self) -> None:
        self.pointed.emit(self._hall.sheet.conflicts[0].fixtures)

    def _list(self) -> None:
        menu, conflicts = QMenu(self), self._hall.sheet.conflicts
        for conflict in conflicts[:LISTED]:
            self._offer(menu, conflict)
        if len(conflicts) > LISTED:
            menu.addAction(f"and {len(conflicts) - LISTED} more").setEnabled(False)
        menu.popup(self.all.mapToGlobal(QPoint(0, self.all.height())))

    def _offer(self, menu: QMenu, conflict: Conflict) -> None:
        metrics = self.fontMetrics()
        words = metrics.elidedText(conflict.words, Qt.TextElideMode.ElideMiddle, 420).replace(
            "&", "&&"
        )
        entry = menu.addAction(pixmap("circle-alert", "error", 14), words)
        entry.setToolTip(as_written(conflict.meaning))
        names = conflict.fixtures
        entry.triggered.connect(lambda: self.pointed.emit(names))


def _button(words: str, tip: str, act: Callable[[], object]) -> QPushButton:
    made = QPushButton(words)
    made.setToolTip(tip)
    made.clicked.connect(act)
    return made
