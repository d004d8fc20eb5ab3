"""What a person put right stays when a newer engine hears the track again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from luma.app.bundled import bundled
from luma.app.services import Desk
from luma.domain.chordedits import PutChord, RenameChord, SplitChord
from luma.domain.gridedits import MoveBeat, SetDownbeat, ShiftGrid
from luma.domain.harmony import NO_CHORD, Chord
from luma.domain.ids import ClipId, ScoreId, TrackId
from luma.domain.score import Anchor, Clip
from luma.domain.scoreedits import MoveClips
from tests.app.desks import SCORE, a_clip, a_desk, a_track, furnish, hear
from tests.app.workshops import make_workshop

OLD = ("C:maj", "A:min", "F:maj", "G:maj")
NEW = ("C:maj", "A:min7", "D:min", "G:7")
A, HELD = ClipId("a"), ClipId("held")


@dataclass
class Workshop:
    """The engines that desks find: at first of version 1."""

    folder: Path

    def renew(self) -> None:
        """Have engines of version 2, which hear other beats and other chords."""
        self.folder = make_workshop(self.folder.parent / "newer", 2, 121.0, 0.25, NEW)


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """Engines of version 1: 120 beats a minute from the start, and four chords."""
    made = Workshop(make_workshop(tmp_path / "older", 1, 120.0, 0.0, OLD))

    def found(name: str) -> Path:
        return made.folder if name == "workers" else bundled(name)

    monkeypatch.setattr("luma.app.desk.bundled", found)
    return made


@pytest.fixture
def track(workshop: Workshop, tmp_path: Path) -> TrackId:
    """A track that version 1 has heard, with clips on its beats and one held by seconds."""
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 8.0).id
        hear(desk, track, "beats", "chords")
        clips = (a_clip("a", 4, 8), a_clip("held", 8, 9, anchor=Anchor.SECONDS))
        furnish(desk, track, *clips)
        desk.documents.edit("score", SCORE, MoveClips((A, HELD), 0.0, 1))
        return track


@contextmanager
def newer(workshop: Workshop, track: TrackId) -> Iterator[Desk]:
    """A desk on which version 2 has heard other beats and other chords in the track."""
    workshop.renew()
    with a_desk() as desk:
        hear(desk, track, "beats", "chords")
        with desk.ground.store.read() as shelf:
            versions = {made.version for made in shelf.artifacts.of(track)}
        assert versions == {1, 2}
        yield desk


def clip(desk: Desk, name: ClipId) -> Clip:
    found: Clip = desk.documents.get("score", ScoreId(SCORE)).clip(name)
    return found


def labels(desk: Desk, track: TrackId) -> tuple[str, ...]:
    chords = desk.lane.call(lambda: desk.chords.of(track))
    return () if chords is None else tuple(chord.label for chord in chords.chords)


def test_without_corrections_the_newer_engine_counts(
    workshop: Workshop, track: TrackId
) -> None:
    with newer(workshop, track) as desk:
        grid = desk.lane.call(lambda: desk.grids.of(track))
        assert grid.bpm == pytest.approx(121.0)
        assert labels(desk, track) == NEW
        assert desk.lane.call(lambda: desk.chords.find_offer(track)) is None
        told = clip(desk, A)
        assert told.start_s == pytest.approx(2.0, abs=0.041)
        assert float(grid.seconds(told.start_beat)) == pytest.approx(told.start_s)


def test_a_corrected_grid_survives_a_newer_engine(workshop: Workshop, track: TrackId) -> None:
    with a_desk() as desk:
        for change in (ShiftGrid(0.1), MoveBeat(3, 1.65), SetDownbeat(1)):
            desk.lane.call(lambda change=change: desk.grids.edit(track, change))  # type: ignore[misc]
        mine = desk.lane.call(lambda: desk.grids.of(track))
        places = (clip(desk, A), clip(desk, HELD))
    with newer(workshop, track) as desk:
        assert desk.lane.call(lambda: desk.grids.of(track)) == mine
        assert desk.lane.call(lambda: desk.grids.features(track)).beats == mine
        assert desk.lane.call(lambda: desk.grids.heard(track)).bpm == pytest.approx(121.0)
        assert (clip(desk, A), clip(desk, HELD)) == places
        assert clip(desk, HELD).start_s == 4.0, "held by seconds, it never moves"
        assert clip(desk, A).start_s == pytest.approx(2.1), "it went with its beats once"


def test_a_newer_grid_is_offered_and_taking_it_can_be_undone(
    workshop: Workshop, track: TrackId
) -> None:
    with a_desk() as desk:
        desk.lane.call(lambda: desk.grids.edit(track, ShiftGrid(0.1)))
        mine = desk.lane.call(lambda: desk.grids.of(track))
        assert desk.lane.call(lambda: desk.grids.find_offer(track)) is None
    with newer(workshop, track) as desk:
        offer = desk.lane.call(lambda: desk.grids.find_offer(track))
        assert offer is not None
        assert "121.0 beats a minute where yours have 120.0" in offer.words
        before = (clip(desk, A), clip(desk, HELD))
        taken = desk.lane.call(lambda: desk.grids.take_offer(track))
        assert taken == offer.heard
        assert clip(desk, A).start_s == pytest.approx(2.1, abs=0.041)
        assert clip(desk, HELD).start_s == 4.0
        desk.documents.undo("grid", track)
        assert desk.lane.call(lambda: desk.grids.of(track)) == mine
        assert (clip(desk, A), clip(desk, HELD)) == before
        desk.documents.redo("grid", track)
        assert desk.lane.call(lambda: desk.grids.of(track)) == taken


def test_a_corrected_grid_is_undone_step_by_step_after_it(
    workshop: Workshop, track: TrackId
) -> None:
    with a_desk() as desk:
        for change in (ShiftGrid(0.1), ShiftGrid(0.2)):
            desk.lane.call(lambda change=change: desk.grids.edit(track, change))  # type: ignore[misc]
    with newer(workshop, track) as desk:
        starts = []
        for _ in range(2):
            desk.documents.undo("grid", track)
            starts.append(clip(desk, A).start_s)
        assert starts == pytest.approx([2.1, 2.0])
        assert not desk.lane.call(lambda: desk.grids.is_own(track))
        assert desk.lane.call(lambda: desk.grids.of(track)).bpm == pytest.approx(121.0)


def test_corrected_chords_survive_a_newer_engine(workshop: Workshop, track: TrackId) -> None:
    with a_desk() as desk:
        for change in (
            RenameChord(2.5, Chord.parse("A:min7/b3")),
            SplitChord(4.5),
            PutChord(6.5, 7.0, NO_CHORD),
        ):
            desk.lane.call(lambda change=change: desk.chords.edit(track, change))  # type: ignore[misc]
        mine = desk.lane.call(lambda: desk.chords.of(track))
        assert labels(desk, track) == (
            "C:maj", "A:min7/b3", "F:maj", "F:maj", "G:maj", "N", "G:maj",
        )  # fmt: skip
        assert desk.lane.call(lambda: desk.chords.find_offer(track)) is None
    with newer(workshop, track) as desk:
        assert desk.lane.call(lambda: desk.chords.of(track)) == mine
        assert desk.lane.call(lambda: desk.grids.features(track)).chords == mine
        heard = desk.lane.call(lambda: desk.chords.heard(track))
        assert heard is not None
        assert tuple(chord.label for chord in heard.chords) == NEW


def test_newer_chords_are_offered_and_taking_them_can_be_undone(
    workshop: Workshop, track: TrackId
) -> None:
    with a_desk() as desk:
        wished = RenameChord(2.5, Chord.parse("A:min7"))
        desk.lane.call(lambda: desk.chords.edit(track, wished))
        mine = labels(desk, track)
    with newer(workshop, track) as desk:
        offer = desk.lane.call(lambda: desk.chords.find_offer(track))
        assert offer is not None
        assert offer.share == pytest.approx(0.5)
        assert "others than yours in 50 % of the time" in offer.words
        desk.lane.call(lambda: desk.chords.take_offer(track))
        assert labels(desk, track) == NEW
        desk.documents.undo("harmony", track)
        assert labels(desk, track) == mine
        desk.documents.undo("harmony", track)
        assert not desk.lane.call(lambda: desk.chords.is_own(track))
        assert labels(desk, track) == NEW


def test_corrected_chords_do_not_move_with_the_beats(
    workshop: Workshop, track: TrackId
) -> None:
    with newer(workshop, track) as desk:
        desk.lane.call(lambda: desk.chords.edit(track, SplitChord(3.0)))
        before = desk.lane.call(lambda: desk.chords.of(track))
        desk.lane.call(lambda: desk.grids.edit(track, ShiftGrid(0.1)))
        after = desk.lane.call(lambda: desk.chords.of(track))
        assert before is not None
        assert after is not None
        assert np.array_equal(before.edges, after.edges)
