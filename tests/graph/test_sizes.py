"""Bytes are told as they are: every value that travels, and memory that is shared once."""

import mmap
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from luma.domain.curve import Chroma, Colour, Number, Trigger
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.light import LightBuffer
from luma.domain.picture import Picture
from luma.domain.recording import Audio
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import Section, SectionTrack
from luma.domain.selection import Selection
from luma.graph.cache import Cache
from luma.graph.sizes import size_of


def chords(count: int) -> ChordTrack:
    edges = np.arange(count + 1, dtype=np.float64)
    return ChordTrack(edges, tuple(Chord(n % 12, "maj") for n in range(count)))


def sections(count: int) -> SectionTrack:
    return SectionTrack(tuple(Section(n, n + 1.0, f"part {n}") for n in range(count)))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Number(np.ones((8, 900), np.float32)),
        lambda: Colour(np.ones((8, 900, 4), np.float32)),
        lambda: Chroma(np.ones((1, 900, 12), np.float32)),
        lambda: Trigger(np.arange(9000), np.ones(9000, np.float32)),
        lambda: BeatGrid.steady(120.0, count=9000),
        lambda: chords(3000),
        lambda: sections(3000),
        lambda: Audio(np.zeros(80_000, np.float32), 0),
        lambda: Selection(tuple(range(1000, 9000))),
        lambda: LightBuffer.dark(8, 0, 900),
    ],
)
def test_it_is_what_the_value_takes(make: Callable[[], object]) -> None:
    make()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        value = make()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size_of(value) == pytest.approx(after - before, rel=0.1, abs=2000)


def test_a_view_counts_for_all_that_it_keeps() -> None:
    whole = np.ones((100, 1000), np.float32)
    assert size_of(Number(whole[:1])) > whole.nbytes
    assert size_of((Number(whole[:1]), Number(whole[1:]))) < 1.1 * whole.nbytes


def test_mapped_memory_is_counted_once_however_it_is_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "sound"
    file.write_bytes(bytes(1 << 20))
    with file.open("rb") as opened:
        mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        samples = np.frombuffer(mapped, np.float32)
        pair = (Audio(samples[:8000], 0), Audio(samples[8000:16000], 10))
        assert 1 << 20 <= size_of(pair) < 1.01 * (1 << 20)


def test_results_that_share_memory_take_it_once_and_free_it_last() -> None:
    cache, whole = Cache(limit=1_000_000), np.ones((100, 1000), np.float32)
    cache.keep("a", Number(whole))
    one = cache.size
    cache.keep("b", Number(whole[:50]))
    assert cache.size < one + 2000
    for name in "cd":
        cache.keep(name, Number(np.ones((90, 1000), np.float32)))
    assert [name for name in "abcd" if cache.find(name)] == ["c", "d"]
    assert 2 * 360_000 < cache.size < 2 * 361_000


def test_a_picture_is_counted_too() -> None:
    assert size_of(Picture("heat_map", np.zeros((100, 100), np.float32), 0)) > 40_000
