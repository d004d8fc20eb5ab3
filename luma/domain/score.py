"""Which pattern plays for whom and when."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from luma.domain.errors import BadDocument, BadValue, NotFound
from luma.domain.frozen import freeze_fields
from luma.domain.ids import ClipId, GraphId, PatternId, ScoreId, TrackId
from luma.domain.nodetype import Json

LONGEST_NAME = 200


class Anchor(StrEnum):
    """What a clip holds on to when the beat grid changes."""

    BEATS = "beats"
    SECONDS = "seconds"


class Blend(StrEnum):
    """How a clip lies on what is below it."""

    REPLACE = "replace"
    ADD = "add"
    MULTIPLY = "multiply"
    SCREEN = "screen"
    MAX = "max"
    MIN = "min"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Clip:
    """A pattern placed on a track's timeline in beats, with the last known seconds.

    `reason` says in words why it was placed, where a program placed it.
    """

    id: ClipId
    pattern: PatternId
    start_beat: float
    stop_beat: float
    layer: int = 0
    blend: Blend = Blend.REPLACE
    opacity: float = 1.0
    fade_in: float = 0.0
    fade_out: float = 0.0
    arguments: Mapping[str, Json] = field(default_factory=dict)
    seed: int = 0
    implementation: GraphId | None = None
    anchor: Anchor = Anchor.BEATS
    start_s: float = 0.0
    stop_s: float = 0.0
    locked: bool = False
    muted: bool = False
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse clips that have no length or lie outside of what they may be."""
        freeze_fields(self, "arguments")
        places = (self.start_beat, self.stop_beat, self.start_s, self.stop_s)
        if not all(math.isfinite(place) for place in places):
            raise BadValue("A clip starts and stops at numbers, not at infinity.")
        if not self.stop_beat > self.start_beat:
            raise BadValue(
                f"A clip cannot stop at beat {self.stop_beat:g} when it starts at "
                f"{self.start_beat:g}.",
                hint="Give it a length.",
            )
        if not 0.0 <= self.opacity <= 1.0:
            raise BadValue(f"A clip's opacity lies between 0 and 1, not at {self.opacity:g}.")
        if not (0.0 <= self.fade_in < math.inf and 0.0 <= self.fade_out < math.inf):
            raise BadValue("A clip's fades last some beats: none or more, and not for ever.")

    @property
    def holds_seconds(self) -> bool:
        """Whether it stays at its seconds when the grid changes; one without any cannot."""
        return self.anchor is Anchor.SECONDS and self.stop_s > self.start_s

    @property
    def selection(self) -> str:
        """Which heads it plays for, in the selection language."""
        return str(self.arguments.get("selection", "all"))


@dataclass(frozen=True, slots=True)
class Layer:
    """What a person said of one layer of a score; where nothing was said it is a plain one."""

    number: int
    name: str = ""
    locked: bool = False
    muted: bool = False
    solo: bool = False

    def __post_init__(self) -> None:
        """Refuse names that cannot be shown."""
        if len(self.name) > LONGEST_NAME:
            raise BadValue(f"A layer's name has {LONGEST_NAME} letters at most.")

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to remember of it."""
        return self == Layer(self.number)

    @property
    def title(self) -> str:
        """How it is called where people read it, counted from one."""
        return f'"{self.name}"' if self.name else str(self.number + 1)


@dataclass(frozen=True, slots=True)
class Score:
    """A named set of clips for a track, bottom layer first and then by time.

    `layers` holds those of which more is known than their number.
    """

    id: ScoreId
    track: TrackId
    name: str = "Score"
    clips: tuple[Clip, ...] = ()
    layers: tuple[Layer, ...] = ()

    def __post_init__(self) -> None:
        """Keep clips and layers in their one order, and each name once."""
        if len({clip.id for clip in self.clips}) < len(self.clips):
            raise BadDocument(f'Two clips of the score "{self.name}" have the same name.')
        if len({layer.number for layer in self.layers}) < len(self.layers):
            raise BadDocument(f'The score "{self.name}" describes a layer twice.')
        ordered = sorted(self.clips, key=lambda c: (c.layer, c.start_beat, c.stop_beat, c.id))
        object.__setattr__(self, "clips", tuple(ordered))
        told = (layer for layer in self.layers if not layer.is_plain)
        object.__setattr__(self, "layers", tuple(sorted(told, key=lambda each: each.number)))

    def clip(self, name: ClipId) -> Clip:
        """The clip of that name."""
        found = next((clip for clip in self.clips if clip.id == name), None)
        if found is None:
            raise NotFound(f'The score "{self.name}" has no clip {name}.')
        return found

    def layer(self, number: int) -> Layer:
        """What is known of the layer of that number."""
        found = next((each for each in self.layers if each.number == number), None)
        return found or Layer(number)

    def lit(self) -> tuple[Clip, ...]:
        """The clips that may light, in their order: none is muted, alone or with its layer."""
        told = {layer.number: layer for layer in self.layers}
        solo = {layer.number for layer in self.layers if layer.solo}
        return tuple(
            clip
            for clip in self.clips
            if not clip.muted
            and not (clip.layer in told and told[clip.layer].muted)
            and (not solo or clip.layer in solo)
        )

    def with_clips(self, clips: tuple[Clip, ...]) -> "Score":
        """The same score with other clips."""
        return replace(self, clips=clips)

    def with_changed(self, *changed: Clip) -> "Score":
        """The same score with some clips in a new state."""
        by_id = {clip.id: clip for clip in changed}
        return self.with_clips(tuple(by_id.get(clip.id, clip) for clip in self.clips))
