"""Pictures, films and recordings show what the lamps show: every flash, after the last hand."""

from pathlib import Path

import numpy as np
import pytest

from luma.app.pictures import Eye, packets, seen_at
from luma.domain.light import AIM, AIM_BITS, INTENSITY, LightBuffer, bits
from luma.light.frames import plain
from luma.light.overlay import LastHand, Overlay
from luma.light.patch import compile_patch
from luma.score.showplan import ShowPlan
from tests.light.rig import definitions, fixture, venue

FPS = 30


def a_plan(path: Path, light: LightBuffer) -> ShowPlan:
    plan = ShowPlan.create(path, light.heads, light.frames)
    for tile in range(plan.tiles):
        plan.write(tile, light.between(tile * 60, min(light.frames, tile * 60 + 60)))
    return plan


def flashing(every: int, frames: int = 240) -> LightBuffer:
    light = LightBuffer.dark(2, 0, frames)
    light.values[:, ::every, INTENSITY] = 1.0
    light.set[:] = bits("intensity")
    return light


@pytest.mark.parametrize("flash", range(20, 26))
@pytest.mark.parametrize("start", [0.0, 0.0049, 1 / 120, 0.0301])
def test_a_flash_of_one_frame_is_in_one_picture_and_in_time(
    tmp_path: Path, flash: int, start: float
) -> None:
    light = LightBuffer.dark(2, 0, 60)
    light.values[1, flash, INTENSITY] = 1.0
    light.set[:] = bits("intensity")
    plan = a_plan(tmp_path / "plan", light)
    starts = start + np.arange(25) / FPS
    eye = Eye(plan, Overlay())
    shown = [eye.see(at, at + 1 / FPS)[:, INTENSITY] for at in starts]
    plan.close()
    (lit,) = np.flatnonzero([levels[1] == 1.0 for levels in shown])
    assert not any(levels[0] for levels in shown)
    assert starts[lit] - 1e-6 <= flash / 60 < starts[lit] + 1 / FPS


def test_a_still_is_the_frame_of_a_film_also_where_flashes_are_held(tmp_path: Path) -> None:
    plan = a_plan(tmp_path / "plan", flashing(6))
    for overlay in (Overlay(master=0.5), Overlay(blackout=True), Overlay(safe=True)):
        hand = LastHand()
        film = []
        for number in range(240):
            values, mask = plan.frame(number)
            film.append(hand.lay(plain(values, mask, values[:, AIM]), overlay, number / 60))
        for number in (130, 180, 186, 239):
            still, mask = seen_at(plan, overlay, number)
            assert np.array_equal(still, film[number])
            assert (mask == (1 << 14) - 1).all()
    plan.close()


def test_flashes_are_noticed_and_not_where_they_are_held(tmp_path: Path) -> None:
    plan = a_plan(tmp_path / "plan", flashing(6))
    for overlay, flashes in ((Overlay(), True), (Overlay(safe=True), False)):
        eye = Eye(plan, overlay)
        for number in range(240):
            eye.see(number / 60, (number + 1) / 60)
        assert eye.flashes is flashes
    plan.close()


def test_heads_keep_looking_where_they_were_told_last(tmp_path: Path) -> None:
    light = LightBuffer.dark(1, 0, 60)
    light.values[0, 10, AIM] = (1.0, 0.0, 0.0)
    light.set[0, 10] = AIM_BITS
    plan = a_plan(tmp_path / "plan", light)
    eye = Eye(plan, Overlay())
    seen = [eye.see(at / 60, (at + 1) / 60)[0, AIM].tolist() for at in range(20)]
    plan.close()
    assert seen[9] == [0.0, 0.0, -1.0]
    assert seen[10] == seen[19] == [1.0, 0.0, 0.0]


def test_every_flash_stands_in_two_recorded_packets(tmp_path: Path) -> None:
    room = venue(*(fixture(f"d{i}", "dimmer", "8 bit", 1 + i) for i in range(2)))
    patch = compile_patch(room, definitions())
    for flash in range(30, 60):
        light = LightBuffer.dark(2, 0, 120)
        light.values[0, flash, INTENSITY] = 1.0
        light.set[:] = bits("intensity")
        plan = a_plan(tmp_path / f"plan{flash}", light)
        told = [levels[1][:2] for levels in packets(Eye(plan, Overlay()), patch, (0.0, 2.0))]
        plan.close()
        lit = [at for at, levels in enumerate(told) if levels == b"\xff\0"]
        assert len(told) == 88
        assert 2 <= len(lit) <= 3
        assert abs(lit[0] / 44 - flash / 60) < 2 / 44
