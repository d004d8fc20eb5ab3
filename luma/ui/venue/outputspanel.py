"""The panel of outputs: where light goes, how that fares, and a ramp to try it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from luma.app.events import LightsReady, OutputsChanged
from luma.app.outputrack import OutputRow
from luma.ui.emptiness import Emptiness
from luma.ui.library.overbar import OverBar
from luma.ui.panel import Panel
from luma.ui.venue.hall import Hall
from luma.ui.venue.outputform import OutputForm
from luma.ui.venue.outputlist import OutputPainter, OutputRows


class OutputsPanel(Panel):
    """None to begin with: light is sent nowhere unless somebody says so."""

    def __init__(self, hall: Hall) -> None:
        """Show the outputs of the settings."""
        self._pages = QStackedWidget()
        super().__init__("Outputs", self._pages)
        self._hall = hall
        self.rows, self.view = OutputRows(), QListView()
        self.form = OutputForm(hall, self)
        self.add = self.add_tool("plus", "Add an output")
        self.add.clicked.connect(lambda: self.form.open_at(self.add))
        self.test, self.edit = QPushButton("Test"), QPushButton("Change…")
        self.remove = QPushButton("Remove")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)
        self._look()

    @property
    def chosen(self) -> OutputRow | None:
        """The output that is chosen."""
        index = self.view.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def test_chosen(self) -> None:
        """Let a ramp walk through the chosen output for five seconds."""
        row, outputs = self.chosen, self._hall.session.desk.outputs
        if row is not None and row.state != "testing":
            self._hall.session.ask(lambda: outputs.test(row.choice.name))

    def edit_chosen(self) -> None:
        """Open the form for the chosen output."""
        if self.chosen is not None:
            self.form.open_at(self.edit, self.chosen.choice)

    def remove_chosen(self) -> None:
        """Send through the chosen output no more."""
        row, outputs = self.chosen, self._hall.session.desk.outputs
        if row is not None:
            self._hall.session.ask(lambda: outputs.remove(row.choice.name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter changes, Delete removes."""
        own = {Qt.Key.Key_Return: self.edit_chosen, Qt.Key.Key_Delete: self.remove_chosen}
        if isinstance(event, QKeyEvent) and (act := own.get(Qt.Key(event.key()))):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                act()
                return True
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        self._hall.session.ask(self._hall.session.desk.outputs.rows, self._show)

    def _show(self, rows: tuple[OutputRow, ...]) -> None:
        self.rows.show(rows)
        if rows and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.rows.index(0))
        self._pages.setCurrentIndex(1 if rows else 0)
        fails = sum(row.state == "failed" for row in rows)
        self.facts.setText(f"{fails} out of reach" if fails else str(len(rows) or "None"))
        self._enable()

    def _enable(self) -> None:
        row = self.chosen
        for button in (self.edit, self.remove):
            button.setEnabled(row is not None)
        is_testing = row is not None and row.state == "testing"
        self.test.setEnabled(row is not None and not is_testing)
        self.test.setText("Testing" if is_testing else "Test")

    def _connect(self) -> None:
        self.test.clicked.connect(self.test_chosen)
        self.edit.clicked.connect(self.edit_chosen)
        self.remove.clicked.connect(self.remove_chosen)
        self.view.doubleClicked.connect(lambda _: self.edit_chosen())
        self.view.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self.view.installEventFilter(self)
        for fact in (OutputsChanged, LightsReady):
            self._hall.session.bridge.on(fact, lambda _: self._look(), self)

    def _lay_out(self) -> None:
        self.view.setModel(self.rows)
        self.view.setItemDelegate(OutputPainter(self.view))
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("Outputs")
        OverBar(self.view)
        self.test.setToolTip("Let a ramp walk through its universes for five seconds")
        self.edit.setToolTip("Change where it leads (Enter)")
        self.remove.setToolTip("Send through it no more (Del)")
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 6, 8, 6)
        foot.setSpacing(6)
        for button in (self.test, self.edit, self.remove):
            foot.addWidget(button)
        foot.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        empty = Emptiness("network", "No output", "Light is shown here and sent nowhere.")
        empty.offer(
            "Add an output",
            lambda: self.form.open_at(self.add),
            "Say where light should go",
            "plus",
            primary=False,
        )
        self._pages.addWidget(empty)
        self._pages.addWidget(page)
