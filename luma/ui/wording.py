"""The words on nodes: names of ports and settings, and their values."""

from luma.domain.nodetype import Json, PortKind, Setting

_OUTPUTS: dict[str, str] = {"Number": "Value"}
THIN = "\u2009"


def label_of(name: str) -> str:
    """A port's or setting's name as people read it."""
    return name.replace("_", " ").capitalize()


def output_label(name: str, kind: PortKind) -> str:
    """An output's name; one that is only called `out` is called by what it gives."""
    return _OUTPUTS.get(kind, kind) if name == "out" else label_of(name)


def argument_of(value: Json) -> str | None:
    """The argument that a setting is left to, if it is."""
    if isinstance(value, dict) and set(value) == {"argument"}:
        return str(value["argument"])
    return None


def number_words(value: float, unit: str = "") -> str:
    """A number with as many places as it needs, at most three, and its unit."""
    plain = f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) < 1e6 else f"{value:g}"
    words = plain.replace("-", "−")
    return f"{words}{THIN}{unit}" if unit else words


def value_words(setting: Setting, value: Json) -> str:
    """A setting's value in a few characters; a colour has none, it is shown."""
    if (argument := argument_of(value)) is not None:
        return argument
    if isinstance(value, bool):
        return "On" if value else "Off"
    if isinstance(value, int | float):
        return number_words(float(value), setting.unit)
    return "" if isinstance(value, list | tuple) else str(value)


def is_same(value: Json, default: Json) -> bool:
    """Whether a value is the default, however it is written."""
    if isinstance(value, list | tuple) and isinstance(default, list | tuple):
        return list(value) == list(default)
    return value == default
