"""The words on nodes: names of ports and settings, and their values."""

from luma.domain.nodetype import Json, PortKind, Setting

_OUTPUTS: dict[str, str] = {"Number": "Value"}
THIN = "\u2009"
_CHOICES = {"": "Default", "hsv": "HSV", "oklab": "OKLab", "oklch": "OKLCh"}
_FAMILIES = {"in": "Input", "math": "Maths", "out": "Output"}
_AXES = frozenset({"x", "y", "z", "xy", "xz", "yz"})


def label_of(name: str) -> str:
    """A port's or setting's name as people read it."""
    return name.replace("_", " ").capitalize()


def output_label(name: str, kind: PortKind) -> str:
    """An output's name; one that is only called `out` is called by what it gives."""
    return _OUTPUTS.get(kind, kind) if name == "out" else label_of(name)


def family_words(family: str) -> str:
    """What a family of nodes is called."""
    return _FAMILIES.get(family, family.capitalize())


def spoken(help_words: str) -> str:
    """A sentence of help without the marks of code in it."""
    return help_words.replace("`", "")


def choice_words(choice: str) -> str:
    """One of a setting's choices as people read it; none is the default."""
    if choice in _CHOICES or choice in _AXES:
        return _CHOICES.get(choice, choice)
    return choice[:1].upper() + choice[1:].replace("_", " ")


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
    if isinstance(value, list | tuple):
        return ""
    return choice_words(str(value)) if setting.kind == "choice" else str(value)


def is_same(value: Json, default: Json) -> bool:
    """Whether a value is the default, however it is written."""
    if isinstance(value, list | tuple) and isinstance(default, list | tuple):
        return list(value) == list(default)
    return value == default
