"""Edits of a score's layers and of its name."""

from dataclasses import dataclass, replace

from luma.domain.errors import BadValue
from luma.domain.locks import kept
from luma.domain.score import LONGEST_NAME, Layer, Score


@dataclass(frozen=True, slots=True)
class PutLayer:
    """Name, lock, mute or solo a layer: all that is known of it, as it is here."""

    layer: Layer

    def apply(self, doc: Score) -> Score:
        """Give the score with the layer so."""
        others = tuple(each for each in doc.layers if each.number != self.layer.number)
        return replace(doc, layers=(*others, self.layer))


@dataclass(frozen=True, slots=True)
class MoveLayer:
    """Put a layer in another place; those on the way make room."""

    number: int
    to: int

    def apply(self, doc: Score) -> Score:
        """Give the score with its layers in the new order."""
        clips = tuple(replace(clip, layer=self._place(clip.layer)) for clip in doc.clips)
        layers = tuple(replace(each, number=self._place(each.number)) for each in doc.layers)
        return kept(doc, replace(doc, clips=clips, layers=layers))

    def _place(self, number: int) -> int:
        if number == self.number:
            return self.to
        if self.number < number <= self.to:
            return number - 1
        return number + 1 if self.to <= number < self.number else number


@dataclass(frozen=True, slots=True)
class RemoveLayer:
    """Take a layer away with its clips."""

    number: int

    def apply(self, doc: Score) -> Score:
        """Give the score without the layer; the others keep their numbers."""
        left = tuple(clip for clip in doc.clips if clip.layer != self.number)
        layers = tuple(each for each in doc.layers if each.number != self.number)
        after = replace(doc, clips=left, layers=layers)
        return kept(doc, after)


@dataclass(frozen=True, slots=True)
class RenameScore:
    """Call a score otherwise."""

    name: str

    def apply(self, doc: Score) -> Score:
        """Give the score by its new name."""
        name = self.name.strip()
        if not 0 < len(name) <= LONGEST_NAME:
            raise BadValue(f"A score's name has between 1 and {LONGEST_NAME} letters.")
        return replace(doc, name=name)
