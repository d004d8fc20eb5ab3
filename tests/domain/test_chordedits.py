"""Chords that a person puts right: what lies beside an edit stays as it was."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.chorddoc import ChordDoc
from luma.domain.chordedits import (
    SHORTEST,
    ChordEdit,
    ForgetChords,
    JoinChord,
    MoveChordEdge,
    PutChord,
    RenameChord,
    SplitChord,
    UseChords,
    share_apart,
)
from luma.domain.errors import BadValue, LumaError, Refused
from luma.domain.harmony import NO_CHORD, Chord, ChordTrack
from luma.domain.history import History
from luma.domain.ids import TrackId
from tests.domain import drawn

TRACK = TrackId("t")
C, AM, F, G7 = (Chord.parse(label) for label in ("C:maj", "A:min", "F:maj", "G:7"))
HEARD = ChordTrack(
    np.array([0.0, 2.0, 4.0, 6.0]),
    (C, AM, F),
    np.array([0.9, 0.3, 0.8]),
    ((AM,), (C, F), ()),
)
OWN = ChordDoc(TRACK, HEARD, HEARD)


def after(edit: ChordEdit, doc: ChordDoc = OWN) -> ChordTrack:
    chords = edit.apply(doc).chords
    assert chords is not None
    return chords


def shown(track: ChordTrack) -> list[tuple[float, str]]:
    return [
        (float(edge), chord.label)
        for edge, chord in zip(track.edges, track.chords, strict=False)
    ]


def test_a_renamed_chord_is_certain_and_offers_what_it_was() -> None:
    told = after(RenameChord(2.5, F))
    assert shown(told) == [(0.0, "C:maj"), (2.0, "F:maj"), (4.0, "F:maj")]
    assert told.certainty.tolist() == [0.9, 1.0, 0.8]
    assert told.alternatives == ((AM,), (AM, C), ())


def test_an_edge_stays_between_its_neighbours() -> None:
    assert after(MoveChordEdge(1, 2.5)).edges.tolist() == [0.0, 2.5, 4.0, 6.0]
    for seconds in (0.0, 4.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(Refused, match="stays between its neighbours"):
            MoveChordEdge(1, seconds).apply(OWN)
    for edge in (0, 3, -1):
        with pytest.raises(BadValue, match="edges 1 to 2"):
            MoveChordEdge(edge, 1.0).apply(OWN)


def test_what_was_split_and_joined_is_as_before() -> None:
    halves = after(SplitChord(2.5))
    assert shown(halves)[1:3] == [(2.0, "A:min"), (2.5, "A:min")]
    joined = after(JoinChord(2.5), ChordDoc(TRACK, halves))
    assert joined == HEARD
    with pytest.raises(Refused, match="one chord follows another"):
        SplitChord(2.0 + SHORTEST / 2).apply(OWN)


def test_the_first_chord_gives_its_time_to_the_next() -> None:
    assert shown(after(JoinChord(0.5))) == [(0.0, "A:min"), (4.0, "F:maj")]
    alone = ChordDoc(TRACK, ChordTrack(np.array([0.0, 1.0]), (C,)))
    with pytest.raises(Refused, match="only chord"):
        JoinChord(0.5).apply(alone)


def test_a_chord_is_put_over_whatever_lay_there() -> None:
    assert shown(after(PutChord(1.0, 5.0, G7))) == [
        (0.0, "C:maj"),
        (1.0, "G:7"),
        (5.0, "F:maj"),
    ]
    inside = after(PutChord(2.5, 3.0, NO_CHORD))
    assert shown(inside)[1:4] == [(2.0, "A:min"), (2.5, "N"), (3.0, "A:min")]
    assert inside.certainty.tolist() == [0.9, 0.3, 1.0, 0.3, 0.8]
    near = after(PutChord(2.0 + SHORTEST / 2, 9.0, G7))
    assert shown(near) == [(0.0, "C:maj"), (2.0, "G:7")]
    with pytest.raises(BadValue, match="lasts 20 ms or more"):
        PutChord(3.0, 3.0, G7).apply(OWN)
    with pytest.raises(BadValue, match="infinity"):
        PutChord(3.0, float("inf"), G7).apply(OWN)


def test_where_no_chord_lies_none_is_changed() -> None:
    for edit in (RenameChord(6.0, C), SplitChord(-0.1), JoinChord(float("nan"))):
        with pytest.raises(BadValue, match=r"last from 0\.000 to 6\.000 s"):
            edit.apply(OWN)
    with pytest.raises(Refused, match="no chords of its own"):
        RenameChord(1.0, C).apply(ChordDoc(TRACK))


def test_two_tracks_are_apart_where_they_name_others() -> None:
    assert share_apart(HEARD, HEARD) == 0.0
    assert share_apart(HEARD, after(RenameChord(2.5, F))) == pytest.approx(1 / 3)
    assert share_apart(HEARD, after(MoveChordEdge(2, 4.6))) == pytest.approx(0.1)
    shorter = ChordTrack(np.array([0.0, 3.0]), (C,))
    assert share_apart(HEARD, shorter) == pytest.approx(4 / 6)


@given(st.lists(st.one_of(*drawn.chord_edits.values()), max_size=12))
def test_any_edits_keep_the_chords_whole_and_can_be_undone(edits: list[ChordEdit]) -> None:
    history = History(OWN)
    done = 0
    for edit in edits:
        try:
            history = history.record(edit)
        except LumaError:
            continue
        done += 1
        chords = history.now.chords
        if chords is None or isinstance(edit, UseChords | ForgetChords):
            continue
        assert len(chords.alternatives) == len(chords.chords) == chords.certainty.size
    last = history.now
    for _ in range(done):
        history = history.undo()
    assert history.now == OWN
    for _ in range(done):
        history = history.redo()
    assert history.now == last


@given(st.floats(0, 5.99), st.floats(0.1, 3), drawn.chords)
def test_beside_a_chord_that_is_put_nothing_changes(
    start: float, length: float, chord: Chord
) -> None:
    stop = min(start + length, 6.0)
    try:
        told = after(PutChord(start, stop, chord))
    except BadValue:
        assert stop - start < 2 * SHORTEST
        return
    for at in np.arange(0.0, 6.0, 0.05).tolist():
        if start + SHORTEST < at < stop - SHORTEST:
            assert told.at(at) == chord
        elif at < start - SHORTEST or at > stop + SHORTEST:
            assert told.at(at) == HEARD.at(at)
