"""QLC+ fixtures: small ones written here, and all of an installed QLC+ where there is one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import BadDocument, LumaError
from luma.domain.ids import FixtureId, VenueId
from luma.domain.light import INTENSITY
from luma.domain.profile import Profile, Range, Slot
from luma.domain.profilefaults import faults
from luma.domain.venue import Fixture, Venue
from luma.light.dmx import DmxEncoder
from luma.light.fixtures import Definitions
from luma.light.formats.qxf import read_qxf
from luma.light.frames import dark
from luma.light.patch import Patch, compile_patch
from luma.light.wiring import SOURCES
from tests.light.formats.qxf_table import TABLE, Expected

INSTALLED = Path("/usr/share/qlcplus/fixtures")
needs_qlc = pytest.mark.skipif(
    not INSTALLED.is_dir(), reason="QLC+ is not installed: apt install qlcplus-data"
)


def qxf(channels: str, mode: str, physical: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE FixtureDefinition>'
        '<FixtureDefinition xmlns="http://www.qlcplus.org/FixtureDefinition">'
        "<Manufacturer>Acme</Manufacturer><Model>Lamp</Model><Type>Other</Type>"
        f'{channels}<Mode Name="M">{mode}</Mode>{physical}</FixtureDefinition>'
    ).encode()


def listed(*names: str) -> str:
    rows = (f'<Channel Number="{n}">{name}</Channel>' for n, name in enumerate(names))
    return "".join(rows)


def preset(name: str, of: str) -> str:
    return f'<Channel Name="{name}" Preset="{of}"/>'


def channel(name: str, group: str, *capabilities: tuple[int, int, str, str]) -> str:
    rows = "".join(
        f'<Capability Min="{low}" Max="{high}"{" " + more if more else ""}>{words}</Capability>'
        for low, high, more, words in capabilities
    )
    return f'<Channel Name="{name}"><Group Byte="0">{group}</Group>{rows}</Channel>'


def word(slot: Slot) -> str:
    if slot.does == "fixed":
        return "-"
    head = "" if slot.head is None else f".{slot.head}"
    return f"{slot.does}{head}{'+' if slot.fine else ''}"


def of_range(part: Range) -> tuple[int, int, str, object]:
    more: dict[str, object] = {
        "level": (part.first, part.last),
        "strobe": (part.first, part.last),
        "colour": part.colour,
        "gobo": part.number,
    }
    return part.start, part.stop, part.means, more.get(part.means)


def test_a_small_fixture_becomes_a_profile() -> None:
    channels = (
        preset("R", "IntensityRed") + preset("G", "IntensityGreen")
        + preset("B", "IntensityBlue") + preset("P", "PositionPan")
        + preset("P-", "PositionPanFine") + preset("T", "PositionTilt")
        + channel("Lamp", "Maintenance", (0, 9, "", "idle"), (100, 120, 'Preset="LampOn"', ""))
        + channel("Dim", "Intensity", (0, 7, "", "Closed"), (8, 199, "", "Dimmer 0-100%"),
                  (200, 255, 'Preset="StrobeFreqRange" Res1="2" Res2="12"', "Strobe"))
    )  # fmt: skip
    body = (
        '<Physical><Focus Type="Head" PanMax="630" TiltMax="265"/>'
        '<Lens DegreesMin="5" DegreesMax="50"/></Physical>'
    )
    names = ("P", "P-", "T", "Dim", "R", "G", "B", "Lamp")
    found = read_qxf(qxf(channels, listed(*names), body))
    assert (found.name, found.maker) == ("Lamp", "Acme")
    assert (found.pan_degrees, found.tilt_degrees) == (630.0, 265.0)
    assert found.zoom_degrees == (5.0, 50.0)
    (mode,) = found.modes
    assert " ".join(map(word, mode.slots)) == "pan pan+ tilt dimmer red green blue -"
    assert [of_range(part) for part in mode.slots[3].ranges] == [
        (0, 8, "closed", None), (8, 200, "level", (0.0, 1.0)),
        (200, 256, "strobe", (2.0, 12.0)),
    ]  # fmt: skip
    assert mode.slots[7].lamp_on == 100
    assert not list(faults(found))


def test_heads_are_named_or_counted() -> None:
    colours = "".join(
        preset(f"{c}{n}", f"Intensity{c}") for n in (1, 2) for c in ("Red", "Green", "Blue")
    )
    names = [f"{c}{n}" for n in (1, 2) for c in ("Red", "Green", "Blue")]
    counted = read_qxf(qxf(colours + preset("D", "IntensityDimmer"), listed("D", *names)))
    head = "<Head><Channel>1</Channel><Channel>2</Channel><Channel>3</Channel></Head>"
    other = "<Head><Channel>4</Channel><Channel>5</Channel><Channel>6</Channel></Head>"
    named = read_qxf(
        qxf(colours + preset("D", "IntensityDimmer"), listed("D", *names) + head + other)
    )
    for found in (counted, named):
        slots = found.modes[0].slots
        assert " ".join(map(word, slots)) == "dimmer red.0 green.0 blue.0 red.1 green.1 blue.1"
        left, right = found.modes[0].heads
        assert left[0] < 0 < right[0]


def test_smoke_machines_do_not_smoke_to_the_light() -> None:
    channels = (
        preset("Output", "IntensityDimmer") + preset("Fog", "IntensityDimmer")
        + preset("R", "IntensityRed") + preset("G", "IntensityGreen")
        + preset("B", "IntensityBlue") + preset("LED dimmer", "IntensityDimmer")
    )  # fmt: skip

    def read(*names: str, kind: str = "Smoke") -> list[str]:
        text = qxf(channels, listed(*names)).replace(b">Other<", f">{kind}<".encode())
        return [word(slot) for slot in read_qxf(text).modes[0].slots]

    assert read("Output") == ["-"]
    assert read("Output", "R", "G", "B", "LED dimmer") == [
        "-",
        "red",
        "green",
        "blue",
        "dimmer",
    ]
    assert read("Output", kind="Hazer") == ["-"]
    assert read("Output", kind="Dimmer") == ["dimmer"]
    assert read("Fog", "R", "G", "B", kind="Effect") == ["-", "red", "green", "blue"]


@needs_qlc
def test_no_smoke_machine_of_qlc_hears_of_intensity_without_lamps() -> None:
    for file in INSTALLED.rglob("*.qxf"):
        data = file.read_bytes()
        if b"<Type>Smoke<" not in data and b"<Type>Hazer<" not in data:
            continue
        for mode in read_qxf(data).modes:
            lamps = [s for s in mode.slots if s.does in {"red", "white", "uv", "colour_wheel"}]
            dims = [s.name for s in mode.slots if s.does == "dimmer"]
            assert not dims or lamps, (file, dims)
            assert not [name for name in dims if "fog" in name.casefold()]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not whole XML"),
        (b"<FixtureDefinition>", "not whole XML"),
        (b"<Other/>", "describes something else"),
        (b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "a trap"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "a trap"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "a trap"),
        (b"<a>" * 100 + b"</a>" * 100, "too deep"),
        (b'<?xml version="1.0" encoding="nonsense"?><x/>', "letters"),
        (b"\xff\xfe\x00\x00", "XML"),
    ],
)
def test_what_is_no_fixture_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(BadDocument, match=says):
        read_qxf(data)


def test_modes_without_end_are_refused() -> None:
    long = "".join(f'<Channel Number="{n}">A</Channel>' for n in range(513))
    with pytest.raises(BadDocument, match="larger than a universe"):
        read_qxf(qxf(preset("A", "IntensityRed"), long))
    many = tuple((0, 9, "", "Open") for _ in range(9000))
    modes = "".join(
        f'<Mode Name="{n}">{listed("A")}<Physical><Lens DegreesMin="1" DegreesMax="{n + 9}"/>'
        "</Physical></Mode>"
        for n in range(60)
    )
    with pytest.raises(BadDocument, match="more work"):
        read_qxf(qxf(channel("A", "Gobo", *many), "", modes))


PIECES = st.sampled_from(
    [
        "<Mode Name='a'>", "</Mode>", "<Channel Number='0'>A</Channel>", "<Channel Name='A'>",
        "</Channel>", "<Group Byte='1'>Gobo</Group>", "<Group Byte='x'>Shutter</Group>",
        "<Capability Min='9' Max='3'>Gobo 1</Capability>", "<Head><Channel>-3</Channel></Head>",
        "<Capability Min='-5' Max='1e99' Preset='StrobeFreqRange' Res1='nan' Res2='-1'/>",
        "<Channel Name='A' Preset='IntensityRed' Default='900'/>",
        "<Channel Name='A' Preset='PositionPanFine'/>", "<Physical><Focus PanMax='1e300'/>",
        "<Lens DegreesMin='inf' DegreesMax='2'/></Physical>",
        "<Head><Channel>0</Channel></Head>",
        "<Capability Min='0' Max='255' Preset='ColorMacro' Res1='#zzz'>Red</Capability>",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12))
def test_odd_files_give_a_sound_profile_or_a_sentence(pieces: list[str]) -> None:
    text = f"<FixtureDefinition>{''.join(pieces)}</FixtureDefinition>"
    try:
        found = read_qxf(text.encode())
    except LumaError:
        return
    assert [fault for fault in faults(found) if "no mode" not in fault] == []


@given(st.binary(max_size=200))
def test_noise_is_refused_in_a_sentence(noise: bytes) -> None:
    with pytest.raises(BadDocument):
        read_qxf(noise)


@needs_qlc
@pytest.mark.parametrize("expected", TABLE, ids=lambda e: Path(e.file).stem)
def test_fixtures_of_qlc_are_what_a_person_reads_in_them(expected: Expected) -> None:
    found = read_qxf((INSTALLED / expected.file).read_bytes())
    mode = found.find_mode(expected.mode)
    assert mode is not None
    assert " ".join(map(word, mode.slots)) == expected.channels
    assert len(mode.heads) == expected.heads
    for at, wanted in expected.ranges.items():
        there = [of_range(part) for part in mode.slots[at].ranges]
        for part in wanted:
            assert part in there


def told(profile: Profile, mode: str) -> tuple[Patch, bytes, bytes]:
    """The patch of a lamp, and its levels in the dark and at its brightest."""
    lamp = Fixture(FixtureId("a"), "a", "k", mode)
    room = Venue(VenueId("v"), "v", (lamp,))
    encoder = DmxEncoder(compile_patch(room, Definitions({"k": profile})))
    levels = dark(len(encoder.patch.heads))
    without = encoder.encode(levels)[1]
    levels[:, INTENSITY] = 1.0
    return encoder.patch, without, encoder.encode(levels)[1]


@needs_qlc
@pytest.mark.slow
def test_every_fixture_of_qlc_loads_is_sound_and_goes_bright_and_dark() -> None:
    files = sorted(INSTALLED.rglob("*.qxf"))
    assert len(files) > 1000
    for file in files:
        profile = read_qxf(file.read_bytes())
        assert list(faults(profile)) == [], file
        for mode in profile.modes[:3]:
            patch, without, full = told(profile, mode.name)
            for wire in patch.wires:
                if SOURCES[wire.source] in {"dimmer", "shared_dimmer"}:
                    assert full[wire.level] != without[wire.level], (file, mode.name)
                    low = wire.none >> (8 if wire.fine >= 0 else 0)
                    assert without[wire.level] == low, (file, mode.name)
