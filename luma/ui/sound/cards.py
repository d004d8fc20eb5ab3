"""The cards of all effects one below the other, in the order in which sound passes them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from luma.app.meterlevels import MeterLevels
from luma.app.rack import Rack, RackNode
from luma.domain.ids import NodeId
from luma.ui.sound.card import Card
from luma.ui.theme import colour

GAP, MARGIN, CARRIED = 8, 8, 0.86


class Cards(QScrollArea):
    """Shows the rack; carries a card to another place where it is one plain chain."""

    carried = Signal(str, int)
    """An effect, and the place that it is given, counted from 0."""
    made = Signal(object)
    """`Card`: there is a card that was not there before."""

    def __init__(self) -> None:
        """Show none."""
        super().__init__()
        self._inside = _Inside(self)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self._inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards: list[Card] = []
        self.can_move = True
        self._to: int | None = None

    @property
    def current(self) -> Card | None:
        """The card that the keys mean: the one in focus, or with the focus in it."""
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        return next((c for c in self.cards if c is focus or c.isAncestorOf(focus)), None)

    def show_nodes(self, nodes: Sequence[RackNode], *, is_chain: bool) -> None:
        """Show effects; the card of each stays while it is there."""
        self.can_move = is_chain
        there = {card.node.id: card for card in self.cards}
        for card in self.cards:
            if not any(_is_shown_by(card, node) for node in nodes):
                self._leave(card)
        self.cards = []
        for node in nodes:
            old = there.get(node.id)
            card = old if old is not None and _is_shown_by(old, node) else self._new(node)
            card.show_node(node)
            self.cards.append(card)
        before: QWidget = self
        for card in self.cards:
            QWidget.setTabOrder(before, card)
            before = card
        self._inside.arrange()

    def show_levels(self, levels: Mapping[int, MeterLevels]) -> None:
        """Show what is measured."""
        for card in self.cards:
            if card.node.meter in levels and card.node.meter is not None:
                card.show_levels(levels[card.node.meter])

    def focus_on(self, name: NodeId) -> None:
        """Give the keys to an effect."""
        for card in self.cards:
            if card.node.id == name:
                card.setFocus(Qt.FocusReason.TabFocusReason)
                self.ensureWidgetVisible(card, 0, MARGIN)

    def walk(self, card: Card, by: int) -> None:
        """Give the keys to the card below or above."""
        at = self.cards.index(card) + by
        if 0 <= at < len(self.cards):
            self.focus_on(self.cards[at].node.id)

    @property
    def target(self) -> int | None:
        """Between which cards the carried one would come to lie, counted from the top."""
        return self._to

    def _new(self, node: RackNode) -> Card:
        card = Card(node, Rack.presets(node.type))
        card.setParent(self._inside)
        card.show()
        card.dragged.connect(lambda at, c=card: self._carry(c, at))
        card.dropped.connect(lambda c=card: self._drop(c))
        card.walked.connect(lambda by, c=card: self.walk(c, by))
        self.made.emit(card)
        return card

    def _leave(self, card: Card) -> None:
        """Take a card away; the keys go to its neighbour, never out of the panel."""
        if card is self.current:
            at = self.cards.index(card)
            others = [*self.cards[at + 1 :], *reversed(self.cards[:at])]
            if others:
                others[0].setFocus(Qt.FocusReason.TabFocusReason)
        card.hide()
        card.deleteLater()

    def _carry(self, card: Card, at: QPoint) -> None:
        if not self.can_move:
            return
        y = self._inside.mapFromGlobal(at).y()
        above = sum(y > each.geometry().center().y() for each in self.cards)
        self._to = above
        self._inside.carry(card, y)
        self.ensureVisible(0, y, 0, 48)

    def _drop(self, card: Card) -> None:
        to, self._to = self._to, None
        self._inside.carry(None, 0)
        if to is not None:
            here = self.cards.index(card)
            place = to - 1 if to > here else to
            if place != here:
                self.carried.emit(str(card.node.id), place)


class _Inside(QWidget):
    """Where the cards lie; they are put in their places by hand, for they differ in height."""

    def __init__(self, owner: Cards) -> None:
        super().__init__()
        self._owner = owner
        self._ghost = _Ghost(self)

    def arrange(self) -> None:
        """Put the cards one below the other."""
        y, width = MARGIN, max(self.width() - 2 * MARGIN, 120)
        for card in self._owner.cards:
            high = card.height_for(width)
            card.setGeometry(MARGIN, y, width, high)
            y += high + GAP
        self.setMinimumHeight(y - GAP + MARGIN)
        self._ghost.setGeometry(self.rect())
        self._ghost.raise_()

    def carry(self, card: Card | None, y: int) -> None:
        """Show a card under the pointer, and where it would come to lie; or nothing more."""
        if card is None:
            self._ghost.show_card(None, 0, 0)
            return
        cards, to = self._owner.cards, self._owner.target or 0
        line = cards[to].y() - GAP // 2 if to < len(cards) else self.height() - GAP // 2
        self._ghost.raise_()
        self._ghost.show_card(card, y, line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()


class _Ghost(QWidget):
    """A picture of a carried card over all others, and the line where it would lie."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._card: Card | None = None
        self._picture = QPixmap()
        self._y = self._line = 0
        self.hide()

    def show_card(self, card: Card | None, y: int, line: int) -> None:
        if card is not None and card is not self._card:
            self._picture = card.grab()
        self._card, self._y, self._line = card, y, line
        self.setVisible(card is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._card is None:
            return
        painter = QPainter(self)
        painter.fillRect(self._card.geometry(), colour("sunk", 0.72))
        painter.setOpacity(CARRIED)
        high = self._picture.height() / self._picture.devicePixelRatio()
        painter.drawPixmap(MARGIN, round(self._y - high / 2), self._picture)
        painter.setOpacity(1.0)
        wide = self.width() - 2 * MARGIN
        painter.fillRect(QRectF(MARGIN, self._line - 1, wide, 2), colour("accent"))


def _is_shown_by(card: Card, node: RackNode) -> bool:
    old = card.node
    same_meter = (old.meter is None) == (node.meter is None)
    return (old.id, old.type) == (node.id, node.type) and same_meter
