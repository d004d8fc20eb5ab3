"""The desk closes in reverse, whatever interrupts it, and leaves nothing behind."""

from pathlib import Path

import pytest

from luma.app.desk import open_desk
from luma.app.events import DeskOpened
from luma.app.paths import Paths
from luma.domain.errors import Refused, SettingsError
from tests import sounds
from tests.app.desks import a_clip, a_desk, a_show, a_track, hear


def test_an_opening_that_fails_half_way_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumble(*_: object) -> None:
        raise RuntimeError("half way")

    monkeypatch.setattr("luma.app.desk.Shows", stumble)
    with pytest.raises(RuntimeError, match="half way"), a_desk():
        raise AssertionError("it opened")


def test_settings_that_do_not_read_open_no_desk(luma_home: Path) -> None:
    (luma_home / "config").mkdir()
    (luma_home / "config" / "settings.toml").write_text("[sound]\nsinc = 'null'\n")
    with pytest.raises(SettingsError, match=r"sound\.sinc"), open_desk(Paths.find()):
        raise AssertionError("it opened")


def _interrupted(folder: Path) -> None:
    with a_show(folder, a_clip("a", 0, 16)) as (desk, _):
        show = desk.shows.show
        assert show is not None
        hear(desk, show.track, "pcm")
        desk.lane.call(lambda: desk.player.load(show.track))
        desk.lane.call(lambda: desk.lights.start(desk.player.start()))
        raise KeyboardInterrupt


def test_an_interrupt_closes_everything(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _interrupted(tmp_path)


def test_closing_in_the_middle_of_work_leaves_nothing(tmp_path: Path) -> None:
    for number in range(10):
        sounds.write(tmp_path / f"{number}.wav", sounds.sine(200 + number, 0.2))
    with a_desk(analyse=True) as desk:
        a_track(desk, tmp_path, 0.4)
        desk.library.add([tmp_path])
    with a_desk() as desk:
        assert desk.library.problems() == ()


def test_a_closed_desk_refuses_and_does_not_hang() -> None:
    with a_desk() as desk:
        pass
    with pytest.raises(Refused, match="closed"):
        desk.lane.call(lambda: None)
    desk.bus.announce(DeskOpened())
