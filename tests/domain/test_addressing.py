"""Overlaps and free addresses, against a plain count of who takes what."""

from hypothesis import given
from hypothesis import strategies as st

from luma.domain.addressing import (
    Footprint,
    beyond,
    find_free,
    moved_apart,
    numberings,
    overlaps,
)
from luma.domain.ids import FixtureId

footprints = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 512), st.integers(0, 40)), max_size=12
).map(lambda drawn: [Footprint(FixtureId(f"f{i}"), *each) for i, each in enumerate(drawn)])


def _cells(each: Footprint) -> set[tuple[int, int]]:
    return {(each.universe, each.first + i) for i in range(each.size)}


@given(footprints)
def test_two_overlap_just_where_they_take_the_same_cells(them: list[Footprint]) -> None:
    shared = {
        frozenset((a.fixture, b.fixture)): _cells(a) & _cells(b)
        for i, a in enumerate(them)
        for b in them[:i]
        if _cells(a) & _cells(b)
    }
    found = {
        frozenset((o.one, o.other)): {(o.universe, n) for n in range(o.first, o.last + 1)}
        for o in overlaps(them)
    }
    assert found == shared


@given(footprints, st.lists(st.integers(1, 512), min_size=1, max_size=4))
def test_free_addresses_are_free_and_inside(them: list[Footprint], sizes: list[int]) -> None:
    found = find_free(them, sizes)
    assert found is not None
    taken = set().union(*(_cells(each) for each in them))
    for (universe, address), size in zip(found, sizes, strict=True):
        mine = {(universe, address + i) for i in range(size)}
        assert not mine & taken
        assert address + size - 1 <= 512
        taken |= mine


def test_the_first_room_that_is_wide_enough_is_taken() -> None:
    taken = [Footprint(FixtureId("a"), 1, 1, 10), Footprint(FixtureId("b"), 1, 15, 490)]
    assert find_free(taken, [4]) == ((1, 11),)
    assert find_free(taken, [5]) == ((1, 505),)
    assert find_free(taken, [4, 4, 8]) == ((1, 11), (1, 505), (2, 1))
    assert find_free(taken, [3], (2, 511)) == ((3, 1),)
    assert find_free(taken, [513]) is None


@given(footprints)
def test_moved_apart_nothing_overlaps_and_the_rest_stays(them: list[Footprint]) -> None:
    moves = moved_apart(them)
    assert moves is not None
    after = [
        Footprint(f.fixture, *moves.get(f.fixture, (f.universe, f.first)), f.size) for f in them
    ]
    assert overlaps(after) == ()
    assert beyond(after) == ()
    if not overlaps(them) and not beyond(them):
        assert moves == {}


def test_universes_are_told_in_both_numberings() -> None:
    assert numberings(1) == "Art-Net 0 · sACN 1"
    assert numberings(17) == "Art-Net 16 · sACN 17"
