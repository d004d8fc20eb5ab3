"""Everything that can be said about one argument of a pattern."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from luma.app.openness import KIND_WORDS, kinds, of_kind
from luma.domain.argumentkinds import SELECTION, as_setting
from luma.domain.graphdoc import Argument
from luma.domain.nodetype import Json, Setting
from luma.ui.controls.choices import Choice, TextField
from luma.ui.controls.control import Control
from luma.ui.controls.making import control_for
from luma.ui.controls.numbers import read_number
from luma.ui.controls.written import Written
from luma.ui.inspector.rows import TIGHT, Row, pair
from luma.ui.wording import number_words

NUMBERS = frozenset({"number", "whole"})


class ArgumentForm(QWidget):
    """Shows one argument, and says how it should be instead."""

    changed = Signal(object)
    """`Argument`: the same one, otherwise."""
    renamed = Signal(str)
    finished = Signal()

    def __init__(self) -> None:
        """Show none."""
        super().__init__()
        self._argument: Argument | None = None
        self._shape: tuple[object, ...] = ()
        self.name, self.help = TextField(), TextField()
        self.kind = Choice(kinds(), tuple(KIND_WORDS[kind] for kind in kinds()))
        self.low, self.high = TextField(mono=True), TextField(mono=True)
        self.choices = TextField()
        self.default: Control | None = None
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setContentsMargins(12, 4, 12, 4)
        self.fault.setProperty("level", "error")
        self._default_row = QWidget()
        QVBoxLayout(self._default_row).setContentsMargins(0, 0, 0, 0)
        self._range = Row(
            "Least", pair(self.low, "Most", self.high), "The range of the default", TIGHT
        )
        self._choices = Row("Choices", self.choices, "Words with commas between them", TIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(0)
        for widget in (
            Row("Name", self.name, "What clips and settings call it", TIGHT),
            Row("Kind", self.kind, "What can be chosen, or what comes by wire", TIGHT),
            self._default_row,
            self._range,
            self._choices,
            Row("Help", self.help, "What is shown to those who place the pattern", TIGHT),
            self.fault,
        ):
            column.addWidget(widget)
        self._listen()

    def show_argument(self, argument: Argument, fault: str) -> None:
        """Show an argument, and what is wrong with it."""
        self._argument = argument
        shape = (argument.name, argument.kind, argument.low, argument.high, argument.choices)
        if shape != self._shape:
            self._shape = shape
            self._build(argument)
        self.name.show_value(argument.name)
        self.kind.show_value(argument.kind)
        self.low.show_value(_words(argument.low))
        self.high.show_value(_words(argument.high))
        self.choices.show_value(", ".join(argument.choices))
        self.help.show_value(argument.help)
        if self.default is not None:
            self.default.show_value(argument.default)
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def _listen(self) -> None:
        self.name.moved.connect(lambda words: self.renamed.emit(words.strip()))
        self.kind.moved.connect(lambda kind: self._change(of_kind(self._shown(), kind)))
        self.low.moved.connect(lambda words: self._bound("low", words))
        self.high.moved.connect(lambda words: self._bound("high", words))
        self.choices.moved.connect(self._choose)
        self.help.moved.connect(
            lambda words: self._change(replace(self._shown(), help=words.strip()))
        )

    def _shown(self) -> Argument:
        assert self._argument is not None  # it is hidden until there is one
        return self._argument

    def _change(self, argument: Argument) -> None:
        self.changed.emit(argument)
        self.finished.emit()

    def _bound(self, end: str, words: str) -> None:
        number = read_number(words)
        argument = self._shown()
        if number is not None and argument.kind == "whole":
            number = round(number)
        low, high = (number, argument.high) if end == "low" else (argument.low, number)
        self._change(replace(argument, low=low, high=high))

    def _choose(self, words: str) -> None:
        choices = tuple(dict.fromkeys(w.strip() for w in words.split(",") if w.strip()))
        argument = replace(self._shown(), choices=choices)
        if choices and argument.default not in choices:
            argument = replace(argument, default=choices[0])
        self._change(argument)

    def _build(self, argument: Argument) -> None:
        column = self._default_row.layout()
        assert column is not None  # it was given one
        while (item := column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        setting = as_setting(argument)
        self.default = None if setting is None else default_control(argument, setting)
        if self.default is None:
            words = QLabel("Only a wire can bring it: the pattern as a node has an input.")
            words.setWordWrap(True)
            words.setProperty("level", "2")
            words.setContentsMargins(12, 4, 12, 4)
            column.addWidget(words)
        else:
            self.default.moved.connect(self._give)
            self.default.finished.connect(self.finished)
            tip = "What clips have that choose nothing else"
            column.addWidget(Row("Default", self.default, tip, TIGHT))
        self._range.setVisible(argument.kind in NUMBERS)
        self._choices.setVisible(argument.kind == "choice")

    def _give(self, value: Json) -> None:
        self.changed.emit(replace(self._shown(), default=value))


def default_control(argument: Argument, setting: Setting) -> Control:
    """The control of an argument's value."""
    return Written("selection") if argument.kind == SELECTION else control_for(setting)


def _words(number: float | None) -> str:
    return "" if number is None else number_words(number)
