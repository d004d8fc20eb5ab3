"""A large patch comes in little by little, and then whole, while packets go on."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from luma.domain.blocks import block_path
from luma.domain.venue import Venue
from luma.light.loop import LightLoop
from luma.light.messages import (
    FramePublished,
    ProblemTold,
    Told,
    UsePatch,
    UsePlan,
    UsePosition,
)
from luma.light.overlay import Overlay, OverlayBlock
from luma.light.patch import LEVELS, ROWS, PatchReading, compile_patch, load_patch, save_patch
from luma.light.remote import RemoteLights
from tests.light.rig import (
    Node,
    definitions,
    fixture,
    frame,
    held_at,
    pars,
    stage,
    through,
    venue,
    write_patch,
    write_plan,
)

WHITE = (1.0, 1.0, 1.0)
SMALL, LARGE = 2, 400


def rows_of_pars(count: int, per_universe: int = 40) -> Venue:
    """So many plain lamps over several universes, twelve levels apart."""
    places = (divmod(number, per_universe) for number in range(count))
    return venue(
        *(
            fixture(f"par {u} {at}", "rgb_par", "3 channels", 1 + 12 * at, u + 1)
            for u, at in places
        )
    )


@pytest.fixture
def told() -> list[Told]:
    return []


@pytest.fixture
def loop(tmp_path: Path, told: list[Told]) -> Iterator[LightLoop]:
    overlay = OverlayBlock(block_path(tmp_path, "overlay"), create=True)
    loop = LightLoop(tmp_path, overlay, told.append)
    yield loop
    loop.close()
    overlay.close()


def published(told: list[Told]) -> list[int]:
    """For how many heads frames were published, one patch after the other."""
    return [each.heads for each in told if isinstance(each, FramePublished)]


def lit_plan(path: Path, heads: int) -> Path:
    return write_plan(path, [frame([(1.0, WHITE)] * heads)] * 3)


def test_a_patch_is_written_in_parts_and_read_whole(tmp_path: Path) -> None:
    patch = compile_patch(rows_of_pars(LARGE), definitions())
    save_patch(patch, tmp_path / "patch")
    parts = (tmp_path / "patch").read_text(encoding="utf-8").splitlines()
    assert len(parts) == max(-(-len(patch.wires) // ROWS), -(-len(patch.resting) // LEVELS))
    reading, seen = PatchReading(tmp_path / "patch"), 0
    while (read := reading.go_on()) is None:
        seen += 1
    assert seen == len(parts)
    assert read == patch == load_patch(tmp_path / "patch")


def test_the_old_light_goes_on_until_the_new_patch_is_whole_and_its_plan_comes_with_it(
    tmp_path: Path, loop: LightLoop, told: list[Told], node: Node
) -> None:
    with stage(tmp_path) as shared:
        shared.tell(held_at(1))
        loop.obey(UsePatch(write_patch(tmp_path / "small", pars(SMALL))))
        loop.obey(UsePlan(lit_plan(tmp_path / "small.plan", SMALL)))
        loop.obey(UsePosition(shared.path))
        loop.obey(through("artnet", node.settings))
        assert published(told) == [0, SMALL]
        loop.obey(UsePatch(write_patch(tmp_path / "large", rows_of_pars(LARGE))))
        loop.obey(UsePlan(lit_plan(tmp_path / "large.plan", LARGE)))
        now_ns, ticks = time.monotonic_ns(), 0
        while loop.is_reading:
            loop.tick(now_ns + ticks * 1_000_000_000)
            packet = node.receive()
            assert (packet.port_address, packet.levels[:6]) == (0, bytes([255] * 6))
            assert packet.levels[12:15] == bytes(3)
            loop.read_on()
            ticks += 1
        assert ticks > 5
        loop.tick(now_ns + ticks * 1_000_000_000)
        assert node.receive().levels[12:15] == bytes([255] * 3)
    assert published(told) == [
        0,
        SMALL,
        LARGE,
    ]
    assert not [each for each in told if isinstance(each, ProblemTold)]


def test_of_two_patches_the_later_is_used_and_the_plan_that_was_wished_for_stays(
    tmp_path: Path, loop: LightLoop, told: list[Told]
) -> None:
    room = rows_of_pars(LARGE)
    loop.obey(UsePatch(write_patch(tmp_path / "one", room)))
    loop.obey(UsePlan(lit_plan(tmp_path / "plan", LARGE)))
    loop.read_on()
    loop.obey(UsePatch(write_patch(tmp_path / "two", room)))
    while loop.is_reading:
        loop.read_on()
    assert published(told) == [0, LARGE]
    assert not [each for each in told if isinstance(each, ProblemTold)]
    with stage(tmp_path) as shared:
        shared.tell(held_at(1))
        loop.obey(UsePosition(shared.path))
        loop.tick(time.monotonic_ns())


def test_a_patch_that_breaks_off_is_told_and_the_one_before_stays(
    tmp_path: Path, loop: LightLoop, told: list[Told]
) -> None:
    loop.obey(UsePatch(write_patch(tmp_path / "small", pars(SMALL))))
    large = write_patch(tmp_path / "large", rows_of_pars(LARGE))
    lines = large.read_text(encoding="utf-8").splitlines()
    large.write_text("\n".join([*lines[:-1], "rubbish"]), encoding="utf-8")
    loop.obey(UsePatch(large))
    while loop.is_reading:
        loop.read_on()
    assert published(told) == [0, SMALL]
    (problem,) = [each for each in told if isinstance(each, ProblemTold)]
    assert "not JSON" in problem.sentence


def test_packets_go_on_in_the_light_process_while_a_large_patch_comes_in(
    tmp_path: Path, node: Node
) -> None:
    heard: list[Told] = []
    lights = RemoteLights(tmp_path, heard.append, lambda _: None)
    with stage(tmp_path) as shared:
        shared.tell(held_at(1))
        lights.send(UsePatch(write_patch(tmp_path / "small", pars(SMALL))))
        lights.send(UsePlan(lit_plan(tmp_path / "small.plan", SMALL)))
        lights.send(UsePosition(shared.path))
        lights.send(through("artnet", node.settings))
        node.wait_for(bytes([255] * 6))
        large = write_patch(tmp_path / "large", rows_of_pars(5440))
        lights.send(UsePatch(large))
        meanwhile = 0
        while any(node.receive().levels[:6]):  # the new patch has no plan, so it is dark
            meanwhile += 1
            lights.set_overlay(Overlay(0.5 if meanwhile % 2 else 0.25))
        patience = time.monotonic() + 20.0
        while published(heard)[-1] != 5440:  # it is told behind the packets
            assert time.monotonic() < patience
            time.sleep(0.01)
        assert meanwhile > 10
    lights.close()
