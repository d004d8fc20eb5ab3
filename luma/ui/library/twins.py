"""Offers to make one track of two that are the same samples in other packing."""

from PySide6.QtCore import QObject

from luma.app.events import SameSoundFound, TracksRemoved
from luma.domain.ids import TrackId
from luma.domain.track import Track
from luma.ui.library.doing import Doing
from luma.ui.library.offerbar import OfferBar
from luma.ui.session import Session

Pair = tuple[Track, Track]
WHY = "They sound the same to the last sample. The work on both stays with one of them."


class Twins(QObject):
    """Keeps the pairs that were found, and offers them one after the other."""

    def __init__(self, session: Session, doing: Doing, bar: OfferBar) -> None:
        """Offer in a bar."""
        super().__init__()
        self._session, self._doing, self._bar = session, doing, bar
        self._pairs: tuple[Pair, ...] = ()
        self._left: set[frozenset[TrackId]] = set()
        self._heard: set[TrackId] = set()
        bar.closed.connect(self._leave)
        session.bridge.on(SameSoundFound, self._hear, self)
        session.bridge.on(TracksRemoved, lambda _: self._look(), self)

    def _hear(self, fact: SameSoundFound) -> None:
        self._heard.add(fact.track)
        self._look()

    def _look(self) -> None:
        if self._heard:
            self._session.ask_aside(self._session.desk.library.twins, self._take, key="twins")

    def _take(self, pairs: tuple[Pair, ...]) -> None:
        self._pairs = tuple(
            pair for pair in pairs
            if _names(pair) not in self._left and _names(pair) & self._heard
        )  # fmt: skip
        self._offer()

    def _offer(self) -> None:
        if not self._pairs:
            self._bar.clear()
            return
        one, other = self._pairs[0]
        words = f'"{one.title}" is here twice'
        if other.title != one.title:
            words = f'"{one.title}" and "{other.title}" are the same music'
        if len(self._pairs) > 1:
            words += f" ({len(self._pairs) - 1} more)"
        self._bar.offer(words, WHY, "Make them one", lambda: self._join(one, other))

    def _join(self, kept: Track, gone: Track) -> None:
        self._leave()
        self._session.ask_aside(
            lambda: self._session.desk.library.same(kept.id, gone.id),
            lambda made: self._doing.tell(f'"{made.title}" is one track now'),
        )

    def _leave(self) -> None:
        """Speak no more of the pair that is offered, and offer the next."""
        if self._pairs:
            self._left.add(_names(self._pairs[0]))
            self._pairs = self._pairs[1:]
        self._offer()


def _names(pair: Pair) -> frozenset[TrackId]:
    return frozenset(track.id for track in pair)
