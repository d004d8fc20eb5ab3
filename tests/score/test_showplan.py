"""The plan file as it is written: whole, tile by tile, readable from elsewhere."""

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from luma.domain.errors import ArtifactError, ShapeMismatch
from luma.domain.light import ATTRIBUTES, LightBuffer
from luma.domain.planfile import TILE_FRAMES, PlanReader
from luma.score.showplan import ShowPlan


def flat(value: float, heads: int, first: int, frames: int) -> LightBuffer:
    shape = (heads, frames)
    values = np.full((*shape, len(ATTRIBUTES)), value, np.float32)
    return LightBuffer(first, values, np.full(shape, 0x3FFF, np.uint16))


def test_what_is_written_is_read_in_another_process(tmp_path: Path) -> None:
    path = tmp_path / "show.plan"
    plan = ShowPlan.create(path, heads=2, frames=150)
    assert plan.write(1, flat(0.25, 2, 60, 60))
    code = (
        "import sys; from pathlib import Path; from luma.domain.planfile import PlanReader;"
        "r = PlanReader(Path(sys.argv[1]));"
        "print(r.heads, r.frames, r.frame(119)[0].sum(), r.frame(120)[1].sum())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["2", "150", "7.0", "0"]
    plan.close()


def test_a_tile_that_did_not_change_is_not_rewritten(tmp_path: Path) -> None:
    plan = ShowPlan.create(tmp_path / "show.plan", heads=2, frames=70)
    assert plan.write(1, flat(0.5, 2, 60, 10))
    assert not plan.write(1, flat(0.5, 2, 60, 10))
    assert plan.write(1, flat(0.75, 2, 60, 10))
    assert plan.frame(69)[0][0, 0] == 0.75
    assert not plan.frame(59)[1].any()
    plan.close()


def test_a_plan_opened_again_holds_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "show.plan"
    plan = ShowPlan.create(path, heads=1, frames=60)
    plan.write(0, flat(1.0, 1, 0, 60))
    plan.close()
    again = ShowPlan.open(path)
    assert again.frame(30)[0].min() == 1.0
    again.close()


def test_a_new_plan_does_not_disturb_readers_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "show.plan"
    first = ShowPlan.create(path, heads=1, frames=60)
    first.write(0, flat(1.0, 1, 0, 60))
    reader = PlanReader(path)
    second = ShowPlan.create(path, heads=5, frames=600)
    assert reader.frame(0)[0].shape == (1, len(ATTRIBUTES))
    assert reader.frame(0)[0].min() == 1.0
    for plan in (first, second):
        plan.close()
    reader.close()
    assert [p.name for p in tmp_path.iterdir()] == ["show.plan"]


def test_light_that_does_not_fit_a_tile_is_refused(tmp_path: Path) -> None:
    plan = ShowPlan.create(tmp_path / "show.plan", heads=2, frames=70)
    with pytest.raises(ShapeMismatch, match="frames 60 to 70"):
        plan.write(1, flat(1.0, 2, 60, 60))
    with pytest.raises(ShapeMismatch, match="2 tiles"):
        plan.write(2, flat(1.0, 2, 120, 60))
    plan.close()


def test_a_plan_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match="cannot be made"):
        ShowPlan.create(tmp_path / "missing" / "show.plan", heads=2, frames=60)


def test_an_empty_show_is_a_plan_too(tmp_path: Path) -> None:
    plan = ShowPlan.create(tmp_path / "show.plan", heads=0, frames=0)
    assert plan.tiles == 0
    assert plan.frame(0)[0].shape == (0, len(ATTRIBUTES))
    plan.close()


def test_no_frame_is_read_half_written(tmp_path: Path) -> None:
    plan = ShowPlan.create(tmp_path / "show.plan", heads=64, frames=TILE_FRAMES)
    plan.write(0, flat(0.0, 64, 0, TILE_FRAMES))
    reader = PlanReader(plan.path)
    shades = [flat(float(i), 64, 0, TILE_FRAMES) for i in range(2)]
    done = threading.Event()

    def write() -> None:
        for i in range(400):
            plan.write(0, shades[i % 2])
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    torn = reads = 0
    while not done.is_set():
        torn += len(np.unique(reader.frame(30)[0])) != 1
        reads += 1
    writer.join()
    assert reads > 0
    assert torn == 0
    reader.close()
    plan.close()


def test_a_tile_counts_odd_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = ShowPlan.create(tmp_path / "show.plan", heads=1, frames=120)
    reader = PlanReader(plan.path)
    seen: list[tuple[int, float]] = []

    def look() -> None:
        views = reader._views
        seen.append((int(views.changes[1]), float(views.values[60, 0, 0])))

    monkeypatch.setattr("luma.score.showplan.fence", look)
    for value in (0.5, 0.75):
        plan.write(1, flat(value, 1, 60, 60))
    assert seen == [(1, 0.0), (1, 0.5), (3, 0.5), (3, 0.75)]
    assert reader._views.changes.tolist() == [0, 4]
    reader.close()
    plan.close()
