"""CSV, labels and .lab files say what is known, as other programs read them."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import mir_eval
import numpy as np
import pytest
from hypothesis import given, settings

from luma.app.heard.known import Known
from luma.app.heard.record import record_of
from luma.app.heard.tables import HEADS, csv_of, lab_of, labels_of
from luma.domain.energy import Loudness
from luma.domain.rhythm import BeatGrid
from tests.app.heard.music import CHORDS, GRID, SONG, TRACK, songs


def test_beats_are_counted_in_bars_and_places() -> None:
    told = [(beat.bar, beat.place) for beat in SONG.beats()]
    assert told == [(0, 3), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2)]
    assert [beat.at for beat in SONG.beats()] == GRID.beats.tolist()
    early = Known(TRACK, 2.0, BeatGrid.steady(120.0, first=-0.5, count=5))
    assert [(beat.at, beat.bar, beat.place) for beat in early.beats()] == [
        (0.0, 1, 2),
        (0.5, 1, 3),
        (1.0, 1, 4),
        (1.5, 2, 1),
    ]


def test_a_table_has_a_row_for_all_that_is_known() -> None:
    rows = list(csv.reader(io.StringIO(csv_of(SONG))))
    assert tuple(rows[0]) == HEADS
    assert ["beat", "0.750000", "0.750000", "1.1", "0.900"] in rows
    assert ["chord", "2.250000", "6.000000", "A:min7", "0.800"] in rows
    assert ["key", "4.000000", "6.000000", "A minor", "0.600"] in rows
    assert ["section", "2.250000", "6.000000", "drop", ""] in rows
    assert len(rows) == 1 + 9 + 3 + 2 + 2
    alone = list(csv.reader(io.StringIO(csv_of(SONG, ("key",)))))
    assert [row[0] for row in alone] == ["kind", "key", "key"]


def test_labels_are_three_columns_in_order() -> None:
    rows = [line.split("\t") for line in labels_of(SONG).splitlines()]
    assert all(len(row) == 3 for row in rows)
    starts = [float(row[0]) for row in rows]
    assert starts == sorted(starts)
    assert ["0.750000", "0.750000", "1.1"] in rows
    assert ["0.750000", "2.250000", "C:maj/3"] in rows
    beats = labels_of(SONG, ("beats",)).splitlines()
    assert len(beats) == 9


@settings(max_examples=40)
@given(songs())
def test_chords_in_lab_files_are_read_by_mir_eval(song: Known) -> None:
    if song.chords is None or song.chords.edges[-1] <= 0.0:
        assert lab_of(song) == ""
        return
    intervals, labels = mir_eval.io.load_labeled_intervals(io.StringIO(lab_of(song)))
    heard = song.chords.edges[1:] > 0.0
    edges = np.maximum(song.chords.edges, 0.0)
    assert np.allclose(intervals[:, 0], edges[:-1][heard], atol=1e-6)
    assert np.allclose(intervals[:, 1], edges[1:][heard], atol=1e-6)
    assert labels == [c.label for c, h in zip(song.chords.chords, heard, strict=True) if h]
    mir_eval.chord.encode_many(labels)


def test_a_lab_file_of_beats_is_read_by_mir_eval(tmp_path: Path) -> None:
    file = tmp_path / "song.beats"
    file.write_text(lab_of(SONG, ("beats",)), encoding="utf-8")
    events, places = mir_eval.io.load_labeled_events(str(file))
    assert np.allclose(events, GRID.beats)
    assert places[1] == "1"
    key = lab_of(SONG, ("key",)).splitlines()
    assert key == ["0.000000 4.000000 C:major", "4.000000 6.000000 A:minor"]


@given(songs())
def test_any_song_is_told_in_words_that_can_be_read_back(song: Known) -> None:
    rows = list(csv.reader(io.StringIO(csv_of(song))))[1:]
    beats = [float(row[1]) for row in rows if row[0] == "beat"]
    assert np.allclose(beats, song.grid.beats[song.grid.beats >= 0], atol=1e-6)
    chords = [row[3] for row in rows if row[0] == "chord"]
    assert chords == [each.label for each in song.chord_stretches()]
    assert all(float(row[1]) <= float(row[2]) for row in rows)


def test_the_record_has_key_wheel_confidence_and_alternatives() -> None:
    record = record_of(SONG)
    assert (record["key"], record["camelot"], record["openkey"]) == ("C major", "8B", "1d")
    assert record["corrected"] == ["chords"]
    assert record["chords"][1] == {  # type: ignore[index]
        "start": 0.75,
        "end": 2.25,
        "label": "C:maj/3",
        "confidence": 0.4,
        "alternatives": ["A:min"],
    }
    assert record["keys"][1] == {  # type: ignore[index]
        "start": 4.0, "end": 6.0, "label": "A minor", "confidence": 0.6, "camelot": "8A",
        "openkey": "1m",
    }  # fmt: skip
    assert record["second"] == {"bpm": 60.0, "metre": 4, "confidence": 1.0}
    assert record["beat_confidence"] == GRID.certainty.tolist()
    assert record["loudness"] == pytest.approx(-9.5)


def test_the_record_has_the_figures_of_r128_and_nothing_for_what_is_no_number() -> None:
    levels = np.array([-30.0, -8.125, -12.0], np.float32)
    loudness = Loudness(-9.5, float("inf"), 4.256, levels - 3.0, levels)
    assert record_of(replace(SONG, loudness=loudness))["levels"] == {
        "integrated": -9.5,
        "range": 4.26,
        "short_term_max": -11.12,
        "momentary_max": -8.12,
        "true_peak": None,
    }
    assert record_of(Known(TRACK, 2.0, BeatGrid.assume(2.0)))["levels"] is None


def test_what_is_not_known_is_nothing() -> None:
    bare = Known(TRACK, 2.0, BeatGrid.assume(2.0))
    assert not bare.is_anything
    record = record_of(bare)
    assert (record["key"], record["camelot"], record["chords"]) == ("C", None, [])
    assert record["loudness"] is None
    assert SONG.is_anything
    assert CHORDS.chords[0].label == "N"
