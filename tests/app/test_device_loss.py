"""A real sound server takes devices away and gives them back under a playing desk."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from luma.app.desk import open_desk
from luma.app.events import ProblemRaised, StageLost, StageReady
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import Settings, SoundSettings
from luma.domain.units import Seconds
from luma.stage.snapshot import Snapshot
from tests.app.desks import Facts, a_track, hear, until
from tests.pipewire import PROGRAMS, PipeWire, headless_pipewire, missing_programs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(missing_programs()), reason=f"PipeWire's programs are not here: {PROGRAMS}"
    ),
]
CLUB = "club"
FACTS = (StageReady, StageLost, ProblemRaised)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PipeWire]:
    with headless_pipewire() as server:
        server.add_sink(CLUB)
        for name in ("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "DBUS_SESSION_BUS_ADDRESS"):
            monkeypatch.setenv(name, server.env[name])
        yield server


@pytest.fixture
def desk(server: PipeWire, tmp_path: Path) -> Iterator[tuple[Desk, Facts]]:
    settings = Settings(SoundSettings(device=CLUB))
    with open_desk(Paths.find(), settings) as desk:
        facts = Facts(desk, FACTS)
        track = a_track(desk, tmp_path, 60.0).id
        hear(desk, track, "pcm")
        desk.lane.call(lambda: desk.player.load(track))
        yield desk, facts


def heard(desk: Desk) -> Snapshot:
    snapshot = desk.player.snapshot()
    assert snapshot is not None
    return snapshot


def feeds(server: PipeWire) -> set[str]:
    """The sinks that Luma's sound goes to."""
    lines = server.run("pw-link", "--links").splitlines()
    return {
        lines[n - 1].partition(":")[0] for n, line in enumerate(lines) if "|<- ALSA" in line
    }


def test_a_sink_that_goes_is_told_once_and_taken_again_when_it_is_back(
    server: PipeWire, desk: tuple[Desk, Facts]
) -> None:
    here, facts = desk
    ready = facts.wait(StageReady)
    assert ready.is_chosen
    here.lane.call(here.player.play)
    until(lambda: heard(here).seconds > 1.0 and here.devices.playing_on.startswith(CLUB))
    assert feeds(server) == {CLUB}
    before = heard(here).seconds
    server.remove_sink(CLUB)
    gone_at = time.monotonic()
    told = facts.wait(ProblemRaised)
    assert 'club Audio/Sink sink" has gone. Playing goes on on "ci' in told.trouble.sentence()
    assert time.monotonic() - gone_at < 2.0
    until(lambda: heard(here).seconds > before + 1.0)
    assert feeds(server) == {"ci"}
    assert heard(here).seconds == pytest.approx(before + time.monotonic() - gone_at, abs=1.0)
    assert facts.so_far() == []
    server.add_sink(CLUB)
    assert facts.wait(StageReady).is_chosen
    until(lambda: feeds(server) == {CLUB})
    at = heard(here).seconds
    until(lambda: heard(here).seconds > at + 0.5)
    assert heard(here).playing
    assert facts.so_far() == []


def test_another_device_can_be_chosen_while_it_plays(
    server: PipeWire, desk: tuple[Desk, Facts]
) -> None:
    here, facts = desk
    facts.wait(StageReady)
    here.lane.call(here.player.play)
    here.lane.call(lambda: here.player.seek(Seconds(10.0)))
    until(lambda: heard(here).seconds > 10.2)
    here.lane.call(lambda: here.devices.choose("ci", "PipeWire"))
    assert facts.wait(StageReady).is_chosen
    until(lambda: feeds(server) == {"ci"})
    assert 10.0 < heard(here).seconds < 15.0
    here.lane.call(lambda: here.devices.choose("no such thing"))
    trouble = facts.wait(ProblemRaised).trouble.sentence()
    assert 'no sound output called "no such thing"' in trouble
    assert '"club Audio/Sink sink"' in trouble
    until(lambda: feeds(server) == {"ci"})
    assert heard(here).playing
