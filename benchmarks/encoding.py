"""How long a light frame takes to become levels, for 256 lamps of each kind.

`python -m benchmarks.encoding` turns frames in which everything changes into the levels of all
universes. A packet's time is 22.7 ms.
"""

import time

import numpy as np

from luma.app.bundled import bundled
from luma.domain.ids import FixtureId, VenueId
from luma.domain.light import AIM, GOBO, STROBE, ZOOM, Floats
from luma.domain.profile import UNIVERSE_SIZE, Profile
from luma.domain.venue import Fixture, Venue
from luma.light.dmx import DmxEncoder
from luma.light.fixtures import read_definitions
from luma.light.frames import dark
from luma.light.patch import Patch, compile_patch

LAMPS, FRAMES, ROUNDS = 256, 120, 5


def patched(key: str, profile: Profile) -> Patch:
    """A room of one kind of lamp, in its longest mode."""
    mode = max(profile.modes, key=lambda mode: len(mode.slots))
    each = UNIVERSE_SIZE // len(mode.slots)
    fixtures = tuple(
        Fixture(
            FixtureId(f"{n}"), f"{n}", key, mode.name, 1 + n // each,
            1 + n % each * len(mode.slots),
        )
        for n in range(LAMPS)
    )  # fmt: skip
    definitions = read_definitions(bundled("assets") / "fixtures")
    return compile_patch(Venue(VenueId("v"), "v", fixtures), definitions)


def frames(heads: int) -> list[Floats]:
    """Frames in which colours jump and beams go round."""
    rng = np.random.default_rng(1)
    made = []
    for number in range(FRAMES):
        levels = dark(heads)
        levels[:, :4] = rng.random((heads, 4))
        round_it = number / 60 + np.arange(heads)
        aims = np.stack([np.sin(round_it), np.cos(round_it), -np.ones(heads)], axis=1)
        levels[:, AIM] = aims / np.linalg.norm(aims, axis=1, keepdims=True)
        levels[:, STROBE], levels[:, ZOOM] = rng.random(heads) * 20.0, rng.random(heads) * 60.0
        levels[:, GOBO] = rng.integers(0, 6, heads)
        made.append(levels)
    return made


def measure(patch: Patch) -> list[float]:
    """The microseconds of every frame."""
    encoder, took = DmxEncoder(patch), []
    shown = frames(len(patch.heads))
    for _ in range(ROUNDS):
        for levels in shown:
            begun = time.perf_counter()
            encoder.encode(levels)
            took.append((time.perf_counter() - begun) * 1e6)
    return took


def main() -> None:
    """Print a row for each kind of lamp that comes with Luma."""
    print(f"{LAMPS} lamps of a kind, microseconds a frame")
    print("| lamp | heads | p50 µs | p99 µs |")
    print("|---|--:|--:|--:|")
    for key, profile in read_definitions(bundled("assets") / "fixtures").profiles.items():
        patch = patched(key, profile)
        took = measure(patch)
        p50, p99 = np.percentile(took, (50, 99))
        print(f"| {profile.name} | {len(patch.heads)} | {p50:.0f} | {p99:.0f} |")


if __name__ == "__main__":
    main()
