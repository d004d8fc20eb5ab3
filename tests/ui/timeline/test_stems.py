"""The lanes of the voices: folded, open, empty, and what their letters do."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.analysis import formats
from luma.app.events import ArtifactReady, JobFailed, JobMoved
from luma.app.stemlanes import StemSketch
from luma.audio.pcm import Pcm
from luma.audio.stempeaks import StemPeaks
from luma.domain.errors import WorkFailed
from luma.domain.ids import Recipe, TrackId
from luma.domain.stems import EVEN, Stem
from luma.domain.track import Artifact
from luma.store.store import Shelf
from luma.ui.timeline.lanes import STEM, STEMS, lay_out
from luma.ui.timeline.stems import (
    HeldStem,
    StemKnob,
    StemScene,
    StemTiles,
    button_of,
    signs_of,
    stem_held_at,
    stems_picture,
    top_of,
)
from luma.ui.timeline.stemtool import KINDS, StemTool, stem_actions
from luma.ui.timeline.wave import TileKey
from tests import sounds
from tests.ui.timeline.conftest import SONG, Bench, pixel

if TYPE_CHECKING:
    from luma.app.analyses import Wish


def take_apart(bench: Bench, folder: Path) -> None:
    """Put the song into its drums and its bass, half and half, as the workshop would."""
    desk = bench.desk
    mix = desk.analyses.load(SONG, Pcm)
    assert mix is not None
    nothing = np.zeros_like(mix.samples)
    half = mix.samples * np.float32(0.5)
    loud = {Stem.DRUMS: half, Stem.BASS: half, Stem.VOCALS: nothing, Stem.OTHER: nothing}
    folder.mkdir()
    stems = sounds.write_stems(folder, loud, "luma")
    peaks = StemPeaks.of(mix.frames, lambda s, a, b: loud[s][a:b], lambda _: None)
    for kind, value in zip(KINDS, (stems, peaks), strict=True):
        recipe = Recipe(f"ab{kind}")
        path = formats.shelve(value, desk.paths.blobs, recipe, folder)
        file = str(path.relative_to(desk.paths.blobs))
        made = Artifact(recipe, SONG, kind, "luma", 1, file, 1)
        desk.ground.keeper.save(partial(_add, made)).result()
        desk.bus.announce(ArtifactReady(made, 1.0))


def _add(made: Artifact, shelf: Shelf) -> None:
    shelf.artifacts.add(made)


def press(bench: Bench, at: QPointF) -> None:
    QTest.mouseClick(bench.view.canvas, Qt.MouseButton.LeftButton, pos=pixel(at))


def tool_of(bench: Bench) -> StemTool:
    return bench.view.stems


def test_without_voices_one_row_tells_why_and_offers_to_separate(bench: Bench) -> None:
    view = bench.view
    assert view.scene.lanes.stems == STEMS
    assert tool_of(bench).scene.offers
    middle = button_of(view.scene.lanes).center()
    assert "drums, bass, vocals" in view.fingers.words(middle)
    bench.desk.bus.announce(JobMoved(SONG, "stems", 0.34, "taking apart"))
    bench.until(lambda: tool_of(bench).scene.words == "Separating  34 %")
    assert not tool_of(bench).scene.offers
    failed = WorkFailed("stems", "A song", "the machine is full")
    bench.desk.bus.announce(JobFailed(SONG, "stems", failed))
    bench.until(lambda: tool_of(bench).scene.offers)
    assert tool_of(bench).scene.words == failed.message


def test_the_button_asks_the_workshop(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[TrackId, Wish]] = []
    analyses = bench.desk.analyses
    monkeypatch.setattr(analyses, "pardon", lambda *_: None)
    monkeypatch.setattr(analyses, "complete", lambda name, wish: asked.append((name, wish)))
    press(bench, button_of(bench.view.scene.lanes).center())
    bench.until(lambda: asked)
    track, wish = asked[0]
    assert (track, wish.kinds) == (SONG, KINDS)
    assert not tool_of(bench).scene.offers
    tool_of(bench)._open()


def test_voices_appear_unfold_and_are_made_solo_and_mute(bench: Bench, tmp_path: Path) -> None:
    view, canvas, tool = bench.view, bench.view.canvas, tool_of(bench)
    take_apart(bench, tmp_path / "stems")
    bench.until(lambda: tool.are_there)
    assert tool.scene.engine == "built-in"
    assert view.scene.lanes.stems == STEMS
    press(bench, QPointF(20, view.scene.lanes.stems_top + 8))
    lanes = view.scene.lanes
    assert lanes.stems == STEMS + 4 * STEM
    assert view.plain_lanes().layers_top == lanes.layers_top
    inside = QPointF(lanes.header + 300, top_of(lanes, Stem.DRUMS) + STEM / 2).toPoint()
    bench.until(lambda: canvas.grab().toImage().pixelColor(inside).lightness() > 90)
    heard = canvas.grab().toImage().pixelColor(inside).lightness()
    press(bench, signs_of(lanes, Stem.DRUMS)[StemKnob.MUTE].center())
    bench.until(lambda: tool.scene.balance.muted == {Stem.DRUMS})
    assert canvas.grab().toImage().pixelColor(inside).lightness() < heard - 30
    acts = {act.id: act for act in stem_actions(view)}
    assert acts["stems solo drums"].keys == "Alt+1"
    acts["stems mute drums"].run()
    acts["stems solo drums"].run()
    bench.until(lambda: tool.scene.balance.solo == {Stem.DRUMS})
    bench.until(lambda: not tool.scene.balance.muted)
    assert canvas.grab().toImage().pixelColor(inside).lightness() > heard + 20
    acts["stems all"].run()
    bench.until(lambda: tool.scene.balance == EVEN)
    acts["stems"].run()
    assert view.scene.lanes.stems == STEMS


def test_every_place_of_the_heads_means_something() -> None:
    lanes = lay_out(1000, 600, None, has_chords=True, stems=STEMS + 4 * STEM)
    scene = StemScene(StemTiles(lambda _: None, stems_picture), offers=True)
    for stem in Stem:
        signs = signs_of(lanes, stem)
        for knob, place in signs.items():
            assert stem_held_at(lanes, scene, place.center()) == HeldStem(knob, stem)
        name = QPointF(20, top_of(lanes, stem) + 4)
        assert stem_held_at(lanes, scene, name) == HeldStem(StemKnob.NAME, stem)
    below = QPointF(20, lanes.layers_top)
    assert stem_held_at(lanes, scene, below) is None
    assert stem_held_at(lanes, scene, QPointF(lanes.header, lanes.stems_top)) is None
    assert lanes.layers_top == lanes.stems_top + STEMS + 4 * STEM + 1


@pytest.mark.parametrize("height", [1, 3, 18, 96, 193])
def test_every_height_can_be_painted(app: QApplication, height: int) -> None:
    dice = np.random.default_rng(2)
    sound = dice.uniform(-1, 1, (48_000, 2)).astype(np.float32)
    peaks = StemPeaks.of(48_000, lambda _, a, b: sound[a:b], lambda _: None)
    sketch = StemSketch(TrackId("t"), peaks, "built-in", peaks.loudest)
    for index, scale in ((-1, 1.0), (0, 5000.0), (3, 0.1)):
        picture = stems_picture(sketch, TileKey(1, scale, index, height, 1.0))
        assert (picture.width(), picture.height()) == (256, height)
