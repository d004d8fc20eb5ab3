"""Profiles to test formats with, and the bytes that they make of light."""

import numpy as np

from luma.domain.ids import FixtureId, VenueId
from luma.domain.light import AIM, ATTRIBUTES, FOCUS, GOBO, STROBE, ZOOM
from luma.domain.profile import Mode, Profile, Range, Slot
from luma.domain.venue import Fixture, Venue
from luma.light.dmx import DmxEncoder
from luma.light.fixtures import Definitions
from luma.light.frames import plain
from luma.light.patch import compile_patch

SPOT = Profile(
    "Spot 7 <&>",
    (
        Mode(
            "All",
            (
                Slot("pan", default=128),
                Slot("tilt", default=127),
                Slot("pan", fine=True, default=3),
                Slot("tilt", fine=True),
                Slot("dimmer", ranges=(
                    Range(0, 8, "closed"), Range(8, 200, "level"),
                    Range(200, 256, "strobe", 2.0, 12.0),
                )),
                Slot("shutter", default=40, ranges=(
                    Range(0, 20, "closed"), Range(20, 50, "open"),
                    Range(60, 100, "strobe", 20.0, 0.5), Range(100, 101, "open"),
                )),
                Slot("colour_wheel", ranges=(
                    Range(0, 10, "open"), Range(10, 20, "colour", colour="ff0000", name="Red"),
                    Range(25, 30, "colour", colour="0030c0", name="Congo"),
                )),
                Slot("gobo", ranges=(
                    Range(0, 10, "open"), Range(10, 20, "gobo", number=1, name="Dots"),
                    Range(20, 30, "gobo", number=2),
                )),
                Slot("prism", ranges=(Range(0, 128, "open"), Range(128, 256, "prism"))),
                Slot("zoom", ranges=(Range(0, 256, "level", 45.0, 7.0),)),
                Slot("focus", default=90),
                Slot("fixed", default=7, name="Speed"),
                Slot("fixed", lamp_on=130, name="Lamp"),
            ),
        ),
        Mode("CMY", (Slot("cyan"), Slot("magenta"), Slot("yellow"), Slot("dimmer"))),
    ),
    pan_degrees=630.0,
    tilt_degrees=265.0,
    zoom_degrees=(7.0, 45.0),
    maker="Ácme",
)  # fmt: skip


def levels(profile: Profile, mode: str, seed: int = 1, frames: int = 6) -> list[bytes]:
    """The bytes that a lamp is told for a run of frames of all sorts."""
    lamp = Fixture(FixtureId("a"), "a", "k", mode)
    patch = compile_patch(Venue(VenueId("v"), "v", (lamp,)), Definitions({"k": profile}))
    encoder, rng = DmxEncoder(patch), np.random.default_rng(seed)
    heads, sent = len(patch.heads), []
    for _ in range(frames):
        values = rng.random((heads, len(ATTRIBUTES)), np.float32)
        values[:, AIM] = rng.normal(size=(heads, 3))
        values[:, STROBE] = rng.choice([0.0, 5.0, 30.0])
        values[:, ZOOM], values[:, GOBO] = rng.random() * 60, rng.integers(0, 5)
        values[:, FOCUS] = rng.random()
        mask = np.full(heads, rng.integers(0, 1 << 14), np.uint16)
        aims = np.tile(np.array([0.0, 0.0, -1.0], np.float32), (heads, 1))
        sent.append(encoder.encode(plain(values, mask, aims))[1])
    return sent
