"""XML from strangers: elements and nothing else, within bounds."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from luma.domain.errors import BadDocument

LARGEST, DEEPEST, MOST_ELEMENTS = 64 << 20, 64, 400_000


def read_markup(data: bytes, what: str) -> Element:
    """The root of a text, with names freed of their namespaces.

    A text that declares entities, points elsewhere, is nested without end or is larger than any
    honest one is refused in a sentence.
    """
    if len(data) > LARGEST:
        raise BadDocument(f"{what} is larger than {LARGEST >> 20} MB, which no honest one is.")
    reading = _Reading(what)
    parser = ParserCreate(namespace_separator="}")
    reading.listen(parser)
    try:
        parser.Parse(data, True)  # noqa: FBT003  (no more is to come)
    except ExpatError as error:
        raise BadDocument(f"{what} is not whole XML: {error}.") from error
    except (ValueError, LookupError) as error:
        raise BadDocument(f"{what} is written in letters that nobody reads.") from error
    return reading.builder.close()


class _Reading:
    """One text as it is read."""

    def __init__(self, what: str) -> None:
        self.builder = TreeBuilder()
        self._what, self._depth, self._count = what, 0, 0

    def listen(self, parser: XMLParserType) -> None:
        """Hear everything that could do harm, and the elements."""
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.builder.data
        parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth, self._count = self._depth + 1, self._count + 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise BadDocument(f"{self._what} is nested too deep or too long to be read.")
        self.builder.start(_bare(name), {_bare(key): text for key, text in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.builder.end(_bare(name))

    # entities are declared nowhere but in the rules of a document type
    def _doctype(self, _: str, system: str | None, public: str | None, inside: int) -> None:
        if system or public or inside:
            raise BadDocument(
                f"{self._what} brings rules of its own, which may be a trap; it is not read."
            )


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def write_markup(root: Element) -> bytes:
    """The text of an element."""
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def text_of(element: Element, child: str, otherwise: str = "") -> str:
    """The text of a child, if there is one."""
    return (element.findtext(child) or otherwise).strip()


def number_of(element: Element | None, name: str, otherwise: float) -> float:
    """An attribute as a finite number, or another where it is none."""
    return as_number(None if element is None else element.get(name), otherwise)


def as_number(text: str | None, otherwise: float) -> float:
    """A text as a finite number of a sensible size, or another where it is none."""
    try:
        number = float(text or "")
    except ValueError:
        return otherwise
    return number if abs(number) < 1e9 else otherwise


def children(element: Element | None, *path: str) -> Iterator[Element]:
    """The elements at the end of a path of names."""
    if element is not None:
        yield from element.iterfind("/".join(path))
