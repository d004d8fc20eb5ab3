"""The show that Luma brings along: its song, its room and its score of presets."""

from dataclasses import dataclass, replace
from pathlib import Path

from luma.app.ground import Ground
from luma.app.library import Library
from luma.app.paths import Paths
from luma.app.presets import PRESETS, put_back, shelve_presets
from luma.audio.demosong import write_demo
from luma.domain.documents import SCORE, VENUE
from luma.domain.errors import NotFound
from luma.domain.ids import ScoreId, VenueId
from luma.domain.track import Track
from luma.domain.venue import Venue
from luma.store.store import Shelf

SONG = "First Light.flac"


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
    shelve_presets(ground, assets.parent / PRESETS)
    return ground.keeper.save(lambda shelf: _shelve(shelf, track, assets)).result()


def furnish(ground: Ground, assets: Path) -> None:
    """Give a library the presets, and a venue if it has none yet."""
    shelve_presets(ground, assets.parent / PRESETS)
    ground.keeper.save(lambda shelf: _furnish(shelf, assets)).result()


def _furnish(shelf: Shelf, assets: Path) -> None:
    if not shelf.venues.list():
        _shelve_venue(shelf, assets)


def _shelve(shelf: Shelf, track: Track, assets: Path) -> Demo:
    venue = _shelve_venue(shelf, assets)
    score = SCORE.read((assets / "score.json").read_text(encoding="utf-8"))
    for name in sorted({clip.pattern for clip in score.clips}):
        if shelf.patterns.find(name) is None:
            put_back(shelf, name, assets.parent / PRESETS)
    if shelf.scores.find(score.id) is None:
        shelf.scores.save(replace(score, track=track.id))
    return Demo(track, score.id, venue.id)


def _shelve_venue(shelf: Shelf, assets: Path) -> Venue:
    venue: Venue = VENUE.read((assets / "venue.json").read_text(encoding="utf-8"))
    if shelf.venues.find(venue.id) is None:
        shelf.venues.save(venue)
    return venue
