"""How far music on its way into the library has come, quietly at the foot of the panel."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from luma.app.events import ImportMoved
from luma.app.library import Adding
from luma.ui.elided import Elided
from luma.ui.library.words import counted
from luma.ui.theme import colour

HEIGHT, BAR, PATIENCE_MS = 36, 2, 400


class ComingLine(QWidget):
    """Is seen while files come in that take longer than a moment; stops them."""

    stopped = Signal()

    def __init__(self) -> None:
        """Wait for nothing."""
        super().__init__()
        self._addings: list[Adding] = []
        self._done = self._found = 0
        self.setFixedHeight(HEIGHT)
        self.words = Elided()
        self.words.setProperty("level", "2")
        self.stop = QPushButton("Stop")
        self.stop.setToolTip("Take in no further file; what is in stays")
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, BAR + 2, 8, 2)
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        self.hide()

    def watch(self, adding: Adding, later: Callable[[Callable[[], object]], object]) -> None:
        """Follow an import until its answer is there."""
        self._addings.append(adding)
        self.stop.setEnabled(True)
        adding.add_done_callback(lambda done: later(lambda: self._forget(done)))
        if not self._patience.isActive():
            self._patience.start()

    def follow(self, fact: ImportMoved) -> None:
        """Take what is told of imports, also of one that nobody here asked for."""
        if self._addings:
            self._count()
        elif fact.is_over:
            self._rest()
        else:
            self._done, self._found = fact.done, fact.found
            self._tell()
            if self.isHidden() and not self._patience.isActive():
                self._patience.start()

    @property
    def is_coming(self) -> bool:
        """Whether files are coming in."""
        return bool(self._addings) or self._found > 0

    def _count(self) -> None:
        self._done = sum(adding.done_files for adding in self._addings)
        self._found = sum(adding.found_files for adding in self._addings)
        self._tell()

    def _tell(self) -> None:
        stops = bool(self._addings)
        self.stop.setVisible(stops)
        if stops and all(adding.is_stopping for adding in self._addings):
            self.words.setText("Stopping…")
        elif self._found:
            done = f"{self._done:,}".replace(",", "\N{THIN SPACE}")
            self.words.setText(f"Adding {done} of {counted(self._found, 'file')}")
        else:
            self.words.setText("Looking for music…")
        self.update()

    def _appear(self) -> None:
        if self.is_coming:
            if self._addings:
                self._count()
            self.show()

    def _stop(self) -> None:
        for adding in self._addings:
            adding.stop()
        self.stop.setEnabled(False)
        self._count()
        self.stopped.emit()

    def _forget(self, adding: object) -> None:
        self._addings = [each for each in self._addings if each is not adding]
        if not self._addings:
            self._rest()

    def _rest(self) -> None:
        self._patience.stop()
        self._done = self._found = 0
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and how far it is as a thin bar on its upper edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("base"))
        painter.fillRect(0, 0, self.width(), BAR, colour("line"))
        if self._found:
            share = min(self._done / self._found, 1.0)
            painter.fillRect(0, 0, round(self.width() * share), BAR, colour("accent"))
