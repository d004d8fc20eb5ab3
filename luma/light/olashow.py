"""Recorded levels as a show file of the Open Lighting Architecture, which its recorder plays.

The first line is `OLA Show`. Then lines of levels, `UNIVERSE LEVEL,LEVEL,…`, take turns with
lines of how many milliseconds lie between them. Universes are counted from one.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from luma.domain.errors import OutputError


def show_lines(moments: Iterable[Mapping[int, bytes]], rate: float) -> Iterator[str]:
    """The lines of a show: a universe is written where it changes."""
    yield "OLA Show"
    known: dict[int, bytes] = {}
    written: int | None = None
    now = 0
    for number, universes in enumerate(moments):
        now = round(number * 1000 / rate)
        for universe, levels in universes.items():
            if known.get(universe) != levels:
                if written is not None:
                    yield str(now - written)
                yield f"{universe} {','.join(map(str, levels))}"
                known[universe], written = levels, now
    if written is not None:
        yield str(now - written)


def write_show(path: Path, moments: Iterable[Mapping[int, bytes]], rate: float) -> None:
    """Write a show file, which gets its name when it is whole."""
    aside = path.with_name(f".{path.name}.part")
    try:
        with aside.open("w", encoding="ascii") as file:
            file.writelines(f"{line}\n" for line in show_lines(moments, rate))
        aside.replace(path)
    except OSError as error:
        raise OutputError(
            f'The recording "{path}" cannot be written: {error.strerror}.',
            hint="Check that its folder is there and has room.",
        ) from error
    finally:
        aside.unlink(missing_ok=True)
