"""What typed words mean: conditions, their opposites, and what is not finished."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.listing import find_key
from luma.domain.searching import (
    ENDLESS,
    FIELDS,
    Having,
    InKey,
    InList,
    Term,
    Within,
    Words,
    neighbours,
    read_search,
)

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
DAY = 86400.0


def only(text: str) -> Term:
    search = read_search(text, NOW)
    assert search.faults == ()
    (term,) = search.terms
    return term


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("night", Words("night")),
        ('"night drive"', Words("night drive", exact=True)),
        ("artist:kite", Words("kite", "artist")),
        ('Artist:"the kite"', Words("the kite", "artist", exact=True)),
        ("12:30", Words("12:30")),
        ("http://x", Words("http://x")),
        ("120-128", Within("bpm", 119.5, 128.5)),
        ("1995-1999", Words("1995-1999")),
        ("bpm:128", Within("bpm", 127.5, 128.5)),
        ("bpm:120-128", Within("bpm", 119.5, 128.5)),
        ("bpm:120-", Within("bpm", 119.5, ENDLESS)),
        ("bpm:>=120,5", Within("bpm", 120.5, ENDLESS)),
        ("stars:4", Within("stars", 4, 4)),
        ("length:<=4:00", Within("length", -ENDLESS, 240.0)),
        ("length:3:00-4:30", Within("length", 179.5, 270.5)),
        ("added:<7d", Within("added", NOW.timestamp() - 7 * DAY)),
        ("added:>2w", Within("added", -ENDLESS, NOW.timestamp() - 14 * DAY)),
        ("played:never", Within("plays", high=0.0)),
        ("has:stems", Having("stems")),
        ("list:Friday", InList("Friday")),
    ],
)
def test_each_word_says_what_it_says(text: str, condition: object) -> None:
    assert only(text) == Term(condition)  # type: ignore[arg-type]


def test_a_minus_turns_round_and_a_hyphen_does_not() -> None:
    assert only("-moon") == Term(Words("moon"), turned=True)
    assert only('-artist:"a b"') == Term(Words("a b", "artist", exact=True), turned=True)
    assert only("hip-hop") == Term(Words("hip-hop"))


def test_days_months_and_years_begin_and_end() -> None:
    month = only("added:2026-02").condition
    assert isinstance(month, Within)
    assert month.low == dt.datetime(2026, 2, 1, tzinfo=dt.UTC).timestamp()
    assert 0 < dt.datetime(2026, 3, 1, tzinfo=dt.UTC).timestamp() - month.high < 1
    year = only("added:>2025").condition
    assert isinstance(year, Within)
    assert year.low == dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp()
    december = only("added:2025-12").condition
    assert isinstance(december, Within)
    assert 0 < dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp() - december.high < 1


def test_keys_are_read_as_names_and_as_places_and_have_neighbours() -> None:
    minor = find_key("8A")
    assert minor is not None
    assert only("key:Am").condition == InKey(frozenset({minor})) == only("key:8a").condition
    near = only("key:~8A").condition
    assert isinstance(near, InKey)
    assert {key.camelot for key in near.keys} == {"7A", "8A", "9A", "8B"}
    twelve = find_key("12B")
    assert twelve is not None
    assert {key.camelot for key in neighbours(twelve)} == {"11B", "12B", "1B", "12A"}


@pytest.mark.parametrize("text", ["bpm:", "artist:", "-key:", 'title:"', "added:", "-", "  "])
def test_what_is_not_finished_asks_for_nothing(text: str) -> None:
    search = read_search(text, NOW)
    assert search.faults == ()
    assert search.terms == ()


@pytest.mark.parametrize(
    "text", ["bpm:fast", "key:H9", "added:soon", "length:1:2:x", "added:2026-13", "stars:>x"]
)
def test_what_cannot_be_read_is_named(text: str) -> None:
    search = read_search(text, NOW)
    assert search.faults == (text,)
    assert search.terms == ()


@given(st.text(st.characters(), max_size=40))
def test_any_text_is_read(text: str) -> None:
    spans = [term.condition for term in read_search(text, NOW).terms]
    assert not any(isinstance(each, Within) and math.isnan(each.low) for each in spans)


@given(st.sampled_from(FIELDS), st.text(max_size=12))
def test_any_value_of_any_field_is_read_or_named(field: str, value: str) -> None:
    read_search(f"{field}:{value}", NOW)
