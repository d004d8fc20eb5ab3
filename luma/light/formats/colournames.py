"""Colours that are only named."""

import re

_CODES = {
    "light blue": "66b3ff", "dark blue": "0000a0", "deep blue": "0000a0",
    "light green": "80ff80", "dark green": "006400", "kelly green": "4cbb17",
    "light yellow": "ffff80",
    "aquamarine": "40e0b0", "turquoise": "40e0d0", "lavender": "b57edc", "magenta": "ff00ff",
    "fuchsia": "ff00ff", "violet": "8000ff", "purple": "8000c0", "orange": "ff8000",
    "amber": "ffb000", "yellow": "ffff00", "cyan": "00ffff", "azure": "0080ff",
    "green": "00ff00", "blue": "0000ff", "pink": "ff60a0", "rose": "ff3080", "red": "ff0000",
    "congo": "3000a0", "indigo": "4b00ff", "cto": "ffb46b", "ctb": "b0d0ff",
}  # fmt: skip
_NAME = re.compile(r"\b(" + "|".join(sorted(_CODES, key=len, reverse=True)) + r")\b")


def code_of_name(words: str) -> str:
    """The code of the one colour that some words name; empty for none and for several."""
    found = set(_NAME.findall(words))
    return _CODES[found.pop()] if len(found) == 1 else ""
