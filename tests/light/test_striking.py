"""Lamps that are switched on by a level are told so for a while, when it is asked for."""

import time
from pathlib import Path

from luma.domain.blocks import block_path
from luma.domain.profile import Mode, Profile, Slot
from luma.light.fixtures import Definitions
from luma.light.loop import LightLoop
from luma.light.messages import OutputChoice, StrikeLamps, UseOutputs, UsePatch
from luma.light.overlay import OverlayBlock
from luma.light.patch import compile_patch, save_patch
from tests.light.rig import Node, fixture, venue

LAMP = Profile("x", (Mode("m", (Slot("dimmer"), Slot("fixed", default=5, lamp_on=200))),))


def test_the_wish_strikes_lamps_and_its_end_leaves_them(tmp_path: Path, node: Node) -> None:
    room = venue(fixture("x", "x", "m"))
    save_patch(compile_patch(room, Definitions({"generic/x": LAMP})), tmp_path / "patch")
    overlay = OverlayBlock(block_path(tmp_path, "overlay"), create=True)
    loop = LightLoop(tmp_path, overlay, lambda _: None)
    loop.obey(UsePatch(tmp_path / "patch"))
    loop.obey(UseOutputs((OutputChoice("a", "artnet", node.settings),)))
    now_ns = time.monotonic_ns()
    loop.tick(now_ns)
    assert node.receive().levels[:2] == bytes([0, 5])
    loop.obey(StrikeLamps(60.0))
    loop.tick(now_ns + 30_000_000)
    assert node.receive().levels[:2] == bytes([0, 200])
    loop.tick(now_ns + 120_000_000_000)
    assert node.receive().levels[:2] == bytes([0, 5])
    loop.close()
    overlay.close()
