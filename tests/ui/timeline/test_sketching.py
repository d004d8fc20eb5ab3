"""Sketching a score in the window, and reading in it why each clip is there."""

from PySide6.QtWidgets import QMenu

from luma.domain.ids import ClipId, PatternId
from luma.domain.score import Clip
from luma.ui.timeline.sketching import clip_words, sketch_actions
from tests.ui.timeline.conftest import CLIPS, Bench


def test_a_sketch_takes_the_place_of_the_clips_and_one_undo_brings_them_back(
    bench: Bench,
) -> None:
    (action,) = sketch_actions(bench.session)
    assert (action.title, action.sign) == ("Sketch a score", "wand-sparkles")
    assert action.enabled()
    told: list[str] = []
    bench.session.hinted.connect(told.append)
    action.run()
    bench.until(lambda: told and told[-1] == "")
    assert told[0]
    bench.settle()
    sketched = bench.score.clips
    assert len(sketched) > 4
    assert all(clip.reason for clip in sketched)
    assert bench.view.scene.score == bench.score
    first = min(sketched, key=lambda clip: (clip.start_beat, clip.layer))
    bench.view.fit()
    words = bench.view.fingers.words(bench.at(first.start_beat + 6.0, first.layer))
    assert words.splitlines()[1:] == clip_words("", first).splitlines()[1:]
    bench.session.undo()
    bench.settle()
    bench.until(lambda: bench.score.clips == CLIPS)


def test_the_menu_of_an_empty_place_offers_a_sketch(bench: Bench) -> None:
    at = bench.at(41.6, 0)
    bench.view.fingers.menu(at, bench.view.canvas.mapToGlobal(at.toPoint()))
    menu = bench.app.activePopupWidget()
    assert isinstance(menu, QMenu)
    (entry,) = (each for each in menu.actions() if each.text() == "Sketch a score")
    assert entry.isEnabled()
    assert not entry.icon().isNull()
    menu.close()
    bench.app.processEvents()


def test_a_clip_tells_its_reason_under_its_name_in_short_lines() -> None:
    clip = Clip(ClipId("a"), PatternId("p"), 0.0, 4.0, reason="It is the drop. " * 10)
    name, *lines = clip_words("Slam", clip).splitlines()
    assert name == "Slam"
    assert " ".join(lines) == clip.reason.strip()
    assert max(len(line) for line in lines) <= 64
    assert clip_words("Slam", Clip(ClipId("b"), PatternId("p"), 0.0, 4.0)) == "Slam"
