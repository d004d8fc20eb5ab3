"""What the theory of music says of chords and keys."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain import codec
from luma.domain.errors import BadDocument
from luma.domain.harmony import (
    NO_CHORD,
    QUALITIES,
    TONES,
    Chord,
    ChordTrack,
    Key,
    KeyTrack,
    tone_number,
)
from tests.domain import drawn

# the wheel as it hangs on DJs' walls
CAMELOT = {
    "B major": "1B", "F# major": "2B", "C# major": "3B", "G# major": "4B",
    "D# major": "5B", "A# major": "6B", "F major": "7B", "C major": "8B",
    "G major": "9B", "D major": "10B", "A major": "11B", "E major": "12B",
    "G# minor": "1A", "D# minor": "2A", "A# minor": "3A", "F minor": "4A",
    "C minor": "5A", "G minor": "6A", "D minor": "7A", "A minor": "8A",
    "E minor": "9A", "B minor": "10A", "F# minor": "11A", "C# minor": "12A",
}  # fmt: skip


def test_every_key_has_its_place_on_the_wheel() -> None:
    keys = [Key(tonic, minor) for tonic in range(12) for minor in (False, True)]
    assert {key.name: key.camelot for key in keys} == CAMELOT


@pytest.mark.parametrize("tonic", [-1, 12])
def test_there_are_twelve_tones(tonic: int) -> None:
    with pytest.raises(BadDocument, match="from 0 to 11"):
        Key(tonic, minor=False)
    with pytest.raises(BadDocument, match="from 0 to 11"):
        Chord(tonic)
    with pytest.raises(BadDocument, match="from 0 to 11"):
        Chord(0, "maj", tonic)


@pytest.mark.parametrize(
    ("name", "number"),
    [("C", 0), ("C#", 1), ("Db", 1), ("Cb", 11), ("B#", 0), ("E#", 5), ("Bbb", 9), ("F##", 7)],
)
def test_tones_have_several_names(name: str, number: int) -> None:
    assert tone_number(name) == number


@pytest.mark.parametrize("name", ["", "H", "c", "C♯", "C ", "#C"])
def test_what_is_no_tone_is_refused(name: str) -> None:
    with pytest.raises(BadDocument, match="not the name of a tone"):
        tone_number(name)


@pytest.mark.parametrize(
    ("label", "tones"),
    [
        ("C:maj", "C E G"),
        ("C", "C E G"),
        ("A:min", "A C E"),
        ("G:7", "G B D F"),
        ("F:maj7", "F A C E"),
        ("D:min7", "D F A C"),
        ("D:sus2", "D E A"),
        ("D:sus4", "D G A"),
        ("B:dim", "B D F"),
        ("C:aug", "C E G#"),
        ("B:hdim7", "B D F A"),
        ("Bb:maj", "A# D F"),
        ("E:min9", "E G B"),
        ("E:minmaj7", "E G B"),
        ("C:maj6", "C E G"),
        ("C:sus4(b7,9)", "C F G"),
        ("N", ""),
        ("X", ""),
    ],
)
def test_chords_sound_as_theory_says(label: str, tones: str) -> None:
    assert " ".join(TONES[tone] for tone in Chord.parse(label).tones) == tones


@pytest.mark.parametrize(
    ("label", "bass"),
    [("C:maj/3", "E"), ("C/5", "G"), ("G:7/b7", "F"), ("D:min/b3", "F"), ("A:min/9", "B")],
)
def test_the_bass_is_a_degree_above_the_root(label: str, bass: str) -> None:
    assert Chord.parse(label).bass == tone_number(bass)


@given(drawn.chords)
def test_labels_parse_and_print(chord: Chord) -> None:
    assert Chord.parse(chord.label) == chord


@given(st.sampled_from(TONES), st.sampled_from([*QUALITIES, "min9", "7(b9)"]), st.sampled_from(
    ["", "/b2", "/2", "/b3", "/3", "/4", "/b5", "/5", "/b6", "/6", "/b7", "/7"]
))  # fmt: skip
def test_labels_print_as_they_were_read(root: str, quality: str, over: str) -> None:
    label = f"{root}:{quality}{over}"
    assert Chord.parse(label).label == label


def test_no_chord_is_one_value() -> None:
    assert Chord(None) == Chord(None, "min", 3) == Chord.parse("X") == NO_CHORD
    assert NO_CHORD.label == "N"
    assert Chord(0, "maj", 0) == Chord.parse("C/1") == Chord(0)


@pytest.mark.parametrize(
    "label", ["", "H:maj", "C:", "C:maj/", "Cmaj", "C:maj/x", "C:maj/0", "C:maj/14"]
)
def test_what_is_no_label_is_refused(label: str) -> None:
    with pytest.raises(BadDocument, match="Write it like"):
        Chord.parse(label)


C, G = Chord(0), Chord(7)


def test_a_chord_sounds_from_its_edge_to_the_next() -> None:
    track = ChordTrack(np.array([1.0, 2.0, 4.0]), (C, G))
    heard = [track.at(at).label for at in (0.9, 1.0, 1.9, 2.0, 3.9, 4.0)]
    assert heard == ["N", "C:maj", "C:maj", "G:maj", "G:maj", "N"]
    assert track.index_at([0.0, 1.5, 2.5, 9.0]).tolist() == [-1, 0, 1, -1]


@given(drawn.chord_tracks(), st.floats(-10, 500))
def test_the_chord_at_a_moment_is_the_one_around_it(track: ChordTrack, at: float) -> None:
    index = int(track.index_at(at))
    if index >= 0:
        assert track.edges[index] <= at < track.edges[index + 1]
    else:
        assert not track.edges[0] <= at < track.edges[-1]


@pytest.mark.parametrize(
    ("edges", "chords"),
    [
        ([0.0, 1.0], ()),
        ([], ()),
        ([0.0], (C,)),
        ([0.0, 0.0], (C,)),
        ([1.0, 0.0], (C,)),
        ([0.0, np.nan], (C,)),
        ([np.nan, 0.0], (C,)),
        ([0.0, np.inf], (C,)),
        ([[0.0], [1.0]], (C,)),
    ],
)
def test_edges_that_do_not_fit_are_refused(
    edges: list[float], chords: tuple[Chord, ...]
) -> None:
    with pytest.raises(BadDocument, match="edge"):
        ChordTrack(np.array(edges), chords)


def test_chord_tracks_compare_by_value_and_stay_as_they_are() -> None:
    edges = np.array([0.0, 1.0])
    track, twin = ChordTrack(edges, (C,)), ChordTrack(np.array([-0.0, 1.0]), (C,))
    edges[0] = 0.5
    assert track == twin
    assert hash(track) == hash(twin)
    assert track != ChordTrack(np.array([0.0, 1.0]), (G,))
    assert track != "track"
    with pytest.raises(ValueError, match="read-only"):
        track.edges[0] = 0.5


def test_open_key_counts_from_c_major_and_a_minor() -> None:
    names = {
        "C major": "1d",
        "A minor": "1m",
        "G major": "2d",
        "F major": "12d",
        "F# minor": "4m",
    }
    keys = [Key(tonic, minor) for tonic in range(12) for minor in (False, True)]
    assert {key.name: key.open_key for key in keys if key.name in names} == names


def test_keys_follow_one_another_and_the_longest_is_the_main_one() -> None:
    c, d, e = Key(0, minor=False), Key(2, minor=True), Key(4, minor=True)
    keys = KeyTrack(np.array([0.0, 4.0, 9.0, 12.0]), (c, d, c), np.array([0.9, 0.5, 0.7]))
    assert keys.main == c
    assert [keys.at(t) for t in (-1.0, 0.0, 3.99, 4.0, 8.9, 9.0, 99.0)] == [c, c, c, d, d, c, c]
    assert codec.decode(KeyTrack, codec.encode(keys)) == keys
    assert keys != KeyTrack(keys.edges, (c, e, c), keys.certainty)


@pytest.mark.parametrize(
    ("certainty", "main"),
    [((0.0, 0.003), None), ((0.0, 0.3), Key(2, minor=True)), ((), Key(0, minor=False))],
)
def test_what_is_hardly_heard_is_no_main_key(
    certainty: tuple[float, ...], main: Key | None
) -> None:
    """In silence and noise every key is as good as the next."""
    pair = (Key(0, minor=False), Key(2, minor=True))
    assert KeyTrack(np.array([0.0, 9.0, 12.0]), pair, np.array(certainty)).main == main


def test_chords_say_how_clear_they_are_and_what_else_they_may_be() -> None:
    chords = (Chord(0), Chord(9, "min"))
    others = ((Chord(9, "min"), Chord(4, "min")), (Chord(0), Chord(5)))
    track = ChordTrack(np.array([0.0, 1.0, 2.0]), chords, np.array([0.9, 0.4]), others)
    assert codec.decode(ChordTrack, codec.encode(track)) == track
    assert track != ChordTrack(track.edges, chords)
    with pytest.raises(BadDocument, match="certainty"):
        ChordTrack(track.edges, chords, np.array([0.9]))
    with pytest.raises(BadDocument, match="Alternatives"):
        ChordTrack(track.edges, chords, alternatives=others[:1])


def test_a_track_of_keys_has_at_least_one() -> None:
    with pytest.raises(BadDocument, match="at least one key"):
        KeyTrack(np.array([0.0]), ())
