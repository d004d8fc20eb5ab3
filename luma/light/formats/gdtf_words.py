"""The words that GDTF and Luma have for the same things, and its numbers."""

import re

import numpy as np

from luma.domain.colourspace import from_screen
from luma.domain.profile import Answer, Purpose
from luma.domain.venue import Vector

ATTRIBUTES: dict[Purpose, str] = {
    "dimmer": "Dimmer", "red": "ColorAdd_R", "green": "ColorAdd_G", "blue": "ColorAdd_B",
    "white": "ColorAdd_W", "warm_white": "ColorAdd_WW", "cool_white": "ColorAdd_CW",
    "amber": "ColorAdd_RY", "lime": "ColorAdd_GY", "uv": "ColorAdd_UV", "indigo": "ColorAdd_BM",
    "cyan": "ColorSub_C", "magenta": "ColorSub_M", "yellow": "ColorSub_Y", "hue": "HSB_Hue",
    "saturation": "HSB_Saturation", "colour_wheel": "Color1", "pan": "Pan", "tilt": "Tilt",
    "shutter": "Shutter1", "zoom": "Zoom", "focus": "Focus1", "gobo": "Gobo1",
    "prism": "Prism1", "fixed": "NoFeature",
}  # fmt: skip
"""What GDTF calls each purpose."""

ANSWERS: dict[Answer, tuple[float, ...]] = {
    "square": (0.0, 0.0, 1.0, 0.0), "s": (0.0, 0.0, 3.0, -2.0)
}  # fmt: skip
"""The curves that are polynomials, by their coefficients."""

STROBE, LAMP = "Shutter1Strobe", "LampControl"
_ALSO: dict[str, Purpose] = {
    "ColorRGB_Red": "red", "ColorRGB_Green": "green", "ColorRGB_Blue": "blue",
    "ColorRGB_Cyan": "cyan", "ColorRGB_Magenta": "magenta", "ColorRGB_Yellow": "yellow",
    "HSB_Brightness": "dimmer", STROBE: "shutter", "Color1WheelIndex": "colour_wheel",
    "ColorAdd_Y": "amber",
}  # fmt: skip
_PURPOSES: dict[str, Purpose] = {
    **{attribute: purpose for purpose, attribute in ATTRIBUTES.items() if purpose != "fixed"},
    **_ALSO,
}
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
     [0.0193339, 0.1191920, 0.9503041]]
)  # fmt: skip
_FROM_XYZ = np.linalg.inv(_TO_XYZ)
_DAY = (0.3127, 0.3290)
_NUMBER = r"\s*-?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?\s*"
_ROW = re.compile(r"\{(" + _NUMBER + r"(?:," + _NUMBER + r")*)\}")
FARTHEST = 1e5


def purpose_of(attribute: str) -> Purpose | None:
    """What Luma calls an attribute, if it drives it."""
    return _PURPOSES.get(attribute)


def level_of(text: str | None, otherwise: int, size: int = 1) -> int:
    """A DMX value such as `32768/2` in so many bytes."""
    found = re.fullmatch(r"\s*(\d{1,10})(?:/([1-4])(s?))?\s*", text or "")
    if found is None:
        return otherwise
    value, given = int(found[1]), int(found[2] or 1)
    if value >= 256**given:
        return otherwise
    if given >= size:
        return value >> 8 * (given - size)
    more = 0 if found[3] else value
    for _ in range(size - given):
        value = value * 256 + (more & 255)
    return value


def xyy_of(code: str) -> str:
    """A colour of a screen as GDTF writes it: x, y and luminance."""
    xyz = _TO_XYZ @ np.array(from_screen(code))
    whole = float(xyz.sum())
    x, y = (float(xyz[0]) / whole, float(xyz[1]) / whole) if whole > 0 else _DAY
    return f"{x:.6f},{y:.6f},{float(xyz[1]) * 100:.6f}"


def code_of(xyy: str | None) -> str:
    """The six digits of a colour by x, y and luminance; empty where it is none."""
    found = re.fullmatch(f"({_NUMBER}),({_NUMBER}),({_NUMBER})", xyy or "")
    if found is None:
        return ""
    x, y, luminance = (float(part) for part in found.groups())
    if not (0 < y <= 1 and 0 <= x <= 1 and 0 <= luminance <= 1000):
        return ""
    xyz = np.array([x / y, 1.0, (1 - x - y) / y]) * luminance / 100.0
    light = (_FROM_XYZ @ xyz).clip(0.0)
    light /= max(1.0, float(light.max()))
    shown = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return "".join(f"{round(float(part) * 255):02x}" for part in shown)


def rows_of(text: str | None) -> list[list[float]]:
    """The rows of a matrix in braces; none where there is something else, or no sense."""
    rows = [[float(part) for part in row.split(",")] for row in _ROW.findall(text or "")]
    return rows if all(abs(part) <= FARTHEST * 1000 for row in rows for part in row) else []


def placed(place: Vector) -> str:
    """A matrix that moves and does not turn."""
    x, y, z = place
    return f"{{1,0,0,{x:g}}}{{0,1,0,{y:g}}}{{0,0,1,{z:g}}}{{0,0,0,1}}"
