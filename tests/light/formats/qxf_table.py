"""Fixtures as a person reads them in their files: what each channel is for.

A word is a purpose; `.n` is its head, `+` its low byte, and a dash is what Luma leaves alone.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Expected(NamedTuple):
    """A mode of a file, its heads, its channels and some of their ranges."""

    file: str
    mode: str
    heads: int
    channels: str
    ranges: Mapping[int, tuple[tuple[int, int, str, object], ...]] = MappingProxyType({})


RGB = "red{0} green{0} blue{0}"


def pixels(count: int) -> str:
    return " ".join(RGB.format(f".{n}") for n in range(count))


TABLE = (
    Expected(
        "Martin/Martin-MAC-Aura.qxf", "Extended Mode", 2,
        "shutter.0 dimmer.0 zoom pan pan+ tilt tilt+ - colour_wheel.0 red.0 green.0 blue.0"
        " white.0 - - - - - - shutter.1 dimmer.1 colour_wheel.1 red.1 green.1 blue.1",
        {
            0: ((0, 20, "closed", None), (20, 25, "open", None),
                (25, 65, "strobe", (25.0, 1.0))),
            2: ((0, 256, "level", (58.0, 11.0)),),
        },
    ),
    Expected(
        "Martin/Martin-Atomic-3000.qxf", "Mode 2", 1, "dimmer - -",
        {0: ((0, 6, "closed", None), (6, 256, "level", (0.0, 1.0)))},
    ),
    Expected(
        "Martin/Martin-MAC250plus.qxf", "Mode 1", 1,
        "shutter dimmer colour_wheel gobo - focus prism pan tilt",
        {
            2: ((0, 12, "open", None), (24, 36, "colour", "ffff00")),
            3: ((0, 10, "open", None), (10, 20, "gobo", 1), (20, 30, "gobo", 2)),
            5: ((0, 256, "level", (1.0, 0.0)),),
            6: ((0, 20, "open", None), (80, 90, "prism", None)),
        },
    ),
    Expected(
        "Robe/Robe-Pointe.qxf", "Main", 1,
        "pan pan+ tilt tilt+ - - colour_wheel - - gobo - - - prism - - zoom zoom+ focus focus+"
        " - shutter dimmer dimmer+",
        {
            6: ((0, 1, "open", None), (130, 135, "colour", "ff0004")),
            16: ((0, 256, "level", (5.0, 20.0)),),
            21: ((0, 32, "closed", None), (32, 64, "open", None),
                 (64, 96, "strobe", (1.0, 25.0))),
        },
    ),
    Expected(
        "Chauvet/Chauvet-4Bar.qxf", "15 Channels Mode", 4, f"- dimmer shutter {pixels(4)}",
        {
            1: ((10, 256, "level", (0.0, 1.0)),),
            2: ((0, 10, "open", None), (10, 256, "strobe", (1.0, 25.0))),
        },
    ),
    Expected(
        "Chauvet/Chauvet-SlimPAR-64-RGBA.qxf", "8 channel", 1,
        "red green blue amber - shutter - dimmer",
    ),
    Expected(
        "Chauvet/Chauvet-Intimidator-Spot-355Z-IRC.qxf", "15 channel", 1,
        "pan pan+ tilt tilt+ - colour_wheel gobo - prism focus dimmer shutter - - zoom",
        {
            5: ((0, 7, "open", None), (7, 14, "colour", "ffff00")),
            6: ((0, 8, "open", None), (8, 16, "gobo", 1)),
            8: ((0, 8, "open", None), (8, 13, "prism", None)),
            14: ((0, 256, "level", (18.0, 10.0)),),
        },
    ),
    Expected(
        "Chauvet/Chauvet-SlimPAR-HEX-3.qxf", "8-Channel", 1,
        "dimmer red green blue amber white uv shutter",
        {7: ((0, 11, "open", None), (11, 256, "strobe", (1.0, 25.0)))},
    ),
    Expected(
        "Chauvet/Chauvet-SlimSTRIP-UV-18-IRC.qxf", "3 channel", 1, "shutter dimmer -",
        {0: ((0, 2, "open", None), (2, 256, "strobe", (1.0, 25.0)))},
    ),
    Expected(
        "ETC/ETC-ColorSource-PAR.qxf", "5-channel", 1, "dimmer red green blue shutter",
        {4: ((0, 1, "open", None), (1, 256, "strobe", (1.0, 25.0)))},
    ),
    Expected(
        "ETC/ETC-Desire-D40-Vivid.qxf", "Mode 1 Direct", 1,
        "red amber - green - blue indigo dimmer shutter",
    ),
    Expected(
        "Clay_Paky/Clay-Paky-Sharpy.qxf", "Standard", 1,
        "colour_wheel shutter dimmer gobo prism - - - focus pan pan+ tilt tilt+ - - -",
        {
            0: ((0, 5, "open", None), (9, 13, "colour", "c41c1a")),
            1: ((0, 4, "closed", None), (4, 104, "strobe", (1.0, 12.0)),
                (104, 108, "open", None)),
            4: ((0, 128, "open", None), (128, 256, "prism", None)),
        },
    ),
    Expected(
        "Generic/Generic-Generic-RGBW.qxf", "Dimmer WRGB", 1, "dimmer white red green blue"
    ),
    Expected(
        "Showtec/Showtec-Sunstrip-Active.qxf", "5 Channels Mode", 5,
        "dimmer.0 dimmer.1 dimmer.2 dimmer.3 dimmer.4",
    ),
    Expected("Stairville/Stairville-LED-PAR56.qxf", "Mode 1", 1, "- red green blue -"),
    Expected(
        "Showtec/Showtec-MultiDim-MK-III-DMX.qxf", "4 Channel", 4,
        "dimmer.0 dimmer.1 dimmer.2 dimmer.3",
    ),
    Expected(
        "Stairville/Stairville-DCL-Flat-Par-18x4W-CW-WW.qxf", "2 Channel", 1,
        "warm_white cool_white",
    ),
    Expected(
        "Eurolite/Eurolite-TS-2.qxf", "Normal", 1, "pan tilt colour_wheel gobo -",
        {
            2: ((0, 18, "open", None), (18, 36, "colour", "ff0000")),
            3: ((0, 7, "open", None), (7, 14, "gobo", 1), (91, 113, "closed", None)),
        },
    ),
    Expected(
        "Stairville/Stairville-CLB4-RGB-Compact-LED-Bar-4.qxf", "14 Channel", 4,
        f"{pixels(4)} shutter dimmer",
    ),
    Expected(
        "Martin/Martin-MAC-700-Wash.qxf", "16-bit Basic", 1,
        "shutter dimmer cyan magenta yellow - colour_wheel - - zoom pan pan+ tilt tilt+ - -",
        {
            0: ((50, 73, "strobe", (25.0, 1.0)),),
            6: ((0, 1, "open", None), (17, 18, "colour", "0000ff")),
        },
    ),
    Expected(
        "Showtec/Showtec-Phantom-50.qxf", "13ch - Advanced", 1,
        "pan tilt pan+ tilt+ - colour_wheel shutter dimmer gobo - prism - -",
        {6: ((0, 4, "closed", None), (4, 8, "open", None), (8, 216, "strobe", (1.0, 25.0)))},
    ),
    Expected(
        "Robe/Robe-Robin-Viva-CMY.qxf", "Standard 16 bit", 1,
        "pan pan+ tilt tilt+ - - colour_wheel - cyan magenta yellow - - - - gobo - - - prism -"
        " - - - zoom zoom+ focus focus+ - shutter dimmer dimmer+",
        {
            19: ((0, 20, "open", None), (20, 128, "prism", None)),
            24: ((0, 256, "level", (9.0, 40.0)),),
        },
    ),
)  # fmt: skip
