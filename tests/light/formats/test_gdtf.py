"""GDTF: what Luma writes it reads again, what others write it understands, traps it refuses."""

import io
import math
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import BadDocument, LumaError
from luma.domain.ids import FixtureId, VenueId
from luma.domain.light import AIM
from luma.domain.profile import Profile, Range, Slot
from luma.domain.profilefaults import faults
from luma.domain.venue import Fixture, Venue
from luma.light.dmx import DmxEncoder
from luma.light.fixtures import Definitions, read_definitions
from luma.light.formats.archives import archived
from luma.light.formats.gdtf import read_gdtf
from luma.light.formats.gdtf_words import code_of, level_of, xyy_of
from luma.light.formats.gdtf_writer import write_gdtf
from luma.light.formats.qxf import read_qxf
from luma.light.frames import dark
from luma.light.patch import compile_patch
from tests.light.formats.lamps import SPOT, levels
from tests.light.formats.qxf_table import TABLE
from tests.light.formats.test_qxf import INSTALLED, needs_qlc, word
from tests.light.rig import ASSETS

HOUSE = read_definitions(ASSETS).profiles


def gdtf(text: str, name: str = "description.xml") -> bytes:
    return archived({name: text.encode()})


@pytest.mark.parametrize("profile", [SPOT, *HOUSE.values()], ids=lambda p: p.name)
def test_a_profile_comes_back_and_says_the_same_to_the_lamp(profile: Profile) -> None:
    back = read_gdtf(write_gdtf(profile))
    assert list(faults(back)) == []
    assert (back.name, back.maker, back.pan_degrees, back.tilt_degrees) == (
        profile.name, profile.maker, profile.pan_degrees, profile.tilt_degrees
    ) or not any(m.does("pan", 0) for m in profile.modes)  # fmt: skip
    assert [mode.name for mode in back.modes] == [mode.name for mode in profile.modes]
    for mode in profile.modes:
        again = back.find_mode(mode.name)
        assert again is not None
        assert [word(s) for s in again.slots] == [word(s) for s in mode.slots]
        assert [(s.default, s.lamp_on) for s in again.slots] == [
            (s.default, s.lamp_on) for s in mode.slots
        ]
        assert again.heads == mode.heads
        assert levels(back, mode.name) == levels(profile, mode.name)
    assert read_gdtf(write_gdtf(back)) == back


@needs_qlc
@pytest.mark.parametrize("file", [e.file for e in TABLE], ids=lambda f: Path(f).stem)
def test_fixtures_of_qlc_survive_as_gdtf(file: str) -> None:
    profile = read_qxf((INSTALLED / file).read_bytes())
    back = read_gdtf(write_gdtf(profile))
    for mode in profile.modes:
        assert levels(back, mode.name) == levels(profile, mode.name)


HEAD = "{{1,0,0,0}}{{0,1,0,0}}{{0,0,1,{z}}}{{0,0,0,1}}"
CHANNEL = (
    '<DMXChannel Offset="{offset}" Geometry="{geometry}" {more}>'
    '<LogicalChannel Attribute="{attribute}">{functions}</LogicalChannel></DMXChannel>'
)


def channel(offset: str, geometry: str, attribute: str, functions: str, more: str = "") -> str:
    return CHANNEL.format(
        offset=offset, geometry=geometry, attribute=attribute, functions=functions, more=more
    )


def function(attribute: str, start: str, first: float, last: float, inside: str = "") -> str:
    return (
        f'<ChannelFunction Attribute="{attribute}" DMXFrom="{start}" PhysicalFrom="{first}" '
        f'PhysicalTo="{last}">{inside}</ChannelFunction>'
    )


