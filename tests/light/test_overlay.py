"""Blackout is dark in every lamp there is, and nothing else moves."""

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.ids import FixtureId
from luma.domain.light import AIM, ATTRIBUTES, FOCUS, INTENSITY
from luma.domain.venue import Fixture
from luma.light.dmx import DmxEncoder
from luma.light.frames import dark
from luma.light.overlay import LastHand, Overlay, OverlayBlock, runs_of
from luma.light.patch import compile_patch
from luma.light.wiring import EMITTERS
from tests.light.rig import definitions, venue

LAMPS = [
    (key, mode.name)
    for key, profile in sorted(definitions().profiles.items())
    for mode in profile.modes
]
GIVES_LIGHT = {"dimmer", *EMITTERS}


def encoder_of(key: str, mode: str) -> tuple[DmxEncoder, Any]:
    shelf = definitions()
    patch = compile_patch(venue(Fixture(FixtureId("f"), "f", key, mode, 1, 1)), shelf)
    found = shelf.profiles[key].find_mode(mode)
    assert found is not None
    return DmxEncoder(patch), found


def any_frame(heads: int, seed: int) -> np.ndarray:
    dice = np.random.default_rng(seed)
    frame = dark(heads)
    frame[:] = dice.random((heads, len(ATTRIBUTES)), np.float32)
    frame[:, INTENSITY] = dice.choice([0.0, 0.4, 1.0], heads)
    frame[:, FOCUS] = dice.random(heads)
    aims = dice.normal(size=(heads, 3))
    frame[:, AIM] = aims / np.linalg.norm(aims, axis=1, keepdims=True)
    return frame


@pytest.mark.parametrize(("key", "mode"), LAMPS)
@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_blackout_is_zero_where_light_comes_from_and_nothing_else_moves(
    key: str, mode: str, seed: int
) -> None:
    encoder, layout = encoder_of(key, mode)
    frame = any_frame(len(encoder.patch.heads), seed)
    hand = LastHand()
    lit = encoder.encode(hand.lay(frame, Overlay(), 0.0))[1]
    black = encoder.encode(hand.lay(frame, Overlay(blackout=True, shown=((0, 9),)), 0.1))[1]
    for at, slot in enumerate(layout.slots):
        if slot.does in GIVES_LIGHT:
            assert black[at] == 0, (at, slot.does)
        else:
            assert black[at] == lit[at], (at, slot.does)
    assert not any(black[len(layout.slots) :])


@given(st.floats(0.0, 1.0), st.integers(0, 1000))
def test_the_master_scales_every_intensity_and_nothing_else(master: float, seed: int) -> None:
    frame = any_frame(7, seed)
    shown = LastHand().lay(frame, Overlay(master), 0.0)
    assert shown[:, INTENSITY] == pytest.approx(frame[:, INTENSITY] * np.float32(master))
    others = [at for at in range(len(ATTRIBUTES)) if at != INTENSITY]
    assert np.array_equal(shown[:, others], frame[:, others])


def test_what_one_process_sets_the_other_reads(tmp_path: Any) -> None:
    writer = OverlayBlock(tmp_path / "o", create=True)
    reader = OverlayBlock(tmp_path / "o")
    assert reader.read() == Overlay()
    for overlay in (
        Overlay(0.25, True, ((3, 5), (9, 40), (32767, 32768)), True),
        replace(Overlay(), safe=True),
    ):
        writer.write(overlay)
        assert reader.read() == overlay
    writer.close()
    reader.close()


@given(st.sets(st.integers(-3, 40)))
def test_runs_hold_exactly_the_heads_that_they_are_made_of(heads: set[int]) -> None:
    runs = runs_of(heads)
    held = [head for first, stop in runs for head in range(first, stop)]
    assert held == sorted(head for head in heads if head >= 0)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(runs))


def test_scattered_heads_are_shown_and_those_between_are_not() -> None:
    shown = LastHand().lay(dark(6), Overlay(0.5, shown=((0, 1), (3, 5))), 0.0)
    assert shown[:, INTENSITY].tolist() == [1.0, 0.0, 0.0, 1.0, 1.0, 0.0]
