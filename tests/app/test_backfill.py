"""Raised versions, other engines and failures: what a desk makes anew, and what it keeps."""

from collections.abc import Callable
from pathlib import Path

import pytest

from luma.analysis.catalogue import Catalogue, catalogue
from luma.analysis.order import Choice
from luma.app.analyses import Wish
from luma.app.events import (
    ArtifactReady,
    JobCancelled,
    JobFailed,
    JobMoved,
    ProblemRaised,
    TrackComplete,
)
from luma.app.services import Desk
from luma.domain.gridedits import ShiftGrid
from luma.domain.ids import TrackId
from luma.domain.rhythm import BeatGrid
from luma.domain.units import Seconds
from tests.app.desks import PATIENCE, Facts, a_desk, a_track, hear, until

FACTS = (ArtifactReady, JobFailed, TrackComplete)
SHOP = '''
"""Beats at a steady pace, by one engine that is built in and one that needs weights."""

import time
from pathlib import Path

from luma.analysis.contract import Models, Progress, Source, analyzer
from luma.domain.errors import Unavailable
from luma.domain.rhythm import BeatGrid


@analyzer("beats", engine="luma", version={version})
def beats(source: Source, progress: Progress, *, patience: float = 0.0) -> BeatGrid:
    """Steady beats."""
    if patience < 0:
        raise MemoryError
    for step in range(int(patience * 20)):
        progress(step / (patience * 20), "waiting")
        time.sleep(0.05)
    return BeatGrid.steady({bpm}, count=8)


@analyzer("beats", engine="keen", version={version}, model="keen")
def keen(source: Source, models: Models) -> BeatGrid:
    """Steady beats of another engine."""
    if (models.folder / "keen" / "broken").exists():
        raise Unavailable("The weights are damaged.")
    return BeatGrid.steady(150.0, count=8)
'''

Use = Callable[..., Catalogue]


@pytest.fixture
def use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Use:
    """Let the next desk open a workshop of this version and pace."""

    def settle(version: int, bpm: float) -> Catalogue:
        folder = tmp_path / f"shop {version} {bpm}" / "workers"
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text('"""A workshop."""\n')
        (folder / "pace.py").write_text(SHOP.format(version=version, bpm=bpm))
        made = catalogue(folder)
        monkeypatch.setattr("luma.app.desk.catalogue", lambda _: made)
        return made

    return settle


def bpm_of(desk: Desk, track: TrackId) -> float:
    grid = desk.analyses.load(track, BeatGrid)
    assert grid is not None
    return round(grid.bpm)


def test_a_raised_version_is_made_again_at_the_next_start_beside_the_old_one(
    tmp_path: Path, use: Use
) -> None:
    use(1, 100.0)
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 4.0).id
        hear(desk, track, "beats")
        old = desk.analyses.find_file(track, "beats")
        assert old is not None
        mine = desk.lane.call(lambda: desk.grids.edit(track, ShiftGrid(Seconds(0.05))))
        desk.lane.call(lambda: desk.grids.finish(track))
    use(2, 120.0)
    with a_desk(analyse=True) as desk:
        until(lambda: bpm_of(desk, track) == 120)
        with desk.ground.store.read() as shelf:
            kept = shelf.artifacts.of(track, "beats")
        assert sorted(each.version for each in kept) == [1, 2]
        assert old.exists()
        counts = desk.lane.call(lambda: desk.grids.of(track))
        assert counts.beats.tolist() == mine.beats.tolist(), "a person's own beats stay"
        offer = desk.lane.call(lambda: desk.grids.find_offer(track))
        assert offer is not None
        assert round(offer.heard.bpm) == 120
    with a_desk(analyse=True) as desk:
        facts = Facts(desk, FACTS)
        hear(desk, track, "beats")
        assert not any(isinstance(fact, ArtifactReady) for fact in facts.so_far())


def test_an_engine_whose_weights_came_in_counts_from_then_on(tmp_path: Path, use: Use) -> None:
    use(1, 100.0)
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 4.0).id
        hear(desk, track, "beats")
        assert bpm_of(desk, track) == 100
        (desk.paths.models / "keen").mkdir(parents=True)
        hear(desk, track, "beats")
        assert bpm_of(desk, track) == 150
        made = Facts(desk, FACTS)
        choice = Wish(("beats",), {"beats": Choice("luma")})
        desk.lane.call(lambda: desk.analyses.complete(track, choice))
        made.wait(TrackComplete)
        assert bpm_of(desk, track) == 100, "what somebody chose counts, though it was there"


