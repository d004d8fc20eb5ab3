"""How JSON becomes a value again: one decoder for each type, made when it is first met."""

import dataclasses
import functools
import math
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np

from luma.domain.errors import BadDocument
from luma.domain.nodetype import Json

Decoder = Callable[[Json, str], object]

KEPT = "extra"
DEEPEST = 64
LARGEST = 2**63 - 1
NOTHING = type(None)
JSON_LEAVES = {NOTHING, bool, int, float, str}
WORDS = {
    dict: "a record",
    list: "a list",
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


@functools.cache
def decoder(kind: Any) -> Decoder:
    """What makes a value of a type out of its JSON, or says in a sentence why it cannot."""
    if isinstance(kind, typing.NewType):
        return decoder(kind.__supertype__)
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        return _union(typing.get_args(kind))
    if dataclasses.is_dataclass(origin or kind):
        return functools.partial(_record, kind)
    if origin is not None:
        return _container(origin, typing.get_args(kind))
    return _leaf(kind)


def plain(data: object, where: str, depth: int = 0) -> Json:
    """A copy of what is JSON already, with every number finite and no endless depth."""
    if depth > DEEPEST:
        raise BadDocument(f"{where[:60]}… is nested more than {DEEPEST} deep.")
    match data:
        case None | bool():
            return data
        case str() | int() | float():
            return _scalar(data, where)
        case list():
            return [plain(item, f"{where}[{i}]", depth + 1) for i, item in enumerate(data)]
        case dict():
            return {
                _text(key, where): plain(item, f"{where}.{key}", depth + 1)
                for key, item in data.items()
            }
    raise BadDocument(f"{where} holds a {type(data).__name__}, which cannot be written down.")


def _scalar(data: str | float, where: str) -> Json:
    if isinstance(data, str):
        return _text(data, where)
    return _whole(data, where) if isinstance(data, int) else _number(data, where)


def _told(data: object) -> str:
    if isinstance(data, int) and abs(data) > LARGEST:
        return "a number of more than 64 bits"
    return WORDS[type(data)] if isinstance(data, list | dict) else f"{data!r:.60}"


def _expect(kind: type, data: object, where: str) -> Any:
    if not isinstance(data, kind) or (kind is not bool and isinstance(data, bool)):
        raise BadDocument(f"{where} should be {WORDS[kind]}, not {_told(data)}.")
    return data


def _text(data: object, where: str) -> str:
    text: str = _expect(str, data, where)
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadDocument(f"{where} holds half of a character that is written in two.")
    return text


def _whole(data: object, where: str) -> int:
    number: int = _expect(int, data, where)
    if not -LARGEST <= number <= LARGEST:
        raise BadDocument(f"{where} is a number of more than 64 bits.")
    return number


def _number(data: object, where: str) -> float:
    if isinstance(data, int) and not isinstance(data, bool):
        return float(_whole(data, where))
    number: float = _expect(float, data, where)
    if not math.isfinite(number):
        raise BadDocument(f"{where} should be a finite number, not {number}.")
    return number


def _choice(kind: type[Enum], data: object, where: str) -> Enum:
    try:
        return kind(data)
    except ValueError:
        return _none_of((str(member.value) for member in kind), data, where)


def _none_of(choices: Iterable[str], data: object, where: str) -> typing.NoReturn:
    raise BadDocument(f"{where} should be one of {', '.join(choices)}, not {_told(data)}.")


def _leaf(kind: Any) -> Decoder:
    leaves: dict[object, Decoder] = {
        str: _text,
        int: _whole,
        float: _number,
        bool: functools.partial(_expect, bool),
        dict: plain,
        list: plain,
        NOTHING: functools.partial(_literal, (None,)),
        Path: lambda data, where: Path(_text(data, where)),
    }
    if kind in leaves:
        return leaves[kind]
    if isinstance(kind, typing.TypeVar):
        return decoder(kind.__bound__ or object)
    if kind in {object, Any} or isinstance(kind, typing.ForwardRef | str):
        return plain
    if isinstance(kind, type) and issubclass(kind, Enum):
        return functools.partial(_choice, kind)
    raise TypeError(f"{kind!r} has no JSON")


def _literal(choices: tuple[Json, ...], data: Json, where: str) -> Json:
    for choice in choices:
        if type(choice) is type(data) and choice == data:
            return choice
    return _none_of(map(repr, choices), data, where)


def _union(members: tuple[Any, ...]) -> Decoder:
    if set(members) >= JSON_LEAVES:
        return plain
    # the narrower first: every whole number is a number too
    ordered = sorted(members, key=lambda member: member is float)
    decoders = [decoder(member) for member in ordered if member is not NOTHING]
    empty = NOTHING in members

    def decode(data: Json, where: str) -> object:
        if data is None and empty:
            return None
        trouble: list[BadDocument] = []
        for attempt in decoders:
            try:
                return attempt(data, where)
            except BadDocument as refused:
                trouble.append(refused)
        raise trouble[0]

    return decode


def _container(origin: Any, arguments: tuple[Any, ...]) -> Decoder:
    if origin is typing.Annotated:
        return decoder(arguments[0])
    if origin is typing.Literal:
        return functools.partial(_literal, arguments)
    if origin is np.ndarray:
        return functools.partial(_array, np.dtype(typing.get_args(arguments[1])[0]))
    if issubclass(origin, Mapping):
        return functools.partial(_mapping, decoder(arguments[0]), decoder(arguments[1]))
    return _sequence(origin, arguments)


def _sequence(origin: object, arguments: tuple[Any, ...]) -> Decoder:
    if origin is tuple and arguments[-1] is not Ellipsis:
        return functools.partial(_row, tuple(decoder(argument) for argument in arguments))
    return functools.partial(_items, tuple if origin is tuple else list, decoder(arguments[0]))


def _mapping(key: Decoder, item: Decoder, data: Json, where: str) -> dict[object, object]:
    pairs = _expect(dict, data, where)
    return {key(k, where): item(v, f"{where}.{k}") for k, v in pairs.items()}


def _row(decoders: tuple[Decoder, ...], data: Json, where: str) -> tuple[object, ...]:
    items = _expect(list, data, where)
    if len(items) != len(decoders):
        raise BadDocument(f"{where} should have {len(decoders)} items, not {len(items)}.")
    pairs = zip(decoders, items, strict=True)
    return tuple(each(item, f"{where}[{i}]") for i, (each, item) in enumerate(pairs))


def _items(kind: type, each: Decoder, data: Json, where: str) -> object:
    items = _expect(list, data, where)
    return kind(each(item, f"{where}[{i}]") for i, item in enumerate(items))


def _array(dtype: Any, data: Json, where: str) -> object:
    try:
        given = np.array(_expect(list, data, where))
    except ValueError as cause:
        raise BadDocument(f"{where} should have rows of one length.") from cause
    if given.size and given.dtype.kind not in "iuf":
        raise BadDocument(f"{where} should hold numbers and nothing else.")
    with np.errstate(all="ignore"):
        values = given.astype(dtype)
    if dtype.kind in "iu" and not np.array_equal(values, given):
        raise BadDocument(f"{where} should hold whole numbers that fit {dtype}.")
    if not np.all(np.isfinite(values)):
        raise BadDocument(f"{where} should hold finite numbers.")
    return values


@functools.cache
def _fields(kind: Any) -> tuple[dict[str, Decoder], frozenset[str]]:
    origin = typing.get_origin(kind) or kind
    bound = dict(
        zip(getattr(origin, "__parameters__", ()), typing.get_args(kind), strict=False)
    )
    hints = typing.get_type_hints(origin, include_extras=True)
    fields = [field for field in dataclasses.fields(origin) if field.init]
    unset = dataclasses.MISSING
    needed = (f.name for f in fields if f.default is unset and f.default_factory is unset)
    decoders = {f.name: decoder(bound.get(hints[f.name], hints[f.name])) for f in fields}
    return decoders, frozenset(needed)


def _record(kind: Any, data: Json, where: str) -> object:
    given = _expect(dict, data, where)
    decoders, needed = _fields(kind)
    if not needed <= given.keys():
        raise BadDocument(f"{where} lacks {', '.join(sorted(needed - given.keys()))}.")
    values = {
        name: decode(given[name], f"{where}.{name}")
        for name, decode in decoders.items()
        if name in given and name != KEPT
    }
    unknown = {key: item for key, item in given.items() if key not in values}
    if KEPT in decoders:
        values[KEPT] = plain(unknown, where)
    elif unknown:
        raise BadDocument(f"{where} does not know {', '.join(sorted(map(str, unknown)))}.")
    try:
        return (typing.get_origin(kind) or kind)(**values)
    except ValueError as cause:
        raise BadDocument(f"{where} does not hold together: {cause}.") from cause
