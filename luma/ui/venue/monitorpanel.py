"""The panel of the monitor: which universe it shows, and whether anything is sent."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea

from luma.app.monitor import Monitor
from luma.domain.addressing import numberings
from luma.ui.controls.choices import ArrowBox
from luma.ui.panel import Panel
from luma.ui.venue.hall import Hall
from luma.ui.venue.monitor import MonitorCells


class MonitorPanel(Panel):
    """The monitor with the universe that it shows."""

    def __init__(self, hall: Hall) -> None:
        """Show what is sent."""
        self._area = QScrollArea()
        super().__init__("DMX monitor", self._area)
        self._hall = hall
        self.cells = MonitorCells(hall, Monitor(hall.session.desk.lights))
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.cells)
        self._area.viewport().installEventFilter(self)
        self.universe = ArrowBox()
        self.universe.setToolTip("The universe that is shown, as Art-Net and sACN count it")
        self.universe.setAccessibleName("Universe")
        self.universe.setMinimumWidth(140)
        self.universe.currentIndexChanged.connect(self._choose)
        self.rate = QLabel()
        self.rate.setProperty("level", "3")
        self.add_widget(self.rate)
        self.add_widget(self.universe)
        hall.sheet_changed.connect(self._take)
        hall.chosen_changed.connect(self._follow)
        self._timer = QTimer(self, interval=500)
        self._timer.timeout.connect(self._tell)
        self._take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the cells fill the panel."""
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            self.cells.fit_into(event.size().height())
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Count while somebody sees it."""
        super().showEvent(event)
        self._tell()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody does."""
        self._timer.stop()
        super().hideEvent(event)

    def _take(self) -> None:
        numbers = sorted(self._hall.sheet.used) or [1]
        before = [self.universe.itemData(n) for n in range(self.universe.count())]
        if numbers != before:
            shown = self.cells.universe
            self.universe.blockSignals(True)  # noqa: FBT003  (Qt's own)
            self.universe.clear()
            for number in numbers:
                self.universe.addItem(numberings(number), number)
            self.universe.setCurrentIndex(numbers.index(shown) if shown in numbers else 0)
            self.universe.blockSignals(False)  # noqa: FBT003
            self._choose()
        self._tell()

    def _choose(self) -> None:
        number = self.universe.currentData()
        if number is not None:
            self.cells.show_universe(int(number))
        self._tell()

    def _follow(self) -> None:
        """Show the universe of what was chosen."""
        fixtures = self._hall.chosen_fixtures()
        if fixtures and all(f.universe != self.cells.universe for f in fixtures):
            self.universe.setCurrentIndex(self.universe.findData(fixtures[0].universe))

    def _tell(self) -> None:
        used = self._hall.sheet.used.get(self.cells.universe, 0)
        self.rate.setText(f"{used} channels")
        why = "" if self._hall.session.show is not None else ": open a track"
        self.facts.setText("" if self.cells.is_sent else f"Nothing is sent{why}")
