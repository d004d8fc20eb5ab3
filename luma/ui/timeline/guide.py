"""Whom the canvas asks what presses, keys and carried patterns do."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent

from luma.ui.timeline.gestures import Gesture


class Guide(Protocol):
    """Who decides what the canvas shows and what a press does."""

    def press(self, at: QPointF, keys: Qt.KeyboardModifier) -> Callable[[], Gesture] | None:
        """Answer a press; what it gives begins when the pointer moves."""

    def grab(self, at: QPointF) -> Gesture:
        """The gesture that moves the view."""

    def double(self, at: QPointF) -> None:
        """Answer a press that came twice."""

    def end_gesture(self, gesture: Gesture, *, cancelled: bool) -> None:
        """A gesture is over."""

    def offer(self, pattern: str, at: QPointF, *, free: bool) -> bool:
        """Show where a carried pattern would lie; false where it cannot."""

    def take_offer(self) -> None:
        """Place what is offered."""

    def drop_offer(self) -> None:
        """Offer nothing."""

    def wheel(self, event: QWheelEvent) -> None:
        """Scroll or zoom."""

    def key(self, event: QKeyEvent) -> bool:
        """Answer a key; false if it means nothing here."""

    def menu(self, at: QPointF, globally: QPoint) -> None:
        """Show what can be done at a place."""

    def words(self, at: QPointF) -> str:
        """What is told of a place under a resting pointer."""

    def hover(self, at: QPointF | None) -> None:
        """The pointer is over a place, or left."""
