"""The rooms of the window, and how they lie beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from luma.ui.panel import Corners, Panel

GAP = 4
COLUMNS = (("library", "patterns"), ("timeline", "nodes"), ("stage", "inspector"))


@dataclass(frozen=True, slots=True)
class Views:
    """The rooms of the window, each with its own header, and its further pages by name."""

    library: Panel
    patterns: Panel
    timeline: Panel
    nodes: Panel
    stage: Panel
    inspector: QWidget
    pages: Mapping[str, QWidget] = field(default_factory=dict)

    def panels(self) -> dict[str, QWidget]:
        """The rooms by name; those that are no panels but have a header get round corners."""
        Corners(self.inspector)
        return {name: getattr(self, name) for column in COLUMNS for name in column}


def splitter(way: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    """Widgets side by side, with a handle between each two."""
    made = QSplitter(way)
    made.setHandleWidth(GAP)
    made.setChildrenCollapsible(False)
    made.setOpaqueResize(True)
    for widget in widgets:
        made.addWidget(widget)
    return made
