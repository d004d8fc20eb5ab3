"""Edits of a score, each a value that gives a new document."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from luma.domain.errors import BadValue, Refused
from luma.domain.frozen import freeze_fields
from luma.domain.ids import ClipId
from luma.domain.nodetype import Json
from luma.domain.score import Blend, Clip, Score


def _refuse_taken(doc: Score, name: ClipId) -> None:
    if any(clip.id == name for clip in doc.clips):
        raise Refused(f"The score already has a clip {name}.")


@dataclass(frozen=True, slots=True)
class AddClip:
    """Place a clip."""

    clip: Clip

    def apply(self, doc: Score) -> Score:
        """Give the score with the clip."""
        _refuse_taken(doc, self.clip.id)
        return doc.with_clips((*doc.clips, self.clip))


@dataclass(frozen=True, slots=True)
class PutClips:
    """Put clips in a new state, and place those that are new: several changes as one."""

    clips: tuple[Clip, ...]

    def apply(self, doc: Score) -> Score:
        """Give the score with all of them as they are here."""
        new = {clip.id: clip for clip in self.clips}
        others = tuple(clip for clip in doc.clips if clip.id not in new)
        return doc.with_clips((*others, *new.values()))


@dataclass(frozen=True, slots=True)
class RemoveClips:
    """Take clips away."""

    ids: tuple[ClipId, ...]

    def apply(self, doc: Score) -> Score:
        """Give the score without the clips."""
        return doc.with_clips(tuple(clip for clip in doc.clips if clip.id not in self.ids))


@dataclass(frozen=True, slots=True)
class MoveClips:
    """Shift clips in time and between layers."""

    ids: tuple[ClipId, ...]
    beats: float = 0.0
    layers: int = 0

    def apply(self, doc: Score) -> Score:
        """Give the score with the clips moved."""
        moved = tuple(
            replace(
                clip,
                start_beat=clip.start_beat + self.beats,
                stop_beat=clip.stop_beat + self.beats,
                layer=clip.layer + self.layers,
            )
            for clip in (doc.clip(name) for name in self.ids)
        )
        return doc.with_changed(*moved)


@dataclass(frozen=True, slots=True)
class TrimClip:
    """Give a clip another start and stop."""

    id: ClipId
    start_beat: float
    stop_beat: float

    def apply(self, doc: Score) -> Score:
        """Give the score with the clip trimmed."""
        clip = doc.clip(self.id)
        return doc.with_changed(
            replace(clip, start_beat=self.start_beat, stop_beat=self.stop_beat)
        )


@dataclass(frozen=True, slots=True)
class SplitClip:
    """Cut a clip in two at a beat; the second half takes a new name."""

    id: ClipId
    at_beat: float
    second: ClipId

    def apply(self, doc: Score) -> Score:
        """Give the score with both halves."""
        clip = doc.clip(self.id)
        _refuse_taken(doc, self.second)
        if not clip.start_beat < self.at_beat < clip.stop_beat:
            raise BadValue(
                f"A clip from beat {clip.start_beat:g} to {clip.stop_beat:g} "
                f"cannot be split at {self.at_beat:g}."
            )
        first = replace(clip, stop_beat=self.at_beat, fade_out=0.0)
        second = replace(clip, id=self.second, start_beat=self.at_beat, fade_in=0.0)
        others = tuple(other for other in doc.clips if other.id != self.id)
        return doc.with_clips((*others, first, second))


@dataclass(frozen=True, slots=True)
class SetBlend:
    """Choose how a clip lies on what is below it."""

    id: ClipId
    blend: Blend
    opacity: float = 1.0

    def apply(self, doc: Score) -> Score:
        """Give the score with the clip blended so."""
        return doc.with_changed(
            replace(doc.clip(self.id), blend=self.blend, opacity=self.opacity)
        )


@dataclass(frozen=True, slots=True)
class SetFades:
    """Choose over how many beats a clip comes and goes."""

    id: ClipId
    fade_in: float
    fade_out: float

    def apply(self, doc: Score) -> Score:
        """Give the score with the clip faded so."""
        return doc.with_changed(
            replace(doc.clip(self.id), fade_in=self.fade_in, fade_out=self.fade_out)
        )


@dataclass(frozen=True, slots=True)
class SetArguments:
    """Choose what a clip gives to its pattern."""

    id: ClipId
    arguments: Mapping[str, Json]

    def __post_init__(self) -> None:
        """Keep a copy that nobody can change."""
        freeze_fields(self, "arguments")

    def apply(self, doc: Score) -> Score:
        """Give the score with the clip's arguments."""
        return doc.with_changed(replace(doc.clip(self.id), arguments=self.arguments))


@dataclass(frozen=True, slots=True)
class SetSeed:
    """Choose the dice that a clip's pattern throws."""

    id: ClipId
    seed: int

    def apply(self, doc: Score) -> Score:
        """Give the score with the clip's dice."""
        return doc.with_changed(replace(doc.clip(self.id), seed=self.seed))


ScoreEdit = (
    AddClip
    | PutClips
    | RemoveClips
    | MoveClips
    | TrimClip
    | SplitClip
    | SetBlend
    | SetFades
    | SetArguments
    | SetSeed
)
