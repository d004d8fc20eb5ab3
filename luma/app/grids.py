"""The beats that count: a person's own, or what was heard, or what is assumed until then."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from luma.app.analyses import Analyses
from luma.app.chords import Chords
from luma.app.documents import Documents, Edits
from luma.app.features import features_of, seconds_of
from luma.app.ground import Ground
from luma.app.sections import Sections
from luma.domain.errors import Refused
from luma.domain.following import agreed, followed
from luma.domain.griddoc import GridDoc
from luma.domain.gridedits import ForgetGrid, GridEdit, Keeps, UseGrid
from luma.domain.history import Edit
from luma.domain.ids import ScoreId, TrackId
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Score
from luma.domain.scoreedits import PutClips
from luma.graph.context import Features

_KIND = "beats"


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """A newer detection beside a person's own grid, and how far the two are apart."""

    own: BeatGrid
    heard: BeatGrid
    median_ms: float

    @property
    def words(self) -> str:
        """The difference in a sentence."""
        return (
            f"The beats were heard anew: {self.heard.bpm:.1f} beats a minute where yours have "
            f"{self.own.bpm:.1f}, and half of them lie more than {self.median_ms:.0f} ms apart."
        )


class Grids:
    """Knows every track's beats, and changes them with all that lies on them; on the lane."""

    def __init__(
        self,
        ground: Ground,
        documents: Documents,
        analyses: Analyses,
        others: tuple[Chords, Sections],
    ) -> None:
        """Have looked at no track; scores follow the beats from now on."""
        self._store, self._documents, self._analyses = ground.store, documents, analyses
        self._chords, self._sections = others
        self._heard: dict[TrackId, BeatGrid] = {}
        documents.follow("score", self._agree)

    def of(self, track: TrackId) -> BeatGrid:
        """The grid that counts for a track."""
        return self._doc(track).grid or self.heard(track)

    def heard(self, track: TrackId) -> BeatGrid:
        """What was heard of a track's beats; assumed until then."""
        known = self._heard.get(track)
        if known is None:
            known = self._analyses.load(track, BeatGrid) or self._assumed(track)
            self._heard[track] = known
        return known

    def seconds(self, track: TrackId) -> float:
        """How long a track lasts."""
        with self._store.read() as shelf:
            tagged = shelf.tracks.get(track).tags.seconds
        return seconds_of(self._analyses, track, tagged)

    def features(self, track: TrackId) -> Features:
        """Whatever is known of a track, on the beats, chords and sections that count."""
        return features_of(
            self._analyses,
            track,
            self.seconds(track),
            self.of(track),
            (self._chords.of(track), self._sections.of(track)),
        )

    def is_own(self, track: TrackId) -> bool:
        """Whether a person has put the track's beats right."""
        return self._doc(track).grid is not None

    def edit(self, track: TrackId, edit: GridEdit, gesture: str | None = None) -> BeatGrid:
        """Put a track's beats right, and take the clips of all its scores along as one step."""
        doc, before = self._doc(track), self.of(track)
        edits: tuple[GridEdit, ...] = (edit,)
        if doc.grid is None and not isinstance(edit, UseGrid | ForgetGrid):
            edits = (UseGrid(before, self.heard(track)), edit)
        after = doc
        for each in edits:
            after = each.apply(after)
        self._change(track, edits, before, after.grid or self.heard(track), edit.keeps, gesture)
        return self.of(track)

    def finish(self, track: TrackId) -> None:
        """End a gesture: what it did to the grid and to the scores is one step, and saved."""
        self._documents.finish("grid", track)

    def find_offer(self, track: TrackId) -> Offer | None:
        """A detection that is newer than the one that the person's grid was made from."""
        doc, heard = self._doc(track), self.heard(track)
        if doc.grid is None or heard.assumed or _was_heard_before(doc, heard):
            return None
        places = doc.grid.position(heard.beats)
        apart = np.abs(doc.grid.seconds(np.round(places)) - heard.beats)
        return Offer(doc.grid, heard, float(np.median(apart)) * 1000.0)

    def find_second(self, track: TrackId) -> BeatGrid | None:
        """What the heard beats may be instead, unless that counts already."""
        second = self.heard(track).second
        if second is None or second.has_beats_of(self.of(track)):
            return None
        return second

    def take_second(self, track: TrackId) -> BeatGrid:
        """Let the second-best grid count; clips go by their seconds to near beats."""
        second = self.find_second(track)
        if second is None:
            raise Refused(
                "No second grid was heard in the track, or it counts already.",
                hint="Double or halve the tempo, or tap it.",
            )
        return self.edit(track, UseGrid(second, self.heard(track)))

    def take_offer(self, track: TrackId) -> BeatGrid:
        """Let what was heard count; clips go by their seconds to near beats."""
        return self.edit(track, ForgetGrid())

    def hear(self, track: TrackId, kind: str) -> None:
        """Take a new detection: it counts at once where no person has a grid of their own."""
        if kind != _KIND:
            return
        known = self._heard.pop(track, None)
        if self._names(track) and not self.is_own(track):
            before, heard = known or self._assumed(track), self.heard(track)
            self._change(track, (), before, heard, Keeps.NEAREST_BEATS, None)

    def _change(  # noqa: PLR0913, PLR0917  (all that one change of a grid is)
        self,
        track: TrackId,
        edits: Sequence[GridEdit],
        before: BeatGrid,
        after: BeatGrid,
        keeps: Keeps,
        gesture: str | None,
    ) -> None:
        step: list[tuple[str, str, Edits]] = []
        if edits:
            step.append(("grid", track, tuple(edits)))
        for score in self._scores(track):
            held = followed(score, before, after, keeps)
            if score.clips and (held is not None or gesture is not None):
                step.append(("score", score.id, (held or PutClips(()),)))
        if step:
            self._documents.edit_together(step, gesture)

    def _names(self, track: TrackId) -> tuple[ScoreId, ...]:
        with self._store.read() as shelf:
            return shelf.scores.names(track)

    def _scores(self, track: TrackId) -> tuple[Score, ...]:
        return tuple(self._documents.get("score", name) for name in self._names(track))

    def _agree(self, before: Score, after: Score) -> Edit[Score] | None:
        return agreed(before, after, self.of(after.track))

    def _doc(self, track: TrackId) -> GridDoc:
        doc: GridDoc = self._documents.get("grid", track)
        return doc

    def _assumed(self, track: TrackId) -> BeatGrid:
        return BeatGrid.assume(self.seconds(track))


def _was_heard_before(doc: GridDoc, heard: BeatGrid) -> bool:
    return doc.heard is not None and heard.has_beats_of(doc.heard)
