"""The lanes of the dynamics: folded, open, chosen, empty, being made; and what they draw."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from luma.analysis import formats
from luma.app.analyses import Wish
from luma.app.dynamics import KINDS, Course, Dynamic, DynamicsSketch
from luma.app.events import ArtifactReady, JobCancelled, JobFailed, JobMoved
from luma.domain.drums import DrumTrack, Hits
from luma.domain.energy import Energy, Loudness
from luma.domain.errors import WorkFailed
from luma.domain.ids import Recipe, TrackId
from luma.domain.sections import Section, SectionTrack
from luma.domain.track import Artifact
from luma.domain.units import LIGHT_FPS
from luma.store.store import Shelf
from luma.ui.preview.offscreen import pixels_of
from luma.ui.timeline.dynamics import CURVE, HEIGHTS, STROKES, TITLE, dynamics_picture
from luma.ui.timeline.dynamicstool import NOT_YET, DynamicsTool, dynamics_actions
from luma.ui.timeline.sections import section_colour
from luma.ui.timeline.wave import TileKey
from tests.ui.timeline.conftest import SECONDS, SONG, Bench, pixel

FRAMES = round(SECONDS * LIGHT_FPS)
OPEN = TITLE + sum(HEIGHTS.values())


def heard() -> dict[str, object]:
    """A kick on each beat, no snare, hats; half of the song loud, the other half bright."""
    late = (np.arange(FRAMES) >= FRAMES // 2).astype(np.float32)
    level = (-18.0 + 6.0 * late).astype(np.float32)
    beats = np.arange(0.0, SECONDS, 0.5)
    hats = np.arange(0.25, SECONDS, 0.5)
    return {
        "energy": Energy(1.0 - late, late * 0.0, late * 0.8),
        "loudness": Loudness(-14.1, -0.5, 6.0, level, level),
        "drums": DrumTrack(
            Hits(beats, np.ones(beats.size)),
            Hits(np.zeros(0), np.zeros(0)),
            Hits(hats, np.full(hats.size, 0.25)),
        ),
    }


def shelve(bench: Bench, folder: Path, kind: str, value: object) -> None:
    """Let a result of the workshop appear."""
    folder.mkdir()
    path = formats.shelve(value, bench.desk.paths.blobs, Recipe(f"ab{kind}"), folder)
    file = str(path.relative_to(bench.desk.paths.blobs))
    made = Artifact(Recipe(f"ab{kind}"), SONG, kind, "luma", 1, file, 1)
    bench.desk.ground.keeper.save(partial(_add, made)).result()
    bench.desk.bus.announce(ArtifactReady(made, 1.0))


def hear_all(bench: Bench, folder: Path) -> None:
    """Let all of it appear."""
    for kind, value in heard().items():
        shelve(bench, folder / kind, kind, value)
    bench.until(tool_of(bench).is_whole)


def _add(made: Artifact, shelf: Shelf) -> None:
    shelf.artifacts.add(made)


def tool_of(bench: Bench) -> DynamicsTool:
    return bench.view.dynamics


def lightness(bench: Bench, seconds: float, each: Dynamic, above: float) -> int:
    """How light the canvas is at a second, so many pixels above the foot of a lane."""
    scene = bench.view.scene
    foot = tool_of(bench).scene.tops(scene.lanes)[each] + HEIGHTS[each] - 1
    at = QPointF(scene.x(seconds), foot - above).toPoint()
    return bench.view.canvas.grab().toImage().pixelColor(at).lightness()


def test_before_anything_is_heard_one_row_tells_what_goes_on(bench: Bench) -> None:
    view, tool, bus = bench.view, tool_of(bench), bench.desk.bus
    lanes = view.scene.lanes
    assert lanes.dynamics == TITLE
    assert lanes.layers_top == lanes.dynamics_top + TITLE + 1
    inside = QPointF(lanes.header + 200, lanes.dynamics_top + 9)
    assert view.fingers.words(inside) == NOT_YET["energy"]
    bus.announce(JobMoved(SONG, "energy", 0.34, "listening"))
    bench.until(lambda: view.fingers.words(inside) == "Listening for energy  34 %")
    bus.announce(JobMoved(TrackId("other"), "energy", 0.9, "listening"))
    failed = WorkFailed("energy", "A song", "the machine is full")
    bus.announce(JobFailed(SONG, "energy", failed))
    bench.until(lambda: view.fingers.words(inside) == failed.message)
    bus.announce(JobCancelled(SONG, "energy"))
    bench.until(lambda: view.fingers.words(inside) == NOT_YET["energy"])
    name = QPointF(20, lanes.dynamics_top + 8)
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=pixel(name))
    assert view.scene.lanes.dynamics == TITLE, "there is nothing to unfold"
    acts = {act.id: act for act in dynamics_actions(view)}
    assert not acts["dynamics"].enabled()
    assert acts["dynamics hear"].enabled()
    assert not tool.is_whole()


def test_what_is_missing_is_asked_for(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[TrackId, Wish]] = []
    analyses = bench.desk.analyses
    monkeypatch.setattr(analyses, "pardon", lambda *_: None)
    monkeypatch.setattr(analyses, "complete", lambda name, wish: asked.append((name, wish)))
    {act.id: act for act in dynamics_actions(bench.view)}["dynamics hear"].run()
    bench.until(lambda: asked)
    assert asked == [(SONG, Wish(KINDS))]


def test_lanes_appear_as_they_are_heard_unfold_and_are_chosen(
    bench: Bench, tmp_path: Path
) -> None:
    view, tool, made = bench.view, tool_of(bench), heard()
    shelve(bench, tmp_path / "energy", "energy", made["energy"])
    bench.until(lambda: tool.are_there)
    name = QPointF(20, view.scene.lanes.dynamics_top + 8)
    assert "Shift+E" in view.fingers.words(name)
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=pixel(name))
    lanes = view.scene.lanes
    assert lanes.dynamics == OPEN == TITLE + 3 * STROKES + 3 * CURVE
    assert view.plain_lanes().layers_top == lanes.layers_top
    kick = QPointF(lanes.header + 200, tool.scene.tops(lanes)[Dynamic.KICK] + 8)
    assert view.fingers.words(kick) == NOT_YET["drums"]
    shelve(bench, tmp_path / "loudness", "loudness", made["loudness"])
    shelve(bench, tmp_path / "drums", "drums", made["drums"])
    bench.until(tool.is_whole)
    bench.until(lambda: lightness(bench, 10.13, Dynamic.ENERGY, 8.0) > 60)
    assert lightness(bench, 50.13, Dynamic.ENERGY, 8.0) < 30
    bench.until(lambda: lightness(bench, 50.13, Dynamic.BRIGHTNESS, 8.0) > 60)
    assert lightness(bench, 10.13, Dynamic.BRIGHTNESS, 8.0) < 30
    words = view.fingers.words(QPointF(view.scene.x(50.0), kick.y()))
    assert words == "Kick, 100 % strong"
    loud = QPointF(view.scene.x(50.1), tool.scene.tops(lanes)[Dynamic.LOUDNESS] + 8)
    assert "−12.0 LUFS" in view.fingers.words(loud)
    tool.fold()


def test_lanes_are_chosen_by_commands(bench: Bench, tmp_path: Path) -> None:
    view, tool = bench.view, tool_of(bench)
    hear_all(bench, tmp_path)
    acts = {act.id: act for act in dynamics_actions(view)}
    assert not acts["dynamics hear"].enabled()
    acts["dynamics"].run()
    assert tool.shown == tuple(Dynamic)
    acts["dynamics kick"].run()
    assert [*tool.shown] == [Dynamic.ENERGY, Dynamic.LOUDNESS, Dynamic.BRIGHTNESS]
    for group in ("energy", "loudness", "brightness"):
        acts[f"dynamics {group}"].run()
    assert view.scene.lanes.dynamics == TITLE, "without the last lane they fold"
    acts["dynamics loudness"].run()
    assert [*tool.shown] == [Dynamic.LOUDNESS]
    acts["dynamics"].run()
    assert tool.shown == ()
    acts["dynamics"].run()
    assert [*tool.shown] == [Dynamic.LOUDNESS]
    for group in ("kick", "energy", "brightness"):
        acts[f"dynamics {group}"].run()
    assert tool.shown == tuple(Dynamic)
    tool.fold()


def test_the_menu_among_the_names_chooses_lanes(bench: Bench, tmp_path: Path) -> None:
    view, tool = bench.view, tool_of(bench)
    hear_all(bench, tmp_path)
    assert not tool.shown
    at = QPoint(20, view.scene.lanes.dynamics_top + 8)
    where = view.canvas.mapToGlobal(at)
    QApplication.sendEvent(
        view.canvas, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where)
    )
    (menu,) = (m for m in view.findChildren(QMenu) if m.isVisible())
    entries = {entry.text(): entry for entry in menu.actions()}
    assert not entries["Loudness"].isChecked()
    assert not entries["Hear what is missing"].isEnabled()
    entries["Show all lanes\tShift+E"].trigger()
    assert tool.shown == tuple(Dynamic)
    entries["Loudness"].trigger()
    assert Dynamic.LOUDNESS not in tool.shown
    entries["Loudness"].trigger()
    menu.close()
    assert tool.shown == tuple(Dynamic)
    tool.fold()


def key(height: int, scale: float = 256 / SECONDS) -> TileKey:
    return TileKey(1, scale, 0, height, 1.0)


def a_sketch(**values: np.ndarray) -> DynamicsSketch:
    hits = Hits(np.array([15.0, 45.0]), np.array([1.0, 0.25]))
    nothing = Hits(np.zeros(0), np.zeros(0))
    courses = {Dynamic(name): Course.of(value) for name, value in values.items()}
    return DynamicsSketch(SONG, courses, DrumTrack(hits, nothing, nothing))


def test_strokes_are_as_high_and_as_bright_as_they_are_hard(app: QApplication) -> None:
    picture = pixels_of(dynamics_picture(Dynamic.KICK, a_sketch(), key(40))).astype(int)
    columns = np.flatnonzero(picture.sum(axis=(0, 2)))
    assert columns.tolist() == [64, 192]
    high = [int((picture[:, column].sum(axis=1) > 0).sum()) for column in columns]
    assert high[0] > 36
    assert 8 <= high[1] <= 12
    assert picture[-1, 64].sum() > 1.5 * picture[-1, 192].sum()
    near = dynamics_picture(Dynamic.KICK, a_sketch(), TileKey(1, 100.0, 5, 40, 1.0))
    assert np.flatnonzero(pixels_of(near).sum(axis=(0, 2))).tolist() == [220, 221]
    none = dynamics_picture(Dynamic.SNARE, a_sketch(), key(40))
    assert not pixels_of(none).any()


def test_a_curve_stands_as_high_as_its_value(app: QApplication) -> None:
    ramp = np.linspace(0.0, 1.0, FRAMES, dtype=np.float32)
    sketch = a_sketch(brightness=ramp, energy=ramp)
    picture = pixels_of(dynamics_picture(Dynamic.BRIGHTNESS, sketch, key(102))).astype(int)
    lit = (picture.sum(axis=2) > 0).sum(axis=0)
    assert np.abs(lit - np.arange(256) / 256 * 100).max() < 3
    bent = pixels_of(dynamics_picture(Dynamic.ENERGY, sketch, key(102))).astype(int)
    half = (bent.sum(axis=2) > 0).sum(axis=0)[128]
    assert abs(half - 25) < 3, "energy is drawn by its square"
    assert not pixels_of(dynamics_picture(Dynamic.LOUDNESS, sketch, key(40))).any()


def test_the_overview_wears_the_colours_of_the_sections(bench: Bench) -> None:
    overview = bench.view.overview
    halves = (Section(0.0, 30.0, "verse"), Section(30.0, SECONDS, "drop"))
    overview.show_sections(SectionTrack(halves))
    picture = overview.grab().toImage()
    for share, label in ((0.25, "verse"), (0.75, "drop")):
        at = picture.pixelColor(round(picture.width() * share), 1)
        assert at == section_colour(label)
    overview.show_sections(None)
    assert overview.grab().toImage().pixelColor(40, 1) != section_colour("verse")
