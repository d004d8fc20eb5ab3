"""The nine colours of tracks and cues, and which of them another colour is nearest to."""

import colorsys

NAMES = ("Red", "Orange", "Yellow", "Green", "Teal", "Blue", "Violet", "Pink", "Grey")
GREY = len(NAMES)
RGB = (
    0xFF0000, 0xFFA500, 0xFFFF00, 0x00FF00, 0x25FDE9, 0x0000FF, 0x660099, 0xFF007F, 0x9FA5AE,
)  # fmt: skip
"""Each of the nine as other programs write it: the eight of rekordbox, and a grey."""
_TURN = 360.0
_HUES = (0.0, 30.0, 60.0, 120.0, 180.0, 220.0, 270.0, 325.0)
_PALEST, _DARKEST, _WHITEST = 0.12, 0.08, 0.93


def nearest(rgb: int | None) -> int:
    """The number of the colour, from 1, that 0xRRGGBB is nearest to; 0 for black and white."""
    if rgb is None or not 0 <= rgb <= 0xFFFFFF:
        return 0
    red, green, blue = (part / 255.0 for part in rgb.to_bytes(3, "big"))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if value < _DARKEST or (saturation < _PALEST and value > _WHITEST):
        return 0
    if saturation < _PALEST:
        return GREY
    far = [abs((hue * _TURN - each + _TURN / 2) % _TURN - _TURN / 2) for each in _HUES]
    return far.index(min(far)) + 1
