"""Tiles are painted once, hold no more than they may, and are asked for once."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from luma.app.waveforms import Columns, Sketch
from luma.audio.peaks import Peaks
from luma.domain.ids import TrackId
from luma.domain.units import HOUSE_RATE
from luma.ui.preview.offscreen import pixels_of
from luma.ui.timeline import wave
from luma.ui.timeline.viewport import Viewport
from luma.ui.timeline.wave import Tiles, WaveTiles, picture_of

PLACE = QRectF(0, 0, 600, 80)


def _sketch() -> Sketch:
    tone = np.sin(np.arange(20 * HOUSE_RATE) * 0.05).astype(np.float32)
    peaks = Peaks.of(np.repeat(tone[:, None], 2, axis=1))
    return Sketch(TrackId("t"), peaks, None, 1.0, 1.0)


@pytest.fixture
def waiting() -> list[Callable[[], Tiles]]:
    return []


@pytest.fixture
def tiles(app: QApplication, waiting: list[Callable[[], Tiles]]) -> WaveTiles:
    made = WaveTiles(waiting.append)
    made.show(_sketch())
    return made


def _draw(tiles: WaveTiles, view: Viewport) -> QImage:
    picture = QImage(600, 80, QImage.Format.Format_RGB32)
    picture.fill(0)
    painter = QPainter(picture)
    tiles.draw(painter, view, PLACE, 1.0)
    painter.end()
    return picture


def test_a_strong_band_reaches_further_from_the_middle() -> None:
    bands = np.array([[1.0, 0.0, 0.0], [0.2, 0.0, 0.0], [1.0, 1.0, 1.0]], np.float32)
    flat = np.zeros(3, np.float32)
    pixels = pixels_of(picture_of(Columns(flat, flat, bands), 100)).astype(int)
    lit = pixels.sum(axis=2) > 0
    heights = lit.sum(axis=0)
    assert heights[0] > 90
    assert 15 < heights[1] < 40
    assert np.array_equal(lit, lit[::-1])
    assert pixels[50, 2].sum() > pixels[20, 2].sum() > pixels[2, 2].sum()


def test_an_outline_is_never_thinner_than_a_line() -> None:
    wave_line = np.linspace(-1, 1, 8, dtype=np.float32)
    pixels = pixels_of(picture_of(Columns(wave_line, wave_line, None), 64))
    assert np.all(pixels.sum(axis=2).max(axis=0) > 100)


def test_tiles_are_asked_for_once_and_then_drawn(
    tiles: WaveTiles, waiting: list[Callable[[], Tiles]]
) -> None:
    view = Viewport(20.0, 600, 2.0, 60.0)
    assert pixels_of(_draw(tiles, view)).max() == 0
    _draw(tiles, view)
    assert len(waiting) == 1
    made = waiting.pop()()
    assert [key.index for key, _ in made] == [0, 1, 2]
    tiles.take(made)
    assert pixels_of(_draw(tiles, view)).max() > 100
    assert not waiting


def test_the_last_tiles_are_stretched_until_sharper_ones_come(
    tiles: WaveTiles, waiting: list[Callable[[], Tiles]]
) -> None:
    view = Viewport(20.0, 600, 2.0, 60.0)
    _draw(tiles, view)
    tiles.take(waiting.pop()())
    _draw(tiles, view)
    closer = view.zoomed(1.5, 300)
    assert pixels_of(_draw(tiles, closer)).max() > 100
    assert len(waiting) == 1


def test_what_was_not_seen_for_long_makes_room(
    tiles: WaveTiles, waiting: list[Callable[[], Tiles]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wave, "LIMIT", 6 * 256 * 80 * 4)
    views = [Viewport(20.0, 600, start, 120.0) for start in (0.0, 5.0, 10.0)]
    for view in views:
        _draw(tiles, view)
        tiles.take(waiting.pop()())
        assert tiles.bytes <= wave.LIMIT
    _draw(tiles, views[-1])
    assert not waiting


def test_another_track_shows_nothing_of_the_last(
    tiles: WaveTiles, waiting: list[Callable[[], Tiles]]
) -> None:
    view = Viewport(20.0, 600, 2.0, 60.0)
    _draw(tiles, view)
    late = waiting.pop()()
    tiles.show(_sketch())
    tiles.take(late)
    assert tiles.bytes == 0
