"""Which wires are allowed, and in which words the others are refused."""

import numpy as np
import pytest

from luma.domain.curve import Colour, Number
from luma.domain.nodetype import PortKind
from luma.graph.ports import converted, find_refusal, levels, may_connect, shades


@pytest.mark.parametrize("kind", ["Number", "Colour", "Beats", "Chords", "Aim"])
def test_a_kind_feeds_its_own_kind(kind: PortKind) -> None:
    assert may_connect(kind, kind)
    assert find_refusal(kind, kind) is None


def test_a_number_feeds_a_colour_as_grey_and_not_the_other_way() -> None:
    assert may_connect("Number", "Colour")
    grey = converted(Number(np.array([0.25], np.float32)), "Colour")
    assert isinstance(grey, Colour)
    assert grey.values.tolist() == [[[0.25, 0.25, 0.25, 1.0]]]
    assert find_refusal("Colour", "Number") == "it takes numbers, and is given colours"


def test_beats_feed_nothing_else() -> None:
    assert find_refusal("Beats", "Number") == "it takes numbers, and is given the beat grid"


def test_plain_values_broadcast_like_curves() -> None:
    assert levels(0.5).shape == (1, 1, 1)
    assert shades((0.1, 0.2, 0.3)).tolist() == [[pytest.approx([0.1, 0.2, 0.3, 1.0])]]
