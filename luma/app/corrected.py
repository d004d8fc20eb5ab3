"""What was heard of tracks and a person may put right: which of the two counts, and edits."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from luma.app.analyses import Analyses
from luma.app.documents import Documents
from luma.app.features import seconds_of
from luma.app.ground import Ground
from luma.domain.errors import Refused
from luma.domain.history import Edit
from luma.domain.ids import TrackId

H = TypeVar("H")
D = TypeVar("D", bound="Doc")


@dataclass(frozen=True, slots=True, eq=False)
class Offer(Generic[H]):
    """A newer detection beside a person's own, how much of the track differs, and in words."""

    own: H
    heard: H
    share: float
    words: str


class Doc(Protocol):
    """A document of what a person put right."""

    @property
    def heard(self) -> Any:
        """The detection that it was made from, if there was any."""


@dataclass(frozen=True, slots=True, eq=False)
class Matter(Generic[H, D]):
    """What can be put right: its name in sentences and elsewhere, its edits, how two compare.

    Documents are called `document`, what is heard is called `kind`. Edits that are `settling`
    decide on all of it; others need something of the person's own, which `begin` makes for so
    many seconds where nothing was heard.
    """

    name: str
    document: str
    kind: str
    what: type[H]
    own: Callable[[D], H | None]
    use: Callable[[H, H | None], Edit[D]]
    forget: Edit[D]
    settling: tuple[type, ...]
    begin: Callable[[float], H]
    told: Callable[[H, H, float], str]
    share_apart: Callable[[H, H], float]
    is_same: Callable[[H, H], bool] = operator.eq
    is_something: Callable[[H], bool] = lambda _: True


class Corrected(Generic[H, D]):
    """Knows of every track what counts, a person's own or the heard; on the lane."""

    def __init__(
        self, matter: Matter[H, D], ground: Ground, documents: Documents, analyses: Analyses
    ) -> None:
        """Have looked at no track."""
        self._matter, self._store = matter, ground.store
        self._documents, self._analyses = documents, analyses
        self._heard: dict[TrackId, H | None] = {}

    def of(self, track: TrackId) -> H | None:
        """What counts for a track, if there is anything."""
        own = self._matter.own(self._doc(track))
        return self.heard(track) if own is None else own

    def heard(self, track: TrackId) -> H | None:
        """What was heard of a track so far."""
        if self._heard.get(track) is None:
            self._heard[track] = self._analyses.load(track, self._matter.what)
        return self._heard[track]

    def is_own(self, track: TrackId) -> bool:
        """Whether a person has put it right."""
        return self._matter.own(self._doc(track)) is not None

    def edit(self, track: TrackId, edit: Edit[D], gesture: str | None = None) -> H:
        """Put it right; the first edit takes what was heard over as the person's own."""
        matter = self._matter
        edits: tuple[Edit[D], ...] = (edit,)
        if not self.is_own(track) and not isinstance(edit, matter.settling):
            edits = (matter.use(self._begin_with(track), self.heard(track)), edit)
        doc = self._doc(track)
        for each in edits:  # a refused edit leaves nothing behind
            doc = each.apply(doc)
        self._documents.edit_together([(matter.document, track, edits)], gesture)
        told = self.of(track)
        return matter.begin(0.0) if told is None else told

    def find_offer(self, track: TrackId) -> Offer[H] | None:
        """A detection that is newer than the one that the person's own was made from."""
        doc, heard = self._doc(track), self.heard(track)
        matter, own = self._matter, self._matter.own(doc)
        if own is None or heard is None:
            return None
        if doc.heard is not None and matter.is_same(heard, doc.heard):
            return None
        share = matter.share_apart(own, heard)
        return Offer(own, heard, share, matter.told(own, heard, share))

    def take_offer(self, track: TrackId) -> H:
        """Let what was heard count."""
        return self.edit(track, self._matter.forget)

    def hear(self, track: TrackId, kind: str) -> None:
        """Take a new detection: it counts at once where a person has put nothing right."""
        if kind == self._matter.kind:
            self._heard.pop(track, None)

    def _begin_with(self, track: TrackId) -> H:
        """What was heard, or something over the whole track to begin with."""
        heard = self.heard(track)
        if heard is not None and self._matter.is_something(heard):
            return heard
        with self._store.read() as shelf:
            tagged = shelf.tracks.get(track).tags.seconds
        seconds = seconds_of(self._analyses, track, tagged)
        if not seconds > 0.0:
            name = self._matter.name
            raise Refused(
                f"The track's sound is not decoded yet, so {name} have no place in it.",
                hint="Let it be analysed first.",
            )
        return self._matter.begin(seconds)

    def _doc(self, track: TrackId) -> D:
        doc: D = self._documents.get(self._matter.document, track)
        return doc
