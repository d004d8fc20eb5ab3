"""No two presets look alike."""

from collections.abc import Mapping
from itertools import combinations

import pytest

from luma.audio.demosong import demo_song
from luma.domain.ids import PatternId
from luma.domain.light import LightBuffer
from tests.app.presets.demosketch import bars, demo_heads, features
from tests.app.presets.playing import (
    ALL,
    FIRST,
    STOP,
    apart,
    look,
    movement,
    played,
    shown,
)

LEAST = 0.1


def assert_apart(lights: Mapping[PatternId, LightBuffer]) -> None:
    looks = {name: look(light)[:, ::2] for name, light in lights.items()}
    near = sorted(
        (found, one, other)
        for one, other in combinations(looks, 2)
        if (found := apart(looks[one], looks[other])) <= LEAST
    )
    told = [f"{found:.3f} {one} and {other}" for found, one, other in near]
    assert not near, "too near to each other:\n" + "\n".join(told)


def test_presets_are_far_apart() -> None:
    assert_apart({preset.id: shown(preset.id) for preset in ALL})


@pytest.mark.soak
def test_on_the_song_itself_presets_are_far_apart_and_move() -> None:
    song = demo_song()
    heard = features(song.truth, song.sound.samples)
    at = bars(heard.beats, FIRST, STOP)
    lights = {p.id: played(p, heard, demo_heads(), at).light for p in ALL}
    assert_apart(lights)
    assert {name: m for name, light in lights.items() if (m := movement(light)) < 0.05} == {}
