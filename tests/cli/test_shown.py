"""A film shows every flash, in the picture of the moment in which it begins."""

from pathlib import Path

import numpy as np
import pytest

from luma.cli.shown import exposed
from luma.domain.light import INTENSITY, LightBuffer, bits
from luma.score.showplan import ShowPlan

FPS = 30


@pytest.mark.parametrize("flash", range(20, 26))
@pytest.mark.parametrize("start", [0.0, 0.0049, 1 / 120, 0.0301])
def test_a_flash_of_one_frame_is_in_one_picture_and_in_time(
    tmp_path: Path, flash: int, start: float
) -> None:
    light = LightBuffer.dark(2, 0, 60)
    light.values[1, flash, INTENSITY] = 1.0
    light.set[:] = bits("intensity")
    plan = ShowPlan.create(tmp_path / "plan", 2, 60)
    plan.write(0, light)
    starts = start + np.arange(25) / FPS
    shown = [exposed(plan, at, at + 1 / FPS)[0][:, INTENSITY] for at in starts]
    plan.close()
    (lit,) = np.flatnonzero([levels[1] == 1.0 for levels in shown])
    assert not any(levels[0] for levels in shown)
    assert starts[lit] - 1e-6 <= flash / 60 < starts[lit] + 1 / FPS
