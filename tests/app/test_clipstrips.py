"""A strip shows what leaves the lamps, at every width."""

import numpy as np
import pytest

from luma.app.clipstrips import strip_of
from luma.domain.light import COLOUR, INTENSITY, TINT, LightBuffer, bits
from luma.score.compositor import ClipLight


def _light(frames: int = 100) -> LightBuffer:
    light = LightBuffer.dark(3, 600, frames)
    light.values[:, :, INTENSITY] = np.array([0.0, 0.5, 1.0])[:, None]
    light.set[:] = bits("intensity")
    light.values[2, :, COLOUR] = (1.0, 0.0, 0.0)
    light.values[2, :, TINT] = 1.0
    light.set[2] = bits("intensity", "red", "green", "blue", "tint")
    return light


def _strip(light: LightBuffer):  # type: ignore[no-untyped-def]
    strip = strip_of(ClipLight(light, tuple(range(light.heads))))
    assert strip is not None
    return strip


def test_heads_are_rows_of_the_colour_that_leaves_them() -> None:
    strip = _strip(_light())
    assert (strip.first_frame, strip.frames, strip.heads) == (600, 100, 3)
    dark, grey, red = strip.levels[0][:, 50]
    assert dark.tolist() == [0, 0, 0]
    assert len(set(grey.tolist())) == 1
    assert 100 < grey[0] < 255
    assert red.tolist() == [255, 0, 0]


def test_what_nobody_set_is_dark() -> None:
    light = _light()
    light.set[:] = 0
    assert not _strip(light).levels[0].any()


def test_each_level_is_half_as_wide_and_keeps_the_mean() -> None:
    light = _light(128)
    light.values[1, ::2, INTENSITY] = 0.0
    levels = _strip(light).levels
    assert [level.shape[1] for level in levels] == [128, 64, 32, 16, 8]
    assert np.ptp(levels[1][1].astype(int)) == 0
    assert 0 < levels[1][1, 0, 0] < levels[0][1, 1, 0]


@pytest.mark.parametrize(
    ("columns", "width"), [(1000, 100), (100, 100), (60, 100), (50, 50), (1, 7)]
)
def test_the_level_for_a_width_has_enough_columns(columns: float, width: int) -> None:
    strip = _strip(_light())
    assert strip.levels[strip.level_for(columns)].shape[1] == width


def test_light_on_nobody_has_no_strip() -> None:
    assert strip_of(ClipLight(LightBuffer.dark(0, 0, 10), ())) is None
    assert strip_of(ClipLight(LightBuffer.dark(2, 0, 0), (0, 1))) is None
