"""Kinds of lamps are found by the beginnings of their words."""

from luma.app.kinds import find_kinds, kinds_of
from tests.light.rig import definitions


def test_every_word_narrows_what_is_found() -> None:
    kinds = kinds_of(definitions().profiles)
    assert {kind.key for kind in find_kinds(kinds, "rgb")} >= {"generic/rgb_par"}
    assert [kind.key for kind in find_kinds(kinds, "MOV hea")] == ["generic/moving_head"]
    assert find_kinds(kinds, "moving never") == ()
    assert find_kinds(kinds, "") == kinds


def test_a_kind_knows_its_modes() -> None:
    bar = next(k for k in kinds_of(definitions().profiles) if k.key == "generic/rgb_bar")
    assert bar.maker == "Generic"
    mode = next(mode for mode in bar.modes if mode.name == "12 channels")
    assert (mode.channels, mode.heads) == (12, 4)
