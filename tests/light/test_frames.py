"""From sixty frames to packets: nothing that was heard is lost."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.light import AIM, AIM_BITS, COLOUR, INTENSITY, STROBE, LightBuffer
from luma.domain.units import HOUSE_RATE
from luma.light.frames import between_aims, dark, heard_frames, peak
from luma.light.show import Show
from luma.score.showplan import ShowPlan
from tests.light.rig import SAMPLES, frame, position, record, stage, write_plan

RED, BLUE, WHITE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (1.0, 1.0, 1.0)
PACKET = HOUSE_RATE / 44


def test_frames_follow_the_song_through_a_loop_a_pause_and_a_seek() -> None:
    told = position(
        [(0, 10 * SAMPLES, 1.0), (1600, 4 * SAMPLES, 1.0), (2400, 5 * SAMPLES, 0.0),
         (4000, 90 * SAMPLES, 2.0)],
        made=10_000,
    )  # fmt: skip
    assert heard_frames(told, 0, 1599) == [10, 11]
    assert heard_frames(told, 0, 1600) == [10, 11, 4]
    assert heard_frames(told, 900, 2399) == [11, 4]
    assert heard_frames(told, 2400, 2400) == [5]
    assert heard_frames(told, 2400, 3999) == [5]
    assert heard_frames(told, 3000, 4800) == [5, 90, 91, 92]
    assert heard_frames(told, 4800, 4800) == [92]


def test_of_a_long_sleep_only_the_newest_frames_are_kept() -> None:
    told = position([(0, 0.0, 1.0)], made=10_000_000)
    frames = heard_frames(told, 0, 8_000_000)
    assert len(frames) <= 65
    assert frames[-1] == 10_000


@given(st.integers(0, 200), st.floats(0, 5000), st.floats(0.5, 3.0))
def test_at_forty_four_packets_a_second_every_frame_is_in_some_packet(
    flash: int, offset: float, stretch: float
) -> None:
    told = position([(0, 0.0, 1.0)], made=1_000_000)
    seen: set[int] = set()
    at = offset
    while at < 205 * SAMPLES:
        later = at + PACKET * stretch
        seen.update(heard_frames(told, at, later))
        at = later
    assert flash in seen or flash < offset / SAMPLES


def test_the_brightest_frame_gives_light_and_colour_and_the_last_the_rest() -> None:
    one, two, three = dark(3), dark(3), dark(3)
    one[0, INTENSITY], one[0, COLOUR], one[0, STROBE] = 1.0, RED, 9.0
    two[1, INTENSITY], two[1, COLOUR] = 0.5, RED
    three[1, INTENSITY], three[1, COLOUR] = 0.5, BLUE
    three[:, AIM] = (1.0, 0.0, 0.0)
    merged = peak([one, two, three])
    assert merged[:, INTENSITY].tolist() == [1.0, 0.5, 0.0]
    assert merged[0, COLOUR].tolist() == list(RED)
    assert merged[1, COLOUR].tolist() == list(BLUE)
    assert merged[:, STROBE].tolist() == [9.0, 0.0, 0.0]
    assert np.array_equal(merged[:, AIM], three[:, AIM])
    assert one[1, INTENSITY] == 0.0


def test_aims_in_between_stay_of_unit_length_and_never_break() -> None:
    here, there = np.eye(3, dtype=np.float32)[:2], -np.eye(3, dtype=np.float32)[:2]
    there[0] = (0.0, 0.0, -1.0)
    way = between_aims(here, there, 0.5)
    assert np.allclose(way[0], (0.5**0.5, 0.0, -(0.5**0.5)))
    assert np.array_equal(way[1], here[1])


@settings(max_examples=20)
@given(st.floats(0.0, 1.0, exclude_max=True), st.integers(3, 20))
def test_a_flash_of_one_frame_shines_in_two_packets(
    tmp_path_factory: pytest.TempPathFactory, offset: float, flash: int
) -> None:
    folder = tmp_path_factory.mktemp("flash")
    rows = [[(1.0 if number == flash else 0.0, RED)] for number in range(40)]
    plan = write_plan(folder / "plan", [frame(row) for row in rows])
    lit = []
    with stage(folder) as shared:
        shared.tell(record([(0, 0.0, 1.0)], made=10_000_000))
        show = following(plan, shared.path)
        for packet in range(24):
            levels = show.levels(round((packet + offset) * 1e9 / 44))
            lit.append(bool(levels[0, INTENSITY] == 1.0))
            if lit[-1]:
                assert levels[0, COLOUR].tolist() == list(RED)
        show.close()
    assert 2 <= sum(lit) <= 3
    first = lit.index(True)
    assert all(lit[first : first + sum(lit)])


@pytest.mark.parametrize("later", [0.0, 1.0])
def test_what_is_edited_under_the_play_head_counts_from_the_next_packet_on(
    tmp_path: Path, later: float
) -> None:
    plan = write_plan(tmp_path / "plan", [frame([(0.5, RED)])] * 120)
    writer = ShowPlan(plan)
    with stage(tmp_path) as shared:
        shared.tell(record([(0, 0.0, 1.0)], made=10_000_000))
        show = following(plan, shared.path)
        for packet in range(3):
            assert show.levels(packet * 10**9 // 44)[0, INTENSITY] == 0.5
        edited = LightBuffer.dark(1, 0, 60)
        edited.values[:, :, INTENSITY] = later
        edited.set[:] = 1 << INTENSITY
        writer.write(0, edited)
        assert show.levels(3 * 10**9 // 44)[0, INTENSITY] == later
        show.close()
    writer.close()


def following(plan: Path, place: Path, heads: int = 1) -> Show:
    show = Show()
    show.use_heads(heads)
    show.use_plan(plan)
    show.use_position(place)
    return show


def test_a_pause_shows_its_frame_and_unknown_places_keep_the_last(tmp_path: Path) -> None:
    plan = write_plan(
        tmp_path / "plan", [frame([(number / 10, WHITE)]) for number in range(10)]
    )
    with stage(tmp_path) as shared:
        show = following(plan, shared.path)
        assert show.levels(0)[0, INTENSITY] == 0.0
        for number in (7, 3):
            shared.tell(record([(0, number * SAMPLES + 10.0, 0.0)], made=0))
            given = [float(show.levels(tick)[0, INTENSITY]) for tick in range(3)]
            assert given[-1] == pytest.approx(number / 10)
        shared.tell(record([], made=0))
        assert show.levels(9)[0, INTENSITY] == pytest.approx(0.3)
        shared.tell(record([(0, 99.0 * SAMPLES, 0.0)], made=0))
        assert [show.levels(10 + i)[0, INTENSITY] for i in range(2)][-1] == 0.0
        show.use_plan(None)
        assert show.levels(20)[0, INTENSITY] == 0.0
        show.close()


def test_aims_glide_between_frames_and_stay_where_nobody_aims(tmp_path: Path) -> None:
    frames = [frame([(1.0, WHITE)]) for _ in range(4)]
    for number, aim in ((0, (1.0, 0.0, 0.0)), (1, (0.0, 1.0, 0.0))):
        frames[number][1][:] |= np.uint16(AIM_BITS)
        frames[number][0][0, AIM] = aim
    plan = write_plan(tmp_path / "plan", frames)
    with stage(tmp_path) as shared:
        show = following(plan, shared.path)
        for song, aim in ((0.0, (1, 0, 0)), (0.5, (0.5**0.5, 0.5**0.5, 0)), (1.0, (0, 1, 0))):
            shared.tell(record([(0, song * SAMPLES, 0.0)], made=0))
            assert np.allclose(show.levels(0)[0, AIM], aim, atol=1e-3)
        for song in (2.5, 9.0):
            shared.tell(record([(0, song * SAMPLES, 0.0)], made=0))
            assert np.allclose(show.levels(0)[0, AIM], (0, 1, 0), atol=1e-3)
        show.close()


def test_a_plan_for_another_rig_stays_dark(tmp_path: Path) -> None:
    plan = write_plan(tmp_path / "plan", [frame([(1.0, WHITE)] * 2)] * 3)
    with stage(tmp_path) as shared:
        shared.tell(record([(0, 0.0, 0.0)], made=0))
        show = following(plan, shared.path, heads=3)
        assert show.levels(0)[:, INTENSITY].tolist() == [0.0, 0.0, 0.0]
        show.use_heads(2)
        assert show.levels(0)[:, INTENSITY].tolist() == [1.0, 1.0]
        show.close()
