"""Chords that are put right, and the light that listens to them."""

from pathlib import Path

import numpy as np
import pytest

from luma.app.events import DocumentChanged
from luma.app.services import Desk
from luma.domain.chordedits import ForgetChords, PutChord, RenameChord, UseChords
from luma.domain.errors import BadValue, NotFound, Refused
from luma.domain.harmony import NO_CHORD, Chord, ChordTrack
from luma.domain.ids import TrackId
from tests.app.desks import Facts, a_clip, a_desk, a_show, a_track, hear

C, AM = Chord.parse("C:maj"), Chord.parse("A:min")
MINE = ChordTrack(np.array([0.0, 2.0, 8.0]), (C, AM))


def edit(desk: Desk, track: TrackId, change: object) -> ChordTrack:
    return desk.lane.call(lambda: desk.chords.edit(track, change))  # type: ignore[arg-type]


def test_where_none_were_heard_chords_are_put_into_silence(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 8.0).id
        assert desk.lane.call(lambda: desk.chords.of(track)) is None
        hear(desk, track, "pcm")
        told = edit(desk, track, PutChord(2.0, 4.0, AM))
        assert told.chords == (NO_CHORD, AM, NO_CHORD)
        assert told.edges.tolist() == pytest.approx([0.0, 2.0, 4.0, 8.0])
        assert desk.lane.call(lambda: desk.chords.find_offer(track)) is None
        desk.documents.undo("harmony", track)
        assert desk.lane.call(lambda: desk.chords.of(track)) is None
        with pytest.raises(NotFound):
            desk.lane.call(lambda: desk.chords.of(TrackId("nobody")))


def test_what_is_refused_leaves_the_heard_chords_counting(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 8.0).id
        hear(desk, track, "pcm")
        with pytest.raises(BadValue):
            edit(desk, track, RenameChord(99.0, AM))
        assert not desk.lane.call(lambda: desk.chords.is_own(track))


def test_own_chords_outlive_the_program_and_can_be_forgotten(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 8.0).id
        edit(desk, track, UseChords(MINE))
    with a_desk() as desk:
        assert desk.lane.call(lambda: desk.chords.of(track)) == MINE
        edit(desk, track, ForgetChords())
        assert desk.lane.call(lambda: desk.chords.of(track)) is None
        desk.documents.undo("harmony", track)
        assert desk.lane.call(lambda: desk.chords.of(track)) == MINE


def test_the_open_show_listens_to_the_corrected_chords(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("a", 0, 8)) as (desk, facts):
        show = desk.shows.show
        assert show is not None
        changed = Facts(desk, (DocumentChanged,))
        edit(desk, show.track, UseChords(MINE))
        assert changed.wait(DocumentChanged).kind == "harmony"
        facts.wait(facts.kinds[0])
        shown = desk.shows.show
        assert shown is not None
        assert shown.features.chords == MINE
        assert shown.features.beats == show.features.beats
        edit(desk, show.track, RenameChord(0.5, AM))
        facts.wait(facts.kinds[0])
        assert desk.lane.call(lambda: desk.shows.show.features.chords.at(0.5)) == AM  # type: ignore[union-attr]


def test_chords_need_a_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 8.0).id
        monkeypatch.setattr("luma.app.corrected.seconds_of", lambda *_: 0.0)
        with pytest.raises(Refused, match="not decoded yet"):
            edit(desk, track, PutChord(0.0, 1.0, C))
