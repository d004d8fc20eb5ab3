"""The panel of devices: where sound comes out, how much room it is given, and a tone to try."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from luma.app.events import DevicesChanged, StageReady
from luma.domain.errors import DeviceError, Unavailable
from luma.ui.elided import Elided
from luma.ui.library.overbar import OverBar
from luma.ui.panel import Panel
from luma.ui.segment import Segment
from luma.ui.session import Session
from luma.ui.sound.devicelist import DevicePainter, DeviceRow, DeviceRows, rows_of

HIGH, LOW = "High", "Low"
NONE = Unavailable(
    "There is no sound output, so nothing is heard.",
    hint="Plug one in or start the sound server; it is taken as soon as it is there.",
)
ON_LATENCY = "Latency: High never breaks off, Low answers a hand sooner"


class DevicePanel(Panel):
    """Shows the outputs of the machine, and passes on which is wished."""

    def __init__(self, session: Session) -> None:
        """Look once it is seen."""
        content = QWidget()
        super().__init__("Devices", content)
        self._session, self._devices = session, session.desk.devices
        self._has_looked, self._said = False, ""
        self.rows, self.view = DeviceRows(), QListView()
        self.latency = Segment((HIGH, LOW), ON_LATENCY)
        self.use, self.test = QPushButton("Use"), QPushButton("Test")
        self.playing = Elided()
        self.again = self.add_tool("refresh-cw", "Look for devices again (F5)")
        self._lay_out(content)
        self.again.clicked.connect(lambda _: self.look())
        self.use.clicked.connect(self.use_chosen)
        self.test.clicked.connect(self.test_chosen)
        self.latency.chosen.connect(self.set_latency)
        self.view.doubleClicked.connect(lambda _: self.use_chosen())
        self.view.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self.view.installEventFilter(self)
        session.bridge.on(DevicesChanged, self._hear, self)
        session.bridge.on(StageReady, lambda _: self._show(), self)
        self.setFocusProxy(self.view)
        self._show()

    @property
    def chosen(self) -> DeviceRow | None:
        """The row that the keys are on."""
        index = self.view.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def look(self) -> None:
        """Look again which devices there are."""
        self._session.ask(self._devices.look)

    def use_chosen(self) -> None:
        """Play on the device of the row, now and from now on."""
        row = self.chosen
        if row is not None:
            self._choose(row.name, row.host)

    def test_chosen(self) -> None:
        """Play a short tone on the device of the row."""
        row = self.chosen
        if row is not None:
            self._session.ask(lambda: self._devices.test(row.name, row.host))

    def set_latency(self, word: str) -> None:
        """Give sound much room, or little."""
        choice = self._devices.choice
        latency = "high" if word == HIGH else "low"
        self._session.ask(
            lambda: self._devices.choose(choice.name, choice.host, latency),  # type: ignore[arg-type]
            lambda _: self._show(),
        )

    def turn_latency(self) -> None:
        """Turn from much room to little, or back."""
        word = LOW if self.latency.word == HIGH else HIGH
        self.latency.choose(word)
        self.set_latency(word)

    def _choose(self, name: str, host: str) -> None:
        latency = self._devices.choice.latency
        self._session.ask(
            lambda: self._devices.choose(name, host, latency), lambda _: self._show()
        )

    def _hear(self, fact: DevicesChanged) -> None:
        self._said = fact.said
        self._show()

    def _show(self) -> None:
        devices, before = self._devices, self.chosen
        choice, playing = devices.choice, devices.playing_on
        rows = rows_of(devices.found, (choice.name, choice.host), playing)
        if rows != self.rows.rows:
            self.rows.show(rows)
        names = [(row.name, row.host) for row in rows]
        wanted = None if before is None else (before.name, before.host)
        chosen = next((n for n, row in enumerate(rows) if row.is_chosen), 0)
        at = names.index(wanted) if wanted in names else chosen
        self.view.setCurrentIndex(self.rows.index(at))
        self.latency.choose(LOW if choice.latency == "low" else HIGH)
        self.playing.setText(f"Plays on {playing}" if playing else "Nothing plays yet")
        count = sum(device.serves("output") for device in devices.found)
        self.facts.setText(f"{count} output{'s' * (count != 1)}" if self._has_looked else "")
        self._tell_trouble(count)
        self._enable()

    def _tell_trouble(self, count: int) -> None:
        if self._said:
            self.problems.tell(DeviceError(self._said), "Look again", self.look)
        elif self._has_looked and self._devices.found == () and count == 0:
            self.problems.tell(NONE, "Look again", self.look)
        else:
            self.problems.clear()

    def _enable(self) -> None:
        row = self.chosen
        self.use.setEnabled(row is not None and not row.is_chosen)
        self.test.setEnabled(row is not None and not row.is_away)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the device of the row."""
        if isinstance(event, QKeyEvent) and event.key() in {
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        }:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.use_chosen()
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look which devices there are."""
        super().showEvent(event)
        self._session.ask(self._devices.look, self._looked)

    def _looked(self, _: object) -> None:
        self._has_looked = True

    def _lay_out(self, content: QWidget) -> None:
        self.view.setModel(self.rows)
        self.view.setItemDelegate(DevicePainter(self.view))
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("Sound outputs")
        OverBar(self.view)
        self.use.setToolTip("Play on this device from now on (Enter)")
        self.test.setToolTip("Play a short tone on it, first left, then right")
        self.playing.setProperty("level", "2")
        name = QLabel("Latency")
        name.setProperty("level", "2")
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 6, 8, 6)
        foot.setSpacing(6)
        foot.addWidget(self.use)
        foot.addWidget(self.test)
        foot.addSpacing(4)
        foot.addWidget(self.playing, 1)
        foot.addWidget(name)
        foot.addWidget(self.latency)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
