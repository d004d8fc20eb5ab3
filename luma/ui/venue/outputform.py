"""The form for one output: its kind, where it leads, what it carries, how far ahead."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from luma.app.outputrack import (
    Choice,
    as_typed,
    carries_one,
    kinds_of_output,
    settings_of,
    universes_of,
)
from luma.domain.errors import LumaError
from luma.ui.controls.choices import ArrowBox, Switch
from luma.ui.theme import colour, font
from luma.ui.venue.hall import Hall
from luma.ui.venue.numberfields import whole
from luma.ui.venue.outputlist import KINDS

WIDTH, MOST = 380, 99_999
TITLES = {
    "host": "Address", "first": "Universe 1 is", "sync": "Synchronised", "device": "Device",
    "multicast": "Multicast", "broadcast": "Broadcast", "interface": "From address",
    "source_name": "Source name",
}  # fmt: skip
CLOSES = {"dark": "Go dark", "hold": "Hold their light"}


class OutputForm(QFrame):
    """Floats over the page; Enter keeps, Escape closes."""

    def __init__(self, hall: Hall, parent: QWidget) -> None:
        """Offer every kind of output."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._hall, self._instead = hall, ""
        self._kept: dict[str, object] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFixedWidth(WIDTH)
        self.title, self.words = QLabel(), QLabel()
        self.title.setFont(font(13, 600))
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("level", "error")
        self.kind, self.at_close = ArrowBox(), ArrowBox()
        for key, tip in kinds_of_output():
            self.kind.addItem(KINDS.get(key, key), key)
            self.kind.setItemData(self.kind.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        for key, words in CLOSES.items():
            self.at_close.addItem(words, key)
        self.name, self.universes = QLineEdit(), QLineEdit()
        self.universes.setPlaceholderText("All")
        self.latency = whole(-500, 500, 0, "Milliseconds by which it is sent before the sound")
        self.own: dict[str, QWidget] = {}
        self.button = QPushButton("Save")
        self.button.setProperty("primary", "true")
        self.button.setToolTip("Keep it in the settings (Enter)")
        self.button.clicked.connect(self.keep)
        self._lay_out()
        self.kind.activated.connect(lambda _: self._show_own({}))

    @property
    def choice(self) -> Choice:
        """The output as it is described; a `BadValue` where universes make no sense."""
        kind = str(self.kind.currentData())
        plain = settings_of(kind)
        own = {name: _value(field) for name, field in self.own.items()}
        return Choice(
            self.name.text().strip(),
            kind,
            {name: value for name, value in own.items() if value != plain[name]} | self._kept,
            () if carries_one(kind) else universes_of(self.universes.text()),
            float(self.latency.value()),
            "hold" if self.at_close.currentData() == "hold" else "dark",
        )

    def open_at(self, button: QWidget, choice: Choice | None = None) -> None:
        """Show the form by a button, for a new output or one that is there."""
        self._instead = choice.name if choice else ""
        self.title.setText("Change the output" if choice else "Add an output")
        shown = choice or Choice("", "artnet")
        self.kind.setCurrentIndex(self.kind.findData(shown.kind))
        self.name.setText(shown.name)
        self.name.setCursorPosition(0)
        self.universes.setText(as_typed(shown.universes))
        self.latency.setValue(round(shown.latency_ms))
        self.at_close.setCurrentIndex(self.at_close.findData(shown.at_close))
        self._show_own(shown.settings)
        corner = button.mapToGlobal(QPoint(button.width() - WIDTH, -self.height() - 4))
        left = button.window().mapToGlobal(QPoint(8, 8))
        self.move(max(left.x(), corner.x()), max(left.y(), corner.y()))
        self.show()
        self.kind.setFocus(Qt.FocusReason.PopupFocusReason)

    def keep(self) -> None:
        """Keep the output, and close; what cannot be is told here."""
        outputs, instead = self._hall.session.desk.outputs, self._instead
        try:
            choice = self.choice
        except LumaError as trouble:
            self._tell(trouble)
            return

        def put() -> LumaError | None:
            try:
                outputs.put(choice, instead)
            except LumaError as trouble:
                return trouble
            return None

        self._hall.session.ask(put, self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep by Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.keep()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("line_strong"))
        painter.setBrush(colour("float"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _tell(self, trouble: LumaError | None) -> None:
        self.words.setText("" if trouble is None else trouble.sentence())
        self.words.setVisible(trouble is not None)
        self._fit()
        if trouble is None:
            self.hide()

    def _show_own(self, given: dict[str, object]) -> None:
        """Show a field for each setting of the kind."""
        kind = str(self.kind.currentData())
        plain = settings_of(kind)
        self._form.setRowVisible(self.universes, not carries_one(kind))
        self._kept = {name: value for name, value in given.items() if name not in plain}
        self.name.setPlaceholderText(self.kind.currentText())
        while self._form.rowCount() > self._above:
            self._form.removeRow(self._above)
        self.own = {name: _field(given.get(name, value)) for name, value in plain.items()}
        for name, field in self.own.items():
            title = TITLES.get(name, name.replace("_", " ").capitalize())
            field.setToolTip(title)
            self._row(title, field)
        self.words.setVisible(False)
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is shown; the layout would else hold on to how high it was."""
        self._column.activate()
        self.adjustSize()

    def _row(self, title: str, field: QWidget) -> None:
        label = QLabel(title)
        label.setProperty("level", "2")
        field.setAccessibleName(title)
        self._form.addRow(label, field)

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        grows = QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow
        self._form.setFieldGrowthPolicy(grows)
        self.universes.setToolTip("The universes of the room that it carries: 1-4, 7, or all")
        self.at_close.setToolTip("What its lamps do when it ends")
        self.kind.setToolTip("How it speaks to lamps")
        self.name.setToolTip("What the output is called here")
        for title, field in (
            ("Kind", self.kind), ("Name", self.name), ("Universes", self.universes),
            ("Ahead, ms", self.latency), ("At the end", self.at_close),
        ):  # fmt: skip
            self._row(title, field)
        self._above = self._form.rowCount()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addLayout(self._form)
        column.addWidget(self.words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)


def _field(value: object) -> QWidget:
    if isinstance(value, bool):
        switch = Switch()
        switch.show_value(value)
        return switch
    if isinstance(value, int):
        return whole(0, MOST, value, "A whole number")
    return QLineEdit(str(value))


def _value(field: QWidget) -> object:
    if isinstance(field, Switch):
        return field.is_on
    if isinstance(field, QSpinBox):
        return field.value()
    return field.text().strip() if isinstance(field, QLineEdit) else ""
