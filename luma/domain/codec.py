"""Frozen values to JSON and back, with numbered steps from older documents."""

import dataclasses
import json
import math
import typing
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from luma.domain._decoding import KEPT, decoder
from luma.domain.errors import BadDocument
from luma.domain.nodetype import Json

T = TypeVar("T")
TAG = "is"


def encode(value: object) -> Json:
    """The JSON of a value; a field called `extra` is poured out beside its siblings."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: encode(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.init and field.name != KEPT
        }
        kept = encode(getattr(value, KEPT, {}))
        return {**(kept if isinstance(kept, dict) else {}), **fields}
    return _encode_plain(value)


def _encode_plain(value: object) -> Json:
    match value:
        case Enum() | Path() | np.ndarray() | np.generic():
            return encode(_plainer(value))
        case float() if not math.isfinite(value):
            raise BadDocument(f"{value} is not a number that can be written down.")
        case float() | None | bool() | int() | str():
            return value
        case Mapping():
            return {_encode_key(key): encode(item) for key, item in value.items()}
        case Sequence() if not isinstance(value, bytes | bytearray | memoryview):
            return [encode(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no JSON")


def _plainer(value: Enum | Path | npt.NDArray[Any] | np.generic) -> object:
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Path) else value.tolist()


def _encode_key(key: object) -> str:
    name = encode(key)
    if not isinstance(name, str):
        raise TypeError(f"a mapping in JSON has keys of text, not {key!r}")
    return name


def encode_tagged(value: object) -> dict[str, Json]:
    """The JSON of one value out of a union, with the name of its class."""
    encoded = encode(value)
    if not isinstance(encoded, dict):
        raise TypeError(f"{type(value).__name__} is not a record")
    return {**encoded, TAG: type(value).__name__}


def decode(kind: type[T], data: Json) -> T:
    """The value of a kind that a JSON stands for, or a sentence about where it does not."""
    return typing.cast("T", decoder(typing.cast("Any", kind))(data, _name_of(kind)))


def _name_of(kind: object) -> str:
    return str(getattr(kind, "__name__", "The record"))


def decode_tagged(union: object, data: Json) -> Any:
    """The value of one class out of a union."""
    members = {member.__name__: member for member in typing.get_args(union) or (union,)}
    name = data.get(TAG) if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(name, str) or name not in members:
        said = f', not "{name}"' if isinstance(name, str) else ""
        raise BadDocument(
            f'"{TAG}" should name one of {", ".join(sorted(members))}{said:.60}.',
        )
    rest = {key: item for key, item in data.items() if key != TAG}
    return decoder(members[name])(rest, name)


def read_json(text: str, what: str) -> Json:
    """The JSON of a text, or a sentence that says which text is none."""
    try:
        return typing.cast("Json", json.loads(text))
    except RecursionError as cause:
        raise BadDocument(f"{what} is nested too deep to be read.") from cause
    except ValueError as cause:
        raise BadDocument(f"{what} is not JSON: {cause}.") from cause


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
        headed = self.body(document)
        return json.dumps(headed, ensure_ascii=False, sort_keys=True, allow_nan=False)

    def body(self, document: T) -> dict[str, Json]:
        """The JSON of a document, under what it is and its number."""
        body = encode(document)
        assert isinstance(body, dict)  # a document is a record
        head: dict[str, Json] = {"luma": self.name, "schema": self.number}
        return {**head, **body, **head}

    def read(self, text: str) -> T:
        """The document of a text, climbed to today's number."""
        return self.read_body(read_json(text, f"A {self.name} document"))

    def read_body(self, data: Json) -> T:
        """The document of a JSON, climbed to today's number."""
        if not isinstance(data, dict) or data.get("luma", self.name) != self.name:
            raise BadDocument(f"This is not a {self.name} document.")
        number = data.get("schema", self.number)
        bare = {key: item for key, item in data.items() if key not in {"luma", "schema"}}
        return decode(self.kind, self._climbed(bare, number))

    def _climbed(self, data: dict[str, Json], number: Json) -> dict[str, Json]:
        if not isinstance(number, int) or isinstance(number, bool):
            raise BadDocument(f"The schema of this {self.name} document should be a number.")
        if number > self.number:
            raise BadDocument(
                f"This {self.name} document has schema {number}; "
                f"this version of Luma reads up to {self.number}.",
                hint="Open it with a newer Luma.",
            )
        for step in range(number, self.number):
            if step not in self.steps:
                raise BadDocument(f"No way leads up from schema {step} of a {self.name}.")
            try:
                data = self.steps[step](data)
            except (LookupError, TypeError, ValueError, AttributeError) as cause:
                raise BadDocument(
                    f"This {self.name} document is not what schema {step} was."
                ) from cause
        return data
