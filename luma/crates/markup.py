"""XML from strangers, piece by piece: nothing but elements, and each let go once it is read."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from luma.crates.files import LARGEST, unreadable
from luma.domain.errors import BadDocument

DEEPEST, MOST_IN_PIECE = 64, 4_000_000
_BITE = 1 << 18

Way = tuple[str, ...]


@dataclass(slots=True)
class Piece:
    """An element with its attributes and what lies in it; `line` is where it begins."""

    name: str
    attributes: dict[str, str]
    line: int = 0
    children: list["Piece"] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute, empty where it is not there."""
        return self.attributes.get(name, "")

    def all(self, name: str) -> Iterator["Piece"]:
        """The elements of a name right inside."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> "Piece":
        """The first element of a name right inside; an empty one where there is none."""
        return next(self.all(name), Piece(name, {}))


def pieces(file: Path, wanted: Collection[Way]) -> Iterator[tuple[Way, Piece]]:
    """Every element that lies at one of some ways from the root, with all that lies in it.

    A file that declares a type or entities, is nested without end or is not whole is refused.
    """
    reading = _Reading(file, frozenset(wanted))
    parser = ParserCreate()
    reading.listen(parser)
    try:
        with file.open("rb") as stream:
            taken = 0
            while bite := stream.read(_BITE):
                taken += len(bite)
                if taken > LARGEST:
                    raise BadDocument(f'"{file}" is larger than {LARGEST >> 20} MB.')
                reading.feed(lambda bite=bite: parser.Parse(bite, False))  # type: ignore[misc]  # noqa: FBT003
                yield from reading.take()
            reading.feed(lambda: parser.Parse(b"", True))  # noqa: FBT003
            yield from reading.take()
    except OSError as cause:
        raise unreadable(file, cause) from cause


class _Reading:
    """One file as it is read."""

    def __init__(self, file: Path, wanted: frozenset[Way]) -> None:
        self._file, self._wanted = file, wanted
        self._way: list[str] = []
        self._open: list[Piece] = []
        self._count = 0
        self._done: list[tuple[Way, Piece]] = []

    def listen(self, parser: XMLParserType) -> None:
        """Hear the elements, and what could do harm."""
        self._parser = parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._trap
        parser.EntityDeclHandler = self._trap

    def feed(self, parse: Callable[[], object]) -> None:
        """Read on; a refusal names the line."""
        try:
            parse()
        except ExpatError as cause:
            raise BadDocument(f'"{self._file}" is not whole XML: {cause}.') from cause
        except (ValueError, LookupError) as cause:
            raise BadDocument(f'"{self._file}" is written in letters nobody reads.') from cause

    def take(self) -> list[tuple[Way, Piece]]:
        """The elements that came to their end since the last time."""
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._way.append(name)
        if len(self._way) > DEEPEST:
            raise self._refusal("nested too deep")
        if self._open or tuple(self._way) in self._wanted:
            self._count += 1
            if self._count > MOST_IN_PIECE:
                raise self._refusal("too long")
            self._open.append(Piece(name, attributes, self._parser.CurrentLineNumber))

    def _end(self, _: str) -> None:
        if self._open:
            piece = self._open.pop()
            if self._open:
                self._open[-1].children.append(piece)
            else:
                self._done.append((tuple(self._way), piece))
                self._count = 0
        self._way.pop()

    def _trap(self, *_: object) -> None:
        raise BadDocument(
            f'"{self._file}" brings rules or entities of its own, which may be a trap, so it '
            "is not read.",
            hint="Export it anew from the program that it comes from.",
        )

    def _refusal(self, why: str) -> BadDocument:
        line = self._parser.CurrentLineNumber
        return BadDocument(f'"{self._file}" is {why} to be read, at line {line}.')
