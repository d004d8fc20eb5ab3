"""In a sound too long for memory, a jump to any place is heard from its first frame on."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from luma.audio.kernel import slots
from luma.audio.kernel.engine import Engine
from luma.domain.blocks import PositionBlock
from luma.domain.units import HOUSE_RATE, Frames
from luma.stage import stage as stage_module
from luma.stage.messages import Loaded, LoadSource, Options, Play, Release, Scrub, Seek
from luma.stage.stage import Stage
from tests.stage.player import Heard

MINUTE = 60 * HOUSE_RATE
BLOCK = 128


class NoOutlet:
    """In place of a sink: the test itself renders."""

    def __init__(self, *_: object) -> None:
        pass

    def use(self, *_: object) -> None:
        pass

    tick = close = use


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage that plays half an hour of a constant sound."""
    monkeypatch.setattr(stage_module, "Outlet", NoOutlet)
    path, heard = tmp_path / "long.npy", Heard()
    made = np.lib.format.open_memmap(path, "w+", np.float32, (30 * MINUTE, 2))
    for minute in (0, *range(5, 30, 3)):
        made[minute * MINUTE : minute * MINUTE + 2 * HOUSE_RATE] = 0.5
    del made
    block = PositionBlock(tmp_path / "position", create=True)
    stage = Stage(block, heard.told.append, Options(sink="null"))
    stage.handle(LoadSource(path, 1))
    assert heard.find(Loaded) is not None
    yield stage
    stage.close()
    block.close()


def play(engine: Engine, frames: int) -> np.ndarray:
    return np.concatenate([engine.render(BLOCK) for _ in range(0, frames, BLOCK)])


def test_a_seek_to_a_place_that_was_not_prepared_has_no_hole(stage: Stage) -> None:
    engine = stage.engine
    stage.handle(Play())
    play(engine, 4800)
    for minute in (5, 26, 8, 23, 11):
        stage.tick()
        stage.handle(Seek(Frames(minute * MINUTE)))
        stage.tick()
        stage.tick()
        for _ in range(4):
            out = engine.render(BLOCK)
            stage.tick()
        out = play(engine, 4800)
        assert out[-2400:].min() == 0.5
    assert engine.memory.transport[slots.MISSED] == 0


def test_a_dragged_head_is_heard_everywhere(stage: Stage) -> None:
    engine = stage.engine
    for minute in (5, 26, 8, 23, 11):
        stage.handle(Scrub(Frames(minute * MINUTE)))
        stage.tick()
        stage.tick()
        out = play(engine, slots.GRAIN_FRAMES)
        assert out.max() > 0.4
    stage.handle(Release())
    stage.tick()
    play(engine, 4800)
    assert engine.memory.transport[slots.MISSED] == 0
