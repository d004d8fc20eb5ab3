"""Colours for the parts of a track."""

import colorsys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from luma.score.colouring import hue_name, hue_of, nearest_palette, recoloured, schemes_of
from luma.score.roles import Part, Role
from tests.score.songs import Block, bars_of

shares = st.floats(0, 1)


@given(st.tuples(shares, shares, shares), st.floats(0, 0.999))
def test_a_colour_turns_to_a_hue_and_stays_as_strong_and_as_bright(
    colour: tuple[float, float, float], hue: float
) -> None:
    _, saturation, value = colorsys.rgb_to_hsv(*colour)
    turned = recoloured(colour, hue)
    if saturation < 0.349 or value < 0.019:
        assert turned == colour
    elif saturation > 0.351 and value > 0.021:
        np.testing.assert_allclose(
            turned, colorsys.hsv_to_rgb(hue, saturation, value), atol=2e-4
        )


def test_neighbours_in_the_circle_of_fifths_have_neighbouring_hues() -> None:
    circle = [0, 7, 2, 9, 4, 11, 6, 1, 8, 3, 10, 5]  # C G D A E B F# C# G# D# A# F
    assert [round(hue_of(tone) * 12) for tone in circle] == list(range(12))


def test_parts_have_the_colour_of_the_root_that_is_heard_most() -> None:
    blocks: list[Block] = [(8, 0.5, "A:min"), (2, 0.5, "E"), (8, 0.9, "F"), (8, 0.5, "A:min")]
    parts = [
        Part(0, 10, Role.VERSE, 0, 0.5),
        Part(10, 18, Role.DROP, 1, 0.9),
        Part(18, 26, Role.OUTRO, 2, 0.5),
    ]
    verse, drop, outro = schemes_of(parts, bars_of(blocks)).values()
    assert (verse.root, verse.main, verse.is_its_own) == ("A", hue_of(9), True)
    assert (drop.root, drop.main) == ("F", hue_of(5))
    assert outro.root == "A"
    assert not outro.is_its_own
    assert abs((outro.main - verse.main + 0.5) % 1.0 - 0.5) > 1 / 14


def test_without_chords_colours_are_unlike_all_the_same() -> None:
    parts = [Part(4 * n, 4 * n + 4, Role.VERSE, n, 0.5) for n in range(5)]
    schemes = schemes_of(parts, bars_of([(20, 0.5, "N")])).values()
    assert len({round(scheme.main, 3) for scheme in schemes}) == 5
    assert {scheme.root for scheme in schemes} == {""}


def test_the_nearest_palette_is_chosen_of_those_that_are_known() -> None:
    assert nearest_palette(["gold", "ocean", "unheard of"], 0.62) == "ocean"
    assert nearest_palette(["fire", "candy"], 0.99) == "fire"
    assert nearest_palette(["unheard of"], 0.5) is None


def test_hues_have_names() -> None:
    assert [hue_name(hue) for hue in (0.0, 1 / 3, 2 / 3, 0.999)] == [
        "red", "green", "blue", "red",
    ]  # fmt: skip
