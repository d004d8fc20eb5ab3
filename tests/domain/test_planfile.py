"""What reads a plan: whole frames, and words about files that are no plan."""

from pathlib import Path

import numpy as np
import pytest

from luma.domain.errors import ArtifactError
from luma.domain.light import AIM, ATTRIBUTES, DOWN
from luma.domain.planfile import PlanLayout, PlanReader


def plan_bytes(layout: PlanLayout) -> bytes:
    rng = np.random.default_rng(4)
    values = rng.random((layout.frames, layout.heads, len(ATTRIBUTES)), np.float32)
    mask = rng.integers(0, 1 << 14, (layout.frames, layout.heads)).astype("<u2")
    counts = bytes(8 * layout.tiles)
    return layout.header() + counts + values.astype("<f4").tobytes() + mask.tobytes()


def test_a_reader_gives_each_frame_by_its_global_number(tmp_path: Path) -> None:
    layout = PlanLayout(heads=3, frames=130, first_frame=60)
    path = tmp_path / "show.plan"
    path.write_bytes(plan_bytes(layout))
    reader = PlanReader(path)
    assert (reader.heads, reader.frames, reader.first_frame) == (3, 130, 60)
    rng = np.random.default_rng(4)
    expected = rng.random((130, 3, len(ATTRIBUTES)), np.float32)
    masks = rng.integers(0, 1 << 14, (130, 3))
    for at in (0, 59, 60, 129):
        values, mask = reader.frame(60 + at)
        assert np.array_equal(values, expected[at])
        assert np.array_equal(mask, masks[at])
    reader.close()


def test_outside_of_the_show_nothing_is_set(tmp_path: Path) -> None:
    path = tmp_path / "show.plan"
    path.write_bytes(plan_bytes(PlanLayout(2, 10)))
    reader = PlanReader(path)
    for index in (-1, 10):
        values, mask = reader.frame(index)
        assert not mask.any()
        assert not values[:, 0].any()
        assert np.allclose(values[:, AIM], DOWN)
    reader.close()


@pytest.mark.parametrize("cut", [0, 100, 4096, -1])
def test_a_file_cut_short_is_no_plan(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "show.plan"
    path.write_bytes(plan_bytes(PlanLayout(2, 10))[:cut])
    with pytest.raises(ArtifactError, match="is not a plan"):
        PlanReader(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match=r"nowhere\.plan"):
        PlanReader(tmp_path / "nowhere.plan")
