"""The strip of one voice: its name, its fader, its level, mute and solo."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from luma.domain.stems import Balance, Stem
from luma.ui.assets import pixmap
from luma.ui.sound.fader import Fader, words_of
from luma.ui.sound.letter import Letter
from luma.ui.theme import MONO, font
from luma.ui.timeline.stems import TITLES

SIGNS = {
    Stem.DRUMS: "drum",
    Stem.BASS: "guitar",
    Stem.VOCALS: "mic",
    Stem.OTHER: "piano",
}


class Strip(QWidget):
    """Shows how one voice is heard."""

    def __init__(self, stem: Stem) -> None:
        """Be as in the mix."""
        super().__init__()
        self.stem = stem
        name, number = TITLES[stem], list(Stem).index(stem) + 1
        self._sign, self.name = QLabel(), QLabel(name)
        self.name.setFont(font(11, 600))
        self.fader = Fader(name)
        self.figure = QLabel("0.0")
        self.figure.setFont(font(11, 400, MONO))
        self.mute = Letter("M", "warn", f"Mute: {name.lower()} (Ctrl+Alt+{number})")
        self.solo = Letter("S", "accent", f"Solo: {name.lower()} (Alt+{number})")
        self._lay_out()
        self.show_balance(Balance())
        self.fader.moved.connect(self._tell)

    def show_balance(self, balance: Balance) -> None:
        """Show how it is heard."""
        level = float(balance.levels.get(self.stem, 0.0))
        self.fader.show_value(level)
        self._tell(self.fader.level)
        self.mute.setChecked(self.stem in balance.muted)
        self.solo.setChecked(self.stem in balance.solo)
        silent = self.stem in balance.silent
        self._sign.setPixmap(pixmap(SIGNS[self.stem], "text_off" if silent else "text_2"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 10)
        column.setSpacing(4)
        unit = QLabel("dB")
        unit.setProperty("level", "3")
        for widget, share in ((self._sign, 0), (self.name, 0), (self.fader, 1)):
            column.addWidget(widget, share, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(_middle(self.figure, unit))
        column.addLayout(_middle(self.mute, self.solo))

    def _tell(self, level: float) -> None:
        self.figure.setText(words_of(level))


def _middle(*widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side in the middle."""
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
