"""The names of a kind of lamp, how far it turns, and how wide its beam is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from luma.domain.profileedits import NameProfile, SetReach
from luma.ui.controls.choices import TextField
from luma.ui.lamps.bench import Bench
from luma.ui.venue.numberfields import number

MOST = 9999.0


class KindForm(QWidget):
    """What holds for all modes, with what is wrong with it."""

    def __init__(self, bench: Bench) -> None:
        """Follow what is shown."""
        super().__init__()
        self._bench = bench
        self.name, self.maker = TextField(), TextField()
        self.pan = number(0.0, MOST, 540.0, "How far it pans from end to end, in degrees")
        self.tilt = number(0.0, MOST, 270.0, "How far it tilts from end to end, in degrees")
        self.narrow = number(0.0, MOST, 8.0, "How wide the beam is at level 0, in degrees")
        self.wide = number(0.0, MOST, 40.0, "How wide the beam is at level 255, in degrees")
        self.trouble = QLabel()
        self._numbers = (self.pan, self.tilt, self.narrow, self.wide)
        self._lay_out()
        for field in (self.name, self.maker):
            field.moved.connect(lambda _: self._set_names())
        for spin in self._numbers:
            spin.setDecimals(0)
            spin.setSingleStep(5)
            spin.setKeyboardTracking(False)
            spin.setFixedWidth(56)
            spin.valueChanged.connect(lambda _: self._set_reach())
        bench.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the kind as it is."""
        profile = self._bench.profile
        if profile is None:
            return
        self.name.show_value(profile.name)
        self.maker.show_value(profile.maker)
        reach = (profile.pan_degrees, profile.tilt_degrees, *profile.zoom_degrees)
        for field, value in zip(self._numbers, reach, strict=True):
            field.blockSignals(True)  # noqa: FBT003  (Qt's own)
            field.setDecimals(0 if value == round(value) else 2)
            field.setValue(value)
            field.blockSignals(False)  # noqa: FBT003
        told = " ".join(fault.here for fault in self._bench.faults())
        self.trouble.setText(told)
        self.trouble.setVisible(bool(told))

    def _set_names(self) -> None:
        name, maker = (" ".join(f.field.text().split()) for f in (self.name, self.maker))
        profile = self._bench.profile
        if profile is not None:
            self._bench.edit(NameProfile(name or profile.name, maker))

    def _set_reach(self) -> None:
        zoom = (self.narrow.value(), self.wide.value())
        self._bench.edit(SetReach(self.pan.value(), self.tilt.value(), zoom))

    def _lay_out(self) -> None:
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setWordWrap(True)
        self.trouble.setProperty("level", "error")
        for field, words in ((self.name, "Name"), (self.maker, "Maker")):
            field.setAccessibleName(words)
            field.setToolTip(f"{words} of the kind of lamp")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 2)
        column.setSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        for place, (words, names) in enumerate((("Name", self.name), ("Maker", self.maker))):
            grid.addWidget(_word(words, 56 if not place else 0), 0, 2 * place)
            grid.addWidget(names, 0, 2 * place + 1)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        column.addLayout(grid)
        turns = (_word("pan"), self.pan, _word("tilt"), self.tilt)
        zooms = (self.narrow, _word("to"), self.wide)
        for words, items in (("Turns", turns), ("Beam", zooms)):
            line = QHBoxLayout()
            line.setSpacing(6)
            for item in (_word(words, 56), *items, _word("°")):
                line.addWidget(item)
            line.addStretch(1)
            column.addLayout(line)
        column.addWidget(self.trouble)


def _word(words: str, width: int = 0) -> QLabel:
    made = QLabel(words)
    made.setProperty("level", "2")
    if width:
        made.setFixedWidth(width)
    return made
