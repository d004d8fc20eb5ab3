"""The kinds of documents that Luma writes down, each with its schema."""

from luma.domain.chorddoc import ChordDoc
from luma.domain.codec import Schema
from luma.domain.graphdoc import GraphDoc
from luma.domain.griddoc import GridDoc
from luma.domain.harmony import ChordTrack
from luma.domain.profile import Profile
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Score
from luma.domain.sectiondoc import SectionDoc
from luma.domain.venue import Venue

GRAPH = Schema(GraphDoc, "graph", 1)
SCORE = Schema(Score, "score", 2, {1: lambda older: older})
VENUE = Schema(Venue, "venue", 1)
GRID = Schema(GridDoc, "grid", 1)
HARMONY = Schema(ChordDoc, "harmony", 1)
SECTIONS = Schema(SectionDoc, "sections", 1)
BEATS = Schema(BeatGrid, "beats", 1)
CHORDS = Schema(ChordTrack, "chords", 1)
PROFILE = Schema(Profile, "fixture", 1)
