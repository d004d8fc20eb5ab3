"""An edit changes the light of exactly the frames that it speaks of."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from luma.app.events import (
    DocumentSaved,
    PatternFailed,
    PatternNear,
    PatternReady,
    ShowReady,
)
from luma.app.patterns import Order, light_of
from luma.app.services import Desk
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.graphedits import AddNode, RemoveNode, SetParam
from luma.domain.groupedits import RenameGroup
from luma.domain.ids import ClipId, FixtureId, GraphId, NodeId, PatternId
from luma.domain.light import INTENSITY
from luma.domain.pattern import Implementation, Pattern
from luma.domain.roomedits import AddFixtures, RenameFixtures, RenameVenue, SetTrim
from luma.domain.score import Blend, Clip
from luma.domain.scoreedits import (
    AddClip,
    MoveClips,
    RemoveClips,
    SetArguments,
    SetBlend,
    TrimClip,
)
from luma.domain.venue import Trim
from luma.domain.venueedits import MoveFixture, Readdress, RemoveFixture
from luma.score.compositor import refresh
from luma.score.showplan import ShowPlan
from luma.store.store import Shelf
from tests.app.desks import (
    GLOW,
    LAMP,
    ROOM,
    SCORE,
    Facts,
    a_clip,
    a_desk,
    a_show,
    a_track,
    furnish,
    until,
)

HEADS, FRAMES = 24, 8 * 60
A, B = ClipId("a"), ClipId("b")
Levels = npt.NDArray[np.float32]


def levels(desk: Desk) -> Levels:
    """The intensity of every head at every frame of the plan; unset ones are dark."""

    def look() -> Levels:
        frames = [desk.lights.plan.frame(index) for index in range(FRAMES)]
        seen = [np.where(mask & 1, values[:, INTENSITY], 0.0) for values, mask in frames]
        return np.array(seen, np.float32)

    return desk.lane.call(look)


def beat(number: float) -> int:
    """The frame of a beat of the assumed grid, at 120 BPM."""
    return round(number * 30)


def changed(before: Levels, after: Levels) -> list[int]:
    """The first frame that differs and the one after the last; all between do."""
    frames = np.flatnonzero((before != after).any(axis=1))
    assert len(frames) == 0 or np.array_equal(frames, np.arange(frames[0], frames[-1] + 1))
    return [int(frames[0]), int(frames[-1]) + 1] if len(frames) else []


def test_light_is_where_clips_are_and_nowhere_else(tmp_path: Path) -> None:
    top = a_clip("b", 4, 6, layer=1, opacity=0.5, arguments={"selection": "movers"})
    with a_show(tmp_path, a_clip("a", 2, 8), top) as (desk, _):
        seen = levels(desk)
    assert seen.shape == (FRAMES, HEADS)
    assert not seen[: beat(2)].any()
    assert not seen[beat(8) :].any()
    assert np.allclose(seen[beat(2) : beat(8)], 0.5)


@pytest.mark.parametrize(
    ("edit", "span"),
    [
        (SetBlend(B, Blend.ADD, 1.0), (4, 6)),
        (SetBlend(B, Blend.ADD, 0.25), (4, 6)),
        (MoveClips((B,), 2.0), (4, 8)),
        (RemoveClips((A,)), (2, 6)),
        (TrimClip(A, 2, 3), (3, 6)),
        (AddClip(a_clip("c", 10, 11)), (10, 11)),
        (SetArguments(A, {"selection": "floor"}), (2, 6)),
    ],
)
def test_an_edit_of_a_clip_changes_its_frames(
    tmp_path: Path, edit: object, span: tuple[int, int]
) -> None:
    clips = a_clip("a", 2, 6), a_clip("b", 4, 6, layer=1, blend=Blend.ADD, opacity=0.0)
    with a_show(tmp_path, *clips) as (desk, facts):
        if isinstance(edit, MoveClips):
            desk.documents.edit("score", SCORE, SetBlend(B, Blend.ADD, 1.0))
            facts.wait(ShowReady)
            span = (4, 8)
        before = levels(desk)
        desk.documents.edit("score", SCORE, edit)  # type: ignore[arg-type]
        facts.wait(ShowReady)
        after = levels(desk)
        assert changed(before, after) == [beat(end) for end in span]
        desk.documents.undo("score", SCORE)
        facts.wait(ShowReady)
        assert np.array_equal(levels(desk), before)


def test_a_setting_of_a_graph_changes_the_frames_of_the_clips_that_play_it(
    tmp_path: Path,
) -> None:
    with a_show(tmp_path, a_clip("a", 2, 4), a_clip("b", 8, 9)) as (desk, facts):
        before = levels(desk)
        desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", 1.0))
        facts.wait(ShowReady)
        after = levels(desk)
    lit = [*range(beat(2), beat(4)), *range(beat(8), beat(9))]
    assert np.flatnonzero((before != after).any(axis=1)).tolist() == lit
    assert (after[lit] == 1.0).all()


def test_many_quick_edits_end_in_the_light_of_the_last(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("a", 0, 16)) as (desk, facts):
        for level in np.linspace(0.0, 0.9, 31):
            edit = SetParam(LAMP, "intensity", round(float(level), 3))
            desk.documents.edit("graph", GLOW, edit, gesture="knob")
        desk.documents.finish("graph", GLOW)
        while not np.allclose(levels(desk)[beat(1)], 0.9):
            facts.wait(ShowReady)
        until(lambda: desk.lane.call(lambda: desk.shows.is_settled))


def test_a_changed_venue_is_lit_anew(tmp_path: Path) -> None:
    clip = a_clip("a", 0, 4, arguments={"selection": "movers"})
    with a_show(tmp_path, clip) as (desk, facts):
        desk.documents.edit("venue", ROOM, RemoveFixture(FixtureId("mover1")))
        facts.wait(ShowReady)
        seen = levels(desk)
        assert seen.shape == (FRAMES, HEADS - 1)
        assert np.count_nonzero(seen[beat(1)]) == 7
        desk.documents.edit(
            "venue", ROOM, MoveFixture(FixtureId("mover2"), (0.0, 0.0, 1.0), (0.0, 0.0, 0.0))
        )
        facts.wait(ShowReady)
        show = desk.shows.show
        assert show is not None
        assert (0.0, 0.0, 1.0) in [head.position for head in show.heads]


def _add_pattern(name: str, graph: GraphDoc | None) -> Callable[[Shelf], None]:
    def shelve(shelf: Shelf) -> None:
        made = [] if graph is None else [Implementation(GraphId(name), PatternId(name), graph)]
        default = None if graph is None else GraphId(name)
        shelf.patterns.save(Pattern(PatternId(name), name, default=default), *made)

    return shelve


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (GraphDoc({NodeId("what"): NodeDoc("from/the_future", 1, {})}), "from/the_future"),
        (None, "no graph yet"),
    ],
    ids=["unknown node", "no graph"],
)
def test_a_clip_that_cannot_be_lit_leaves_the_others_lit(
    tmp_path: Path, broken: GraphDoc | None, says: str
) -> None:
    with a_desk() as desk:
        furnish(desk, a_track(desk, tmp_path).id, a_clip("a", 0, 4))
        desk.ground.keeper.save(_add_pattern("broken", broken)).result()
        bad = Clip(ClipId("bad"), PatternId("broken"), 2, 6, layer=1)
        desk.documents.edit("score", SCORE, AddClip(bad))
        facts = Facts(desk, (ShowReady, PatternFailed))
        desk.lane.call(lambda: desk.shows.open(SCORE, ROOM))
        failed = facts.wait(PatternFailed)
        facts.wait(ShowReady)
        seen = levels(desk)
    assert failed.clip == "bad"
    assert says in failed.trouble.sentence()
    assert (seen[: beat(4)] == 0.5).all()
    assert not seen[beat(4) :].any()


def test_a_show_is_not_ready_before_its_last_clip_has_begun(tmp_path: Path) -> None:
    with a_desk() as desk:
        furnish(desk, a_track(desk, tmp_path).id, a_clip("a", 0, 4, layer=1))
        desk.ground.keeper.save(_add_pattern("broken", None)).result()
        lost_and_beyond_the_end = Clip(ClipId("bad"), PatternId("broken"), 1000, 1004)
        desk.documents.edit("score", SCORE, AddClip(lost_and_beyond_the_end))
        lit: list[bool] = []
        desk.bus.on(ShowReady, lambda _: lit.append(A in desk.patterns.light))
        facts = Facts(desk, (ShowReady,))
        desk.lane.call(lambda: desk.shows.open(SCORE, ROOM))
        facts.wait(ShowReady)
        until(lambda: desk.lane.call(lambda: desk.shows.is_settled))
    assert lit
    assert all(lit)


def test_a_selection_that_does_not_read_darkens_its_clip_until_it_is_mended(
    tmp_path: Path,
) -> None:
    with a_show(tmp_path, a_clip("a", 0, 4)) as (desk, facts):
        failures = Facts(desk, (PatternFailed,))
        desk.documents.edit("score", SCORE, SetArguments(A, {"selection": "((("}))
        failures.wait(PatternFailed)
        facts.wait(ShowReady)
        assert not levels(desk).any()
        desk.documents.edit("score", SCORE, SetArguments(A, {"selection": "all"}))
        facts.wait(ShowReady)
        assert levels(desk)[: beat(4)].all()


def test_a_graph_without_an_end_is_dark_and_lit_again(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("a", 0, 4)) as (desk, facts):
        desk.documents.edit("graph", GLOW, RemoveNode(LAMP))
        facts.wait(ShowReady)
        assert not levels(desk).any()
        desk.documents.edit("graph", GLOW, AddNode(LAMP, NodeDoc("out/light", 1, {})))
        facts.wait(ShowReady)
        assert (levels(desk)[: beat(4)] == 1.0).all()


def test_an_empty_score_is_a_dark_show_that_is_ready(tmp_path: Path) -> None:
    with a_show(tmp_path) as (desk, facts):
        assert not levels(desk).any()
        desk.documents.edit("score", SCORE, AddClip(a_clip("a", 0, 1)))
        facts.wait(ShowReady)
        assert levels(desk)[: beat(1)].all()


def test_no_plan_or_patch_file_stays_behind(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("a", 0, 16)) as (desk, _):
        folder = desk.paths.cache / "plans"
        assert len(list(folder.iterdir())) >= 2
        killed = folder / "999999999-140-1.plan"
        killed.touch()
        desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", 0.1))
        desk.lane.call(lambda: desk.shows.open(SCORE, ROOM))
    assert list(folder.iterdir()) == []


def test_what_is_about_to_be_seen_is_made_before_the_rest(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("long", 0.0, 16.0)) as (desk, _):
        facts = Facts(desk, (PatternNear, PatternReady))
        desk.patterns.head = lambda: 130
        desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", 0.25))
        near, whole = facts.wait(PatternNear), facts.wait(PatternReady)
    assert near.clip == whole.clip == "long"
    assert near.span.start <= 124
    assert 250 <= near.span.stop < 8 * 60


def test_a_play_head_outside_of_a_clip_leaves_nothing_to_be_made_first(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("short", 0.0, 4.0)) as (desk, _):
        facts = Facts(desk, (PatternNear, PatternReady))
        desk.patterns.head = lambda: 9000
        desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", 0.25))
        facts.wait(PatternReady)
        assert facts.so_far() == []


def test_a_moved_clip_composes_its_tiles_alone_and_what_is_seen_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed: list[int] = []

    def noted(plan: ShowPlan, *parts: Any) -> object:
        composed.extend(parts[-1])
        return refresh(plan, *parts)

    clips = a_clip("a", 40, 44), a_clip("b", 0, 48)
    with a_show(tmp_path, *clips, seconds=24.0) as (desk, facts):
        monkeypatch.setattr("luma.app.lights.refresh", noted)
        desk.patterns.head = lambda: 20 * 60
        desk.documents.edit("score", SCORE, MoveClips((A,), -20.0))
        facts.wait(ShowReady)
        heads_set_out = {7, 8, 9, 17, 18, 19}
        assert set(composed) == {10, 11, 20, 21} | heads_set_out
        assert len(composed) == len(set(composed))
        assert composed[0] == 20


def test_an_edit_is_saved_after_the_picture_has_gone_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_show(tmp_path, a_clip("a", 2, 4)) as (desk, _):
        monkeypatch.setattr("luma.app.keeper.GRACE_SECONDS", 1000.0)
        facts = Facts(desk, (ShowReady, DocumentSaved))
        desk.documents.edit("score", SCORE, MoveClips((A,), 4.0))
        facts.wait(ShowReady)
        assert levels(desk)[beat(7)].all()
        assert facts.so_far() == []
        desk.ground.keeper.flush()
        facts.wait(DocumentSaved)


@pytest.mark.parametrize(
    ("edit", "told", "patched"),
    [
        (Readdress(FixtureId("mover1"), 9, 100), set(), True),
        (SetTrim((FixtureId("mover1"),), Trim(pan_offset=5.0)), set(), True),
        (RenameFixtures({FixtureId("mover1"): "Left"}), set(), False),
        (RenameVenue("Cellar"), set(), False),
        (RenameGroup("floor", "ground"), {"floor"}, False),
        (MoveFixture(FixtureId("mover1"), (0.0, 0.0, 1.0), (0.0, 0.0, 0.0)), {"all"}, False),
    ],
)
def test_of_a_changed_room_only_what_differs_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: Any, told: set[str], patched: bool
) -> None:
    run: list[str] = []
    composed: list[int] = []
    clips = (
        a_clip("all", 0, 4),
        a_clip("floor", 8, 12, arguments={"selection": "floor else all"}),
    )

    def made(order: Order, *parts: Any) -> object:
        run.append(order.clip.id)
        return light_of(order, *parts)

    def noted(plan: ShowPlan, *parts: Any) -> object:
        composed.extend(parts[-1])
        return refresh(plan, *parts)

    with a_show(tmp_path, *clips) as (desk, facts):
        monkeypatch.setattr("luma.app.patterns.light_of", made)
        monkeypatch.setattr("luma.app.lights.refresh", noted)
        before, patch = desk.lights.plan, desk.lights.patch
        desk.documents.edit("venue", ROOM, edit)
        facts.wait(ShowReady)
        until(lambda: desk.lane.call(lambda: desk.shows.is_settled))
        assert set(run) == told
        assert bool(composed) is bool(told)
        assert desk.lights.plan is before
        assert (desk.lights.patch != patch) is patched
        venue = desk.documents.get("venue", ROOM)
        show = desk.shows.show
        assert show is not None
        assert show.heads == desk.lights.heads_in(venue)
        run.clear()
        desk.documents.undo("venue", ROOM)
        until(lambda: set(run) == told and desk.lane.call(lambda: desk.shows.is_settled))
        assert desk.lights.patch == patch


def test_of_fixtures_that_come_last_only_clips_that_mean_them_hear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[str] = []
    clips = (
        a_clip("all", 0, 4),
        a_clip("floor", 8, 12, arguments={"selection": "floor"}),
    )

    def made(order: Order, *parts: Any) -> object:
        run.append(order.clip.id)
        return light_of(order, *parts)

    with a_show(tmp_path, *clips) as (desk, facts):
        venue = desk.documents.get("venue", ROOM)
        seen = levels(desk)
        monkeypatch.setattr("luma.app.patterns.light_of", made)
        last = replace(venue.fixtures[-1], id=FixtureId("new"), universe=9, address=1)
        desk.documents.edit("venue", ROOM, AddFixtures((last,)))
        facts.wait(ShowReady)
        until(lambda: desk.lane.call(lambda: desk.shows.is_settled))
        show = desk.shows.show
        assert show is not None
        assert desk.lights.plan.heads == len(show.heads) > HEADS
        after = levels(desk)
        assert set(run) == {"all"}
        assert np.array_equal(after[:, :HEADS], seen)
        assert after[: beat(4), HEADS:].all()
        assert not after[beat(4) :, HEADS:].any()
        run.clear()
        desk.documents.undo("venue", ROOM)
        until(lambda: set(run) == {"all", "floor"})
        until(lambda: desk.lane.call(lambda: desk.shows.is_settled))
        assert np.array_equal(levels(desk), seen)
