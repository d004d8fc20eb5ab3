"""Commands as a table: id, title, keys, when enabled, what it calls, in which menu.

Several commands may share a key; the first that is enabled takes it, and a key that no enabled
command takes goes to the widget in focus.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QLineEdit,
    QMenu,
    QWidget,
)

from luma.ui.assets import icon
from luma.ui.controls.control import Control

MENUS = (
    "File",
    "Edit",
    "View",
    "Library",
    "Pattern",
    "Track",
    "Clip",
    "Graph",
    "Venue",
    "Sound",
    "Show",
    "Help",
)
WALKING = frozenset(
    {
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
        Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    }
)  # fmt: skip
AT_HOME = frozenset(
    {"Del", "Backspace", "Tab", "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+D"}
)
"""Keys that mean what lies in the panel in focus, and nothing elsewhere."""
KEEPS_ARROWS = "keeps_arrows"
COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""Keys with which an arrow is a command, also where arrows alone are kept."""


def always() -> bool:
    """Whether a command that is always there can be run."""
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One command of the window; its keys are a portable text such as `Ctrl+Z`, or empty."""

    id: str
    title: str
    keys: str
    enabled: Callable[[], bool]
    run: Callable[[], object]
    menu: str
    sign: str = ""
    more_keys: tuple[str, ...] = ()

    @property
    def shown_keys(self) -> str:
        """Its first key as the platform writes it."""
        return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText)


class ActionTable(QObject):
    """All commands of a window: their keys, their menus, and finding one."""

    def __init__(
        self, window: QWidget, actions: Iterable[Action], homes: Mapping[str, QWidget]
    ) -> None:
        """Listen to the keys of these commands in a window; some menus have a home in it."""
        super().__init__(window)
        self._window, self._homes = window, dict(homes)
        self.is_away: Callable[[QWidget], bool] = lambda _home: False
        self._actions = tuple(actions)
        self._by_key: dict[str, list[Action]] = {}
        for action in self._actions:
            for keys in (action.keys, *action.more_keys):
                if keys:
                    self._by_key.setdefault(_portable(keys), []).append(action)
        for keys in self._by_key:
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.activated.connect(lambda keys=keys: self.press(keys))
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    @property
    def all(self) -> tuple[Action, ...]:
        """Every command, in the order of its menu."""
        return self._actions

    def get(self, name: str) -> Action:
        """The command of that id."""
        return next(action for action in self._actions if action.id == name)

    def press(self, keys: str) -> None:
        """Run the first enabled command on a key."""
        action = self._taker(keys)
        if action is not None:
            action.run()

    def run(self, name: str) -> None:
        """Run a command by its id, if it is enabled."""
        action = self.get(name)
        if action.enabled():
            action.run()

    def fill(self, menu: QMenu, name: str) -> None:
        """Put the commands of one menu into it, enabled as they are each time it opens."""
        pairs = [(self._entry(menu, a), a) for a in self._actions if a.menu == name]

        def refresh() -> None:
            for entry, action in pairs:
                entry.setEnabled(action.enabled())

        menu.aboutToShow.connect(refresh)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave a key to the widget in focus where that one needs it."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if isinstance(watched, QWidget) and watched.window() is self._window:
            keys = QKeySequence(event.keyCombination()).toString(_PORTABLE)
            if keys in self._by_key and (_needs(watched, event) or self._taker(keys) is None):
                event.accept()
                return True
            if _is_spent(watched, event):
                event.ignore()
                return True
        return False

    def _taker(self, keys: str) -> Action | None:
        """The enabled command of the panel in focus, or the first enabled one."""
        there = [
            action
            for action in self._by_key.get(keys, ())
            if not self._is_elsewhere(action) and action.enabled()
        ]
        near = [action for action in there if self._is_home(action)]
        if near or keys in AT_HOME:
            return next(iter(near), None)
        return next(iter(there), None)

    def _is_home(self, action: Action) -> bool:
        home, focus = self._homes.get(action.menu), QApplication.focusWidget()
        return home is not None and focus is not None and home.isAncestorOf(focus)

    def _is_elsewhere(self, action: Action) -> bool:
        """Whether the panel of a command lies on a page that is not seen."""
        home = self._homes.get(action.menu)
        return home is not None and self.is_away(home)

    def _entry(self, menu: QMenu, action: Action) -> QAction:
        words = f"{action.title}\t{action.shown_keys}" if action.keys else action.title
        entry = menu.addAction(words)
        if action.sign:
            entry.setIcon(icon(action.sign))
        entry.triggered.connect(lambda _checked: action.run())
        return entry


_PORTABLE = QKeySequence.SequenceFormat.PortableText


def _portable(keys: str) -> str:
    return QKeySequence(keys).toString(_PORTABLE)


def _is_spent(widget: QWidget, event: QKeyEvent) -> bool:
    """Whether a control's field was asked for a step in its text that it has not got."""
    if not isinstance(widget, QLineEdit) or not isinstance(widget.parentWidget(), Control):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not widget.isUndoAvailable()
    return event.matches(QKeySequence.StandardKey.Redo) and not widget.isRedoAvailable()


def _needs(widget: QWidget, event: QKeyEvent) -> bool:
    """Whether the widget in focus would be lost without a key."""
    key = Qt.Key(event.key())
    if isinstance(widget, QAbstractButton):
        return key == Qt.Key.Key_Space
    walked = isinstance(widget, QAbstractItemView | QAbstractSlider | Control)
    keeps = bool(widget.property(KEEPS_ARROWS)) and not event.modifiers() & COMMANDING
    return key in WALKING and (walked or keeps)
