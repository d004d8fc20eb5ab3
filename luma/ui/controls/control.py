"""What every control can do: show a value, and say when a hand changes it."""

from abc import abstractmethod

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from luma.domain.nodetype import Json


class Control(QWidget):
    """Shows one value; `moved` comes while a hand changes it, `finished` when it lets go."""

    moved = Signal(object)
    finished = Signal()

    @abstractmethod
    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a value, and whether it is another than the default."""
