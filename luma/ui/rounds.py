"""Going around the panels of the window by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def step_round(panels: Sequence[QWidget], by: int) -> None:
    """Give the keys to the next panel that is seen and takes them."""
    seen = [panel for panel in panels if panel.isVisible()]
    focus = QApplication.focusWidget()
    here = [n for n, panel in enumerate(seen) if focus and panel.isAncestorOf(focus)]
    start = here[0] if here else -by
    for step in range(1, len(seen) + 1):
        taker = _taker(seen[(start + by * step) % len(seen)])
        if taker is not None:
            taker.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _taker(panel: QWidget) -> QWidget | None:
    """What takes the keys of a panel: what it names itself, else the largest that would."""
    named = panel.focusProxy()
    if named is not None and named.isVisible():
        return named
    strong = Qt.FocusPolicy.TabFocus
    inside = [
        child
        for child in panel.findChildren(QWidget)
        if child.isVisible() and child.isEnabled() and strong in child.focusPolicy()
    ]
    return max(inside, key=lambda child: child.width() * child.height(), default=None)
