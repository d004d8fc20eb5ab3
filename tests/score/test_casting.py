"""Whom a place in a look goes to, and what they are given."""

import pytest

from luma.domain.graphdoc import Argument
from luma.domain.ids import PatternId
from luma.score.casting import Call, Preset, arguments_for, candidates
from luma.score.colouring import Scheme

RED = Scheme(0.0, 1 / 3)


def preset(name: str, *tags: str, arguments: tuple[Argument, ...] = ()) -> Preset:
    return Preset(PatternId(name), name.capitalize(), frozenset(tags), arguments)


def test_a_call_is_answered_by_those_that_it_wants_and_never_by_others() -> None:
    band = [preset("a", "wash"), preset("b", "wash", "strobe"), preset("c", "chase")]
    found = candidates(band, Call(("wash",), ("strobe",)), "dice")
    assert [each.id for each in found] == ["a"]


def test_the_order_hangs_on_the_dice_alone() -> None:
    band = [preset(name, "wash") for name in "abcdefgh"]
    call = Call(("wash",))
    orders = {tuple(p.id for p in candidates(band, call, f"{seed}")) for seed in range(20)}
    assert len(orders) > 15
    assert candidates(band, call, "1") == candidates(reversed(band), call, "1")


def test_colours_take_the_two_hues_in_turn_and_whites_stay_white() -> None:
    colours = (
        Argument("colour", "colour", [0.0, 0.5, 1.0]),
        Argument("hot", "colour", [1.0, 0.95, 0.9]),
        Argument("rest", "colour", [0.0, 0.0, 0.2]),
    )
    given = arguments_for(preset("x", arguments=colours), RED, 0.5)
    assert given == {"colour": [1.0, 0.0, 0.0], "rest": [0.0, 0.2, 0.0]}


def test_palettes_go_by_hue() -> None:
    palette = Argument("palette", "choice", "ocean", choices=("ocean", "fire", "forest"))
    assert arguments_for(preset("x", arguments=(palette,)), RED, 0.5) == {"palette": "fire"}


@pytest.mark.parametrize(
    ("energy", "every", "length", "speed"),
    [(0.1, "4", 8.0, 0.5), (0.5, None, None, None), (0.9, "1", 2.0, 2.0)],
)
def test_strong_music_is_quick_and_calm_music_slow(
    energy: float, every: str | None, length: float | None, speed: float | None
) -> None:
    paces = (
        Argument("every", "choice", "2", choices=("1", "2", "4")),
        Argument("length", "number", 4.0, 1.0, 16.0),
        Argument("speed", "number", 1.0, 0.05, 2.0),
    )
    given = arguments_for(preset("x", arguments=paces), RED, energy)
    assert tuple(given.get(name) for name in ("every", "length", "speed")) == (
        every, length, speed,
    )  # fmt: skip


def test_paces_stay_within_what_a_pattern_takes() -> None:
    paces = (
        Argument("every", "choice", "1", choices=("1", "2")),
        Argument("length", "number", 4.0, 3.0, 6.0),
    )
    quick = arguments_for(preset("x", arguments=paces), RED, 1.0)
    slow = arguments_for(preset("x", arguments=paces), RED, 0.0)
    assert quick == {"length": 3.0}
    assert slow == {"every": "2", "length": 6.0}
