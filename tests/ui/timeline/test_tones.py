"""The lane of tones: unfolded by hand, filled when the spectrogram is there, low tones low."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.analysis import formats
from luma.app.events import ArtifactReady
from luma.app.tones import Tones
from luma.audio.mel import BANDS, MelTiles
from luma.domain.ids import Recipe, TrackId
from luma.domain.track import Artifact
from luma.ui.preview.offscreen import pixels_of
from luma.ui.timeline.lanes import CHORDS, TONES, lay_out
from luma.ui.timeline.tones import tones_picture
from luma.ui.timeline.trackactions import grid_actions
from luma.ui.timeline.wave import TileKey
from tests.ui.timeline.conftest import SONG, Bench

FRAMES = 60 * 60


def rows_of(loud: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """A minute in which one band is loud in every frame."""
    rows = np.zeros((FRAMES, BANDS), np.uint8)
    rows[np.arange(FRAMES), loud(np.arange(FRAMES))] = 255
    return rows


def test_a_tone_climbs_from_the_bottom_to_the_top(app: QApplication, tmp_path: Path) -> None:
    rows = rows_of(lambda at: at * BANDS // FRAMES)
    tones = Tones(TrackId("t"), MelTiles.gather([rows], tmp_path / "m.npy"))
    picture = pixels_of(tones_picture(tones, TileKey(1, 256 / 60, 0, 96, 1.0))).astype(int)
    assert picture.shape == (96, 256, 3)
    bright = picture.sum(axis=2)
    assert bright[:, 5].argmax() > 85
    assert abs(int(bright[:, 128].argmax()) - 48) < 4
    assert bright[:, 250].argmax() < 10
    assert bright[10, 5] == bright[80, 250] == 0, "silence is black"


def test_a_lane_that_is_folded_takes_no_room() -> None:
    folded, unfolded = (
        lay_out(1000, 600, None, has_chords=True, has_tones=shown) for shown in (False, True)
    )
    assert folded.tones_top == folded.chords_top
    assert unfolded.chords_top - folded.chords_top == TONES
    assert unfolded.layers_top == unfolded.chords_top + CHORDS + 1


def shelve_tones(bench: Bench, folder: Path) -> None:
    """Let the workshop's result appear."""
    folder.mkdir()
    tiles = MelTiles.gather([rows_of(lambda at: at % BANDS)], folder / "mel.npy")
    path = formats.shelve(tiles, bench.desk.paths.blobs, Recipe("abmel"), folder)
    file = str(path.relative_to(bench.desk.paths.blobs))
    made = Artifact(Recipe("abmel"), SONG, "mel", "luma", 1, file, 1)
    bench.desk.ground.keeper.save(lambda shelf: shelf.artifacts.add(made)).result()
    bench.desk.bus.announce(ArtifactReady(made, 1.0))


def test_the_lane_unfolds_by_a_press_and_fills_when_the_tones_are_heard(
    bench: Bench, tmp_path: Path
) -> None:
    bench.open()
    view, canvas = bench.view, bench.view.canvas
    assert view.scene.lanes.tones == 0
    name = QPointF(20, view.scene.lanes.mix_top + 40)
    assert "Shift+T" in view.fingers.words(name)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=name.toPoint())
    lanes = view.scene.lanes
    assert lanes.tones > 0
    assert view.sources.tones.sketch is None
    place = QPointF(lanes.header + 300, lanes.tones_top + lanes.tones / 2).toPoint()
    before = canvas.grab().toImage().pixelColor(place)
    shelve_tones(bench, tmp_path / "aside")
    bench.until(lambda: view.sources.tones.bytes > 0)
    bench.until(lambda: canvas.grab().toImage().pixelColor(place) != before)
    act = next(act for act in grid_actions(view) if act.id == "tones")
    assert act.keys == "Shift+T"
    act.run()
    assert view.scene.lanes.tones == 0


def test_what_is_dropped_knows_the_lane(bench: Bench) -> None:
    bench.open()
    bench.view.sources.fold_tones()
    assert bench.view.plain_lanes().layers_top == bench.view.scene.lanes.layers_top


@pytest.mark.parametrize("height", [1, 7, 96, 200])
def test_every_height_can_be_painted(app: QApplication, tmp_path: Path, height: int) -> None:
    tones = Tones(
        TrackId("t"), MelTiles.gather([rows_of(lambda at: at % BANDS)], tmp_path / "m.npy")
    )
    for index, scale in ((-1, 1.0), (0, 5000.0), (3, 0.1)):
        picture = tones_picture(tones, TileKey(1, scale, index, height, 1.0))
        assert (picture.width(), picture.height()) == (256, height)
