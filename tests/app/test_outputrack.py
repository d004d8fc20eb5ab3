"""Outputs are added, changed, tried out and taken away, and the settings file keeps them."""

import socket
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from luma.app.desk import open_desk
from luma.app.events import OutputSends
from luma.app.outputrack import (
    as_typed,
    carries,
    carries_one,
    in_table,
    settings_of,
    universes_of,
)
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import LightSettings, Settings, SoundSettings, read_settings
from luma.app.settingsfile import with_outputs
from luma.domain.errors import BadValue, LumaError, Refused, SettingsError
from luma.light.messages import OutputChoice

NODE = OutputChoice("node", "artnet", {"host": "127.0.0.1", "port": 6460, "first": 16}, (1, 2))
REST = """# my settings
[sound]
level_db = -3.0  # not so loud

[light]
flashes = "safe"
"""


@pytest.fixture
def desk() -> Iterator[Desk]:
    settings = Settings(SoundSettings("null"), LightSettings())
    with open_desk(Paths.find(), settings) as opened:
        yield opened


def on_lane(desk: Desk, act: Callable[[], object]) -> None:
    desk.lane.call(act)


def test_outputs_are_written_beside_everything_else_and_read_again(tmp_path: Path) -> None:
    quoted = OutputChoice('a "b" – é', "sacn", {"multicast": True}, (), -12.5, "hold")
    once = with_outputs(REST, (NODE, quoted))
    assert once.startswith(REST.rstrip())
    file = tmp_path / "settings.toml"
    file.write_text(once, encoding="utf-8")
    read = read_settings(file)
    assert read.light.outputs == (NODE, quoted)
    assert read.light.flashes == "safe"
    assert with_outputs(once, ()) == REST
    assert with_outputs(with_outputs("", (NODE,)), (quoted,)) == with_outputs("", (quoted,))


def test_outputs_that_are_written_in_another_way_are_left_alone() -> None:
    inline = '[light]\noutputs = [{kind = "null"}]\n'
    with pytest.raises(Refused, match="in a way that Luma does not write"):
        with_outputs(inline, (NODE,))


def test_both_numberings_are_told() -> None:
    assert carries(NODE) == "Universes 1 is Art-Net 16, 2 is Art-Net 17"
    assert carries(OutputChoice("s", "sacn", {"first": 7})) == "All universes, 1 is sACN 7"
    assert carries(OutputChoice("n", "null", {}, (3,))) == "Universe 3"
    assert universes_of(" 1–3, 7 ,7") == (1, 2, 3, 7)
    assert universes_of("all") == universes_of("") == ()
    assert as_typed((1, 2, 3, 7, 9, 10)) == "1-3, 7, 9-10"
    for words in ("0-2", "3-1", "one", "1-99999"):
        with pytest.raises(BadValue):
            universes_of(words)
    assert "source_id" not in settings_of("sacn")
    assert in_table(NODE)["port"] == 6460


def test_outputs_come_change_and_go_and_the_file_follows(desk: Desk) -> None:
    rack = desk.outputs
    assert rack.rows() == ()
    on_lane(desk, lambda: rack.put(NODE))
    (row,) = rack.rows()
    assert (row.place, row.state) == ("127.0.0.1:6460", "waiting")
    assert read_settings(desk.paths.settings).light.outputs == (NODE,)
    late = OutputChoice("node", "artnet", NODE.settings, (1, 2), 20.0)
    on_lane(desk, lambda: rack.put(late, "node"))
    assert rack.chosen == (late,)
    with pytest.raises(SettingsError, match="a name that no other output has"):
        on_lane(desk, lambda: rack.put(late))
    bad = OutputChoice("bad", "artnet", {"port": 99_999_999})
    with pytest.raises(LumaError):
        on_lane(desk, lambda: rack.put(bad))
    assert read_settings(desk.paths.settings).light.outputs == (late,)
    on_lane(desk, lambda: rack.remove("node"))
    assert rack.rows() == ()
    assert read_settings(desk.paths.settings) == Settings()


def test_an_output_without_a_name_gets_a_free_one(desk: Desk) -> None:
    for host in ("127.0.0.1", "127.0.0.2", "127.0.0.3"):
        choice = OutputChoice("", "artnet", {"host": host})
        on_lane(desk, partial(desk.outputs.put, choice))
    assert [each.name for each in desk.outputs.chosen] == ["artnet", "artnet 2", "artnet 3"]


def test_what_carries_one_universe_carries_no_other(desk: Desk) -> None:
    widget = OutputChoice("", "enttec_pro", {"universe": 3})
    on_lane(desk, lambda: desk.outputs.put(widget))
    assert desk.outputs.chosen[0].universes == (3,)
    assert carries(desk.outputs.chosen[0]) == "Universe 3"
    assert carries_one("enttec_pro")
    assert not carries_one("artnet")
    for number, universes in ((0, ()), (2, (2, 3))):
        choice = OutputChoice("second", "enttec_pro", {"universe": number}, universes)
        with pytest.raises(SettingsError, match="universe"):
            on_lane(desk, partial(desk.outputs.put, choice))


def test_an_output_that_sends_or_cannot_is_told(desk: Desk) -> None:
    on_lane(desk, lambda: desk.outputs.put(NODE))
    desk.bus.announce(OutputSends("node"))
    desk.lane.call(lambda: None)
    assert desk.outputs.rows()[0].state == "sending"


def test_a_ramp_walks_on_the_wire_and_ends_dark(desk: Desk) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as node:
        node.bind(("127.0.0.1", 0))
        node.settimeout(5)
        port = node.getsockname()[1]
        out = OutputChoice("here", "artnet", {"host": "127.0.0.1", "port": port}, (1,))
        on_lane(desk, lambda: desk.outputs.put(out))
        on_lane(desk, lambda: desk.outputs.test("here", 0.2))
        assert desk.outputs.rows()[0].state == "testing"
        first, second = (node.recv(2048)[18:] for _ in range(2))
        assert len(first) == 512
        assert all((b - a) % 256 == 1 for a, b in zip(first, second, strict=True))
        last = second
        while any(last):
            last = node.recv(2048)[18:]
    until = time.monotonic() + 20
    while desk.outputs.rows()[0].state == "testing":
        assert time.monotonic() < until
        time.sleep(0.01)
    assert desk.outputs.rows()[0].words.startswith("The ramp was sent.")


def test_a_show_stays_away_from_outputs_through_which_a_ramp_walks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as node:
        node.bind(("127.0.0.1", 0))
        place = {"host": "127.0.0.1", "port": node.getsockname()[1]}
        for number, name in enumerate(("one", "two", "three"), 1):
            out = OutputChoice(name, "artnet", place, (number,))
            desk.lane.call(partial(desk.outputs.put, out))
        sent: list[list[str]] = []

        def note(settings: LightSettings) -> None:
            sent.append([each.name for each in settings.outputs])

        monkeypatch.setattr(desk.lights, "use_settings", note)
        on_lane(desk, lambda: desk.outputs.test("one", 0.2))
        with pytest.raises(Refused, match="being tried"):
            on_lane(desk, lambda: desk.outputs.test("one", 0.2))
        on_lane(desk, lambda: desk.outputs.test("two", 1.0))
        on_lane(desk, lambda: desk.outputs.remove("three"))
        until = time.monotonic() + 20
        while any(row.state == "testing" for row in desk.outputs.rows()):
            assert time.monotonic() < until
            time.sleep(0.01)
    assert sent == [["two", "three"], ["three"], [], ["one"], ["one", "two"]]