FOREIGN = f"""<?xml version="1.0" encoding="UTF-8"?>
<GDTF DataVersion="1.1"><FixtureType Name="Quad" Manufacturer="Elsewhere">
<Wheels><Wheel Name="CW"><Slot Name="Open" Color="0.3127,0.3290,100"/>
<Slot Name="Red" Color="0.64,0.33,21.26"/></Wheel></Wheels>
<Geometries>
 <Axis Name="Cell" Position="{HEAD.format(z=0.5)}"><Beam Name="Lens" Position="{
    HEAD.format(z=-0.1)
}"/></Axis>
 <Geometry Name="Body"><Axis Name="Yoke">
  <GeometryReference Name="L" Geometry="Cell"
    Position="{{1,0,0,-0.5}}{{0,1,0,0}}{{0,0,1,0}}{{0,0,0,1}}"><Break DMXOffset="4"/>
  </GeometryReference>
  <GeometryReference Name="R" Geometry="Cell"
    Position="{{1,0,0,0.5}}{{0,1,0,0}}{{0,0,1,0}}{{0,0,0,1}}"><Break DMXOffset="7"/>
  </GeometryReference></Axis></Geometry></Geometries>
<DMXModes><DMXMode Name="Std" Geometry="Body"><DMXChannels>
{channel("1,2", "Yoke", "Pan", function("Pan", "0/1", 270, -270), 'Default="32768/2"')}
{
    channel(
        "3",
        "Body",
        "Color1",
        function(
            "Color1",
            "0/1",
            0,
            1,
            '<ChannelSet Name="Open" DMXFrom="0/1" WheelSlotIndex="1"/>'
            '<ChannelSet Name="Red" DMXFrom="64/1" WheelSlotIndex="2"/>'
            '<ChannelSet Name="" DMXFrom="128/1" WheelSlotIndex="0"/>',
        ).replace("Attribute=", 'Wheel="CW" Attribute='),
    )
}
{channel("1", "Cell", "Dimmer", function("Dimmer", "0/1", 0, 1))}
{channel("2", "Cell", "Tilt", function("Tilt", "0/1", -110, 110))}
{
    channel(
        "3",
        "Cell",
        "Shutter1",
        function(
            "Shutter1",
            "0/1",
            0,
            1,
            '<ChannelSet Name="Closed" DMXFrom="0/1"/><ChannelSet Name="Open" DMXFrom="10/1"/>',
        )
        + function("Shutter1Strobe", "100/1", 1, 20)
        + function("Shutter1StrobeRandom", "200/1", 1, 9),
    )
}
{channel("", "Body", "Dimmer", function("Dimmer", "0/1", 0, 1))}
</DMXChannels></DMXMode></DMXModes></FixtureType></GDTF>"""


def test_a_file_of_somebody_else_is_understood() -> None:
    found = read_gdtf(gdtf(FOREIGN))
    assert (found.name, found.maker) == ("Quad", "Elsewhere")
    assert (found.pan_degrees, found.tilt_degrees) == (540.0, 220.0)
    (mode,) = found.modes
    assert " ".join(map(word, mode.slots)) == (
        "pan pan+ colour_wheel dimmer.0 tilt.0 shutter.0 dimmer.1 tilt.1 shutter.1"
    )
    assert mode.heads == ((-0.5, 0.0, -0.1), (0.5, 0.0, -0.1))
    assert [s.default for s in mode.slots[:2]] == [128, 0]
    assert [(p.first, p.last) for p in mode.slots[0].ranges] == [(1.0, 0.0)]
    assert [(p.start, p.stop, p.means, p.colour) for p in mode.slots[2].ranges] == [
        (0, 64, "open", ""), (64, 128, "colour", "ff0000"),
    ]  # fmt: skip
    assert [(p.start, p.stop, p.means) for p in mode.slots[5].ranges] == [
        (0, 10, "closed"), (10, 100, "open"), (100, 200, "strobe"),
    ]  # fmt: skip


