"""Scores on their way into files and back, with the patterns that they play."""

from dataclasses import dataclass, replace
from pathlib import Path

from luma.app.exchange import Taken, document_of, export_pattern, take_in
from luma.app.plaintext import bytes_of, read_record, written
from luma.domain.ids import GraphId, PatternId, ScoreId, TrackId, new_id
from luma.domain.nodetype import Json
from luma.domain.pattern import Pattern
from luma.domain.patterndoc import PatternDoc
from luma.domain.score import LONGEST_NAME, Clip, Score
from luma.domain.scoredoc import SCORE_FILE, ScoreDoc
from luma.store.store import Shelf

STAND_IN = "It came with a score and is not here. Import it, or choose another for its clips."


@dataclass(frozen=True, slots=True)
class TakenScore:
    """A score that was taken in, and what became of the patterns that it brought.

    For patterns that are lost stand others without a graph, so their clips are dark; clips that
    chose a graph which is lost play their pattern's own.
    """

    score: Score
    taken: tuple[Taken, ...] = ()
    stand_ins: tuple[Pattern, ...] = ()
    graphs_lost: int = 0


def read_score(data: bytes, what: str, suffix: str = "") -> ScoreDoc:
    """The score in some bytes of JSON or YAML; clips without an id are given one."""
    return SCORE_FILE.read_body(_named(read_record(data, what, suffix, SCORE_FILE.name)))


def read_score_file(path: Path) -> ScoreDoc:
    """The score in a file."""
    return read_score(bytes_of(path), f'"{path.name}"', path.suffix.lower())


def text_of(document: ScoreDoc, suffix: str) -> str:
    """A score as the text of a file whose name ends like that."""
    return written(SCORE_FILE.body(document), suffix, SCORE_FILE.name)


def export_score(shelf: Shelf, score: Score, *, bundle: bool = False) -> ScoreDoc:
    """A score with the names of its patterns, and on demand with them and all they use."""
    played = sorted({clip.pattern for clip in score.clips})
    names: dict[PatternId, str] = {}
    bundled: dict[PatternId, PatternDoc] = {}
    for name in played:
        pattern = shelf.patterns.find(name)
        if pattern is None:
            continue
        names[name] = pattern.name
        if bundle:
            whole = export_pattern(shelf, name).document
            bundled |= {each.id: each.alone() for each in whole.all()}
    along = tuple(bundled[name] for name in sorted(bundled))
    return ScoreDoc(score.id, score.track, score.name, score.clips, score.layers, names, along)


def take_in_score(shelf: Shelf, document: ScoreDoc, track: TrackId) -> TakenScore:
    """Shelve a score for a track, with the patterns that it brings; what is here stays."""
    taken = _bundle_taken_in(shelf, document.bundled)
    ids = {came.id: got.pattern.id for came, got in taken}
    graphs: dict[GraphId, GraphId] = {}
    for came, got in taken:
        graphs |= _graphs_of(came, document_of(shelf, got.pattern.id))
    moved = [
        replace(clip, pattern=ids.get(clip.pattern, clip.pattern)) for clip in document.clips
    ]
    stand_ins = _stand_ins(shelf, document, moved)
    clips = [_with_graph(shelf, clip, graphs) for clip in moved]
    lost = sum(
        a.implementation is not None and b.implementation is None
        for a, b in zip(moved, clips, strict=True)
    )
    score = replace(document.score, track=track, clips=tuple(clips))
    if shelf.scores.find(score.id) is not None:
        score = replace(score, id=ScoreId(new_id()))
    score = replace(score, name=free_name(shelf, track, score.name))
    shelf.scores.save(score)
    return TakenScore(score, tuple(got for _, got in taken), stand_ins, lost)


def free_name(shelf: Shelf, track: TrackId, name: str) -> str:
    """A name that no score of a track has yet, numbered where it is taken."""
    taken = {score.name for score in shelf.scores.of_track(track)}
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name[: LONGEST_NAME - 8]} {number}"
    return free


def _bundle_taken_in(
    shelf: Shelf, bundled: tuple[PatternDoc, ...]
) -> tuple[tuple[PatternDoc, Taken], ...]:
    """Shelve patterns together, so that those that become copies use one another's copies."""
    if not bundled:
        return ()
    whole = replace(bundled[0], bundled=(*bundled[0].bundled, *bundled[1:]))
    return tuple(zip(whole.all(), take_in(shelf, whole).taken, strict=True))


def _graphs_of(came: PatternDoc, here: PatternDoc) -> dict[GraphId, GraphId]:
    """Which graphs of a shelved pattern are those that came: by their ids, else by names."""
    ids = {each.id for each in here.implementations}
    names = {each.name: each.id for each in here.implementations}
    return {
        each.id: each.id if each.id in ids else names[each.name]
        for each in came.implementations
        if each.id in ids or each.name in names
    }


def _with_graph(shelf: Shelf, clip: Clip, graphs: dict[GraphId, GraphId]) -> Clip:
    if clip.implementation is None:
        return clip
    wanted = graphs.get(clip.implementation, clip.implementation)
    found = shelf.patterns.find_graph(wanted)
    is_own = found is not None and found.pattern == clip.pattern
    return replace(clip, implementation=wanted if is_own else None)


def _stand_ins(shelf: Shelf, document: ScoreDoc, clips: list[Clip]) -> tuple[Pattern, ...]:
    made = []
    for name in sorted({clip.pattern for clip in clips}):
        if shelf.patterns.find(name) is None:
            pattern = Pattern(name, document.patterns.get(name, str(name)), STAND_IN)
            shelf.patterns.save(pattern)
            made.append(pattern)
    return tuple(made)


def _named(body: dict[str, Json]) -> dict[str, Json]:
    """A score's JSON in which whatever a person need not name has a name."""
    told: dict[str, Json] = {"id": new_id(), "track": "", **body}
    clips = told.get("clips")
    if isinstance(clips, list):
        told["clips"] = [
            {"id": new_id(), **clip} if isinstance(clip, dict) else clip for clip in clips
        ]
    return told
