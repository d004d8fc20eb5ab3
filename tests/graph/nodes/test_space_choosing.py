"""Selections, masks and groups against what the words say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes, Number, Trigger
from luma.domain.errors import BadExpression
from luma.domain.ids import FixtureId, NodeId
from luma.domain.rhythm import BeatGrid
from luma.domain.selection import Selection
from luma.domain.venue import Head
from luma.graph.chance import Chance
from luma.graph.nodes.space import attribute, by_group, mirror
from luma.graph.nodes.space_choosing import every_nth, having, random_mask, select

GRID = BeatGrid.steady(120, count=64)
DICE = Chance(7, NodeId("dice"))
AT = FrameTimes(0, 480)


def head(
    i: int, x: float, groups: tuple[str, ...] = (), abilities: tuple[str, ...] = ()
) -> Head:
    return Head(FixtureId(f"f{i}"), 0, (x, 0.0, 3.0), groups, abilities)


ROOM = (
    head(0, -2.0, ("front",), ("movers", "colour")),
    head(1, -1.0, ("front", "key"), ("colour",)),
    head(2, 0.0, ("back",), ("movers", "strobes")),
    head(3, 1.0, (), ()),
    head(4, 2.0, ("back", "key"), ("strobes", "colour")),
)


def flat(curve: Number) -> list[float]:
    assert curve.frames == 1
    return [float(value) for value in curve.values[:, 0, 0]]


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("all", (0, 1, 2, 3, 4)),
        ("back else front", (2, 4)),
        ("back or front", (2, 4, 0, 1)),
        ("nowhere else key", (1, 4)),
        ("not colour", (2, 3)),
        ("front and not movers", (1,)),
        ("all[::-2]", (4, 2, 0)),
        ("movers and strobes and colour", ()),
    ],
)
def test_an_expression_chooses_heads_in_its_order(
    expression: str, meant: tuple[int, ...]
) -> None:
    found = select(ROOM, DICE, expression=expression)
    assert found.heads.heads == meant
    assert flat(found.mask) == [float(i in meant) for i in range(5)]
    some = select(ROOM, DICE, Selection((4, 0)), expression=expression)
    assert some.heads.heads == tuple(i for i in meant if i in {0, 4})


def test_a_group_that_is_nowhere_is_told() -> None:
    with pytest.raises(BadExpression, match='no group "floor"'):
        select(ROOM, DICE, expression="floor")


def test_two_nodes_draw_by_chance_apart_and_each_alike() -> None:
    many = tuple(head(i, float(i)) for i in range(40))
    drawn = [
        select(many, Chance(seed, NodeId(name)), expression="random(8)").heads.heads
        for seed, name in ((1, "a"), (1, "a"), (1, "b"), (2, "a"))
    ]
    assert drawn[0] == drawn[1]
    assert len({*drawn}) == 3


@pytest.mark.parametrize(
    ("what", "tag", "meant"),
    [
        ("movers", "", (0, 2)),
        ("colour", "", (0, 1, 4)),
        ("strobe", "", (2, 4)),
        ("tag", "key", (1, 4)),
        ("tag", "floor", ()),
        ("tag", "", ()),
    ],
)
def test_having_asks_what_heads_are(what: str, tag: str, meant: tuple[int, ...]) -> None:
    found = having(ROOM, what=what, tag=tag)  # type: ignore[arg-type]
    assert found.heads.heads == meant
    without = having(ROOM, what=what, tag=tag, without=True)  # type: ignore[arg-type]
    assert sorted((*meant, *without.heads.heads)) == [0, 1, 2, 3, 4]
    backwards = having(ROOM, Selection((4, 2, 0)), what=what, tag=tag)  # type: ignore[arg-type]
    assert backwards.heads.heads == tuple(i for i in (4, 2, 0) if i in meant)


@given(st.integers(1, 9), st.integers(-20, 20), st.integers(1, 24))
def test_every_nth_counts_from_its_offset(n: int, offset: int, count: int) -> None:
    heads = tuple(head(i, 0.0) for i in range(count))
    found = every_nth(heads, n=n, offset=offset)
    assert found.heads.heads == tuple(i for i in range(count) if (i - offset) % n == 0)
    assert sum(flat(found.mask)) == len(found.heads.heads)


def test_every_nth_of_a_selection_follows_its_order() -> None:
    assert every_nth(ROOM, Selection((4, 1, 3, 0)), n=2, offset=1).heads.heads == (1, 0)


def test_places_are_reckoned_among_the_selected() -> None:
    among = Selection((4, 2, 3))
    assert flat(attribute(ROOM, among)) == [0, 0, 0.5, 1, 0]
    assert flat(attribute(ROOM, among, which="relative_x")) == [0, 0, 0, 0.5, 1]
    assert flat(attribute(ROOM, among, which="index")) == [0, 0, 1, 2, 0]
    assert flat(attribute(ROOM, among, which="group")) == [0, 0, 0, 1, 0]
    assert flat(attribute(ROOM, Selection(()), which="angle")) == [0] * 5


def test_mirror_folds_about_the_middle() -> None:
    for over in ("order", "x", "along"):
        found = mirror(ROOM, over=over)
        assert flat(found.folded) == pytest.approx([0, 0.5, 1, 0.5, 0])
        assert flat(found.side) == [-1, -1, 1, 1, 1]
    level = mirror(ROOM, over="y")
    assert flat(level.folded) == [1] * 5
    some = mirror(ROOM, Selection((4, 3)))
    assert flat(some.folded) == [0] * 5
    assert flat(some.side) == [0, 0, 0, 1, -1]
    assert flat(mirror(ROOM[:1]).folded) == [1]


def test_groups_have_values_of_their_own() -> None:
    found = by_group(ROOM, levels=(1.0, 0.25))
    assert flat(found.number) == [0, 0, 1, 2, 1]
    assert flat(found.phase) == pytest.approx([0, 0, 1 / 3, 2 / 3, 1 / 3])
    assert flat(found.alternate) == [0, 0, 1, 0, 1]
    assert flat(found.level) == [1, 1, 0.25, 1, 0.25]
    assert flat(by_group(ROOM, Selection((4, 0))).number) == [1, 0, 0, 0, 0]


def drawn(count: int = 24, at: FrameTimes = AT, **settings: object) -> np.ndarray:
    heads = tuple(head(i, float(i)) for i in range(count))
    trigger = settings.pop("trigger", None)
    found = random_mask(heads, GRID, at, DICE, trigger, **settings)  # type: ignore[arg-type]
    assert found.values.shape == (count, at.count, 1)
    return found.values[:, :, 0]


def test_a_new_draw_comes_on_every_beat_and_takes_others() -> None:
    mask = drawn(share=0.25, every=2.0)
    assert set(mask.ravel()) == {0.0, 1.0}
    assert (mask.sum(axis=0) == 6).all()
    changes = 1 + np.flatnonzero(np.any(np.diff(mask, axis=1) != 0, axis=0))
    assert changes.tolist() == list(range(60, 480, 60))
    for frame in changes:
        assert not (mask[:, frame] * mask[:, frame - 1]).any()


def test_a_small_share_of_few_heads_still_draws_one() -> None:
    assert (drawn(3, share=0.1).sum(axis=0) == 1).all()
    assert drawn(1, share=0.1).all()
    assert not drawn(3, share=0.0).any()


def test_with_repeats_the_dice_know_no_past() -> None:
    mask = drawn(share=0.5, repeats=True)
    again = drawn(share=0.5, repeats=True, at=FrameTimes(95, 100))
    assert np.array_equal(mask[:, 95:195], again)
    twice = [(mask[:, f] * mask[:, f - 1]).sum() for f in range(30, 480, 30)]
    assert max(twice) > 0


@pytest.mark.parametrize("count", [1, 4, 24, 256])
@pytest.mark.parametrize("wanted", [0, 1, 3, 400])
def test_so_many_are_drawn_as_there_are(count: int, wanted: int) -> None:
    heads = tuple(head(i, 0.0) for i in range(count))
    found = random_mask(heads, GRID, AT, DICE, by="count", count=wanted).values
    assert (found.sum(axis=0) == min(wanted, count)).all()


def test_where_too_few_are_left_the_rest_is_drawn_again() -> None:
    mask = drawn(4, share=0.75)
    for frame in range(30, 480, 30):
        assert (mask[:, frame] + mask[:, frame - 1] >= 1).all()


def test_a_trigger_draws_instead_of_the_beat() -> None:
    moments = Trigger(np.array([-5, 0, 50, 50, 90, 700]), np.array([1, 0, 1, 1, 0.5, 1]))
    mask = drawn(trigger=moments, share=0.25)
    changes = 1 + np.flatnonzero(np.any(np.diff(mask, axis=1) != 0, axis=0))
    assert changes.tolist() == [50, 90]


def test_a_fade_goes_to_each_draw_from_where_it_was() -> None:
    mask = drawn(share=0.5, fade=1.0)
    hard = drawn(share=0.5)
    level = hard[:, 0].astype(np.float64)
    for frame in range(1, 480):
        step = 1 / 60
        level = np.clip(level + np.where(hard[:, frame] > 0.5, step, -step), 0, 1)
        assert mask[:, frame] == pytest.approx(level, abs=1e-4)


def test_the_beginning_of_a_clip_does_not_know_its_end() -> None:
    for fade in (0.0, 0.3):
        whole = drawn(share=0.4, fade=fade)
        assert np.array_equal(
            whole[:, :100], drawn(share=0.4, fade=fade, at=FrameTimes(0, 100))
        )


def test_draws_follow_the_beats_and_the_seed() -> None:
    fast = BeatGrid.steady(240, count=64)
    heads = tuple(head(i, 0.0) for i in range(24))
    slow = random_mask(heads, GRID, AT, DICE).values
    quick = random_mask(heads, fast, FrameTimes(0, 240), DICE).values
    assert np.array_equal(slow[:, ::2], quick)
    other = random_mask(heads, GRID, AT, Chance(8, NodeId("dice"))).values
    assert not np.array_equal(slow, other)


def test_only_the_selected_are_drawn() -> None:
    found = random_mask(ROOM, GRID, AT, DICE, None, Selection((1, 3)), share=1.0).values
    assert found[:, :, 0].max(axis=1).tolist() == [0, 1, 0, 1, 0]
    nobody = random_mask(ROOM, GRID, AT, DICE, None, Selection(())).values
    assert not nobody.any()
