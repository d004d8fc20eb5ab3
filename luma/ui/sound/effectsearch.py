"""Finding an effect to add while its name is typed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from luma.domain.nodetype import NodeType
from luma.ui.nodes.popup import Entry, Popup
from luma.ui.nodes.searching import found

SIGNS = {
    "compressor": "blend",
    "delay": "timer",
    "eq": "chart-spline",
    "eq3": "sliders-vertical",
    "filter": "list-filter",
    "gain": "volume-2",
    "gate": "log-in",
    "limiter": "align-start-vertical",
    "meter": "gauge",
    "noise": "waypoints",
    "pan": "move",
    "reverb": "layers",
    "splitter": "route",
    "sweep": "sliders-horizontal",
    "tone": "chart-spline",
    "width": "maximize",
}
PLAIN = "workflow"


class EffectSearch(Popup):
    """Opens over the rack, and says which effect was chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, kinds: Sequence[NodeType]) -> None:
        """Search among some effects."""
        super().__init__(parent, "Search effects")
        self._kinds = tuple(kind for kind in kinds if kind.inputs)

    def entries(self, text: str) -> tuple[tuple[Entry, ...], str]:
        """The effects that match a text, best first."""
        if not text.strip():
            rows = tuple(_entry(kind) for kind in self._kinds)
        else:
            rows = tuple(
                _entry(each.kind, (each.start, each.length))
                for each in found(self._kinds, text)
            )
        return rows, "Enter adds it to the rack" if rows else "No effect is called so"

    def take(self, value: object, *, plain: bool) -> None:
        """Say which was chosen."""
        self.close_search()
        self.chosen.emit(str(value))


def _entry(kind: NodeType, match: tuple[int, int] = (0, 0)) -> Entry:
    return Entry(kind.title, kind.help, SIGNS.get(kind.key, PLAIN), kind.key, match)
