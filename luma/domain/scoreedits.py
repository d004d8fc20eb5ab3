"""Edits of a score, each a value that gives a new document."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from luma.domain.errors import BadValue, Refused
from luma.domain.frozen import freeze_fields
from luma.domain.ids import ClipId
from luma.domain.layeredits import MoveLayer, PutLayer, RemoveLayer, RenameScore
from luma.domain.locks import kept
from luma.domain.nodetype import Json
from luma.domain.score import Anchor, Blend, Clip, Score


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
        return kept(doc, doc.with_clips((*doc.clips, self.clip)))


@dataclass(frozen=True, slots=True)
class PutClips:
    """Put clips in a new state, and place those that are new: several changes as one."""

    clips: tuple[Clip, ...]

    def apply(self, doc: Score) -> Score:
        """Give the score with all of them as they are here."""
        new = {clip.id: clip for clip in self.clips}
        others = tuple(clip for clip in doc.clips if clip.id not in new)
        return kept(doc, doc.with_clips((*others, *new.values())))


@dataclass(frozen=True, slots=True)
class RemoveClips:
    """Take clips away."""

    ids: tuple[ClipId, ...]

    def apply(self, doc: Score) -> Score:
        """Give the score without the clips."""
        left = tuple(clip for clip in doc.clips if clip.id not in self.ids)
        return kept(doc, doc.with_clips(left))


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
        return kept(doc, doc.with_changed(*moved))


@dataclass(frozen=True, slots=True)
class TrimClip:
    """Give a clip another start and stop."""

    id: ClipId
    start_beat: float
    stop_beat: float

    def apply(self, doc: Score) -> Score:
        """Give the score with the clip trimmed."""
        clip = doc.clip(self.id)
        trimmed = replace(clip, start_beat=self.start_beat, stop_beat=self.stop_beat)
        return kept(doc, doc.with_changed(trimmed))


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
        return kept(doc, doc.with_clips((*others, first, second)))


@dataclass(frozen=True, slots=True)
class SetBlend:
    """Choose how a clip lies on what is below it."""

    id: ClipId
    blend: Blend
    opacity: float = 1.0

    def apply(self, doc: Score) -> Score:
        """Give the score with the clip blended so."""
        blended = replace(doc.clip(self.id), blend=self.blend, opacity=self.opacity)
        return kept(doc, doc.with_changed(blended))


@dataclass(frozen=True, slots=True)
class SetFades:
    """Choose over how many beats a clip comes and goes."""

    id: ClipId
    fade_in: float
    fade_out: float

    def apply(self, doc: Score) -> Score:
        """Give the score with the clip faded so."""
        faded = replace(doc.clip(self.id), fade_in=self.fade_in, fade_out=self.fade_out)
        return kept(doc, doc.with_changed(faded))


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
        told = replace(doc.clip(self.id), arguments=self.arguments)
        return kept(doc, doc.with_changed(told))


@dataclass(frozen=True, slots=True)
class SetSeed:
    """Choose the dice that a clip's pattern throws."""

    id: ClipId
    seed: int

    def apply(self, doc: Score) -> Score:
        """Give the score with the clip's dice."""
        return kept(doc, doc.with_changed(replace(doc.clip(self.id), seed=self.seed)))


@dataclass(frozen=True, slots=True)
class SetAnchor:
    """Choose what clips hold on to when the beat grid changes."""

    ids: tuple[ClipId, ...]
    anchor: Anchor

    def apply(self, doc: Score) -> Score:
        """Give the score with the clips anchored so."""
        clips = (replace(doc.clip(name), anchor=self.anchor) for name in self.ids)
        return kept(doc, doc.with_changed(*clips))


@dataclass(frozen=True, slots=True)
class LockClips:
    """Keep clips from being edited, or let them be again."""

    ids: tuple[ClipId, ...]
    locked: bool = True

    def apply(self, doc: Score) -> Score:
        """Give the score with the clips locked or unlocked."""
        return doc.with_changed(
            *(replace(doc.clip(name), locked=self.locked) for name in self.ids)
        )


@dataclass(frozen=True, slots=True)
class MuteClips:
    """Keep clips from lighting, or let them light again."""

    ids: tuple[ClipId, ...]
    muted: bool = True

    def apply(self, doc: Score) -> Score:
        """Give the score with the clips muted or not."""
        return doc.with_changed(
            *(replace(doc.clip(name), muted=self.muted) for name in self.ids)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clip lies, in beats and in seconds, and over how many beats it fades there."""

    start_beat: float
    stop_beat: float
    start_s: float
    stop_s: float
    fade_in: float
    fade_out: float


@dataclass(frozen=True, slots=True)
class HoldClips:
    """Put clips where a beat grid has them, locked or not: their beats and seconds agree."""

    places: Mapping[ClipId, Place]

    def __post_init__(self) -> None:
        """Keep a copy that nobody can change."""
        freeze_fields(self, "places")

    def apply(self, doc: Score) -> Score:
        """Give the score with those clips there; a clip that is gone is passed over."""
        held = tuple(
            replace(clip, **asdict(place))
            for clip in doc.clips
            if (place := self.places.get(clip.id)) is not None
        )
        return doc.with_changed(*held)


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
    | SetAnchor
    | LockClips
    | MuteClips
    | PutLayer
    | MoveLayer
    | RemoveLayer
    | RenameScore
    | HoldClips
)
