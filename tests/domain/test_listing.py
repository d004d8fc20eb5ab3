import pytest

from luma.domain.harmony import TONES, Key
from luma.domain.listing import find_key


@pytest.mark.parametrize("minor", [False, True])
@pytest.mark.parametrize("tonic", range(12))
def test_a_key_is_found_by_its_name_and_by_its_place_on_the_wheel(
    tonic: int, minor: bool
) -> None:
    key = Key(tonic, minor)
    assert find_key(key.camelot) == key
    assert find_key(key.camelot.lower()) == key
    assert find_key(key.name) == key
    assert find_key(TONES[tonic] + ("m" if minor else "")) == key


@pytest.mark.parametrize(
    ("words", "camelot"),
    [
        ("Am", "8A"),
        ("A min", "8A"),
        ("bbm", "3A"),
        ("F♯ minor", "11A"),
        ("CM", "8B"),
        ("Db", "3B"),
    ],
)
def test_tags_write_keys_in_many_ways(words: str, camelot: str) -> None:
    key = find_key(words)
    assert key is not None
    assert key.camelot == camelot


@pytest.mark.parametrize("words", ["", "13A", "0B", "H", "All", "o", "A minor-ish"])
def test_what_names_no_key_is_none(words: str) -> None:
    assert find_key(words) is None
