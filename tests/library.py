"""Small things to shelve, and the steps of the database."""

import hashlib
from pathlib import Path

from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import ClipId, GraphId, NodeId, PatternId, Recipe, ScoreId, TrackId
from luma.domain.pattern import Implementation, Pattern
from luma.domain.score import Clip, Score
from luma.domain.track import Artifact, Source, Tags, Track
from luma.store.store import Shelf

ROOT = Path(__file__).resolve().parent.parent
MIGRATIONS = ROOT / "migrations"


def sha(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def a_track(name: str = "one", *, title: str = "", artist: str = "", sound: str = "") -> Track:
    source = Source(
        file_sha256=sha(name),
        payload_sha256=sha(sound or f"sound of {name}"),
        path=Path(f"/library/files/{name}.wav"),
        original=f"/home/me/Music/{name}.wav",
    )
    return Track(
        TrackId(name), Tags(title=title, artist=artist), source, "2026-01-02T03:04:05Z"
    )


def an_artifact(recipe: str, kind: str = "beats", *, size: int = 10) -> Artifact:
    return Artifact(
        Recipe(recipe), TrackId("one"), kind, "luma", 1, f"{recipe[:2]}/{recipe}.json", size
    )


def a_clip(name: str, start: float = 0.0, stop: float = 4.0, pattern: str = "glow") -> Clip:
    return Clip(ClipId(name), PatternId(pattern), start, stop)


def a_graph(name: str = "glow/graph", pattern: str = "glow") -> Implementation:
    graph = GraphDoc(nodes={NodeId("beats"): NodeDoc("in/beats")})
    return Implementation(GraphId(name), PatternId(pattern), graph)


def a_score(*clips: Clip, name: str = "score") -> Score:
    return Score(ScoreId(name), TrackId("one"), "Score", clips)


def furnish(shelf: Shelf) -> None:
    """Shelve a track and two patterns, so that clips have something to play."""
    shelf.tracks.add(a_track("one"))
    glow = Pattern(PatternId("glow"), "Glow", default=GraphId("glow/graph"))
    shelf.patterns.save(glow, a_graph())
    shelf.patterns.save(Pattern(PatternId("chase"), "Chase"))
