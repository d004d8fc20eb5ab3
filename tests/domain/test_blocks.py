"""Shared blocks are read whole, and the heard position is exact."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain import blocks
from luma.domain.errors import StageError
from luma.domain.units import HOUSE_RATE

NS_PER_FRAME = 1e9 / HOUSE_RATE


def position(
    segments: list[tuple[int, float, float]], *, made: int, heard_frame: int = 0
) -> blocks.Position:
    record = np.zeros((), blocks.POSITION)
    record["segments"], record["stream_frame"] = len(segments), made
    record["heard_frame"] = heard_frame
    for i, (stream, song, rate) in enumerate(segments):
        at = i % blocks.SEGMENTS
        record["segment_stream"][at] = stream
        record["segment_song"][at] = song
        record["segment_rate"][at] = rate
    return blocks.Position.of(record)


def at_frame(frame: float) -> int:
    return round(frame * NS_PER_FRAME)


def test_a_written_record_is_read_by_another_map(tmp_path: Path) -> None:
    path = blocks.block_path(tmp_path, "overlay")
    writer = blocks.SharedBlock(path, blocks.OVERLAY, create=True)
    reader = blocks.SharedBlock(path, blocks.OVERLAY)
    record = np.zeros((), blocks.OVERLAY)
    record["master"], record["blackout"] = 0.5, 1
    writer.write(record)
    copy = reader.read()
    assert copy is not None
    assert copy["master"] == 0.5
    assert copy["blackout"] == 1
    writer.close()
    reader.close()


def test_a_writer_that_died_in_mid_writing_is_told_apart(tmp_path: Path) -> None:
    path = blocks.block_path(tmp_path, "position")
    block = blocks.PositionBlock(path, create=True)
    record = np.zeros((), blocks.POSITION)
    record["generation"] = 7
    block.block.write(record)
    assert block.read().generation == 7
    block.block.words[blocks.SEQUENCE] += 1
    assert block.block.read() is None
    assert block.read().generation == 7
    record["generation"] = 8
    block.block.write(record)
    assert block.read().generation == 8
    block.close()


def test_a_block_of_another_layout_is_refused(tmp_path: Path) -> None:
    path = blocks.block_path(tmp_path, "frame")
    blocks.SharedBlock(path, blocks.sent_frame(4), create=True).close()
    with pytest.raises(StageError, match=r"cannot be mapped|another layout"):
        blocks.SharedBlock(path, blocks.sent_frame(5))
    with pytest.raises(StageError, match="another layout"):
        blocks.SharedBlock(path, blocks.sent_frame(3))


def test_sweeping_takes_only_what_the_dead_left(tmp_path: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        check=True,
        capture_output=True,
        text=True,
    )
    dead = tmp_path / f"position.{child.stdout.strip()}.block"
    mine = tmp_path / f"position.{os.getpid()}.block"
    dead.touch()
    mine.touch()
    assert blocks.sweep(tmp_path) == (dead,)
    assert mine.exists()
    assert not dead.exists()


def test_heard_is_exact_across_a_seam_a_pause_and_a_rate() -> None:
    told = position(
        [(0, 100.0, 1.0), (50, 20.0, 1.0), (80, 50.0, 0.0), (90, 50.0, 0.5)], made=200
    )
    for frame, song in [(0, 100), (49, 149), (50, 20), (79, 49), (85, 50), (90, 50), (100, 55)]:
        assert blocks.heard(told, at_frame(frame)) == pytest.approx(song, abs=1e-3)


def test_heard_holds_at_what_was_made() -> None:
    told = position([(0, 0.0, 1.0)], made=480)
    assert blocks.heard(told, at_frame(48_000)) == 480


def test_nothing_is_heard_before_the_first_segment_or_after_it_left_the_ring() -> None:
    assert blocks.heard(position([(10, 0.0, 1.0)], made=20), at_frame(5)) is None
    many = [(i * 10, 0.0, 1.0) for i in range(blocks.SEGMENTS + 5)]
    told = position(many, made=10_000)
    assert blocks.heard(told, at_frame(49)) is None
    assert blocks.heard(told, at_frame(51)) == pytest.approx(1, abs=1e-3)


@given(
    lengths=st.lists(st.integers(1, 5000), min_size=1, max_size=40),
    starts=st.lists(st.integers(0, 10_000_000), min_size=40, max_size=40),
    share=st.floats(0, 1, exclude_max=True),
)
def test_heard_agrees_with_playing_it_frame_by_frame(
    lengths: list[int], starts: list[int], share: float
) -> None:
    songs = np.concatenate(
        [start + np.arange(n) for n, start in zip(lengths, starts, strict=False)]
    )
    begins = np.concatenate([[0], np.cumsum(lengths)])[:-1]
    told = position(
        [(int(b), float(s), 1.0) for b, s in zip(begins, starts, strict=False)],
        made=len(songs),
    )
    frame = int(share * len(songs))
    assert blocks.heard(told, at_frame(frame) + 1) == pytest.approx(songs[frame], abs=1e-2)
