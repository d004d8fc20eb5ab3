"""The words and tables that reference pages are written in."""

from collections.abc import Iterable, Iterator, Sequence

from luma.domain.nodetype import Setting

MADE_BY = "<!-- Written by `make docs`; change the source instead. -->"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table, or nothing where it would have no rows."""
    filled = [[cell.replace("|", "\\|") or "–" for cell in row] for row in rows]
    if filled:
        yield ""
        for row in (heads, ["---"] * len(heads), *filled):
            yield f"| {' | '.join(row)} |"


def code(value: object) -> str:
    """A value as it is typed."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if value != "" else '`""`'


def accepts(setting: Setting) -> str:
    """Which values a setting takes, in words."""
    if setting.choices:
        return ", ".join(map(code, setting.choices))
    words = {"switch": "true or false", "colour": "red, green, blue: 0 to 1", "text": "a text"}
    said = words.get(setting.kind, "a whole number" if setting.kind == "whole" else "a number")
    if setting.low is not None and setting.high is not None:
        said += f", {setting.low:g} to {setting.high:g}"
    if setting.unit:
        said += f" {setting.unit}"
    return said + (", or a wire" if setting.wirable else "")


def settings_table(settings: Iterable[Setting]) -> Iterator[str]:
    """Settings with what they take and what they are at first."""
    rows = ((code(s.name), accepts(s), code(s.default)) for s in settings)
    return table(("setting", "takes", "at first"), rows)


def page(title: str, words: str, body: Iterable[str]) -> str:
    """A whole page."""
    return "\n".join([f"# {title}", "", MADE_BY, "", words, *body, ""])
