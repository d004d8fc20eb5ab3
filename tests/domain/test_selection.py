"""The selection language against sets and slices of Python."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import BadExpression
from luma.domain.expression import (
    All,
    And,
    Else,
    Expression,
    Named,
    Not,
    Or,
    Pick,
    Random,
    Slice,
)
from luma.domain.ids import FixtureId
from luma.domain.selection import parse, resolve, written
from luma.domain.venue import Head


def head(number: int, groups: str, abilities: str = "") -> Head:
    name = FixtureId(f"f{number}")
    return Head(
        name, 0, (float(number), 0.0, 0.0), tuple(groups.split()), tuple(abilities.split())
    )


ROOM = (
    head(0, "front", "colour"),
    head(1, "front left", "colour movers"),
    head(2, "front", "colour"),
    head(3, "back left", "colour movers strobes"),
    head(4, "back", "strobes zoom gobo"),
    head(5, "floor", ""),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all", (0, 1, 2, 3, 4, 5)),
        ("front", (0, 1, 2)),
        ("movers", (1, 3)),
        ("zoom and gobo", (4,)),
        ("prism or focus", ()),
        ("colour and not front", (3,)),
        ("back or front", (3, 4, 0, 1, 2)),
        ("left and back", (3,)),
        ("front[::2]", (0, 2)),
        ("front[1:]", (1, 2)),
        ("all[:4]", (0, 1, 2, 3)),
        ("all[::-1]", (5, 4, 3, 2, 1, 0)),
        ("front[-1]", (2,)),
        ("front[9]", ()),
        ("(front or floor)[2:]", (2, 5)),
        ("not not front", (0, 1, 2)),
        ("not front and left", (3,)),
        ("front or back and left", (0, 1, 2, 3)),
        ("(front or back) and left", (1, 3)),
        ("gallery else strobes", (3, 4)),
        ("front and strobes else back", (3, 4)),
        ("front else back", (0, 1, 2)),
        ('"floor"', (5,)),
        ("  front  ", (0, 1, 2)),
        ("movers[0] or floor", (1, 5)),
        ("random(0)", ()),
        ("random(99)", (0, 1, 2, 3, 4, 5)),
    ],
)
def test_an_expression_gives_heads_in_order(text: str, expected: tuple[int, ...]) -> None:
    assert resolve(text, ROOM) == expected


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        ("", 0, "should stand here"),
        ("front and", 9, "should stand here"),
        ("front back", 6, "an operator"),
        ("(front", 6, "a ) is missing"),
        ("front)", 5, "an operator"),
        ("front[1", 7, "a ] is missing"),
        ("front[]", 6, "a : is missing"),
        ("front[::0]", 8, "a step cannot be 0"),
        ("front and ?", 10, "should stand here"),
        ("random", 6, "a ( is missing"),
        ("random(x)", 7, "random takes how many"),
        ("random(-1)", 7, "random takes how many"),
        ("front or fornt", 9, 'no group "fornt"; did you mean "front"'),
        ("gallery else cellar", 13, 'no group "cellar"'),
        ('"front', 0, "should stand here"),
        ("all[99999999999999999999]", 4, "not that many"),
        ("(" * 60 + "all" + ")" * 60, 50, "too many parentheses"),
    ],
)
def test_an_error_points_at_the_character(text: str, at: int, why: str) -> None:
    with pytest.raises(BadExpression, match=f"character {at + 1}") as refused:
        resolve(text, ROOM)
    assert refused.value.at == at
    assert why in refused.value.message


def test_chance_is_the_seeds() -> None:
    draws = {resolve("random(3)", ROOM, seed) for seed in range(40)}
    assert len(draws) > 5
    assert all(len(draw) == 3 and list(draw) == sorted(draw) for draw in draws)
    assert resolve("random(3)", ROOM, 7) == resolve("random(3)", ROOM, 7)


@given(st.integers(0, 9), st.integers(0, 5))
def test_chance_draws_from_what_stands_before_it(seed: int, count: int) -> None:
    drawn = resolve(f"front and random({count})", ROOM, seed)
    assert len(drawn) == min(count, 3)
    assert set(drawn) <= {0, 1, 2}


@given(st.integers(0, 99), st.integers(0, 6))
def test_another_lamp_does_not_shuffle_who_wins(seed: int, count: int) -> None:
    few = set(resolve(f"random({count})", ROOM[:5], seed))
    more = set(resolve(f"random({count})", ROOM, seed))
    assert len(few - more) <= 1


NAMES = st.one_of(
    st.sampled_from(["front", "left", "movers", "and", "Ränge-2", "two words", "all", "7"]),
    st.text(st.characters(exclude_characters='"', exclude_categories=["Cs"]), max_size=6),
)
NUMBERS = st.integers(-9, 9)
LEAVES = st.one_of(
    st.just(All()), st.builds(Named, NAMES), st.builds(Random, st.integers(0, 9))
)


def branches(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    ends = st.none() | NUMBERS
    return st.one_of(
        st.builds(Not, inner),
        st.builds(Slice, inner, ends, ends, st.none() | NUMBERS.filter(bool)),
        st.builds(Pick, inner, NUMBERS),
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(Else, several),
    )


TREES = st.recursive(LEAVES, branches, max_leaves=12)


@given(TREES)
def test_what_is_written_parses_to_the_same(expression: Expression) -> None:
    assert parse(written(expression)) == expression


@given(TREES, st.integers(0, 9))
def test_heads_are_named_once_and_exist(expression: Expression, seed: int) -> None:
    found = resolve(Else((And((All(), expression)), All())), ROOM, seed)
    assert len(set(found)) == len(found)
    assert set(found) <= set(range(len(ROOM)))


@given(st.text(max_size=30))
def test_any_text_parses_or_points_into_itself(text: str) -> None:
    refused: BadExpression | None = None
    try:
        expression = parse(text)
    except BadExpression as trouble:
        refused = trouble
    else:
        assert parse(written(expression)) == expression
    assert refused is None or 0 <= refused.at <= len(text)


def sets(expression: Expression) -> set[int]:
    """The heads of an expression of sets alone, by Python's sets."""
    everyone = set(range(len(ROOM)))
    match expression:
        case Named(name):
            return {i for i, h in enumerate(ROOM) if name in (*h.groups, *h.abilities)}
        case Not(part):
            return everyone - sets(part)
        case And(parts):
            return everyone.intersection(*map(sets, parts))
        case Or(parts):
            return set().union(*map(sets, parts))
        case _:
            return everyone


def plain_branches(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(Not, inner), st.builds(And, several), st.builds(Or, several))


PLAIN = st.one_of(
    st.just(All()), st.builds(Named, st.sampled_from(["front", "left", "back", "movers"]))
)


@given(st.recursive(PLAIN, plain_branches, max_leaves=10))
def test_and_or_and_not_are_those_of_sets(expression: Expression) -> None:
    assert set(resolve(expression, ROOM)) == sets(expression)


def test_a_group_has_the_order_of_its_members() -> None:
    def member(number: int, *ranks: int) -> Head:
        place = (float(number), 0.0, 0.0)
        return Head(FixtureId(f"f{number}"), 0, place, ("a", "b"), (), ranks)

    room = (member(0, 2, 0), member(1, 0, 1), member(2, 1, 2))
    assert resolve("a", room) == (1, 2, 0)
    assert resolve("b", room) == (0, 1, 2)
    assert resolve("a[0]", room) == (1,)
    assert resolve("all", room) == (0, 1, 2)
