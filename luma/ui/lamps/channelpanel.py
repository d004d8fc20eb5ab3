"""The panel of one channel: what it does, for which head, how fine, and its ranges."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from luma.app.lampedits import ANSWERS, PURPOSES, SINGLE, fine_of, in_bits, purpose_in_words
from luma.app.lampranges import next_range
from luma.domain.profile import Mode, Slot
from luma.ui.assets import icon
from luma.ui.controls.choices import ArrowBox, TextField
from luma.ui.emptiness import Emptiness
from luma.ui.inspector.rows import Row
from luma.ui.lamps.bench import Bench
from luma.ui.lamps.ranges import RangeTable
from luma.ui.panel import Panel
from luma.ui.segment import Segment
from luma.ui.venue.numberfields import whole

ALL, NEVER, EIGHT, SIXTEEN = "Whole lamp", "Never", "8 bit", "16 bit"
MOST = 999


class ChannelPanel(Panel):
    """Shows the channel that is chosen in the table, and changes it."""

    def __init__(self, bench: Bench) -> None:
        """Follow what is shown."""
        self._pages = QStackedWidget()
        super().__init__("Channel", self._pages)
        self._bench = bench
        self.does, self.head, self.answers = ArrowBox(), ArrowBox(), ArrowBox()
        self.name = TextField()
        self.bits = Segment((EIGHT, SIXTEEN), "How finely it is told: by one address or two")
        self.rest = whole(0, MOST, 0, "The level where nothing else is said")
        self.lamp = whole(-1, MOST, -1, "The level that switches the lamp on")
        self.lamp.setSpecialValueText(NEVER)
        self.trouble = QLabel()
        self.ranges = RangeTable(bench)
        self.add = QPushButton("Add range")
        self._lay_out()
        self._connect()
        bench.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the channel as it is."""
        slot, mode = self._bench.slot, self._bench.mode
        self._pages.setCurrentIndex(0 if slot is None or mode is None else 1)
        if slot is None or mode is None:
            self.facts.setText("")
            return
        self.facts.setText(f"{self._bench.at + 1} of {len(mode.slots)}")
        self._fill(self.does, [(purpose_in_words(p), p) for p in PURPOSES], slot.does)
        heads = [(f"Head {n + 1}", n) for n in range(len(mode.heads))]
        self._fill(self.head, [(ALL, None), *heads], slot.head)
        self._fill(self.answers, [(w, a) for a, w in ANSWERS.items()], slot.answers)
        self.name.show_value(slot.name)
        for field, value in (
            (self.rest, slot.default),
            (self.lamp, -1 if slot.lamp_on is None else slot.lamp_on),
        ):
            field.blockSignals(True)  # noqa: FBT003  (Qt's own)
            field.setValue(value)
            field.blockSignals(False)  # noqa: FBT003
        self.bits.choose(SIXTEEN if fine_of(mode, self._bench.at) is not None else EIGHT)
        self._enable(mode, slot)
        told = " ".join(fault.here for fault in self._bench.faults(self._bench.at))
        self.trouble.setText(told)
        self.trouble.setVisible(bool(told))

    def add_range(self) -> None:
        """Let the first levels that mean nothing yet mean something."""
        slot = self._bench.slot
        part = None if slot is None else next_range(slot)
        if slot is not None and part is not None:
            ranges = sorted((*slot.ranges, part), key=lambda each: each.start)
            self._bench.set_slot(replace(slot, ranges=tuple(ranges)))
            place = self.ranges.ranges.ranges.index(part)
            self.ranges.setCurrentIndex(self.ranges.ranges.index(place, 0))

    def remove_range(self) -> None:
        """Let the levels of the chosen range mean nothing."""
        slot, place = self._bench.slot, self.ranges.currentIndex().row()
        if slot is not None and 0 <= place < len(slot.ranges):
            ranges = slot.ranges[:place] + slot.ranges[place + 1 :]
            self._bench.set_slot(replace(slot, ranges=ranges))

    def _enable(self, mode: Mode, slot: Slot) -> None:
        coarse = not slot.fine
        for control in (self.does, self.head, self.answers, self.lamp):
            control.setEnabled(coarse)
            control.setToolTip("" if coarse else "The channel before it says this for both")
        self.head.setEnabled(coarse and len(mode.heads) > 1)
        self.bits.setEnabled(coarse and slot.does not in SINGLE)
        full = next_range(slot) is None
        self.add.setEnabled(coarse and not full and slot.does != "fixed")
        words = "Say what the first free levels do"
        self.add.setToolTip("Every level means something already" if full else words)

    def _fill(self, box: ArrowBox, offered: list[tuple[str, object]], value: object) -> None:
        box.blockSignals(True)  # noqa: FBT003  (Qt's own)
        if [box.itemData(n) for n in range(box.count())] != [data for _, data in offered]:
            box.clear()
            for words, data in offered:
                box.addItem(words, data)
        place = next((n for n, (_, data) in enumerate(offered) if data == value), -1)
        box.setCurrentIndex(place)
        box.blockSignals(False)  # noqa: FBT003

    def _set(self, name: str, value: object) -> None:
        if self._bench.slot is not None:
            self._bench.set_slot(replace(self._bench.slot, **{name: value}))  # type: ignore[arg-type]

    def _set_bits(self, word: str) -> None:
        mode = self._bench.mode
        if mode is not None and self._bench.at >= 0:
            self._bench.edit(in_bits(mode, self._bench.at, 16 if word == SIXTEEN else 8))

    def _connect(self) -> None:
        for name, box in (("does", self.does), ("head", self.head), ("answers", self.answers)):
            box.activated.connect(
                lambda _, name=name, box=box: self._set(name, box.currentData())
            )
        self.name.moved.connect(lambda words: self._set("name", str(words).strip()))
        self.bits.chosen.connect(self._set_bits)
        self.rest.valueChanged.connect(lambda level: self._set("default", level))
        self.lamp.valueChanged.connect(
            lambda level: self._set("lamp_on", None if level < 0 else level)
        )
        self.add.clicked.connect(self.add_range)
        self.ranges.deleted.connect(self.remove_range)

    def _lay_out(self) -> None:
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setWordWrap(True)
        self.trouble.setProperty("level", "error")
        self.trouble.setContentsMargins(12, 2, 12, 6)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trouble)
        for field in (self.rest, self.lamp):
            field.setKeyboardTracking(False)
        for title, control, tip in (
            ("Does", self.does, "What the channel steers"),
            ("Name", self.name, "As the lamp's book calls it; may stay empty"),
            ("Head", self.head, "The head that it steers, or the whole lamp"),
            ("Fineness", _left(self.bits), "One address, or two"),
            ("Rests at", self.rest, "The level where nothing else is said"),
            ("Curve", self.answers, "How its light grows with the level"),
            ("Strikes at", self.lamp, "The level that switches the lamp on, if any does"),
        ):
            column.addWidget(Row(title, control, tip))
        column.addSpacing(6)
        column.addWidget(self.ranges, 1)
        column.addWidget(self._made_foot())
        self._pages.addWidget(
            Emptiness("sliders-vertical", "No channel", "Choose one, or add one to the mode.")
        )
        self._pages.addWidget(page)

    def _made_foot(self) -> QWidget:
        self.add.setIcon(icon("plus"))
        remove = QPushButton("Remove")
        remove.setToolTip("Let the levels of the chosen range mean nothing (Del)")
        remove.clicked.connect(self.remove_range)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        row.addWidget(self.add)
        row.addWidget(remove)
        row.addStretch(1)
        return foot


def _left(control: QWidget) -> QWidget:
    """A control at the left of its room."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(control)
    row.addStretch(1)
    return made
