"""What a timeline needs to place patterns: their names and colours, and new clips."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from luma.domain.ids import ClipId, PatternId, new_id
from luma.domain.score import Clip, Score
from luma.store.store import Store

COLOURS = 9
BARS_OF_NEW_CLIP = 4


@dataclass(frozen=True, slots=True)
class Label:
    """How a pattern is called, and which of the clip colours is its own."""

    name: str
    colour: int


def pattern_labels(store: Store) -> Mapping[PatternId, Label]:
    """How every pattern of the library is called and coloured; not for the lane."""
    with store.read() as shelf:
        patterns = shelf.patterns.list()
    return MappingProxyType(
        {pattern.id: Label(pattern.name, colour_of(pattern.id)) for pattern in patterns}
    )


def colour_of(pattern: PatternId) -> int:
    """Which of the clip colours a pattern has: always the same, whatever else there is."""
    hashed = hashlib.blake2b(pattern.encode(), digest_size=4).digest()
    return int.from_bytes(hashed, "big") % COLOURS


def new_clip(pattern: PatternId, start_beat: float, beats: float, layer: int) -> Clip:
    """A clip that plays a pattern from a beat on."""
    return Clip(ClipId(new_id()), pattern, start_beat, start_beat + beats, layer)


def free_layer(score: Score, start_beat: float, stop_beat: float) -> int:
    """The lowest open layer on which a stretch lies free, else a new one on top."""
    told = {layer.number for layer in score.layers}
    layers = sorted({clip.layer for clip in score.clips} | told) or [0]
    for layer in (number for number in layers if not score.layer(number).locked):
        clips = (clip for clip in score.clips if clip.layer == layer)
        if all(c.stop_beat <= start_beat or c.start_beat >= stop_beat for c in clips):
            return layer
    return layers[-1] + 1


def copies(clips: tuple[Clip, ...], beats: float) -> tuple[Clip, ...]:
    """The same clips under new names, so many beats later; none of them is locked."""
    return tuple(
        replace(
            clip,
            id=ClipId(new_id()),
            start_beat=clip.start_beat + beats,
            stop_beat=clip.stop_beat + beats,
            locked=False,
        )
        for clip in clips
    )
