"""What a person does to scores as things of the library; a track may have several.

Each wish is written by the keeper and announced. From any thread.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from luma.app.documents import Documents
from luma.app.events import (
    DefaultScoreChosen,
    PatternAdded,
    ProblemRaised,
    ScoreAdded,
    ScoreRemoved,
)
from luma.app.ground import Ground
from luma.app.keeper import Saved
from luma.app.scoreexchange import (
    TakenScore,
    export_score,
    free_name,
    read_score_file,
    take_in_score,
    text_of,
)
from luma.app.shows import Shows
from luma.domain.errors import BadValue, LumaError, Refused, Unavailable
from luma.domain.ids import ClipId, ScoreId, TrackId, new_id
from luma.domain.layeredits import RenameScore
from luma.domain.score import LONGEST_NAME, Score
from luma.domain.scoredoc import ScoreDoc
from luma.store.store import Shelf

T = TypeVar("T")
FIRST = "Main"
log = logging.getLogger(__name__)


class ScoreShelf:
    """Begins, renames, copies, removes, restores and exchanges scores."""

    def __init__(self, ground: Ground, documents: Documents, shows: Shows) -> None:
        """Write here, and announce there."""
        self._bus, self._keeper, self._store = ground.bus, ground.keeper, ground.store
        self._lane, self._documents, self._shows = ground.lane, documents, shows
        self._were_default: set[ScoreId] = set()

    def scores(self, track: TrackId | None = None) -> tuple[Score, ...]:
        """The scores of all, the oldest first, or of a track, the default before them."""
        with self._store.read() as shelf:
            return shelf.scores.list() if track is None else shelf.scores.of_track(track)

    def defaults(self) -> frozenset[ScoreId]:
        """The scores that play with their tracks when none is named."""
        with self._store.read() as shelf:
            return shelf.scores.defaults()

    def make_default(self, name: ScoreId) -> Saved[Score]:
        """Let a score be the one that opens and plays with its track."""
        return self._save(
            lambda shelf: shelf.scores.choose_default(name),
            lambda made: self._bus.announce(DefaultScoreChosen(made.track, made.id)),
        )

    def add(self, track: TrackId, name: str = FIRST) -> Saved[Score]:
        """Begin a score for a track."""
        title = titled(name)

        def begin(shelf: Shelf) -> Score:
            score = Score(ScoreId(new_id()), track, free_name(shelf, track, title))
            shelf.scores.save(score)
            return score

        return self._save(begin, lambda made: self._bus.announce(ScoreAdded(made)))

    def rename(self, name: ScoreId, title: str) -> Score:
        """Call a score otherwise, which can be undone."""
        edit = RenameScore(titled(title))
        score = self._documents.edit("score", name, edit)
        assert isinstance(score, Score)
        return score

    def copy(self, name: ScoreId, title: str = "") -> Saved[Score]:
        """The same clips once more, for trying something else."""
        called = titled(title) if title else ""
        origin = self._latest(name)

        def copy(shelf: Shelf) -> Score:
            clips = tuple(replace(clip, id=ClipId(new_id())) for clip in origin.clips)
            free = free_name(shelf, origin.track, called or origin.name)
            score = replace(origin, id=ScoreId(new_id()), name=free, clips=clips)
            shelf.scores.save(score)
            return score

        return self._save(copy, lambda made: self._bus.announce(ScoreAdded(made)))

    def remove(self, name: ScoreId) -> Saved[Score]:
        """Take a score away that is not open; the answer can be restored."""
        show = self._shows.show
        if show is not None and show.score == name:
            raise Refused("The score is open.", hint="Open another one first.")

        def take(shelf: Shelf) -> Score:
            removed = shelf.scores.load(name)
            if name in shelf.scores.defaults():
                self._were_default.add(name)
            shelf.scores.remove(name)
            return removed

        def told(gone: Score) -> None:
            self._documents.forget("score", name)
            self._bus.announce(ScoreRemoved(gone))

        return self._save(take, told)

    def restore(self, removed: Score) -> Saved[Score]:
        """Put a removed score back as it was."""

        def put(shelf: Shelf) -> Score:
            shelf.scores.save(removed)
            if removed.id in self._were_default:
                self._were_default.discard(removed.id)
                shelf.scores.choose_default(removed.id)
            return removed

        return self._save(put, lambda made: self._bus.announce(ScoreAdded(made)))

    def export(self, name: ScoreId, *, bundle: bool = False) -> ScoreDoc:
        """A score with the names of its patterns, or with them whole."""
        score = self._latest(name)
        with self._store.read() as shelf:
            return export_score(shelf, score, bundle=bundle)

    def write(self, name: ScoreId, file: Path, *, bundle: bool = False) -> None:
        """Write a score into a file of JSON or YAML, beside it and then renamed."""
        text = text_of(self.export(name, bundle=bundle), file.suffix)
        aside = file.with_name(f".{file.name}.new")
        try:
            aside.write_text(text, encoding="utf-8")
            aside.replace(file)
        except OSError as cause:
            raise Unavailable(
                f'"{file}" cannot be written: {cause.strerror}.', hint="Choose another place."
            ) from cause

    def import_file(self, path: Path, track: TrackId | None = None) -> Saved[TakenScore]:
        """Take in the score of a file, for the track that it names or for another."""
        document = read_score_file(path)

        def tell(made: TakenScore) -> None:
            for taken in made.taken:
                if taken.how != "known":
                    self._bus.announce(PatternAdded(taken.pattern))
            for pattern in made.stand_ins:
                self._bus.announce(PatternAdded(pattern))
            self._bus.announce(ScoreAdded(made.score))

        return self._save(
            lambda shelf: take_in_score(shelf, document, track or document.track), tell
        )

    def _latest(self, name: ScoreId) -> Score:
        score = self._lane.call(lambda: self._documents.look("score", name))
        assert isinstance(score, Score)
        return score

    def _save(self, change: Callable[[Shelf], T], tell: Callable[[T], object]) -> Saved[T]:
        return self._keeper.save(change).then(tell, self._tell)

    def _tell(self, trouble: Exception) -> None:
        if not isinstance(trouble, LumaError):
            log.error("Luma made a mistake with a score", exc_info=trouble)
            trouble = LumaError(f"Luma made a mistake with a score: {trouble!r}.")
        self._bus.announce(ProblemRaised(trouble))


def titled(name: str) -> str:
    """A name as it is shown, on one line."""
    cleaned = " ".join(name.split())
    if not 0 < len(cleaned) <= LONGEST_NAME:
        raise BadValue(f"A score's name has between 1 and {LONGEST_NAME} letters.")
    return cleaned
