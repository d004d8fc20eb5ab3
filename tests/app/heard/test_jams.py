"""JAMS documents have the shape that its schema asks for."""

import json
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from luma.app.heard.jams import jams_of
from luma.app.heard.known import Known
from luma.domain.harmony import Chord, ChordTrack
from tests.app.heard.music import GRID, SONG, TRACK, songs

# as the published schema and its namespaces have them
DEGREES = r"(\*?((b*|#*)([1-9]|1[0-3]?))(,\*?((b*|#*)([1-9]|1[0-3]?)))*)"
KINDS = (
    "maj|min|dim|aug|1|5|sus2|sus4|maj6|min6|7|maj7|min7|dim7|hdim7|minmaj7|aug7|9|maj9|min9|11|"
    "maj11|min11|13|maj13|min13"
)
CHORD = (
    rf"((N|X)|(([A-G](b*|#*))((:({KINDS})(\({DEGREES}\))?)|(:\({DEGREES}\)))?"
    r"((/((b*|#*)([1-9]|1[0-3]?)))?)?))"
)
KEY = (
    r"N|([A-G][b#]?)(:(major|minor|ionian|dorian|phrygian|lydian|mixolydian|aeolian|locrian))?"
)
VALUES: dict[str, Any] = {
    "beat": lambda value: value is None or isinstance(value, float),
    "tempo": lambda value: isinstance(value, float) and value >= 0,
    "chord": lambda value: re.fullmatch(CHORD, value),
    "key_mode": lambda value: re.fullmatch(KEY, value),
    "segment_open": lambda value: isinstance(value, str),
}


def checked(text: str) -> dict[str, list[dict[str, Any]]]:
    """The observations of a document by namespace, once it is seen to keep to the schema."""
    document = json.loads(text)
    assert set(document) == {"file_metadata", "annotations", "sandbox"}
    about = document["file_metadata"]
    assert all(isinstance(about[name], str) for name in ("title", "artist", "release"))
    assert about["duration"] >= 0
    assert re.search("[0-9].[0-9].[0-9]", about["jams_version"])
    assert isinstance(about["identifiers"], dict)
    found = {}
    for annotation in document["annotations"]:
        assert annotation["time"] >= 0
        assert annotation["duration"] >= 0
        assert isinstance(annotation["sandbox"], dict)
        metadata = annotation["annotation_metadata"]
        assert set(metadata.pop("curator")) == {"name", "email"}
        assert isinstance(metadata.pop("annotator"), dict)
        assert all(isinstance(value, str) for value in metadata.values())
        for seen in annotation["data"]:
            assert set(seen) == {"time", "duration", "value", "confidence"}
            assert seen["time"] >= 0
            assert seen["duration"] >= 0
            assert VALUES[annotation["namespace"]](seen["value"]), seen
            if annotation["namespace"] == "tempo":
                assert 0 <= seen["confidence"] <= 1
        found[annotation["namespace"]] = annotation["data"]
    return found


def test_a_song_is_written_with_all_its_namespaces() -> None:
    found = checked(jams_of(SONG))
    assert set(found) == set(VALUES)
    assert [each["time"] for each in found["beat"]] == GRID.beats.tolist()
    assert [each["value"] for each in found["beat"]][:3] == [3.0, 1.0, 2.0]
    assert found["beat"][2]["confidence"] == pytest.approx(0.4)
    assert found["tempo"][0]["confidence"] == pytest.approx(0.8)
    assert [each["value"] for each in found["chord"]] == ["N", "C:maj/3", "A:min7"]
    assert [each["value"] for each in found["key_mode"]] == ["C:major", "A:minor"]
    assert [each["value"] for each in found["segment_open"]] == ["intro", "drop"]
    assert '"title": "Söng"' in jams_of(SONG)


@settings(max_examples=60)
@given(songs())
def test_any_song_keeps_to_the_schema(song: Known) -> None:
    found = checked(jams_of(song))
    if song.grid.assumed:
        assert found["beat"] == []
        assert found["tempo"] == []
    else:
        beats = [each["time"] for each in found["beat"]]
        assert np.allclose(beats, song.grid.beats[song.grid.beats >= 0], atol=1e-5)
    assert len(found["chord"]) == len(song.chord_stretches())


@pytest.mark.parametrize(
    ("label", "told"),
    [("C:min6/5", "C:min6/5"), ("C:maj(9)", "C:maj(9)"), ("C:minadd4", "C:min"),
     ("F#:quartal/b7", "F#:maj/b7"), ("N", "N")],
)  # fmt: skip
def test_a_kind_of_chord_that_jams_lacks_is_told_by_its_third(label: str, told: str) -> None:
    chords = ChordTrack(np.array([0.0, 1.0]), (Chord.parse(label),))
    found = checked(jams_of(Known(TRACK, 1.0, GRID, chords)))
    assert found["chord"][0]["value"] == told
