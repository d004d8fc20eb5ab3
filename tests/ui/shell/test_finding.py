"""A few letters find what they begin before what they are merely in."""

from hypothesis import given
from hypothesis import strategies as st

from luma.ui.entries import Entry, ranked
from luma.ui.finding import match


def titles(words: str, *names: str) -> list[str]:
    entries = [Entry(name, "", "", "", lambda: None) for name in names]
    return [entry.title for entry in ranked(words, entries)]


def test_a_start_comes_before_a_word_before_a_middle_before_scattered_letters() -> None:
    names = ("Slow loop", "Polo", "Loop the selection", "Long note")
    assert titles("lo", *names) == ["Loop the selection", "Long note", "Slow loop", "Polo"]


def test_every_word_must_be_there() -> None:
    assert titles("loop start", "Start the loop here", "Loop") == ["Start the loop here"]


def test_nothing_typed_offers_everything_in_its_order() -> None:
    assert titles("", "b", "a") == ["b", "a"]


def test_found_letters_are_marked() -> None:
    hit = match("op", "Loop")
    assert hit is not None
    assert hit.letters == (2, 3)


@given(st.text(max_size=12), st.text(max_size=40))
def test_marked_letters_lie_in_the_text_and_in_order(words: str, text: str) -> None:
    hit = match(words, text)
    if hit is not None:
        assert list(hit.letters) == sorted(set(hit.letters))
        assert all(0 <= at < len(text.lower()) for at in hit.letters)
