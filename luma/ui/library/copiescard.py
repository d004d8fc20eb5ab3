"""A card with the copies of the library: one can be made, and one put back."""

import datetime as dt

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from luma.app.safekeeping import Copy
from luma.ui.library.kept import face, metrics, shade
from luma.ui.library.wordcard import Card
from luma.ui.panel import Panel
from luma.ui.rowsview import ROW
from luma.ui.session import Session
from luma.ui.toast import Toast

Index = QModelIndex | QPersistentModelIndex
WIDTH, HEIGHT, KILO = 380, 208, 1024
AT_REST = "Luma makes one each day on which something changed, and keeps the last weeks."


class CopyRow(QStyledItemDelegate):
    """Paints a copy: when it was made on the left, how large it is on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as every row."""
        return QSize(0, max(ROW, metrics(12).height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, shade("accent_fill"))
            painter.fillRect(option.rect.x(), option.rect.y(), 2, option.rect.height(),
                             shade("accent"))  # fmt: skip
        when, _, large = str(index.data()).partition(", ")
        inside, middle = option.rect.adjusted(10, 0, -10, 0), Qt.AlignmentFlag.AlignVCenter
        painter.setFont(face(12, 600 if chosen else 400))
        painter.setPen(shade("text"))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, when)
        painter.setFont(face(12))
        painter.setPen(shade("text_2" if chosen else "text_3"))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, large)
        painter.restore()


class CopiesCard(Card):
    """Lists copies, and asks once more before one takes the place of the library."""

    wants_copy = Signal()
    wants_back = Signal(object)
    """`Copy`: this one is to be the library."""

    def __init__(self, parent: QWidget) -> None:
        """Have no copies yet."""
        super().__init__(parent, "Copies of the library", WIDTH)
        self.copies: tuple[Copy, ...] = ()
        self.rows = QListWidget()
        self.rows.setFixedHeight(HEIGHT)
        self.rows.setItemDelegate(CopyRow(self.rows))
        self.rows.setToolTip("Every copy with its day and its size, the newest first")
        self.rows.currentRowChanged.connect(lambda _: self._ask(sure=False))
        self.rows.itemActivated.connect(lambda _: self._ask(sure=True))
        self.words = QLabel(AT_REST)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("level", "2")
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(48)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.now = QPushButton("Copy now")
        self.now.setToolTip("Make a copy of the library as it is at this moment")
        self.now.clicked.connect(self._copy)
        self.back = QPushButton("Put it back…")
        self.back.setToolTip("Let the library be as it was in the chosen copy; asks once more")
        self.back.clicked.connect(self._press_back)
        self._lay_out()
        self._is_sure = False
        self._ask(sure=False)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.now)
        foot.addStretch(1)
        foot.addWidget(self.back)
        self.column.addWidget(self.rows)
        self.column.addWidget(self.words)
        self.column.addLayout(foot)

    @property
    def chosen(self) -> Copy | None:
        """The copy under the cursor."""
        row = self.rows.currentRow()
        return self.copies[row] if 0 <= row < len(self.copies) else None

    def show_copies(self, copies: tuple[Copy, ...]) -> None:
        """List these."""
        self.copies = copies
        self.rows.clear()
        for copy in copies:
            item = QListWidgetItem(f"{moment(copy.at)}, {size(copy.bytes)}")
            item.setToolTip(str(copy.path))
            self.rows.addItem(item)
        self.now.setEnabled(True)
        if copies:
            self.rows.setCurrentRow(0)
        self._ask(sure=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the question back first, then closes."""
        if event.key() == Qt.Key.Key_Escape and self._is_sure:
            self._ask(sure=False)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _press_back(self) -> None:
        copy = self.chosen
        if copy is None:
            return
        if not self._is_sure:
            self._ask(sure=True)
            return
        for button in (self.now, self.back):
            button.setEnabled(False)
        self.words.setText("Putting it back…")
        self.wants_back.emit(copy)

    def _copy(self) -> None:
        self.now.setEnabled(False)
        self.wants_copy.emit()

    def _ask(self, *, sure: bool) -> None:
        copy = self.chosen
        self._is_sure = sure and copy is not None
        self.back.setEnabled(copy is not None)
        self.back.setText("Put it back and close Luma" if self._is_sure else "Put it back…")
        self.back.setProperty("primary", "true" if self._is_sure else "false")
        self.back.style().polish(self.back)
        self.words.setText(AT_REST if self.copies else f"There is no copy yet. {AT_REST}")
        if self._is_sure and copy is not None:
            self.words.setText(
                f"Tracks, lists, shows and rooms will be as on {moment(copy.at)}. How they are "
                "now is kept as a copy first. Luma closes; open it again after that."
            )


def show_copies(session: Session, panel: Panel) -> CopiesCard:
    """Open the card over a panel."""
    card, keeping = CopiesCard(panel), session.desk.safekeeping
    alive = [True]
    card.destroyed.connect(alive.clear)

    def take(copies: tuple[Copy, ...]) -> None:
        if alive:
            card.show_copies(copies)

    def look(_: object = None) -> None:
        session.ask_aside(keeping.copies.all, take)

    def end(_: Copy) -> None:
        window = panel.window()
        if alive:
            card.close()
        if not window.close():
            Toast(window).tell("The copy is in its place. Close Luma and open it again.")

    def put_back(copy: Copy) -> None:
        session.finish_gesture()
        session.ask(session.desk.documents.close)
        session.ask_aside(lambda: keeping.put_back(copy), end)

    card.wants_copy.connect(lambda: session.ask_aside(keeping.copy_now, look))
    card.wants_back.connect(put_back)
    session.problem.connect(card.close)
    look()
    card.open_at(panel.mapToGlobal(QPoint(8, 36)))
    card.rows.setFocus(Qt.FocusReason.PopupFocusReason)
    return card


def moment(at: dt.datetime) -> str:
    """The day and the time of a copy, where the user is."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def size(count: int) -> str:
    """How large a copy is."""
    if count < KILO * KILO:
        return f"{max(count // KILO, 1)}\N{THIN SPACE}KiB"
    return f"{count / KILO / KILO:.1f}\N{THIN SPACE}MiB"
