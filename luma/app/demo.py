"""The show that Luma brings along: its song, its room, its patterns and its score."""

from dataclasses import dataclass, replace
from pathlib import Path

from luma.app.ground import Ground
from luma.app.library import Library
from luma.app.paths import Paths
from luma.audio.demosong import write_demo
from luma.domain.codec import Schema
from luma.domain.documents import SCORE, VENUE
from luma.domain.errors import NotFound
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId, PatternId, ScoreId, VenueId
from luma.domain.pattern import Implementation, Pattern
from luma.domain.track import Track
from luma.domain.venue import Venue
from luma.store.store import Shelf

SONG = "First Light.flac"


@dataclass(frozen=True, slots=True)
class PatternFile:
    """A pattern as it is shipped: what it is called, and its graph."""

    id: str
    name: str
    description: str
    graph: GraphDoc


PATTERN = Schema(PatternFile, "pattern", 1)


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo put into the library."""

    track: Track
    score: ScoreId
    venue: VenueId


def shelve_demo(ground: Ground, library: Library, paths: Paths, assets: Path) -> Demo:
    """Put into the library what it lacks of the demo; what a person changed of it stays."""
    song = paths.cache / "demo" / SONG
    if not song.exists():
        song.parent.mkdir(parents=True, exist_ok=True)
        aside = song.with_name(f"aside-{song.name}")
        write_demo(aside)
        aside.replace(song)
    outcome = library.add([song]).result()[0]
    if outcome.track is None:
        raise outcome.trouble or NotFound("The demo song did not reach the library.")
    track = outcome.track
    return ground.keeper.save(lambda shelf: _shelve(shelf, track, assets)).result()


def furnish(ground: Ground, assets: Path) -> None:
    """Give a library that has no venue or no pattern yet those that Luma brings along."""
    ground.keeper.save(lambda shelf: _furnish(shelf, assets)).result()


def _furnish(shelf: Shelf, assets: Path) -> None:
    if not shelf.patterns.list():
        _shelve_patterns(shelf, assets)
    if not shelf.venues.list():
        _shelve_venue(shelf, assets)


def _shelve(shelf: Shelf, track: Track, assets: Path) -> Demo:
    _shelve_patterns(shelf, assets)
    venue = _shelve_venue(shelf, assets)
    score = SCORE.read((assets / "score.json").read_text(encoding="utf-8"))
    if shelf.scores.find(score.id) is None:
        shelf.scores.save(replace(score, track=track.id))
    return Demo(track, score.id, venue.id)


def _shelve_venue(shelf: Shelf, assets: Path) -> Venue:
    venue: Venue = VENUE.read((assets / "venue.json").read_text(encoding="utf-8"))
    if shelf.venues.find(venue.id) is None:
        shelf.venues.save(venue)
    return venue


def _shelve_patterns(shelf: Shelf, assets: Path) -> None:
    for file in sorted((assets / "patterns").glob("*.json")):
        _shelve_pattern(shelf, PATTERN.read(file.read_text(encoding="utf-8")))


def _shelve_pattern(shelf: Shelf, file: PatternFile) -> None:
    name, graph = PatternId(file.id), GraphId(file.id)
    if shelf.patterns.find(name) is None:
        shelf.patterns.save(
            Pattern(name, file.name, file.description, graph),
            Implementation(graph, name, file.graph),
        )
