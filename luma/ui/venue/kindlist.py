"""A list of the kinds of lamps, found by letters."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from luma.app.kinds import Kind, find_kinds
from luma.ui.library.kept import face, shade, shortened
from luma.ui.library.overbar import OverBar
from luma.ui.library.searchfield import SearchField
from luma.ui.venue.hall import Hall
from luma.ui.venue.kindrows import KindRows
from luma.ui.venue.patchmodel import Index

ROW = 38
FILES = "Kinds of lamps (*.qxf *.gdtf *.json)"
WALKS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class _KindRow(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, KindRows):
            return
        kind, row = model.kinds[index.row()], option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if chosen or hovered:
            painter.fillRect(row, shade("accent_fill" if chosen else "raised"))
        if chosen:
            painter.fillRect(row.x(), row.y(), 2, row.height(), shade("accent"))
        width = row.width() - 24
        if mark := model.mark(kind.key):
            painter.setFont(face(11))
            painter.setPen(shade("text_3" if mark == "Own" and not chosen else "text_2"))
            painter.drawText(row.adjusted(12, 4, -12, 0), _END, mark)
            width -= painter.fontMetrics().horizontalAdvance(mark) + 8
        painter.setFont(face(12, 600 if chosen else 500))
        painter.setPen(shade("text"))
        painter.drawText(row.adjusted(12, 4, 0, 0), _TOP, shortened(kind.name, 12, 600, width))
        painter.setFont(face(11))
        painter.setPen(shade("text_2" if chosen else "text_3"))
        modes = kind.modes[0].name if len(kind.modes) == 1 else f"{len(kind.modes)} modes"
        words = shortened(f"{kind.maker} · {modes}", 11, 400, row.width() - 24)
        painter.drawText(row.adjusted(12, 19, 0, 0), _TOP, words)
        painter.restore()


class KindList(QWidget):
    """A search field over a list; arrows walk the list while letters are typed."""

    chosen = Signal(object)
    """`Kind | None`: the kind that is chosen now."""

    def __init__(
        self,
        hall: Hall,
        kinds: Callable[[], tuple[Kind, ...]] | None = None,
        mark: Callable[[str], str] = lambda _: "",
    ) -> None:
        """Offer what the desk has, or some kinds, of which each may be marked by a word."""
        super().__init__()
        self._hall = hall
        self._kinds = kinds or (lambda: hall.kinds)
        self.search = SearchField("Maker, name or mode", "Search the kinds of lamps")
        self.search.setMinimumHeight(30)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(lambda _: self.look())
        self._model = KindRows(self, mark)
        self._is_filling = False
        self.list = self._made_list()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.files = QPushButton("Import kinds…")
        self.files.setToolTip("Bring kinds of lamps from QLC+ or GDTF files")
        self.files.clicked.connect(self.bring)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(6)
        self._foot.addWidget(self.files)
        self._foot.addStretch(1)
        column.addLayout(self._foot)

    def add_beside(self, button: QPushButton) -> None:
        """Put another button beside that for files."""
        self._foot.insertWidget(1, button)

    @property
    def kind(self) -> Kind | None:
        """The kind that is chosen."""
        index = self.list.currentIndex()
        return self._model.kinds[index.row()] if index.isValid() else None

    def look(self) -> None:
        """Show what the letters find, and keep what was chosen if it is among that."""
        before = self.kind
        found = find_kinds(self._kinds(), self.search.text())
        self._is_filling = True
        self._model.show(found)
        place = 0 if before is None else max(self._model.place(before.key), 0)
        self.list.setCurrentIndex(self._model.index(place) if found else QModelIndex())
        self._is_filling = False
        self.list.viewport().update()  # what is said of a kind may be another
        if self.kind is None or before is None or self.kind.key != before.key:
            self._tell()

    def choose(self, key: str) -> None:
        """Choose a kind, in a list of all where the letters would hide it."""
        if self._model.place(key) < 0:
            self.search.clear()
        place = self._model.place(key)
        if place >= 0 and place != self.list.currentIndex().row():
            self.list.setCurrentIndex(self._model.index(place))

    def bring(self) -> None:
        """Choose files with kinds of lamps."""
        files, _ = QFileDialog.getOpenFileNames(
            self.window(), "Import kinds of lamps", "", FILES
        )
        self._hall.bring_kinds(Path(file) for file in files)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list by keys."""
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in WALKS:
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    def _made_list(self) -> QListView:
        made = QListView()
        made.setFrameShape(QListView.Shape.NoFrame)
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setAccessibleName("Kinds of lamps")
        made.setModel(self._model)
        made.setItemDelegate(_KindRow(made))
        OverBar(made)
        made.selectionModel().currentChanged.connect(lambda *_: self._tell())
        return made

    def _tell(self) -> None:
        if not self._is_filling:
            self.chosen.emit(self.kind)


_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
