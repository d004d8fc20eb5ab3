"""A scheduler that is killed midway: told once, nothing half done, the rest is made later."""

from collections.abc import Callable
from pathlib import Path

import pytest

from luma.analysis import cluster
from luma.analysis.catalogue import catalogue
from luma.app.analyses import Wish
from luma.app.desk import open_desk
from luma.app.events import ArtifactReady, ProblemRaised, TrackComplete
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import AnalysisSettings, Settings, SoundSettings
from luma.domain.errors import LumaError
from luma.domain.ids import TrackId
from tests import sounds
from tests.analysis.dasks import end, site
from tests.analysis.test_kills import _workshop
from tests.app.desks import PATIENCE, Facts, a_desk

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
TRACKS, KINDS = 6, ("pcm", "peaks")


def complete(desk: Desk, names: list[TrackId]) -> None:
    """Wish for all kinds of all tracks."""

    def begin() -> None:
        for name in names:
            desk.analyses.complete(name, Wish(KINDS))

    desk.lane.call(begin)


def follow(desk: Desk, names: list[TrackId], at_first: Callable[[], object]) -> list[LumaError]:
    """Wish, do something at the first result, and give the problems until all have ended."""
    facts = Facts(desk, (ArtifactReady, TrackComplete, ProblemRaised))
    complete(desk, names)
    left, told, begun = set(names), [], False
    while left:
        match facts.heard.get(timeout=PATIENCE):
            case TrackComplete(track=track):
                left.discard(track)
            case ProblemRaised(trouble=trouble):
                told.append(trouble)
            case ArtifactReady() if not begun:
                begun = True
                at_first()
    return told


def made(desk: Desk, names: list[TrackId]) -> set[tuple[TrackId, str]]:
    """What is there."""
    found = ((name, kind) for name in names for kind in KINDS)
    return {(name, kind) for name, kind in found if desk.analyses.find_file(name, kind)}


@pytest.mark.slow
def test_a_scheduler_that_is_killed_midway_costs_no_track_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_GONE_AFTER_S", 2.0)
    shop = catalogue(_workshop(tmp_path / "shop", tmp_path / "log.jsonl", 0.5))
    monkeypatch.setattr("luma.app.desk.catalogue", lambda _: shop)
    files = [
        sounds.write(tmp_path / f"{n}.wav", sounds.sine(100.0 + n, 1.0)) for n in range(TRACKS)
    ]
    with site(tmp_path / "dask") as dask:
        dask.hire()
        dask.wait_for(1)
        chosen = AnalysisSettings(scheduler=dask.address)
        settings = Settings(SoundSettings(sink="null"), analysis=chosen)
        with open_desk(Paths.find(), settings) as desk:
            names = [
                each.track.id for each in desk.library.add(files).result(PATIENCE) if each.track
            ]
            (trouble,) = follow(desk, names, lambda: end(dask.scheduler))
            assert f"the scheduler {dask.address} went away" in trouble.sentence()
            assert "what is made stays made" in trouble.hint
            before = made(desk, names)
            assert 0 < len(before) < TRACKS * len(KINDS)
            with desk.ground.store.read() as shelf:
                assert not any(shelf.failures.known(name) for name in names)
            blobs = desk.paths.blobs
    with a_desk() as desk:
        facts = Facts(desk, (TrackComplete,))
        complete(desk, names)
        for _ in names:
            assert facts.wait(TrackComplete).failed == ()
        assert len(made(desk, names)) == TRACKS * len(KINDS)
        assert not list((blobs / "tmp").glob("*"))
