"""The page of errors has one line for each code, and no line for any other."""

import inspect
import re
from pathlib import Path

from luma.domain import errors
from luma.domain.errors import LumaError, code_of

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"
LINE = re.compile(r"^\| `(?P<code>\w+)` \| (?P<when>.+) \| (?P<act>.+) \|$", re.MULTILINE)


def test_every_code_has_its_line() -> None:
    kinds = inspect.getmembers(errors, inspect.isclass)
    codes = [code_of(kind) for _, kind in kinds if issubclass(kind, LumaError)]
    lines = LINE.findall(PAGE.read_text(encoding="utf-8"))
    assert sorted(code for code, _, _ in lines) == sorted(codes)


def test_every_line_says_when_and_what_to_do() -> None:
    for code, when, act in LINE.findall(PAGE.read_text(encoding="utf-8")):
        for sentence in (when, act):
            assert sentence[0].isupper(), code
            assert sentence.endswith("."), code
