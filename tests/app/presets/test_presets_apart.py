"""No two presets look alike."""

from collections.abc import Callable
from itertools import combinations

import pytest

from luma.audio.demosong import demo_song
from luma.domain.light import LightBuffer
from luma.domain.patterndoc import PatternDoc
from tests.app.presets.demosketch import bars, demo_heads, features
from tests.app.presets.playing import (
    ALL,
    FIRST,
    STOP,
    distance,
    movement,
    played,
    shown,
)

LEAST = 0.1


def too_near(light_of: Callable[[PatternDoc], LightBuffer]) -> dict[str, float]:
    lights = {preset.id: light_of(preset) for preset in ALL}
    return {
        f"{one} and {other}": round(found, 3)
        for one, other in combinations(lights, 2)
        if (found := distance(lights[one], lights[other])) <= LEAST
    }


def test_presets_are_far_apart() -> None:
    assert too_near(lambda preset: shown(preset.id)) == {}


@pytest.mark.soak
def test_on_the_song_itself_presets_are_far_apart_and_move() -> None:
    song = demo_song()
    heard = features(song.truth, song.sound.samples)
    at = bars(heard.beats, FIRST, STOP)
    lights = {p.id: played(p, heard, demo_heads(), at).light for p in ALL}
    assert too_near(lambda preset: lights[preset.id]) == {}
    assert {name: m for name, light in lights.items() if (m := movement(light)) < 0.05} == {}
