"""The field to search in, and below it what of the words does not read."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from luma.ui.elided import Elided, as_written
from luma.ui.library.faults import GRAMMAR, told_of
from luma.ui.library.searchfield import SearchField

TYPING_MS, REST_MS = 60, 900


class SearchLine(QWidget):
    """Says words once they rest a moment, and their faults once they are written."""

    asked = Signal(str)
    """The words to look for now."""

    def __init__(self) -> None:
        """Be empty."""
        super().__init__()
        self.field = SearchField("Title, artist, bpm:120-126, key:~8A", f"{GRAMMAR}\nCtrl+F")
        self.field.setAccessibleName("Search the tracks")
        self.fault = Elided()
        self.fault.setProperty("level", "3")
        self.fault.setContentsMargins(2, 0, 2, 0)
        self.fault.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.fault)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(lambda: self.asked.emit(self.field.text().strip()))
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(lambda: self._tell(is_typing=False))
        self.field.textChanged.connect(self._type)
        self.field.returnPressed.connect(lambda: self._tell(is_typing=False))
        self.field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the words for written when the keys go elsewhere."""
        if event.type() == QEvent.Type.FocusOut:
            self._tell(is_typing=False)
        return super().eventFilter(watched, event)

    def _type(self) -> None:
        self._typing.start()
        self._rest.start()
        self._tell(is_typing=True)

    def _tell(self, *, is_typing: bool) -> None:
        fault = told_of(self.field.text(), is_typing=is_typing)
        self.field.warn(fault)
        self.fault.setText(fault)
        self.fault.setToolTip(as_written(fault))
        self.fault.setVisible(bool(fault))
