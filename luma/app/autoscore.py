"""First scores of tracks, sketched from what was heard of them."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from luma.app.bundled import bundled
from luma.app.documents import Documents
from luma.app.events import PatternAdded, ProblemRaised, ScoreAdded
from luma.app.grids import Grids
from luma.app.ground import Ground
from luma.app.keeper import Saved
from luma.app.lights import Lights
from luma.app.patternbook import PatternBook
from luma.app.presets import PRESETS, presets_in, put_back
from luma.app.scoreexchange import free_name
from luma.app.scoreshelf import titled
from luma.app.sketchroom import SketchRoom, row_of_heads
from luma.domain.errors import LumaError
from luma.domain.ids import ClipId, ScoreId, TrackId, VenueId, new_id
from luma.domain.pattern import Pattern
from luma.domain.patterndoc import PatternDoc
from luma.domain.score import Clip, Score
from luma.domain.scoreedits import PutClips, RemoveClips
from luma.domain.venue import Venue
from luma.score.bars import hear_bars
from luma.score.casting import Preset
from luma.score.phrases import parts_of
from luma.score.roles import Part
from luma.score.sketch import Task, sketched
from luma.store.store import Shelf

DEFAULT_NAME = "Sketch"
_GESTURE = "sketch"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A score that nobody has kept yet, and the parts of the track that it was made for."""

    track: TrackId
    parts: tuple[Part, ...]
    clips: tuple[Clip, ...]


class AutoScores:
    """Sketches scores from Luma's presets, for tracks as far as they are heard."""

    def __init__(
        self,
        ground: Ground,
        documents: Documents,
        grids: Grids,
        lights: Lights,
        book: PatternBook,
    ) -> None:
        """Have sketched nothing."""
        self._bus, self._chores = ground.bus, ground.chores
        self._keeper = ground.keeper
        self._documents, self._grids = documents, grids
        self._lights, self._book = lights, book
        self._folder = bundled("assets") / PRESETS
        self._asked: dict[ScoreId, int] = {}

    def sketch(self, track: TrackId, venue: Venue | None = None, seed: int = 0) -> Sketch:
        """A first score of a track; the same for the same seed. It takes a while.

        Without a venue it is made for a plain row of heads. It plays in any other one, too.
        """
        heads = () if venue is None else self._lights.heads_in(venue)
        features, seconds = self._grids.features(track), self._grids.seconds(track)
        room = SketchRoom(heads or row_of_heads(), features, self._book.now)
        parts, clips = sketch_of(seconds, presets_in(self._folder), room, seed)
        return Sketch(track, parts, clips)

    def keep(self, sketch: Sketch, name: str = DEFAULT_NAME) -> Saved[Score]:
        """Shelve a sketch as a new score, with the presets of it that the library lacks."""
        title, lacking = titled(name), list[Pattern]()

        def write(shelf: Shelf) -> Score:
            lacking[:] = self._put_back(shelf, sketch)
            called = free_name(shelf, sketch.track, title)
            score = Score(ScoreId(new_id()), sketch.track, called, sketch.clips)
            shelf.scores.save(score)
            return score

        def told(score: Score) -> None:
            self._announce(lacking)
            self._bus.announce(ScoreAdded(score))

        return self._keeper.save(write).then(told, self._tell)

    def sketch_into(
        self, score: ScoreId, venue: VenueId, ended: Callable[[], object] = lambda: None
    ) -> None:
        """Put a sketch into a score as one step, in place of what is unlocked; on the lane.

        Each further wish for one score throws other dice. In the end `ended` is told.
        """
        before: Score = self._documents.get("score", score)
        room: Venue = self._documents.get("venue", venue)
        seed = self._asked.get(score, 0)
        self._asked[score] = seed + 1

        def keep(sketch: Sketch) -> None:
            saved = self._keeper.save(lambda shelf: self._put_back(shelf, sketch))
            saved.then(lambda lacking: use(sketch, lacking), fail)

        def use(sketch: Sketch, lacking: tuple[Pattern, ...]) -> None:
            self._announce(lacking)
            try:
                self._put_in(score, sketch.clips)
            except LumaError as trouble:
                fail(trouble)
            else:
                ended()

        def fail(trouble: Exception) -> None:
            ended()
            self._tell(trouble)

        self._chores.run(
            lambda: self.sketch(before.track, room, seed), keep, fail, key="sketch"
        )

    def _put_in(self, name: ScoreId, clips: tuple[Clip, ...]) -> None:
        score: Score = self._documents.get("score", name)
        gone = tuple(
            clip.id
            for clip in score.clips
            if not clip.locked and not score.layer(clip.layer).locked
        )
        self._documents.edit("score", name, RemoveClips(gone), _GESTURE)
        kept = {clip.id for clip in score.clips} - set(gone)
        above = _above_locked(score, clips)
        new = tuple(
            replace(
                clip,
                id=ClipId(new_id()) if clip.id in kept else clip.id,
                layer=clip.layer + above,
            )
            for clip in clips
        )
        self._documents.edit("score", name, PutClips(new), _GESTURE)
        self._documents.finish("score", name)

    def _put_back(self, shelf: Shelf, sketch: Sketch) -> tuple[Pattern, ...]:
        """Shelve the presets that the sketch plays and the library lacks."""
        found = []
        for name in sorted({clip.pattern for clip in sketch.clips}):
            if shelf.patterns.find(name) is None:
                put_back(shelf, name, self._folder)
                found.append(shelf.patterns.get(name))
        return tuple(found)

    def _announce(self, patterns: Sequence[Pattern]) -> None:
        for pattern in patterns:
            self._bus.announce(PatternAdded(pattern))

    def _tell(self, trouble: Exception) -> None:
        if not isinstance(trouble, LumaError):
            log.error("Luma made a mistake with a sketch", exc_info=trouble)
            trouble = LumaError(f"Luma made a mistake with a sketch: {trouble!r}.")
        self._bus.announce(ProblemRaised(trouble))


def sketch_of(
    seconds: float, presets: Sequence[PatternDoc], room: SketchRoom, seed: int
) -> tuple[tuple[Part, ...], tuple[Clip, ...]]:
    """The parts of a track that lasts so long, and the clips of a first score for it."""
    features = room.features
    bars = hear_bars(features, seconds)
    parts = parts_of(bars, features.sections, features.beats.seconds(bars.edges))
    tried = room.with_presets(presets)
    cast = tuple(
        Preset(each.id, playable.name, frozenset(each.tags), playable.graph.arguments)
        for each in presets
        if (playable := tried.book.get(each.id)) is not None
    )
    task = Task(bars, parts, cast, tried.brightness, tried.has_some_movers, seed)
    return parts, sketched(task)


def _above_locked(score: Score, clips: Sequence[Clip]) -> int:
    """How many layers clips are lifted so that they lie on none that is locked."""
    locked = {layer.number for layer in score.layers if layer.locked}
    wanted = {clip.layer for clip in clips}
    return max(locked) + 1 - min(wanted) if locked & wanted else 0
