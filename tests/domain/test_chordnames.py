"""Chords as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.chordnames import chord_name, read_chord
from luma.domain.errors import BadExpression
from luma.domain.harmony import NO_CHORD, QUALITIES, Chord
from tests.domain import drawn

qualities = st.sampled_from([*QUALITIES, "min9", "maj6", "dim7", "minmaj7", "9", "maj9"])
named = st.builds(Chord, drawn.tones, qualities, st.none() | drawn.tones)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("C", "C:maj"),
        (" am ", "A:min"),
        ("Bb", "A#:maj"),
        ("bb", "A#:maj"),
        ("F#m7/A", "F#:min7/b3"),
        ("F♯m7/a", "F#:min7/b3"),
        ("CM7", "C:maj7"),
        ("Cm7", "C:min7"),
        ("CMAJ7", "C:maj7"),
        ("C:maj/3", "C:maj/3"),
        ("C/E", "C:maj/3"),
        ("A:min7", "A:min7"),
        ("Gsus", "G:sus4"),
        ("Bø", "B:hdim7"),
        ("Bm7b5", "B:hdim7"),
        ("E°", "E:dim"),
        ("D+", "D:aug"),
        ("d-7", "D:min7"),
        ("N", "N"),
        ("nc", "N"),
        ("N.C.", "N"),
    ],
)
def test_chords_are_read_as_musicians_write_them(text: str, label: str) -> None:
    assert read_chord(text).label == label


@given(named)
def test_a_chord_reads_as_it_is_written(chord: Chord) -> None:
    assert read_chord(chord_name(chord)) == chord
    assert read_chord(chord.label) == chord


def test_no_chord_is_written_as_nothing_and_read_as_n() -> None:
    assert chord_name(NO_CHORD) == ""
    assert read_chord("N") == NO_CHORD


@pytest.mark.parametrize(
    ("text", "at"),
    [("", 0), ("H", 0), ("Cxyz", 1), ("C/H", 2), ("Am/15", 3), ("  ?", 2), ("7", 0), ("C/", 2)],
)
def test_what_is_no_chord_is_refused_at_its_character(text: str, at: int) -> None:
    with pytest.raises(BadExpression) as told:
        read_chord(text)
    assert told.value.at == at


@given(st.text(max_size=9))
def test_any_text_is_a_chord_or_refused_within_it(text: str) -> None:
    fault = None
    try:
        chord = read_chord(text)
    except BadExpression as told:
        fault = told.at
    else:
        assert Chord.parse(chord.label) == chord
    assert fault is None or 0 <= fault <= len(text)
