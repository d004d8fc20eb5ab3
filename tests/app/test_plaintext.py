"""JSON and YAML of plain values: what is written reads back, and all else is refused."""

import json
import math
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from luma.app.plaintext import bytes_of, read_plain, write_json, write_yaml
from luma.domain.errors import BadDocument, LumaError, Unavailable

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
AWKWARD = st.sampled_from(
    [
        "yes",
        "null",
        "1e5",
        "0x1f",
        "-",
        "<<",
        "=",
        "12:30",
        ".5",
        ".inf",
        " a",
        "a: b",
        "#",
        "1_0",
    ]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
    | AWKWARD
)
PLAIN = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXT | AWKWARD, inner, max_size=4)
    ),
    max_leaves=20,
)


def read(text: str | bytes, suffix: str = ".yaml") -> Any:
    data = text.encode() if isinstance(text, str) else text
    return read_plain(data, '"it"', suffix)


@given(PLAIN)
@example({"a": ["1e5", "+1", "1.", "0o7", "~"]})
@example("\x85\u2028\ufeff\x7f😀")
def test_what_is_written_reads_back(value: Any) -> None:
    assert read(write_yaml(value)) == value
    assert read(write_json(value), ".json") == value


def test_plain_words_mean_what_they_mean_in_json() -> None:
    told = read("{a: yes, b: on, c: 2020-01-01, d: 1e3, e: 0123, f: '1', g: null, h: ~, 1: x}")
    assert told == {
        "a": "yes", "b": "on", "c": "2020-01-01", "d": 1000.0, "e": 123, "f": "1", "g": None,
        "h": None, "1": "x",
    }  # fmt: skip


BOMB = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "alias"),
        ("a: &a [*a]", "alias"),
        ("!!python/object/apply:os.system [ls]", "tag"),
        ("a: !mine 1", "tag"),
        ("!!str a: b", "no text"),
        ("a: 1\nb: {c: 1, c: 2}", '"c" twice'),
        ("a: .nan", "finite"),
        ("a: -.inf", "finite"),
        ("a: 1e999", "finite"),
        ("? [a]\n: b", "no text"),
        ("a\n---\nb", "several"),
        ("", "empty"),
        ("# nothing", "empty"),
        ("a: [1, 2", "not YAML"),
        ("a: 'b", "not YAML"),
        ("\ta: b", "not YAML"),
        ("a: \x07", "not YAML"),
        ("[" * 80 + "]" * 80, "64 deep"),
        ("a: " + "9" * 5000, "not YAML"),
        (b"\xff\xfea\x00", "UTF-8"),
        (b"a" * (16 * 2**20 + 1), "larger than 16 MB"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_not_plain_yaml_is_refused_in_words(text: str | bytes, words: str) -> None:
    with pytest.raises(BadDocument, match=words):
        read(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1, "b": {"c": 1, "c": 2}}', '"c" twice'),
        ('{"a": NaN}', "finite"),
        ('{"a": 1e999}', "finite"),
        ('{"a": -Infinity}', "finite"),
        ("[" * 100_000, "too deep"),
        ('{"a": 1', "not JSON"),
        ("", "not JSON"),
    ],
)
def test_what_is_not_plain_json_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(BadDocument, match=words):
        read(text, ".json")


@given(st.binary(max_size=200) | TEXT.map(str.encode), st.sampled_from(["", ".json", ".yaml"]))
def test_arbitrary_bytes_give_a_plain_value_or_a_sentence(data: bytes, suffix: str) -> None:
    with suppress(LumaError):
        json.dumps(read_plain(data, "it", suffix), allow_nan=False)


@given(
    st.text("[]{}:,-?&*!|>'\"%@`#~ \n\tabc019.e+\\u", max_size=60),
)
def test_arbitrary_yaml_gives_a_plain_value_or_a_sentence(text: str) -> None:
    with suppress(LumaError):
        assert read(write_yaml(read(text))) == read(text)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read(b"\xef\xbb\xbfa: 1") == {"a": 1}
    assert read(b'\xef\xbb\xbf{"a": 1}', "") == {"a": 1}
    assert math.isclose(read("1.5"), 1.5)


def test_only_files_are_read(tmp_path: Path) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    for path in (tmp_path, loop, tmp_path / "nowhere.yaml", Path("/dev/zero"), Path("a\0b")):
        with pytest.raises(Unavailable):
            bytes_of(path)


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_a_number_of_thousands_of_digits_is_refused_in_lumas_words(suffix: str) -> None:
    with pytest.raises(BadDocument, match=r"99999… has more than 1000 digits"):
        read(f'{{"a": {"9" * 5000}}}', suffix)
