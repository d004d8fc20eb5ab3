"""Tracks whose music is known, for tests of what is written of it."""

from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from luma.app.heard.known import Known
from luma.domain.energy import Loudness
from luma.domain.harmony import Chord, ChordTrack, Key, KeyTrack
from luma.domain.ids import TrackId
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import Section, SectionTrack
from luma.domain.track import Source, Tags, Track
from tests.domain import drawn

SOURCE = Source("a" * 64, "b" * 64, Path("song.wav"), "song.wav")
TRACK = Track(TrackId("song"), Tags("Söng", "Some", "One", key="C"), SOURCE, "now")
GRID = BeatGrid(
    np.array([0.25, 0.75, 1.25, 1.75, 2.25, 2.85, 3.45, 4.05, 4.65]),
    np.array([1, 4]),
    0.8,
    certainty=np.array([0.9, 0.9, 0.4, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9]),
    second=BeatGrid.steady(60.0, count=5),
)
CHORDS = ChordTrack(
    np.array([0.0, 0.75, 2.25, 6.0]),
    tuple(Chord.parse(label) for label in ("N", "C:maj/3", "A:min7")),
    np.array([0.9, 0.4, 0.8]),
    ((), (Chord.parse("A:min"),), ()),
)
KEYS = KeyTrack(
    np.array([0.0, 4.0, 6.0]), (Key(0, minor=False), Key(9, minor=True)), np.array([0.7, 0.6])
)
SECTIONS = SectionTrack((Section(0.0, 2.25, "intro"), Section(2.25, 6.0, "drop", 1)))
SONG = Known(TRACK, 6.0, GRID, CHORDS, KEYS, SECTIONS, Loudness(-9.5, -0.3), own_chords=True)


@st.composite
def songs(draw: st.DrawFn) -> Known:
    """Any beats under any chords."""
    chords = draw(st.none() | drawn.chord_tracks())
    return Known(TRACK, 400.0, draw(drawn.grids()), chords)
