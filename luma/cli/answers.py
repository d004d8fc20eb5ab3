"""What a verb says: JSON lines for scripts, words for people; messages go to stderr."""

import io
import json
import sys
from collections.abc import Sequence

from luma.domain.codec import encode


class Answers:
    """Writes answers to stdout in the way that was asked for."""

    def __init__(self, *, as_json: bool) -> None:
        """Speak JSON, or plainly."""
        self.as_json = as_json
        if isinstance(sys.stdout, io.TextIOWrapper):
            # Old file names hold bytes that no UTF-8 does; so written, JSON gives them back.
            encoding = "utf-8" if as_json else None
            sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")

    def tell(self, record: object, words: str = "") -> None:
        """One answer: a JSON object on its line, or its words."""
        if self.as_json:
            print(json.dumps(encode(record), ensure_ascii=False, allow_nan=False), flush=True)
        elif words:
            print(words, flush=True)

    def table(self, rows: Sequence[Sequence[str]], heads: Sequence[str]) -> None:
        """Words in columns that line up, for people only."""
        if self.as_json or not rows:
            return
        rows = [[on_one_line(cell) for cell in row] for row in rows]
        widths = [max(len(row[i]) for row in (heads, *rows)) for i in range(len(heads))]
        for row in (heads, *rows):
            cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
            print("  ".join(cells).rstrip())


def say(words: str) -> None:
    """A message beside the answers."""
    print(on_one_line(words), file=sys.stderr, flush=True)


def on_one_line(words: str) -> str:
    """The same words without what would break the line, or tell the terminal what to do."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in words)


def clock(seconds: float) -> str:
    """A time as people write it: minutes and seconds."""
    whole = int(seconds + 0.5)
    return f"{whole // 60}:{whole % 60:02d}"