MOVER = f"""<GDTF><FixtureType Name="M"><Geometries><Geometry Name="B"><Axis Name="Y">
<Axis Name="H"><Beam Name="L"/></Axis></Axis></Geometry></Geometries><DMXModes>
<DMXMode Name="m" Geometry="B"><DMXChannels>
{channel("1,2", "Y", "Pan", function("Pan", "0/1", -270, 270))}
{channel("3,4", "H", "Tilt", function("Tilt", "0/1", -125, 125))}
</DMXChannels></DMXMode></DMXModes></FixtureType></GDTF>"""


@given(st.floats(-math.pi, math.pi), st.floats(0.02, 2.0))
def test_beams_point_where_the_format_says_that_they_do(bearing: float, lean: float) -> None:
    """Tilt about x, then pan about z, by the right hand, of a beam that looks down at rest."""
    profile = read_gdtf(gdtf(MOVER))
    lamp = Fixture(FixtureId("a"), "a", "k", "m")
    room = Venue(VenueId("v"), "v", (lamp,))
    encoder = DmxEncoder(compile_patch(room, Definitions({"k": profile})))
    aim = (
        math.sin(lean) * math.cos(bearing),
        math.sin(lean) * math.sin(bearing),
        -math.cos(lean),
    )
    levels = dark(1)
    levels[:, AIM] = aim
    data = encoder.encode(levels)[1]
    pan = math.radians((data[0] * 256 + data[1]) / 65535 * 540 - 270)
    tilt = math.radians((data[2] * 256 + data[3]) / 65535 * 250 - 125)
    tilted = 0.0, math.sin(tilt), -math.cos(tilt)
    turned = (
        math.cos(pan) * tilted[0] - math.sin(pan) * tilted[1],
        math.sin(pan) * tilted[0] + math.cos(pan) * tilted[1],
        tilted[2],
    )
    assert turned == pytest.approx(aim, abs=1e-3)


def test_numbers_and_colours_are_those_of_the_format() -> None:
    assert level_of("255/1", 0) == 255
    assert level_of("32768/2", 0) == 128
    assert level_of("128/1", 0, 2) == 0x8080
    assert level_of("128/1s", 0, 2) == 0x8000
    assert level_of("300/1", 7) == 7
    assert level_of("many", 7) == 7
    # the corners of sRGB, as its standard has them
    assert code_of("0.64,0.33,21.26") == "ff0000"
    assert code_of("0.30,0.60,71.52") == "00ff00"
    assert code_of("0.15,0.06,7.22") == "0000ff"
    assert code_of("0.3127,0.3290,100") == "ffffff"
    assert code_of("nonsense") == ""


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_of_a_screen_comes_back(colour: int) -> None:
    code = f"{colour:06x}"
    back = code_of(xyy_of(code))
    parts = [abs(int(code[i : i + 2], 16) - int(back[i : i + 2], 16)) for i in (0, 2, 4)]
    assert max(parts) <= 1


BOMB = '<!DOCTYPE a [<!ENTITY b "{}">]><a>&b;</a>'.format("x" * 100)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a whole archive"),
        (b"PK\x03\x04 and then nothing", "not a whole archive"),
        (gdtf("<GDTF/>", "other.xml"), "holds no description.xml"),
        (gdtf("<GDTF/>"), "describes no fixture"),
        (gdtf(BOMB), "a trap"),
        (gdtf("<GDTF>"), "not whole XML"),
        (gdtf("<GDTF/>", "../../evil.xml"), "leads out of it"),
        (gdtf("<GDTF/>", "/etc/passwd"), "leads out of it"),
        (gdtf("<GDTF/>", "a\\..\\..\\b"), "leads out of it"),
        (write_gdtf(SPOT)[:-40], "not a whole archive"),
    ],
)
def test_traps_and_wrecks_are_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(BadDocument, match=says):
        read_gdtf(data)


