"""Decoded sound in a mapped file."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luma.audio.pcm import Pcm
from luma.domain.errors import ArtifactError
from luma.domain.sound import Samples


@given(sizes=st.lists(st.integers(0, 5000), max_size=6))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_blocks_come_back_as_one_sound(tmp_path: Path, sizes: list[int]) -> None:
    rng = np.random.default_rng(len(sizes))
    blocks = [rng.standard_normal((size, 2)).astype(np.float32) for size in sizes]
    pcm = Pcm.gather(blocks, tmp_path / "a.npy")
    assert pcm.frames == sum(sizes)
    if blocks:
        assert np.array_equal(pcm.samples, np.concatenate(blocks))
    assert np.array_equal(np.load(tmp_path / "a.npy"), pcm.samples)


def test_the_samples_are_mapped_and_cannot_be_written(tmp_path: Path) -> None:
    pcm = Pcm.gather([np.ones((10, 2), np.float32)], tmp_path / "a.npy")
    assert isinstance(pcm.samples, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        pcm.samples[0] = 2
    pcm.write(tmp_path / "b.npy")
    assert np.array_equal(Pcm.open(tmp_path / "b.npy").samples, pcm.samples)


def test_a_source_that_breaks_leaves_no_file(tmp_path: Path) -> None:
    def breaking() -> Iterator[Samples]:
        yield np.zeros((10, 2), np.float32)
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError):
        Pcm.gather(breaking(), tmp_path / "a.npy")
    assert list(tmp_path.iterdir()) == []


def test_other_files_are_not_taken_for_sound(tmp_path: Path) -> None:
    np.save(tmp_path / "mono.npy", np.zeros(10, np.float32))
    (tmp_path / "odd.npy").write_bytes(b"odd")
    for name in ("mono.npy", "odd.npy", "none.npy"):
        with pytest.raises(ArtifactError, match=name):
            Pcm.open(tmp_path / name)
