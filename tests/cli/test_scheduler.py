"""`luma analyse --scheduler`: on a real cluster, and where there is none."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from luma.app.desk import open_desk
from luma.app.events import ProblemRaised
from luma.app.paths import Paths
from luma.app.settings import AnalysisSettings, Settings, SoundSettings
from tests import sounds
from tests.analysis.dasks import Site, site
from tests.app.desks import Facts, a_track, hear
from tests.cli.commands import Luma

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
NOBODY = "tcp://127.0.0.1:9"


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("dask")) as made:
        made.hire()
        made.wait_for(1)
        yield made


@pytest.mark.slow
def test_a_cluster_hears_tracks(luma: Luma, one: Site, tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "song.wav", sounds.sine(440, 1))
    assert luma("import", str(file)).code == 0
    answer = luma("analyse", "--only", "pcm,peaks", "--scheduler", one.address, "--json")
    assert answer.code == 0, answer
    assert [line["kind"] for line in answer.lines] == ["pcm", "peaks"]
    again = luma("analyse", "--only", "pcm,peaks", "--json")
    assert (again.code, again.lines) == (0, [])


def test_without_a_scheduler_nothing_begins(luma: Luma, tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "song.wav", sounds.sine(440, 1))
    assert luma("import", str(file)).code == 0
    answer = luma("analyse", "--only", "pcm", "--scheduler", NOBODY)
    assert answer.code != 0
    assert f'There is no scheduler at "{NOBODY}"' in answer.err
    assert "dask scheduler" in answer.err
    assert luma("tracks", "--json").lines[0]["analysed"] == []


def test_without_the_extra_the_words_say_how_to_get_it(
    luma: Luma, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "luma.analysis.cluster", None)
    answer = luma("analyse", "--scheduler", NOBODY)
    assert answer.code != 0
    assert "luma-workstation[cluster]" in answer.err


@pytest.mark.slow
def test_a_desk_works_alone_where_the_cluster_of_its_settings_is_away(tmp_path: Path) -> None:
    chosen = Settings(SoundSettings(sink="null"), analysis=AnalysisSettings(scheduler=NOBODY))
    with open_desk(Paths.find(), chosen) as desk:
        facts = Facts(desk, (ProblemRaised,))
        track = a_track(desk, tmp_path, 1.0)
        assert hear(desk, track.id, "pcm").failed == ()
        assert "no scheduler" in facts.wait(ProblemRaised).trouble.sentence()
        assert hear(desk, track.id, "peaks").failed == ()
        assert facts.so_far() == []
