"""The light process sends what the plan says, and again after it has fallen."""

import os
import signal
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from luma.app.events import LightsLost, LightsReady, OutputFailed, ProblemRaised
from luma.app.settings import LightSettings, sent_by_artnet
from luma.domain.errors import Refused
from luma.domain.graphedits import SetParam
from luma.domain.light import INTENSITY
from luma.light import messages
from luma.light.overlay import Overlay
from tests.app.desks import GLOW, LAMP, Facts, a_clip, a_desk, a_show, hear, until

MOVER_SLOTS, MOVER_DIMMER, HEADER = 11, 5, 18


@pytest.fixture
def node() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(30)
        yield listening


def dimmers(node: socket.socket) -> set[int]:
    """The dimmers of the moving heads in the next packet."""
    packet = node.recv(2048)
    assert packet[:8] == b"Art-Net\0"
    (length,) = struct.unpack(">H", packet[16:HEADER])
    levels = packet[HEADER : HEADER + length]
    return set(levels[MOVER_DIMMER : 8 * MOVER_SLOTS : MOVER_SLOTS])


def test_an_edit_reaches_the_bytes_on_the_wire(tmp_path: Path, node: socket.socket) -> None:
    light = sent_by_artnet("127.0.0.1", node.getsockname()[1])
    with a_show(tmp_path, a_clip("a", 0, 16), light=light) as (desk, _):
        show = desk.shows.show
        assert show is not None
        hear(desk, show.track, "pcm")
        desk.lane.call(lambda: desk.player.load(show.track))
        desk.lane.call(lambda: desk.lights.start(desk.player.start()))
        until(lambda: dimmers(node) in ({127}, {128}))
        desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", 1.0))
        until(lambda: dimmers(node) == {255})
        desk.lane.call(lambda: desk.lights.set_overlay(Overlay(blackout=True)))
        until(lambda: dimmers(node) == {0})
        desk.documents.undo("graph", GLOW)
        desk.lane.call(lambda: desk.lights.set_overlay(Overlay()))
        until(lambda: dimmers(node) in ({127}, {128}))


def test_a_killed_light_process_comes_back_with_the_same_light(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("a", 0, 16)) as (desk, _):
        show = desk.shows.show
        assert show is not None
        hear(desk, show.track, "pcm")
        desk.lane.call(lambda: desk.player.load(show.track))
        desk.lane.call(lambda: desk.lights.start(desk.player.start()))
        desk.lane.call(lambda: desk.lights.set_overlay(Overlay(master=0.5)))

        def shown() -> bool:
            frame = desk.lane.call(desk.lights.frame)
            return frame is not None and np.allclose(frame.levels[:, INTENSITY], 0.25)

        until(shown)
        facts = Facts(desk, (LightsLost, LightsReady))
        first = desk.lights.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert "signal 9" in facts.wait(LightsLost).said
        facts.wait(LightsReady)
        until(shown)
        assert desk.lights.pid != first


def test_a_light_process_killed_as_the_desk_closes_does_not_come_back(tmp_path: Path) -> None:
    with a_show(tmp_path) as (desk, _):
        desk.lane.call(lambda: desk.lights.start(desk.player.start()))
        assert desk.lights.pid is not None
        os.kill(desk.lights.pid, signal.SIGKILL)


def test_an_output_that_cannot_be_reached_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    light = sent_by_artnet("no such host.invalid", 6454)
    with a_show(tmp_path, a_clip("a", 0, 16), light=light) as (desk, _):
        facts = Facts(desk, (OutputFailed,))
        desk.lane.call(lambda: desk.lights.start(desk.player.start()))
        assert "no such host.invalid" in facts.wait(OutputFailed).trouble.sentence()
        assert desk.lights.pid is not None


def test_new_settings_reach_the_lamps_of_a_running_show(
    tmp_path: Path, node: socket.socket
) -> None:
    with a_show(tmp_path, a_clip("a", 0, 16)) as (desk, _):
        show = desk.shows.show
        assert show is not None
        hear(desk, show.track, "pcm")
        desk.lane.call(lambda: desk.player.load(show.track))
        desk.lane.call(lambda: desk.lights.start(desk.player.start()))
        light = sent_by_artnet("127.0.0.1", node.getsockname()[1])
        desk.lane.call(lambda: desk.lights.use_settings(light))
        until(lambda: dimmers(node) in ({127}, {128}))
        desk.lane.call(lambda: desk.lights.use_settings(LightSettings(flashes="safe")))
        assert desk.lights.overlay.safe
        until(lambda: dimmers(node) == {0})


def test_a_show_that_flashes_too_often_is_told_once(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("a", 0, 16)) as (desk, _):
        facts = Facts(desk, (ProblemRaised,))
        desk.lane.call(lambda: desk.lights._hear(messages.FlashesSeen()))
        said = facts.wait(ProblemRaised).trouble.sentence()
        assert "more than three times a second" in said
        assert 'flashes = "safe"' in said


def test_without_a_show_there_is_no_light_to_look_at() -> None:
    with a_desk() as desk, pytest.raises(Refused):
        _ = desk.lights.plan
