"""Real desks for tests, and patient waiting for what happens on them."""

import queue
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from luma.app.analyses import Wish
from luma.app.desk import open_desk
from luma.app.events import ShowReady, TrackComplete
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import LightSettings, Settings, SoundSettings
from luma.domain.documents import VENUE
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import ClipId, GraphId, NodeId, PatternId, ScoreId, TrackId, VenueId
from luma.domain.pattern import Implementation, Pattern
from luma.domain.score import Clip, Score
from luma.domain.track import Track
from luma.store.store import Shelf
from tests import sounds

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60.0
GLOW, SCORE, ROOM = GraphId("glow"), ScoreId("score"), VenueId("demo-venue")
LAMP = NodeId("light")

T = TypeVar("T")


@contextmanager
def a_desk(light: LightSettings | None = None, *, analyse: bool = False) -> Iterator[Desk]:
    """A desk in the test's home, which is heard by nobody and seen by nobody."""
    settings = Settings(SoundSettings(sink="null"), light or LightSettings())
    with open_desk(Paths.find(), settings, analyse=analyse) as desk:
        yield desk


@dataclass
class Facts:
    """Facts of some kinds, in the order of their telling."""

    desk: Desk
    kinds: tuple[type, ...]
    heard: "queue.SimpleQueue[Any]" = field(default_factory=queue.SimpleQueue)

    def __post_init__(self) -> None:
        for kind in self.kinds:
            self.desk.bus.on(kind, self.heard.put)

    def wait(self, kind: type[T]) -> T:
        """The next fact of a kind; the others before it are let go."""
        while True:
            fact = self.heard.get(timeout=PATIENCE)
            if isinstance(fact, kind):
                return fact

    def so_far(self) -> list[Any]:
        """What was told until now."""
        self.desk.lane.call(lambda: None)
        return [self.heard.get() for _ in range(self.heard.qsize())]


def until(question: Callable[[], T]) -> T:
    """The answer, once it is a true one."""
    end = time.monotonic() + PATIENCE
    while not (answer := question()):
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)
    return answer


def a_track(desk: Desk, folder: Path, seconds: float = 8.0) -> Track:
    """A new track of drums."""
    file = sounds.write(folder / f"drums {seconds:g}.wav", sounds.drums(120, seconds))
    track = desk.library.add([file]).result(PATIENCE)[0].track
    assert track is not None
    return track


def hear(desk: Desk, track: TrackId, *kinds: str) -> TrackComplete:
    """Let the workshop make some kinds."""
    facts = Facts(desk, (TrackComplete,))
    desk.lane.call(lambda: desk.analyses.complete(track, Wish(kinds)))
    return facts.wait(TrackComplete)


def glow(intensity: float = 0.5) -> GraphDoc:
    """A graph that keeps every head at one level."""
    return GraphDoc({LAMP: NodeDoc("out/light", 1, {"intensity": intensity})})


def a_clip(name: str, start: float, stop: float, **more: Any) -> Clip:
    """A clip of the glow."""
    return Clip(ClipId(name), PatternId("glow"), start, stop, **more)


def furnish(desk: Desk, track: TrackId, *clips: Clip) -> None:
    """Put a room, a pattern and a score into the library."""

    def shelve(shelf: Shelf) -> None:
        venue = (ROOT / "assets" / "demo" / "venue.json").read_text(encoding="utf-8")
        shelf.venues.save(VENUE.read(venue))
        shelf.patterns.save(
            Pattern(PatternId("glow"), "Glow", default=GLOW),
            Implementation(GLOW, PatternId("glow"), glow()),
        )
        shelf.scores.save(Score(SCORE, track, "Score", clips))

    desk.ground.keeper.save(shelve).result(PATIENCE)


@contextmanager
def a_show(
    folder: Path, *clips: Clip, light: LightSettings | None = None, seconds: float = 8.0
) -> Iterator[tuple[Desk, Facts]]:
    """A desk with an open show of these clips, all of whose light is made."""
    with a_desk(light) as desk:
        furnish(desk, a_track(desk, folder, seconds).id, *clips)
        facts = Facts(desk, (ShowReady,))
        desk.lane.call(lambda: desk.shows.open(SCORE, ROOM))
        facts.wait(ShowReady)
        yield desk, facts
