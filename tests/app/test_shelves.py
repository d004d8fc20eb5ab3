"""What a person does to tracks in a list reaches the library, and is announced."""

from pathlib import Path

import numpy as np
import pytest

from luma.app.events import ArtifactReady, TracksChanged, TracksRemoved, TracksRestored
from luma.app.services import Desk
from luma.domain.energy import Energy, Loudness
from luma.domain.gridedits import ForgetGrid, SetTempo
from luma.domain.harmony import Key, KeyTrack
from luma.domain.ids import TrackId
from luma.domain.listing import Query
from luma.domain.track import Tags
from luma.store.failures import KnownFailure
from tests.app.desks import Facts, a_desk, a_track, hear, until
from tests.app.test_recordings import shelve

KINDS = (TracksChanged, TracksRemoved, TracksRestored)


def test_tags_colours_and_the_trash_are_announced_when_they_are_safe(tmp_path: Path) -> None:
    with a_desk() as desk:
        name = a_track(desk, tmp_path, 1.0).id
        facts = Facts(desk, KINDS)
        desk.shelves.tag({name: Tags("Drums")})
        desk.shelves.paint([name], 2)
        assert facts.wait(TracksChanged).tracks == (name,)
        facts.wait(TracksChanged)
        (row,) = desk.shelves.rows(desk.shelves.order(Query()))
        assert (row.listed.track.title, row.listed.colour) == ("Drums", 2)
        assert not row.missing
        desk.shelves.remove([name])
        assert facts.wait(TracksRemoved).tracks == (name,)
        assert desk.shelves.order(Query()) == ()
        desk.shelves.restore([name])
        assert facts.wait(TracksRestored).tracks == (name,)
        assert len(desk.shelves.order(Query())) == 1


def test_the_tempo_of_beats_is_noted_as_they_are_heard(tmp_path: Path) -> None:
    with a_desk() as desk:
        name = a_track(desk, tmp_path, 8.0).id
        facts = Facts(desk, KINDS)
        hear(desk, name, "beats")
        facts.wait(TracksChanged)
        (row,) = desk.shelves.rows(desk.shelves.order(Query("115-125")))
        assert row.listed.bpm is not None
        assert abs(row.listed.bpm - 120) < 1.0


def test_the_key_that_was_heard_is_noted_then_and_on_the_next_opening(tmp_path: Path) -> None:
    def key_of(desk: Desk) -> Key | None:
        (row,) = desk.shelves.rows(desk.shelves.order(Query()))
        return row.listed.key

    keys = KeyTrack(np.array([0.0, 2.0, 8.0]), (Key(0, minor=False), Key(9, minor=True)))
    with a_desk() as desk:
        name = a_track(desk, tmp_path, 1.0).id
        facts = Facts(desk, (TracksChanged,))
        made = shelve(desk, name, "key", keys)
        assert key_of(desk) is None
        desk.lane.call(lambda: desk.bus.announce(ArtifactReady(made, 1.0)))
        assert facts.wait(TracksChanged).tracks == (name,)
        assert key_of(desk) == Key(9, minor=True)
        desk.ground.keeper.save(lambda shelf: shelf.artifacts.drop([made.recipe])).result()
        shelve(desk, a_track(desk, tmp_path, 2.0).id, "key", keys)
    with a_desk() as desk:
        until(lambda: all(row.listed.key for row in desk.shelves.rows((1, 2))))


def test_the_energy_is_noted_once_all_of_it_was_heard_and_on_the_next_opening(
    tmp_path: Path,
) -> None:
    def energy_of(desk: Desk, name: TrackId) -> float | None:
        with desk.ground.store.read() as shelf:
            return shelf.tracks.energy(name)

    full = np.ones(60, np.float32)
    lively, dull = Energy(full, full, full), Energy(full, full * 0.0, full * 0.0)
    with a_desk() as desk:
        name = a_track(desk, tmp_path, 1.0).id
        facts = Facts(desk, (TracksChanged,))
        made = shelve(desk, name, "energy", lively)
        desk.lane.call(lambda: desk.bus.announce(ArtifactReady(made, 1.0)))
        made = shelve(desk, name, "loudness", Loudness(-15.0, -1.0))
        assert facts.so_far() == []
        desk.lane.call(lambda: desk.bus.announce(ArtifactReady(made, 1.0)))
        assert facts.wait(TracksChanged).tracks == (name,)
        assert energy_of(desk, name) == pytest.approx(0.75)
        later = a_track(desk, tmp_path, 2.0).id
        shelve(desk, later, "energy", dull)
        shelve(desk, later, "loudness", Loudness(-6.0, -1.0))
        assert energy_of(desk, later) is None
    with a_desk() as desk:
        assert until(lambda: energy_of(desk, later)) == pytest.approx(0.5)


def test_the_tempo_of_corrected_beats_is_noted_until_they_are_forgotten(tmp_path: Path) -> None:
    with a_desk() as desk:
        name = a_track(desk, tmp_path, 8.0).id
        facts = Facts(desk, (TracksChanged,))

        def noted() -> float | None:
            (row,) = desk.shelves.rows(desk.shelves.order(Query()))
            return row.listed.bpm

        before = noted()
        desk.lane.call(lambda: desk.grids.edit(name, SetTempo(93.0)))
        assert facts.wait(TracksChanged).tracks == (name,)
        assert noted() == 93.0
        desk.lane.call(lambda: desk.grids.edit(name, ForgetGrid()))
        facts.wait(TracksChanged)
        assert noted() == before


def test_what_failed_is_tried_again_on_demand(tmp_path: Path) -> None:
    with a_desk() as desk:
        name = a_track(desk, tmp_path, 1.0).id
        known = KnownFailure(name, "pcm", 1, "work_failed", "no room")
        desk.ground.keeper.save(lambda shelf: shelf.failures.note(known)).result()
        (row,) = desk.shelves.rows(desk.shelves.order(Query()))
        assert row.listed.failures == (("pcm", "no room"),)
        facts = Facts(desk, (ArtifactReady,))
        desk.shelves.hear_again({name: ("pcm",)})
        assert facts.wait(ArtifactReady).artifact.kind == "pcm"
        (row,) = desk.shelves.rows(desk.shelves.order(Query()))
        assert row.listed.failures == ()
        desk.lane.call(lambda: desk.analyses.cancel(name))
        until(lambda: not desk.lane.call(lambda: desk.analyses.in_hand))


def test_a_file_that_is_gone_is_told_and_comes_back_by_adding_it_again(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 1.0)
        content = track.source.path.read_bytes()
        track.source.path.unlink()
        (row,) = desk.shelves.rows(desk.shelves.order(Query()))
        assert row.missing
        assert row.listed.track.id == track.id
        (outcome,) = desk.library.add([Path(track.source.original)]).result(60)
        assert outcome.status == "duplicate"
        (row,) = desk.shelves.rows(desk.shelves.order(Query()))
        assert not row.missing
        assert track.source.path.read_bytes() == content
