"""The form for new fixtures: what they are, how many, where they listen and hang."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from luma.app.hanging import MOST, Batch, hung, next_free
from luma.app.kinds import Kind, ModeChoice
from luma.domain.errors import LumaError
from luma.domain.layouts import LAYOUTS, Layout
from luma.domain.venue import LAST_ADDRESS
from luma.ui.controls.choices import ArrowBox
from luma.ui.segment import Segment
from luma.ui.theme import colour, font
from luma.ui.venue.hall import Hall
from luma.ui.venue.kindlist import KindList
from luma.ui.venue.numberfields import Triple, number, whole

WIDTH, HEIGHT, LIST, FIELD = 660, 420, 300, 96
MIDDLE = (0.0, 3.0, 4.0)
TITLES: dict[str, Layout] = {layout.capitalize(): layout for layout in LAYOUTS}


class AddFixturesPopup(QFrame):
    """Floats over the page; Enter adds, Escape closes."""

    described = Signal()
    """A kind that is not in the list is to be described."""

    def __init__(self, hall: Hall, parent: QWidget) -> None:
        """Offer every kind of lamp."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._hall = hall
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFixedSize(WIDTH, HEIGHT)
        self.kinds = KindList(hall)
        self.kinds.setFixedWidth(LIST)
        self.describe = QPushButton("Describe one…")
        self.describe.setToolTip("Make or change a kind of lamp (Ctrl+Shift+K)")
        self.describe.clicked.connect(self._describe)
        self.kinds.add_beside(self.describe)
        self.mode, self.name, self.group = ArrowBox(), QLineEdit(), QLineEdit()
        self.count = whole(1, MOST, 1, "How many")
        self.universe = whole(1, 64, 1, "The universe, as sACN counts it")
        self.address = whole(1, LAST_ADDRESS, 1, "The first address of the first of them")
        self.layouts = Segment(tuple(TITLES), "How they hang")
        self.middle = Triple("The middle of them, in metres")
        self.width_of = number(0.0, 200.0, 6.0, "How wide they hang, in metres")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton("Add")
        self.button.setProperty("primary", "true")
        self.button.setToolTip("Hang them (Enter)")
        self.button.clicked.connect(self.add)
        self.middle.show_value(MIDDLE)
        self._lay_out()
        self._connect()
        hall.kinds_changed.connect(self._offer)
        self._offer()

    @property
    def batch(self) -> Batch | None:
        """What would be hung, once a kind is chosen."""
        kind, mode = self.kinds.kind, self._mode()
        if kind is None or mode is None:
            return None
        return Batch(
            kind,
            mode,
            self.name.text() or kind.name,
            self.count.value(),
            (self.universe.value(), self.address.value()),
            TITLES[self.layouts.word],
            self.middle.value,
            self.width_of.value(),
            self.group.text().strip(),
        )

    def open_at(self, button: QWidget) -> None:
        """Show the form below a button, ready for letters."""
        self._fill_groups()
        self._propose()
        corner = button.mapToGlobal(QPoint(button.width() - WIDTH, button.height() + 4))
        screen = button.screen().availableGeometry()
        left = min(max(screen.left(), corner.x()), screen.right() - WIDTH)
        top = min(corner.y(), screen.bottom() - HEIGHT)
        self.move(max(left, button.window().mapToGlobal(QPoint(8, 0)).x()), max(0, top))
        self.show()
        self.kinds.search.setFocus(Qt.FocusReason.PopupFocusReason)
        self.kinds.search.selectAll()

    def add(self) -> None:
        """Hang them as one step, and choose them."""
        batch = self.batch
        if batch is None:
            return
        try:
            edit = hung(self._hall.sheet, batch)
        except LumaError as trouble:
            self._tell(trouble.sentence(), is_wrong=True)
            return
        self._hall.edit(edit)
        self._hall.choose_soon(fixture.id for fixture in edit.fixtures)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add by Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.add()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("line_strong"))
        painter.setBrush(colour("float"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _describe(self) -> None:
        self.hide()
        self.described.emit()

    def _mode(self) -> ModeChoice | None:
        mode = self.mode.currentData()
        return mode if isinstance(mode, ModeChoice) else None

    def _offer(self) -> None:
        self.kinds.look()
        self._take_kind(self.kinds.kind)

    def _take_kind(self, kind: Kind | None) -> None:
        self.mode.clear()
        for mode in kind.modes if kind else ():
            heads = f", {mode.heads} heads" if mode.heads > 1 else ""
            self.mode.addItem(f"{mode.name}{heads}", mode)
        self.name.setPlaceholderText(kind.name if kind else "Name")
        self._propose()

    def _propose(self) -> None:
        """Begin at the first free address of the universe that was used last."""
        mode = self._mode()
        if mode is None:
            self._tell("")
            self._reckon()
            return
        rows = self._hall.sheet.rows
        universe = max((row.fixture.universe for row in rows), default=1)
        at = next_free(self._hall.sheet, mode, self.count.value(), universe)
        self.universe.setValue(at[0])
        self.address.setValue(at[1])
        self._reckon()

    def _reckon(self) -> None:
        """Say which addresses they get."""
        batch = self.batch
        self.button.setEnabled(batch is not None)
        if batch is None:
            return
        found = batch.addresses(self._hall.sheet)
        if found is None:
            words = f"No room for {batch.count} × {batch.mode.channels} channels from here on."
            self._tell(words, is_wrong=True)
            return
        first, last = found[0], found[-1]
        end = f"{last[0]}.{last[1] + batch.mode.channels - 1:03d}"
        begin = f"{first[0]}.{first[1]:03d}"
        self._tell(f"{batch.count} × {batch.mode.channels} channels, {begin} to {end}")
        self.button.setText(f"Add {batch.count}" if batch.count > 1 else "Add")

    def _tell(self, words: str, *, is_wrong: bool = False) -> None:
        self.words.setText(words)
        self.words.setProperty("level", "error" if is_wrong else "2")
        self.words.style().polish(self.words)

    def _fill_groups(self) -> None:
        names = [group.name for group in self._hall.venue.groups]
        self.group.setCompleter(QCompleter(names, self.group))

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._take_kind)
        self.mode.currentIndexChanged.connect(lambda _: self._propose())
        self.count.valueChanged.connect(lambda _: self._propose())
        for box in (self.universe, self.address):
            box.valueChanged.connect(lambda _: self._reckon())
        self.layouts.chosen.connect(lambda _: self._reckon())

    def _lay_out(self) -> None:
        title = QLabel("Add fixtures")
        title.setFont(font(13, 600))
        self.group.setPlaceholderText("None")
        for box, tip in (
            (self.mode, "How many channels they use"),
            (self.name, "Several get a number each"),
            (self.group, "A group that has them too, new or there already"),
        ):
            box.setToolTip(tip)
            box.setMinimumWidth(60)
        form = self._made_form()
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(title)
        right.addLayout(form)
        right.addStretch(1)
        right.addWidget(self.words)
        right.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(16)
        row.addWidget(self.kinds)
        row.addLayout(right, 1)

    def _made_form(self) -> QFormLayout:
        at = QHBoxLayout()
        at.setSpacing(6)
        at.addWidget(self.universe)
        at.addWidget(QLabel("."))
        at.addWidget(self.address)
        at.addStretch(1)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for box in (self.count, self.width_of, self.universe, self.address):
            box.setMaximumWidth(FIELD)
        fields: tuple[tuple[str, QWidget | QHBoxLayout], ...] = (
            ("Mode", self.mode), ("Name", self.name), ("Count", self.count),
            ("Address", at), ("Layout", self.layouts), ("Middle", self.middle),
            ("Width", self.width_of), ("Group", self.group),
        )  # fmt: skip
        for words, field in fields:
            label = QLabel(words)
            label.setProperty("level", "2")
            if isinstance(field, QWidget):
                field.setAccessibleName(words)
                form.addRow(label, field)
            else:
                form.addRow(label, field)
        return form
