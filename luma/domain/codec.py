"""Frozen values to JSON and back, with numbered steps from older documents."""

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from luma.domain.errors import BadDocument
from luma.domain.nodetype import Json

T = TypeVar("T")
KEPT = "extra"
TAG = "is"


def encode(value: object) -> Json:
    """The JSON of a value; a field called `extra` is poured out beside its siblings."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: encode(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name != KEPT
        }
        kept = encode(getattr(value, KEPT, {}))
        return {**(kept if isinstance(kept, dict) else {}), **fields}
    return _encode_plain(value)


def _encode_plain(value: object) -> Json:
    match value:
        case Enum():
            return encode(value.value)
        case Path():
            return str(value)
        case np.ndarray():
            return encode(value.tolist())
        case np.generic():
            return encode(value.item())
        case Mapping():
            return {str(key): encode(item) for key, item in value.items()}
        case None | bool() | int() | float() | str():
            return value
        case Sequence():
            return [encode(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no JSON")


def encode_tagged(value: object) -> dict[str, Json]:
    """The JSON of one value out of a union, with the name of its class."""
    encoded = encode(value)
    if not isinstance(encoded, dict):
        raise TypeError(f"{type(value).__name__} is not a record")
    return {TAG: type(value).__name__, **encoded}


def decode(kind: type[T], data: Json) -> T:
    """The value of a kind that a JSON stands for, or a sentence about where it does not."""
    return typing.cast("T", _decode(kind, data, kind.__name__))


def decode_tagged(union: object, data: Json) -> Any:  # noqa: ANN401  (the union is a value)
    """The value of one class out of a union."""
    members = {member.__name__: member for member in typing.get_args(union)}
    if not isinstance(data, dict) or data.get(TAG) not in members:
        raise BadDocument(f"A record should be one of {', '.join(sorted(members))}.")
    rest = {key: item for key, item in data.items() if key != TAG}
    return _decode(members[str(data[TAG])], rest, str(data[TAG]))


def _decode(kind: Any, data: Json, where: str) -> object:  # noqa: ANN401  (types are data here)
    if isinstance(kind, typing.NewType):
        return _decode(kind.__supertype__, data, where)
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        return _decode_union(kind, data, where)
    if origin is not None:
        return _decode_generic(kind, origin, data, where)
    if kind in {object, Any} or isinstance(kind, typing.ForwardRef | str):
        return data
    if dataclasses.is_dataclass(kind):
        return _decode_record(kind, data, where)
    return _decode_leaf(kind, data, where)


def _decode_union(kind: object, data: Json, where: str) -> object:
    members = typing.get_args(kind)
    if data is None and type(None) in members:
        return None
    trouble: BadDocument | None = None
    for member in members:
        if member is type(None):
            continue
        try:
            return _decode(member, data, where)
        except BadDocument as refused:
            trouble = trouble or refused
    raise trouble or BadDocument(f"{where} takes nothing.")


def _decode_generic(kind: object, origin: Any, data: Json, where: str) -> object:  # noqa: ANN401
    arguments = typing.get_args(kind)
    if origin is typing.Annotated:
        return _decode(arguments[0], data, where)
    if origin is typing.Literal:
        if data not in arguments:
            raise BadDocument(f"{where} should be one of {', '.join(map(repr, arguments))}.")
        return data
    if origin is np.ndarray:
        dtype = typing.get_args(arguments[1])[0]
        return np.asarray(_expect(list, data, where), dtype=dtype)
    if issubclass(origin, Mapping):
        pairs = _expect(dict, data, where)
        return {k: _decode(arguments[1], v, f"{where}.{k}") for k, v in pairs.items()}
    items = _expect(list, data, where)
    if origin is tuple and arguments[-1] is not Ellipsis:
        if len(items) != len(arguments):
            raise BadDocument(f"{where} should have {len(arguments)} items, not {len(items)}.")
        return tuple(
            _decode(a, item, f"{where}[{i}]")
            for i, (a, item) in enumerate(zip(arguments, items, strict=True))
        )
    decoded = (_decode(arguments[0], item, f"{where}[{i}]") for i, item in enumerate(items))
    return tuple(decoded) if origin is tuple else list(decoded)


def _expect(kind: type[T], data: Json, where: str) -> T:
    if not isinstance(data, kind):
        raise BadDocument(f"{where} should be a {kind.__name__}, not {data!r:.60}.")
    return data


def _decode_leaf(kind: Any, data: Json, where: str) -> object:  # noqa: ANN401
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if kind is Path:
        return Path(_expect(str, data, where))
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(data)
        except ValueError:
            choices = ", ".join(str(member.value) for member in kind)
            raise BadDocument(f"{where} should be one of {choices}, not {data!r}.") from None
    if isinstance(data, bool) and kind is not bool:
        raise BadDocument(f"{where} should be a {kind.__name__}, not {data!r}.")
    return _expect(kind, data, where)


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, include_extras=True)


def _decode_record(kind: Any, data: Json, where: str) -> object:  # noqa: ANN401
    given = _expect(dict, data, where)
    fields = {field.name: field for field in dataclasses.fields(kind) if field.init}
    hints = _hints(kind)
    values = {
        name: _decode(hints[name], given[name], f"{where}.{name}")
        for name in fields
        if name in given and name != KEPT
    }
    missing = [
        name
        for name, field in fields.items()
        if name not in values
        and field.default is dataclasses.MISSING
        and field.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise BadDocument(f"{where} lacks {', '.join(missing)}.")
    unknown = {key: item for key, item in given.items() if key not in fields or key == KEPT}
    if KEPT in fields:
        values[KEPT] = unknown
    elif unknown:
        raise BadDocument(f"{where} does not know {', '.join(sorted(unknown))}.")
    return kind(**values)


Step = Callable[[dict[str, Json]], dict[str, Json]]


@dataclasses.dataclass(frozen=True, slots=True)
class Schema(typing.Generic[T]):
    """A kind of document as it is written: its number, and the steps up from older ones."""

    kind: type[T]
    name: str
    number: int
    steps: Mapping[int, Step] = dataclasses.field(default_factory=dict)

    def write(self, document: T) -> str:
        """The text of a document."""
        body = encode(document)
        assert isinstance(body, dict)  # a document is a record
        return json.dumps(
            {"luma": self.name, "schema": self.number, **body},
            ensure_ascii=False,
            sort_keys=True,
            allow_nan=False,
        )

    def read(self, text: str) -> T:
        """The document of a text, climbed to today's number."""
        try:
            data = json.loads(text)
        except ValueError as cause:
            raise BadDocument(f"A {self.name} document is not JSON: {cause}.") from cause
        if not isinstance(data, dict) or data.pop("luma", self.name) != self.name:
            raise BadDocument(f"This is not a {self.name} document.")
        number = data.pop("schema", self.number)
        if not isinstance(number, int) or number > self.number:
            raise BadDocument(
                f"This {self.name} document has schema {number}; "
                f"this version of Luma reads up to {self.number}.",
                hint="Open it with a newer Luma.",
            )
        for step in range(number, self.number):
            data = self.steps[step](data)
        return decode(self.kind, data)
