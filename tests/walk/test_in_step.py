"""Flashes on a wire keep step with the clicks that are heard, in real processes."""

import shutil
from pathlib import Path

import pytest

from luma.light.messages import DMX_RATE
from tests.pipewire import PipeWire
from tests.walk.clicks import Beat, Flash, compare, measure

SECONDS = 600.0
BEAT_NS = 500_000_000
MS = 1_000_000


@pytest.mark.soak
@pytest.mark.timeout(1500)
def test_flashes_stay_within_one_dmx_frame_of_their_clicks_for_ten_minutes(
    pipewire: PipeWire, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if shutil.which("cc") is None:
        pytest.skip("there is no C compiler for the bare timer")
    found = measure(pipewire, tmp_path, SECONDS)
    with capsys.disabled():
        print(f"\n{found.words()}")  # noqa: T201  (a figure worth reading)
    assert found.clicks > 1.8 * SECONDS
    assert not found.dark
    assert not found.silent
    assert not found.short, "a flash in one packet alone"
    assert sum(found.clear) > 0.5 * found.clicks, "the sound broke off all the time"
    assert found.worst_clear <= 1000.0 / DMX_RATE
    assert abs(found.slope) < 1.0


def clicks() -> list[Beat]:
    """Twenty beats, the last ten of them late by a gap in the sound."""
    return [Beat(n, n * BEAT_NS + (n >= 10) * 11 * MS) for n in range(20)]


def flashes(late_ms: float) -> list[Flash]:
    return [Flash(Beat(c.number, c.at_ns + round(late_ms * MS)), 2) for c in clicks()]


def test_offsets_are_told_from_their_middle_and_gaps_are_found() -> None:
    told = flashes(12)
    told[5] = Flash(Beat(5, told[5].beat.at_ns + 9 * MS), 2)
    told[11] = Flash(Beat(11, told[11].beat.at_ns - 30 * MS), 2)
    found = compare(clicks(), told, 10, stalls=[16 * BEAT_NS])
    assert found.median == 12.0
    assert max(found.strays) == pytest.approx(30.0)
    assert found.worst_clear == pytest.approx(9.0)
    assert found.breaks == 1
    assert [n for n, is_clear in enumerate(found.clear) if not is_clear] == [8, 9, 10, 11, 16]


def test_what_has_no_partner_is_found_and_so_is_what_drifts() -> None:
    told = [flash for flash in flashes(0) if flash.beat.number != 3]
    told[7] = Flash(Beat(99, told[7].beat.at_ns), 1)
    found = compare(clicks(), told, 10)
    assert found.dark == (3, 8)
    assert found.silent == (99,)
    assert found.short == 1
    drifting = [Flash(Beat(c.number, c.at_ns + c.number * MS), 2) for c in clicks()]
    assert compare(clicks(), drifting, 10).slope == pytest.approx(120, rel=0.05)