def test_a_member_that_unpacks_without_end_is_refused() -> None:
    data = archived({"description.xml": bytes((64 << 20) + 1)})
    assert len(data) < 1 << 20
    with pytest.raises(BadDocument, match="larger than any honest one"):
        read_gdtf(data)
    lie = bytearray(data)
    for at in (i for i in range(len(lie) - 4) if lie[i : i + 4] == b"\x01\x00\x00\x04"):
        lie[at : at + 4] = b"\x10\x00\x00\x00"
    with pytest.raises(BadDocument):
        read_gdtf(bytes(lie))


def test_a_locked_archive_and_one_of_too_many_files_are_refused() -> None:
    locked = bytearray(gdtf("<GDTF/>"))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadDocument, match="password"):
        read_gdtf(bytes(locked))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(4097):
            archive.writestr(f"{number}", b"")
    with pytest.raises(BadDocument, match="4097 files"):
        read_gdtf(out.getvalue())


GOOD = write_gdtf(SPOT)


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.integers(0, 400))
def test_a_damaged_file_gives_a_sound_profile_or_a_sentence(
    at: int, byte: int, cut: int
) -> None:
    data = bytearray(GOOD)
    data[at] = byte
    try:
        found = read_gdtf(bytes(data[: len(data) - cut]))
    except LumaError:
        return
    assert list(faults(found)) == []


PIECES = st.sampled_from(
    [
        '<Geometries><Geometry Name="A">', "</Geometry></Geometries>", '<Beam Name="B"/>',
        '<GeometryReference Geometry="A"><Break DMXOffset="-9"/></GeometryReference>',
        '<Beam Position="{nan,0,0,1}{1}"/>', '<Beam Position="{1e9,0,0,1}{0,1,0,1e8}"/>',
        '<DMXModes><DMXMode Name="m" Geometry="A"><DMXChannels>',
        "</DMXChannels></DMXMode></DMXModes>",
        channel("1,2,3,4", "A", "Pan", function("Pan", "0/1", 9e9, -9e9)),
        channel("511,512", "B", "Dimmer", function("Dimmer", "999/1", 1, 0)),
        channel("0", "B", "Zoom", function("Zoom", "x", -5, 500)),
        channel("3", "A", "Shutter1", function("Shutter1Strobe", "0/1", -1, 900)),
        channel("3", "A", "Gobo1", function("Gobo1", "9/1", 0, 1, "<ChannelSet/>")),
        channel("900", "Z", "ColorAdd_R", ""), channel("5,5", "A", "ColorAdd_G", ""),
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12))
def test_odd_descriptions_give_a_sound_profile_or_a_sentence(pieces: list[str]) -> None:
    text = f"<GDTF><FixtureType>{''.join(pieces)}</FixtureType></GDTF>"
    try:
        found = read_gdtf(gdtf(text))
    except LumaError:
        return
    assert [fault for fault in faults(found) if "no mode" not in fault] == []


RING = "".join(
    f'<Geometry Name="G{n}">'
    + f'<GeometryReference Geometry="G{(n + 1) % 9}"/>' * 40
    + "<Beam/></Geometry>"
    for n in range(9)
)
MODES = "".join(
    f'<DMXMode Name="m{n}" Geometry="G0"><DMXChannels>{channel("1", "G0", "Dimmer", "")}'
    "</DMXChannels></DMXMode>"
    for n in range(200)
)


def test_geometries_that_refer_to_each_other_without_end_are_refused() -> None:
    text = (
        f"<GDTF><FixtureType><Geometries>{RING}</Geometries>"
        f"<DMXModes>{MODES}</DMXModes></FixtureType></GDTF>"
    )
    with pytest.raises(BadDocument, match="more work than any honest one"):
        read_gdtf(gdtf(text))


def test_a_repeated_zoom_keeps_its_own_degrees() -> None:
    slot = Slot("zoom", ranges=(Range(0, 256, "level", 45.0, 7.0),))
    back = read_gdtf(write_gdtf(SPOT)).modes[0].slots[9]
    assert [(p.first, p.last) for p in back.ranges] == [(45.0, 7.0)]
    assert back.does == slot.does
