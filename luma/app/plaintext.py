"""JSON and YAML that hold nothing but plain values: strict to read, pleasant to write.

YAML is read from its events, so nothing is ever built from a tag, and an alias is refused
before it can multiply. Words mean what they mean in JSON: `yes`, `on` and dates are text.
"""

import json
import math
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from luma.domain.errors import BadDocument, BadValue, Unavailable
from luma.domain.nodetype import Json

SUFFIXES = (".json", ".yaml", ".yml")
LARGEST_BYTES = 16 * 1024 * 1024
DEEPEST = 64
_MOST_DIGITS = 1000
_WIDTH = 96
_NULL = re.compile(r"|~|null|Null|NULL")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_WHOLE = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"{text[:20]}… has more than {_MOST_DIGITS} digits")
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text:.40} is no finite number")
    return number


_MEANINGS: tuple[tuple[re.Pattern[str], Callable[[str], Json]], ...] = (
    (_NULL, lambda _: None),
    (_TRUE, lambda _: True),
    (_FALSE, lambda _: False),
    (_WHOLE, _whole),
    (_NUMBER, _finite),
)


def bytes_of(path: Path) -> bytes:
    """What a file holds, if it is a file and not too large."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unavailable(f'"{path}" is no file that can be read.', hint="Name a file.")
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as cause:
        why = getattr(cause, "strerror", None) or cause
        raise Unavailable(f'"{path}" cannot be read: {why}.', hint="Check its name.") from cause
    return data


def read_plain(data: bytes, what: str, suffix: str = "") -> Json:
    """The plain value of some bytes of JSON or YAML."""
    if len(data) > LARGEST_BYTES:
        raise BadDocument(f"{what} is larger than {LARGEST_BYTES // 2**20} MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise BadDocument(f"{what} is no text in UTF-8.", hint="Save it as such.") from cause
    if suffix == ".json" or (suffix not in {".yaml", ".yml"} and text.lstrip()[:1] in "{["):
        return _read_json(text, what)
    return _read_yaml(text, what)


def read_record(data: bytes, what: str, suffix: str, kind: str) -> dict[str, Json]:
    """A document of one kind in some bytes of JSON or YAML, still as it is written."""
    body = read_plain(data, what, suffix)
    if not isinstance(body, dict) or body.get("luma") != kind:
        raise BadDocument(
            f"{what} is not a {kind} of Luma.", hint=f'Those begin with "luma: {kind}".'
        )
    return body


def written(body: Json, suffix: str, kind: str) -> str:
    """A document of one kind as the text of a file whose name ends like that."""
    if suffix.lower() not in SUFFIXES:
        raise BadValue(
            f'A {kind} is written as JSON or YAML, not as "{suffix}".',
            hint="Let the file's name end in .json or .yaml.",
        )
    return write_json(body) if suffix.lower() == ".json" else write_yaml(body)


def write_json(value: Json) -> str:
    """JSON for people."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def write_yaml(value: Json) -> str:
    """YAML for people, which reads back as the same value."""
    import yaml

    base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    dumper: Any = type("_Dumper", (base,), {"ignore_aliases": lambda *_: True})
    for pattern in (_WHOLE, _NUMBER):
        whole = re.compile(rf"(?:{pattern.pattern})\Z")
        dumper.add_implicit_resolver("tag:luma,2026:number", whole, list("+-.0123456789"))
    written: str = yaml.dump(
        value,
        Dumper=dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,
        width=_WIDTH,
    )
    return written


def _read_json(text: str, what: str) -> Json:
    def once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise BadDocument(f'{what} has the key "{twice:.60}" twice in one place.')
        return found

    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=once,
            parse_constant=_finite,
            parse_float=_finite,
            parse_int=_whole,
        )
    except RecursionError as cause:
        raise BadDocument(f"{what} is nested too deep to be read.") from cause
    except ValueError as cause:
        raise BadDocument(f"{what} is not JSON: {cause}.") from cause
    return value


def _read_yaml(text: str, what: str) -> Json:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Yaml(yaml.parse(text, Loader=loader), what).document()
    except yaml.MarkedYAMLError as cause:
        place = f" at line {cause.problem_mark.line + 1}" if cause.problem_mark else ""
        said = cause.problem or cause.context or "it does not read"
        raise BadDocument(f"{what} is not YAML: {said}{place}.") from cause
    except (yaml.YAMLError, ValueError, RecursionError) as cause:
        said = (str(cause).splitlines() or ["it does not read"])[0]
        raise BadDocument(f"{what} is not YAML: {said}.") from cause


class _Yaml:
    """One document of YAML, built from its events."""

    def __init__(self, events: Iterator[Any], what: str) -> None:
        """Read from the first event on."""
        self._events, self._what = events, what

    def document(self) -> Json:
        """The value of the only document."""
        started = [type(next(self._events, None)).__name__ for _ in range(2)]
        if started != ["StreamStartEvent", "DocumentStartEvent"]:
            raise BadDocument(f"{self._what} is empty.")
        value = self._value(next(self._events), 0)
        next(self._events)
        if type(next(self._events)).__name__ != "StreamEndEvent":
            raise BadDocument(f"{self._what} holds several documents.", hint="Keep one.")
        return value

    def _value(self, event: Any, depth: int) -> Json:
        line = event.start_mark.line + 1
        if depth > DEEPEST:
            raise BadDocument(f"{self._what} is nested more than {DEEPEST} deep, line {line}.")
        kind = type(event).__name__
        if kind == "AliasEvent":
            raise BadDocument(
                f"{self._what} repeats something by an alias (*{event.anchor:.40}) in line "
                f"{line}.",
                hint="Write it out.",
            )
        if event.tag is not None:
            raise BadDocument(
                f"{self._what} has the tag {event.tag:.60} in line {line}; plain values have "
                "none.",
                hint="Take it away.",
            )
        if kind == "ScalarEvent":
            return self._scalar(event, line)
        return self._mapping(depth) if kind == "MappingStartEvent" else self._sequence(depth)

    def _mapping(self, depth: int) -> Json:
        found: dict[str, Json] = {}
        while type(event := next(self._events)).__name__ != "MappingEndEvent":
            line = event.start_mark.line + 1
            if type(event).__name__ != "ScalarEvent" or event.tag is not None:
                raise BadDocument(f"{self._what} has a key that is no text in line {line}.")
            if event.value in found:
                raise BadDocument(
                    f'{self._what} has the key "{event.value:.60}" twice in one place, line '
                    f"{line}."
                )
            found[event.value] = self._value(next(self._events), depth + 1)
        return found

    def _sequence(self, depth: int) -> Json:
        found: list[Json] = []
        while type(event := next(self._events)).__name__ != "SequenceEndEvent":
            found.append(self._value(event, depth + 1))
        return found

    def _scalar(self, event: Any, line: int) -> Json:
        text: str = event.value
        if not event.implicit[0]:
            return text
        for pattern, meaning in _MEANINGS:
            if pattern.fullmatch(text):
                return meaning(text)
        if _ENDLESS.fullmatch(text):
            raise ValueError(f"{text} in line {line} is no finite number")
        return text
