"""The panel of effects: what everything is heard through, changed while it sounds."""

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from luma.app.events import DocumentChanged
from luma.app.rack import KIND, Rack, RackNode
from luma.domain.errors import Unavailable
from luma.domain.graphdoc import Use
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json
from luma.ui.emptiness import Emptiness
from luma.ui.pace import ticking
from luma.ui.panel import HEADER, Panel
from luma.ui.session import Session
from luma.ui.sound.card import Card
from luma.ui.sound.cards import Cards
from luma.ui.sound.effectsearch import EffectSearch

TICK_MS = 16
NO_CHAIN = Unavailable(
    "These effects are wired as a graph, so they have no places to move between.",
    hint="They are listed in the order in which sound reaches them.",
)


class RackPanel(Panel):
    """Shows the rack of a desk, and passes on what is wished of it."""

    def __init__(self, session: Session) -> None:
        """Look at the rack."""
        self._pages = QStackedWidget()
        super().__init__("Effects", self._pages)
        self._session, self._rack = session, session.desk.rack
        self._gesture = ""
        self._wanted: NodeId | None = None
        self._awaited: NodeId | None = None
        self._told_graph = False
        self.cards = Cards()
        self.cards.made.connect(self._listen)
        self.cards.carried.connect(lambda name, to: self.move_to(NodeId(name), to))
        self.add = self.add_tool("plus", "Add an effect (Ins)")
        self.add.clicked.connect(lambda _: self.find_effect())
        self._pages.addWidget(self._made_empty())
        self._pages.addWidget(self.cards)
        self.search = EffectSearch(self, Rack.effects())
        self.search.chosen.connect(self.add_effect)
        self.search.closed.connect(self._take_keys)
        self._timer = ticking(self, TICK_MS, self._show_levels)
        session.bridge.on(DocumentChanged, self._hear, self)
        self.look()

    @property
    def current(self) -> Card | None:
        """The card that the keys mean."""
        return self.cards.current

    def look(self) -> None:
        """Show the rack as it is."""
        rack = self._rack
        self._session.ask(
            lambda: (rack.nodes(), rack.is_chain()), lambda told: self._show(*told)
        )

    def find_effect(self) -> None:
        """Search for an effect to add, below the card in focus or at the end."""
        card = self.current
        self._wanted = None if card is None else card.node.id
        self.search.show_at(QPoint(self.width(), HEADER), "")

    def add_effect(self, effect: str) -> None:
        """Add an effect where the search was begun."""
        at = None
        for place, card in enumerate(self.cards.cards):
            if card.node.id == self._wanted and self.cards.can_move:
                at = place + 1
        self._session.ask(lambda: self._rack.add(effect, at), self._attend_to)

    def use(self, name: NodeId, use: Use) -> None:
        """Let an effect play, pass it by or mute it."""
        self._session.ask(lambda: self._rack.use(name, use))

    def remove(self, name: NodeId) -> None:
        """Take an effect away."""
        self._session.ask(lambda: self._rack.remove(name))

    def move_to(self, name: NodeId, to: int) -> None:
        """Give an effect another place in the chain."""
        self._session.ask(lambda: self._rack.move(name, to), lambda _: self._attend_to(name))

    def step(self, by: int) -> None:
        """Move the card in focus up or down."""
        card = self.current
        if card is not None:
            at = self.cards.cards.index(card) + by
            if 0 <= at < len(self.cards.cards):
                self.move_to(card.node.id, at)

    def _made_empty(self) -> Emptiness:
        words = "What plays is heard as it is. Add an equalizer, a limiter, an echo."
        empty = Emptiness("workflow", "No effects", words)
        self.empty_add = empty.offer(
            "Add an effect", self.find_effect, "Search for one (Ins)", "plus", primary=True
        )
        return empty

    def _show(self, nodes: tuple[RackNode, ...], is_chain: bool) -> None:  # noqa: FBT001
        had_keys = self.current is not None
        self.cards.show_nodes(nodes, is_chain=is_chain)
        self._pages.setCurrentIndex(1 if nodes else 0)
        off = sum(node.use != "on" for node in nodes)
        words = f"{len(nodes)}" + (f", {off} off" if off else "") if nodes else ""
        self.facts.setText(words)
        if not is_chain and not self._told_graph:
            self.problems.tell(NO_CHAIN)
        if is_chain and self._told_graph:
            self.problems.clear()
        self._told_graph = not is_chain
        self._tick()
        self._attend_to(self._awaited)
        if had_keys and not nodes:
            self.empty_add.setFocus()

    def _listen(self, card: Card) -> None:
        name = card.node.id
        card.moved.connect(lambda setting, value: self._set(name, setting, value))
        card.finished.connect(self._finish)
        card.used.connect(lambda use: self.use(name, use))
        card.removed.connect(lambda: self.remove(name))
        card.preset.connect(
            lambda preset: self._session.ask(lambda: self._rack.use_preset(name, preset))
        )

    def _set(self, name: NodeId, setting: str, value: Json) -> None:
        self._gesture = self._gesture or self._session.new_gesture()
        self._session.ask(partial(self._rack.set, name, setting, value, self._gesture))

    def _finish(self) -> None:
        if self._gesture:
            self._gesture = ""
            self._session.ask(self._rack.finish)

    def _attend_to(self, name: NodeId | None) -> None:
        """Give the keys to an effect as soon as its card is there."""
        self._awaited = name
        if name is not None and any(card.node.id == name for card in self.cards.cards):
            self._awaited = None
            self.cards.focus_on(name)

    def _take_keys(self) -> None:
        card = next((c for c in self.cards.cards if c.node.id == self._wanted), None)
        (card or self.add).setFocus()

    def _hear(self, fact: DocumentChanged) -> None:
        if fact.kind == KIND:
            self.look()

    def _tick(self) -> None:
        """Poll while there is a meter that is seen."""
        measures = any(card.meter is not None for card in self.cards.cards)
        if self.isVisible() and measures:
            self._timer.start()
        else:
            self._timer.stop()

    def _show_levels(self) -> None:
        numbers = {c.node.meter for c in self.cards.cards if c.node.meter is not None}
        self.cards.show_levels(self._session.desk.player.meters(sorted(numbers)))

    def showEvent(self, event: QShowEvent) -> None:
        """Look while somebody sees it; undo means the rack from now on."""
        super().showEvent(event)
        self._session.use_rack()
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody does."""
        super().hideEvent(event)
        self._timer.stop()
