"""All the work that goes on or waits, over the line that tells of it; here it is stopped."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from luma.domain.ids import TrackId
from luma.ui.jobs.job import Job, doing
from luma.ui.theme import colour, font

WIDE, ROW, SHOWN, SIDE = 420, 34, 8, 10
Index = QModelIndex | QPersistentModelIndex
NOTHING = "Nothing is being heard."


class JobRows(QAbstractListModel):
    """The jobs, those that have come farthest first."""

    def __init__(self) -> None:
        """Have none."""
        super().__init__()
        self._jobs: tuple[Job, ...] = ()
        self._titles: dict[TrackId, str] = {}

    def show_jobs(self, jobs: Sequence[Job], titles: dict[TrackId, str]) -> None:
        """Take the newest state; rows keep their places while the jobs are the same."""
        ordered = tuple(sorted(jobs, key=lambda job: (job.share == 0, job.kind, job.track)))
        same = [j.name for j in ordered] == [j.name for j in self._jobs]
        if same:
            self._jobs, self._titles = ordered, titles
            if ordered:
                self.dataChanged.emit(self.index(0), self.index(len(ordered) - 1))
            return
        self.beginResetModel()
        self._jobs, self._titles = ordered, titles
        self.endResetModel()

    def job(self, row: int) -> Job:
        """The job of a row."""
        return self._jobs[row]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many jobs there are."""
        return 0 if parent is not None and parent.isValid() else len(self._jobs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a row says, aloud too."""
        if not index.isValid():
            return None
        job = self._jobs[index.row()]
        words = doing(job, self._titles.get(job.track, ""))
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.UserRole:
                return job
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{words}, {job.so_far if job.share else 'waits'}"
        return None


class JobPaint(QStyledItemDelegate):
    """Paints a job: what is done, how far it is, and a bar under both."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all."""
        return QSize(WIDE - 2 * SIDE, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        job, place = index.data(Qt.ItemDataRole.UserRole), QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(place, colour("accent_fill"))
        line = place.adjusted(SIDE, 2, -SIDE, -8)
        told = job.so_far if job.share else "waits"
        painter.setFont(font(12, 600))
        painter.setPen(colour("text" if job.share else "text_3"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, right, told)
        room = line.width() - painter.fontMetrics().horizontalAdvance(told) - 10
        painter.setFont(font(12))
        painter.setPen(colour("text_2"))
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(room)
        )
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, left, words)
        bar = QRectF(line.left(), place.bottom() - 7, line.width(), 2)
        painter.fillRect(bar, colour("line_strong"))
        bar.setWidth(bar.width() * job.share)
        painter.fillRect(bar, colour("accent"))


class JobList(QFrame):
    """Floats over the window until it is clicked away."""

    def __init__(self, host: QWidget, stop: Callable[[Sequence[TrackId]], object]) -> None:
        """Show what `show_jobs` gives; `stop` ends all work on some tracks."""
        super().__init__(host, Qt.WindowType.Popup)
        self._stop = stop
        self.rows = JobRows()
        self.view = QListView()
        self.view.setModel(self.rows)
        self.view.setItemDelegate(JobPaint(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setAccessibleName("Work in the background")
        self.words = QLabel(NOTHING)
        self.words.setProperty("level", "3")
        self.stop = QPushButton("Stop")
        self.stop.setToolTip("Stop all work on the chosen tracks (Delete)")
        self.stop.clicked.connect(self._stop_chosen)
        self.stop_all = QPushButton("Stop all")
        self.stop_all.setToolTip("Stop all work; what is missing is made at the next start")
        self.stop_all.clicked.connect(lambda: self._stop(self._tracks(range(self._count))))
        foot = QHBoxLayout()
        foot.addWidget(self.words, 1)
        foot.addWidget(self.stop)
        foot.addWidget(self.stop_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, SIDE, SIDE, SIDE)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.setFixedWidth(WIDE)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._tell())

    @property
    def _count(self) -> int:
        return self.rows.rowCount()

    def show_jobs(self, jobs: Sequence[Job], titles: dict[TrackId, str]) -> None:
        """Show the newest state."""
        before = self._count
        self.rows.show_jobs(jobs, titles)
        if self._count != before or not self.isVisible():
            seen = min(max(self._count, 1), SHOWN)
            self.view.setFixedHeight(seen * ROW + 2)
            bottom = self.geometry().bottom()
            self.adjustSize()
            if self.isVisible():
                self.move(self.x(), bottom + 1 - self.height())
        self._tell()

    def open_over(self, at: QPoint) -> None:
        """Show it with its lower right corner at a place of the screen."""
        self.move(at.x() - self.width(), at.y() - self.height())
        self.show()
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop what is chosen with Delete."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._stop_chosen()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of what floats."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("float"))
        painter.setPen(colour("line_strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _tracks(self, rows: Sequence[int]) -> tuple[TrackId, ...]:
        return tuple(dict.fromkeys(self.rows.job(row).track for row in rows))

    def _stop_chosen(self) -> None:
        rows = [index.row() for index in self.view.selectionModel().selectedIndexes()]
        if rows:
            self._stop(self._tracks(rows))

    def _tell(self) -> None:
        at_work = sum(self.rows.job(row).share > 0 for row in range(self._count))
        waiting = self._count - at_work
        self.words.setText(f"{at_work} at work, {waiting} waiting" if self._count else NOTHING)
        self.stop.setEnabled(self.view.selectionModel().hasSelection())
        self.stop_all.setEnabled(self._count > 0)
