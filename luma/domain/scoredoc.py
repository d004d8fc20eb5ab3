"""A score as one document for files, with the names of its patterns, or with them whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luma.domain.codec import Schema
from luma.domain.documents import SCORE
from luma.domain.errors import BadDocument
from luma.domain.frozen import freeze_fields
from luma.domain.ids import PatternId, ScoreId, TrackId
from luma.domain.nodetype import Json
from luma.domain.patterndoc import PatternDoc
from luma.domain.score import Clip, Layer, Score


@dataclass(frozen=True, slots=True)
class ScoreDoc:
    """A score; `patterns` names those that its clips play, `bundled` brings them along.

    `extra` keeps what this version does not know.
    """

    id: ScoreId
    track: TrackId
    name: str = "Score"
    clips: tuple[Clip, ...] = ()
    layers: tuple[Layer, ...] = ()
    patterns: Mapping[PatternId, str] = field(default_factory=dict)
    bundled: tuple[PatternDoc, ...] = ()
    extra: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what would be no score, and keep copies that nobody can change."""
        freeze_fields(self, "patterns", "extra")
        ordered = self.score
        object.__setattr__(self, "clips", ordered.clips)
        object.__setattr__(self, "layers", ordered.layers)
        names = [each.id for each in self.bundled]
        if len(set(names)) < len(names):
            raise BadDocument(f'The score "{self.name}" brings the same pattern along twice.')

    @property
    def score(self) -> Score:
        """The score itself."""
        return Score(self.id, self.track, self.name, self.clips, self.layers)


SCORE_FILE = Schema(ScoreDoc, SCORE.name, SCORE.number, SCORE.steps)
