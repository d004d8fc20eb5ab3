"""The count of heads while a selection is being typed."""

from luma.app.selections import answer
from luma.domain.ids import FixtureId
from luma.domain.venue import Head

HEADS = tuple(Head(FixtureId(f"f{n}"), 0, (0.0, 0.0, 0.0), ("truss",)) for n in range(6))


def test_heads_are_counted() -> None:
    assert answer("truss[::2]", HEADS).heads == 3
    assert answer("all", HEADS).heads == 6


def test_the_wrong_character_and_the_nearest_name_are_told() -> None:
    found = answer("truss and truzs", HEADS)
    assert found.at == 10
    assert 'did you mean "truss"' in found.words


def test_a_half_typed_text_says_what_is_missing() -> None:
    found = answer("truss[", HEADS)
    assert found.at == 6
    assert found.words
