"""Time alone drives the engine, and the heard position follows the monotonic clock."""

import time
from pathlib import Path

import numpy as np
import pytest

from luma.audio.kernel.engine import Engine
from luma.audio.sinks.null import NullSink
from luma.domain.blocks import PositionBlock, block_path, heard


def test_the_heard_position_runs_with_the_clock_and_stops_with_the_sink(tmp_path: Path) -> None:
    block = PositionBlock(block_path(tmp_path, "position"), create=True)
    engine = Engine(block.block.words)
    engine.use_source(np.zeros((480_000, 2), np.float32), 1)
    engine.play()
    sink = NullSink(engine)
    try:
        while block.read().stream_frame < 9600:
            time.sleep(0.001)
        told = block.read()
        at = told.heard_ns + 5_000_000
        first, later = heard(told, at), heard(told, at + 2_000_000)
        assert first is not None
        assert later is not None
        assert first == pytest.approx(told.heard_frame + 240, abs=1)
        assert later - first == pytest.approx(96, abs=1)
        assert abs(told.heard_ns - time.monotonic_ns()) < 60 * 10**9
    finally:
        sink.close()
    made = engine.stream_frame
    assert heard(block.read(), time.monotonic_ns() + 10**12) == made
    assert engine.stream_frame == made


def test_a_sink_can_be_opened_after_another(tmp_path: Path) -> None:
    engine = Engine()
    for _ in range(2):
        before = engine.stream_frame
        sink = NullSink(engine)
        while engine.stream_frame < before + 1024:
            time.sleep(0.001)
        sink.close()
        assert not sink.is_alive
