"""What the verbs have in common that put right what was heard."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Protocol

from luma.app.services import Desk
from luma.cli.answers import say
from luma.domain.ids import TrackId
from luma.domain.track import Track


class Offer(Protocol):
    """A newer detection beside a person's own."""

    @property
    def words(self) -> str:
        """The difference in a sentence."""


class Corrected(Protocol):
    """What a person may have put right of a track."""

    def find_offer(self, track: TrackId) -> Offer | None:
        """A detection that is newer than the one that the person's was made from."""

    def take_offer(self, track: TrackId) -> object:
        """Let what was heard count."""


def add_acts(parser: ArgumentParser, acts: Sequence[str]) -> None:
    """Add a track, what to do with it, and what that takes."""
    parser.add_argument("id", metavar="ID", help="a track")
    parser.add_argument("act", choices=acts, nargs="?", default="show", help="what to do")
    parser.add_argument("values", nargs="*", metavar="VALUE", help="what the act takes")
    parser.add_argument("--take", action="store_true", help="offer: let what was heard count")


def step(desk: Desk, kind: str, track: Track, act: str) -> None:
    """Undo or redo the last correction, or say that there is none."""
    before = desk.documents.get(kind, track.id)
    turn = desk.documents.undo if act == "undo" else desk.documents.redo
    if turn(kind, track.id) == before:
        say(f"There is nothing to {act}.")


def offer(desk: Desk, what: str, corrected: Corrected, track: Track, *, take: bool) -> None:
    """Tell of a newer detection, or let it count; `what` is the verb."""
    found = desk.lane.call(lambda: corrected.find_offer(track.id))
    if found is None:
        things = "beats" if what == "grid" else what
        say(f"There is no newer detection beside the {things} that count.")
    elif take:
        desk.lane.call(lambda: corrected.take_offer(track.id))
    else:
        say(f"{found.words} `luma {what} {track.id} offer --take` lets them count.")