def test_where_a_fetched_engine_fails_the_built_in_one_takes_its_place(
    tmp_path: Path, use: Use
) -> None:
    use(1, 100.0)
    with a_desk() as desk:
        keen = desk.paths.models / "keen"
        keen.mkdir(parents=True)
        (keen / "broken").write_text("")
        track = a_track(desk, tmp_path, 4.0).id
        facts = Facts(desk, FACTS)
        assert hear(desk, track, "beats").failed == ()
        told = facts.so_far()
        assert [type(fact) for fact in told] == [JobFailed, ArtifactReady, TrackComplete]
        assert "damaged" in told[0].trouble.sentence()
        assert bpm_of(desk, track) == 100
        assert "damaged" in desk.analyses.known_failure(track, "beats")
        (keen / "broken").unlink()
        hear(desk, track, "beats")
        assert bpm_of(desk, track) == 100, "what failed is not tried for ever"
        desk.analyses.pardon(track, Wish(("beats",)))
        hear(desk, track, "beats")
        assert bpm_of(desk, track) == 150
        assert desk.analyses.known_failure(track, "beats") == ""


def test_a_full_machine_is_told_once_and_left_until_somebody_asks_again(
    tmp_path: Path, use: Use
) -> None:
    use(1, 100.0)
    with a_desk() as desk:
        names = [a_track(desk, tmp_path, 0.5 + n / 10).id for n in range(2)]
        facts = Facts(desk, (*FACTS, ProblemRaised))
        wish = Wish(("beats",), {"beats": Choice("luma", {"patience": -1.0})})

        def ask() -> None:
            for name in names:
                desk.analyses.complete(name, wish)

        def told(asked: Callable[[], None]) -> list[str]:
            facts.so_far()
            desk.lane.call(asked)
            heard = [facts.heard.get(timeout=PATIENCE)]
            while sum(isinstance(fact, TrackComplete) for fact in heard) < len(names):
                heard.append(facts.heard.get(timeout=PATIENCE))
            return sorted(type(fact).__name__ for fact in heard)

        complete = ["TrackComplete", "TrackComplete"]
        assert told(ask) == ["JobFailed", "JobFailed", "ProblemRaised", *complete]
        assert desk.analyses.known_failure(names[0], "beats") == ""
        assert told(ask) == complete
        desk.analyses.pardon(names[0], wish)
        assert told(ask) == ["JobFailed", "ProblemRaised", *complete]


def test_progress_tells_the_seconds_that_are_left(tmp_path: Path, use: Use) -> None:
    use(1, 100.0)
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 4.0).id
        facts = Facts(desk, (JobMoved, JobCancelled))
        wish = Wish(("beats",), {"beats": Choice("luma", {"patience": 30.0})})
        desk.lane.call(lambda: desk.analyses.complete(track, wish))
        moved = facts.wait(JobMoved)
        while moved.seconds_left is None:
            moved = facts.wait(JobMoved)
        assert (moved.track, moved.kind, moved.stage) == (track, "beats", "waiting")
        assert 0 < moved.share < 1
        assert 0 < moved.seconds_left < 300
        desk.lane.call(lambda: desk.analyses.cancel(track))
        assert facts.wait(JobCancelled) == JobCancelled(track, "beats")
        assert desk.lane.call(lambda: desk.analyses.in_hand) == ()


def test_the_track_that_is_opened_goes_before_those_that_wait(tmp_path: Path, use: Use) -> None:
    use(1, 100.0)
    with a_desk() as desk:
        desk.analyses._slots = 1
        names = [a_track(desk, tmp_path, 0.5 + n / 10).id for n in range(4)]
        facts = Facts(desk, (ArtifactReady,))
        wish = Wish(("beats",), {"beats": Choice("luma", {"patience": 0.2})})

        def begin() -> None:
            for name in names:
                desk.analyses.complete(name, wish)
            desk.opening.open(names[3], lambda _: None)

        desk.lane.call(begin)
        order = [facts.wait(ArtifactReady).artifact.track for _ in names]
        assert order.index(names[3]) < order.index(names[1])
        assert order.index(names[1]) < order.index(names[2])
