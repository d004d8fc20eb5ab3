"""A venue becomes addresses; what does not fit is told in words."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from luma.domain.errors import ArtifactError
from luma.domain.venue import Group
from luma.light.addresses import free_address
from luma.light.patch import (
    SOURCE,
    compile_patch,
    heads_of,
    load_patch,
    rotation_matrix,
    save_patch,
)
from tests.light.rig import definitions, fixture, venue


def test_heads_come_fixture_by_fixture_with_places_groups_and_abilities() -> None:
    bar = fixture("bar", "rgb_bar", "12 channels", 1)
    bar = replace(bar, position=(1.0, 2.0, 3.0), rotation=(0.0, 0.0, 90.0))
    mover = fixture("mover", "moving_head", "11 channels", 20)
    groups = (Group("all of it", (bar.id, mover.id)), Group("top", (mover.id,)))
    heads = heads_of(venue(bar, mover, groups=groups), definitions())
    assert [(h.fixture, h.index) for h in heads] == [("bar", i) for i in range(4)] + [
        ("mover", 0)
    ]
    assert np.allclose(
        [h.position for h in heads[:4]], [(1, 2 + y, 3) for y in (-0.375, -0.125, 0.125, 0.375)]
    )
    assert heads[0].groups == ("all of it",)
    assert heads[4].groups == ("all of it", "top")
    assert heads[4].ranks == (1, 0)
    assert heads[0].abilities == ("colour",)
    assert heads[4].abilities == ("movers", "colour", "strobes")


def test_wires_lead_from_heads_to_their_addresses() -> None:
    room = venue(
        fixture("mover", "moving_head", "11 channels", 101, universe=3),
        fixture("bar", "rgb_bar", "26 channels", 1, universe=2),
    )
    patch = compile_patch(room, definitions())
    assert patch.problems == ()
    assert patch.universes == (2, 3)
    wires = {(w.head, w.source): (w.level, w.fine) for w in patch.wires}
    assert wires[0, SOURCE["pan"]] == (612, 613)
    assert wires[0, SOURCE["dimmer"]] == (617, -1)
    assert patch.resting[612:619] == (128, 0, 128, 0, 0, 0, 255)
    assert wires[1, SOURCE["shared_dimmer"]] == (0, -1)
    assert wires[8, SOURCE["blue"]] == (25, -1)
    assert patch.heads[3].shared_dimmer
    assert not patch.heads[3].dimmer


def test_overlaps_are_told_once_for_each_pair() -> None:
    room = venue(
        fixture("A", "rgb_par", "3 channels", 1),
        fixture("B", "rgb_par", "3 channels", 3),
        fixture("C", "rgb_par", "3 channels", 6),
        fixture("D", "rgb_par", "3 channels", 3, universe=2),
    )
    problems = compile_patch(room, definitions()).problems
    assert problems == (
        "B overlaps A at 3. Both would answer to the same channels of Art-Net 0 · sACN 1. "
        "Move one of them; 1.9 is free.",
    )


def test_all_that_collides_is_told_with_both_names_and_a_way_out() -> None:
    room = venue(
        fixture("A", "rgb_par", "5 channels", 1),
        fixture("B", "rgb_par", "5 channels", 1),
        fixture("C", "rgb_par", "5 channels", 4),
        fixture("D", "moving_head", "11 channels", 505),
        fixture("E", "dimmer", "8 bit", 512),
    )
    problems = compile_patch(room, definitions()).problems
    both = "Both would answer to the same channels of Art-Net 0 · sACN 1."
    assert problems == (
        "D reaches to 515. A universe ends at 512; what lies beyond is not sent. "
        "Give it 502 or less; 1.9 is free.",
        f"B overlaps A at 1–5. {both} Move one of them; 1.9 is free.",
        f"C overlaps A at 4–5. {both} Move one of them; 1.9 is free.",
        f"C overlaps B at 4–5. {both} Move one of them; 1.9 is free.",
        f"E overlaps D at 512. {both} Move one of them; 1.9 is free.",
    )


def test_free_addresses_are_told_in_the_universe_asked_for_or_the_next() -> None:
    full = [fixture(f"d{n}", "rgb_bar", "26 channels", 1 + 26 * n) for n in range(19)]
    room = venue(*full, fixture("x", "rgb_par", "3 channels", 1, universe=2))
    assert free_address(room, definitions(), 18) == (1, 495)
    assert free_address(room, definitions(), 19) == (2, 4)
    assert free_address(room, definitions(), 19, universe=3) == (3, 1)
    assert free_address(room, definitions(), 513) is None


def test_what_runs_past_the_end_is_told_and_cut() -> None:
    room = venue(
        fixture("last", "rgb_par", "3 channels", 511),
        fixture("next", "dimmer", "8 bit", 1, universe=2),
    )
    patch = compile_patch(room, definitions())
    assert len(patch.problems) == 1
    assert patch.problems[0].startswith("last reaches to 513.")
    assert "510 or less" in patch.problems[0]
    assert [w.level for w in patch.wires] == [510, 511, 512]
    assert [w.head for w in patch.wires] == [0, 0, 1]


def test_unknown_lamps_are_told_and_keep_their_place() -> None:
    room = venue(
        fixture("odd", "laser", "m", 1),
        fixture("mode", "dimmer", "32 bit", 1),
        fixture("good", "dimmer", "8 bit", 9),
    )
    patch = compile_patch(room, definitions())
    said = " ".join(patch.problems)
    assert len(patch.problems) == 2
    for words in ("generic/laser", "8 bit, 16 bit"):
        assert words in said
    assert len(patch.heads) == len(heads_of(room, definitions())) == 3
    assert [(w.head, w.level) for w in patch.wires] == [(2, 8)]


def test_a_patch_survives_its_file(tmp_path: Path) -> None:
    room = venue(
        fixture("m", "moving_head", "11 channels"), fixture("b", "rgb_bar", "12 channels", 40)
    )
    patch = compile_patch(room, definitions())
    path = tmp_path / "show.patch"
    save_patch(patch, path)
    assert load_patch(path) == patch
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(ArtifactError, match="cannot be read"):
        load_patch(tmp_path / "none")
    with pytest.raises(ArtifactError, match="cannot be written"):
        save_patch(patch, tmp_path / "none" / "show.patch")


def test_turns_are_about_x_then_y_then_z() -> None:
    assert np.allclose(rotation_matrix((0, 0, 90)) @ (1, 0, 0), (0, 1, 0))
    assert np.allclose(rotation_matrix((90, 0, 0)) @ (0, 1, 0), (0, 0, 1))
    assert np.allclose(rotation_matrix((90, 0, 90)) @ (0, 0, 1), (1, 0, 0))
