"""The room that a sketch is tried out in: how bright clips would be there."""

from collections.abc import Iterable, Sequence

import numpy as np

from luma.app.patternbook import Book
from luma.app.patterns import Order, Scene, light_of
from luma.domain.errors import LumaError
from luma.domain.ids import ClipId, FixtureId
from luma.domain.patterndoc import PatternDoc
from luma.domain.score import Clip
from luma.domain.selection import resolve
from luma.domain.venue import Head
from luma.graph.cache import Cache
from luma.graph.context import Features
from luma.graph.playable import Playable
from luma.score.bars import Floats
from luma.score.brightness import brightness_of_bars
from luma.score.compositor import ClipLight

ROW = 12


class SketchRoom:
    """Runs clips in a room, each once, whatever its opacity."""

    def __init__(self, heads: tuple[Head, ...], features: Features, book: Book) -> None:
        """Have run nothing."""
        self.book, self.features = book, features
        self._scene = Scene(heads, features)
        self._cache = Cache()
        self._lights: dict[object, ClipLight | None] = {}

    def with_presets(self, presets: Iterable[PatternDoc]) -> "SketchRoom":
        """The same room, where presets that are not shelved can be tried out as well."""
        found = {each.id: playable for each in presets if (playable := _playable(each))}
        return SketchRoom(self._scene.heads, self.features, {**found, **self.book})

    @property
    def has_some_movers(self) -> bool:
        """Whether some heads move, but not all."""
        count = len(resolve("movers", self._scene.heads))
        return 0 < count < len(self._scene.heads)

    def brightness(self, clips: Sequence[Clip], edges: Floats) -> Floats:
        """How bright clips make the room between neighbouring beats, `(bars, 2)`."""
        lights: dict[ClipId, ClipLight] = {}
        for clip in clips:
            light = self._light(clip)
            if light is not None:
                lights[clip.id] = light
        heads, grid = len(self._scene.heads), self._scene.features.beats
        return brightness_of_bars(clips, lights, heads, grid, edges)

    def _light(self, clip: Clip) -> ClipLight | None:
        key = (clip.pattern, clip.start_beat, clip.stop_beat, repr(clip.arguments), clip.seed)
        if key not in self._lights:
            self._lights[key] = self._run(clip)
        return self._lights[key]

    def _run(self, clip: Clip) -> ClipLight | None:
        order = Order(clip, self.book[clip.pattern].graph, self._scene, self.book)
        try:
            return light_of(order, self._cache).light
        except LumaError:
            return None


def row_of_heads(count: int = ROW) -> tuple[Head, ...]:
    """A row of heads over the front of a stage."""
    return tuple(
        Head(FixtureId(f"head{number + 1}"), 0, (float(x), 3.0, 4.0))
        for number, x in enumerate(np.linspace(-4.0, 4.0, count))
    )


def _playable(document: PatternDoc) -> Playable | None:
    """What a preset plays by default, as it comes along."""
    default = (each for each in document.implementations if each.id == document.default)
    found = next(default, None)
    return None if found is None else Playable(document.name, found.graph)
