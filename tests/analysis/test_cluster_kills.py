"""Thirty tracks on two machines, one of which is killed midway: all results, nothing twice."""

import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from luma.analysis.catalogue import catalogue
from luma.app.analyses import Wish
from luma.app.desk import open_desk
from luma.app.events import ArtifactReady, JobFailed, TrackComplete
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import AnalysisSettings, Settings, SoundSettings
from luma.domain.ids import TrackId
from tests import sounds
from tests.analysis.dasks import end, site
from tests.analysis.test_kills import _workshop
from tests.app.desks import PATIENCE, Facts

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
TRACKS, KINDS = 30, ("pcm", "peaks")


@pytest.mark.slow
def test_a_killed_machine_costs_no_result_and_nothing_is_done_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log.jsonl"
    shop = catalogue(_workshop(tmp_path / "shop", log, 0.2))
    monkeypatch.setattr("luma.app.desk.catalogue", lambda _: shop)
    files = [
        sounds.write(tmp_path / f"{n}.wav", sounds.sine(100.0 + n, 1.0)) for n in range(TRACKS)
    ]
    with site(tmp_path / "dask") as made:
        first = made.hire()
        made.hire()
        made.wait_for(2)
        chosen = AnalysisSettings(scheduler=made.address)
        settings = Settings(SoundSettings(sink="null"), analysis=chosen)
        with open_desk(Paths.find(), settings) as desk:
            outcomes = desk.library.add(files).result(PATIENCE)
            names = {outcome.track.id for outcome in outcomes if outcome.track}
            arrived = _follow(desk, names, lambda: end(first))
            for name in names:
                assert all(desk.analyses.find_file(name, kind) for kind in KINDS)
            assert not list((desk.paths.blobs / "tmp").glob("*"))
            assert not list((desk.paths.blobs / "claims").glob("*"))
    assert first.poll() is not None, "a machine was killed, or this tests nothing"
    assert set(arrived.values()) == {1}
    assert len(arrived) == TRACKS * len(KINDS)
    _nothing_twice(log)


def _follow(desk: Desk, names: set[TrackId], at_half: Callable[[], None]) -> Counter[str]:
    """Count all results as they come, and do something once a quarter of them is there."""
    facts = Facts(desk, (ArtifactReady, JobFailed, TrackComplete))

    def begin() -> None:
        for name in names:
            desk.analyses.complete(name, Wish(KINDS))

    desk.lane.call(begin)
    left, arrived, done = set(names), Counter[str](), False
    until = time.monotonic() + 4 * PATIENCE
    while left:
        assert time.monotonic() < until
        match facts.heard.get(timeout=PATIENCE):
            case ArtifactReady(artifact=artifact):
                arrived[f"{artifact.track} {artifact.kind}"] += 1
            case TrackComplete(track=track, failed=failed):
                assert failed == ()
                left.discard(track)
            case JobFailed(trouble=trouble):
                pytest.fail(trouble.sentence())
        if not done and sum(arrived.values()) >= TRACKS // 2:
            at_half()
            done = True
    return arrived


def _nothing_twice(log: Path) -> None:
    """Everything was finished once; only what the killed machine had begun was begun twice."""
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    ended = Counter(where for what, where, _ in lines if what == "end")
    begun = Counter(where for what, where, _ in lines if what == "begin")
    assert len(ended) == 2 * TRACKS
    assert set(ended.values()) == {1}
    assert sum(begun.values()) - len(begun) <= 1
