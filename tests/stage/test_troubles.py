"""What goes wrong under the stage is told; nothing else is heard for it, and it lives on."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from luma.audio.kernel import graphs as graphs_module
from luma.audio.kernel import slots
from luma.domain.blocks import PositionBlock
from luma.domain.errors import DeviceError
from luma.domain.graphdoc import NodeDoc
from luma.domain.lines import line_of
from luma.domain.units import HOUSE_RATE, Frames
from luma.stage import __main__ as process
from luma.stage import stage as stage_module
from luma.stage.graphmessages import UseGraph
from luma.stage.lately import WHILE_FRAMES
from luma.stage.messages import (
    BalanceVoices,
    CountIn,
    EndReached,
    Failed,
    Loaded,
    LoadSource,
    NotLoaded,
    Options,
    Pause,
    Play,
    Seek,
    SetLoop,
    UseClicks,
    UseDevice,
)
from luma.stage.stage import Stage
from tests.stage.player import Heard, pcm_file, tone, wait_until
from tests.stage.test_graphs import SOFT, graph_file, with_node


class NoOutlet:
    """In place of a sink: the test itself renders."""

    def __init__(self, *_: object) -> None:
        pass

    def use(self, *_: object) -> None:
        pass

    tick = close = use


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def stage(tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(stage_module, "Outlet", NoOutlet)
    block = PositionBlock(tmp_path / "position", create=True)
    stage = Stage(block, heard.told.append, Options(sink="null"))
    stage.handle(LoadSource(pcm_file(tmp_path, tone(1000, 20)), 1))
    yield stage
    stage.close()
    block.close()


def go_on(stage: Stage, frames: int = 4800) -> float:
    """The loudest that is heard at the end of some frames."""
    loudest = 0.0
    for _ in range(0, frames, 480):
        loudest = float(np.abs(stage.engine.render(480)).max())
        stage.tick()
    return loudest


def test_after_a_sound_that_cannot_be_loaded_there_is_silence(
    stage: Stage, heard: Heard, tmp_path: Path
) -> None:
    stage.handle(SetLoop(Frames(0), Frames(48_000)))
    stage.handle(Play())
    assert go_on(stage) > 0.4
    stage.handle(LoadSource(tmp_path / "nowhere.npy", 2))
    stage.handle(Seek(Frames(4800)))
    stage.handle(Play())
    assert go_on(stage) == 0.0
    assert heard.find(NotLoaded) == NotLoaded(2)
    assert heard.find(Failed) is not None
    assert heard.find(EndReached) == EndReached(2)
    stage.handle(LoadSource(tmp_path / "sound.npy", 3))
    stage.handle(Play())
    assert go_on(stage) > 0.4


def test_what_waited_for_a_sound_that_cannot_be_decoded_is_forgotten(
    stage: Stage, heard: Heard, tmp_path: Path
) -> None:
    stage.handle(Play())
    go_on(stage)
    stage.handle(LoadSource(tmp_path / "nowhere.flac", 2))
    stage.handle(Play())

    def is_told() -> bool:
        stage.tick()
        return heard.find(NotLoaded) is not None

    wait_until(is_told, "that it is not there")
    assert heard.find(NotLoaded) == NotLoaded(2)
    assert go_on(stage) == 0.0
    assert not stage.engine.memory.transport[slots.PLAYING]
    assert heard.find(EndReached) is None


@pytest.mark.parametrize(
    "rows",
    [
        np.zeros(3, np.int64),
        np.zeros((4, 3), np.int64),
        np.array([[0, 2]], np.int64),
        np.array([[0, -1]], np.int64),
        np.zeros((4, 2), np.float64),
        np.array([["a", "b"]]),
    ],
)
def test_clicks_of_another_shape_are_refused_in_words(
    stage: Stage, heard: Heard, tmp_path: Path, rows: np.ndarray
) -> None:
    path = tmp_path / "clicks.npy"
    np.save(path, rows)
    for wish in (UseClicks(path), CountIn(path, Frames(4800))):
        heard.told.clear()
        stage.handle(wish)
        assert "does not hold a metronome's clicks" in heard.wait(Failed).sentence


def test_levels_for_voices_that_are_not_there_are_refused(stage: Stage, heard: Heard) -> None:
    stage.handle(BalanceVoices((1.0,) * 5))
    assert "4 voices" in heard.wait(Failed).sentence


def test_a_graph_that_waited_in_vain_is_told(
    stage: Stage, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    doc = with_node(SOFT, NodeDoc("gain", settings={"level": -20.0}))
    stage.handle(UseGraph(graph_file(tmp_path, doc), 1))
    stage.handle(UseGraph(graph_file(tmp_path, with_node(SOFT, NodeDoc("delay"))), 2))
    monkeypatch.setattr(graphs_module, "compile_swap", full)
    stage.handle(Play())
    assert go_on(stage) == pytest.approx(0.05, abs=1e-3)
    assert "more memory than there is" in heard.wait(Failed).sentence


class OneLine:
    """A pipe that brings one wish."""

    def __init__(self, line: bytes) -> None:
        self.is_open, self._line = True, line

    def lines(self) -> Iterator[bytes]:
        self.is_open = False
        yield self._line


def test_a_device_that_cannot_be_let_go_of_for_another_ends_the_process(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(*_: object) -> None:
        raise DeviceError("stuck")

    monkeypatch.setattr(NoOutlet, "use", stuck)
    with pytest.raises(DeviceError, match="stuck"):
        process.run(stage, OneLine(line_of(UseDevice("Club"))))  # type: ignore[arg-type]


def test_the_worst_time_is_that_of_the_last_while(stage: Stage, heard: Heard) -> None:
    control = stage.engine.memory.control
    assert heard.find(Loaded) is not None

    def counted() -> tuple[int, int]:
        return int(control[slots.WORST_NS]), int(control[slots.TIMES_AT])

    def count() -> None:
        control[slots.WORST_NS], control[slots.TIMES_AT] = 10**9, 7

    count()
    go_on(stage)
    assert counted() == (10**9, 7)
    stage.handle(Play())
    go_on(stage)
    assert counted() == (0, 0)
    count()
    go_on(stage)
    assert counted() == (10**9, 7)
    stage.handle(Pause())
    go_on(stage)
    assert counted() == (10**9, 7)
    control[slots.STREAM_FRAME] += WHILE_FRAMES
    stage.tick()
    assert counted() == (0, 0)
    assert HOUSE_RATE * 60 == WHILE_FRAMES
