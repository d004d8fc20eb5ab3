"""What parts do in a track."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.sections import Section, SectionTrack
from luma.score.phrases import parts_of, varied, with_builds
from luma.score.roles import Part, Role, _without_outliers, labelled, told_parts
from tests.score.songs import METRE, SECONDS_OF_BAR, Block, bars_of

SONG: list[Block] = [
    (4, 0.3, "A:min"),
    (16, 0.7, "F"),
    (8, 1.0, "C"),
    (8, 0.1, "G"),
    (16, 1.0, "C"),
    (8, 0.3, "D:min"),
]
levels = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def found(blocks: list[Block], sections: SectionTrack | None = None) -> tuple[Part, ...]:
    bars = bars_of(blocks)
    return parts_of(bars, sections, bars.edges / METRE * SECONDS_OF_BAR)


def test_a_song_is_told_by_the_shape_of_its_energy() -> None:
    roles = [(part.start, part.stop, part.role.value) for part in found(SONG)]
    assert roles == [
        (0, 4, "intro"),
        (4, 16, "verse"),
        (16, 20, "build"),
        (20, 28, "drop"),
        (28, 32, "break"),
        (32, 36, "build"),
        (36, 52, "drop"),
        (52, 60, "outro"),
    ]
    drops = [part for part in found(SONG) if part.role is Role.DROP]
    assert drops[0].look == drops[1].look


@given(st.lists(st.tuples(st.integers(1, 24), st.floats(0, 1)), min_size=1, max_size=10))
def test_parts_lie_end_to_end_over_every_bar(drawn: list[tuple[int, float]]) -> None:
    blocks: list[Block] = [(count, level, "C") for count, level in drawn]
    parts = found(blocks)
    assert parts[0].start == 0
    assert parts[-1].stop == sum(count for count, _ in drawn)
    for before, after in itertools.pairwise(parts):
        assert before.stop == after.start
    assert all(part.bars >= 1 for part in parts)
    assert all(0.0 <= part.energy <= 1.0 for part in parts)
    if parts[-1].stop >= 8:
        assert len({part.look for part in parts}) >= 4


def test_sections_that_are_known_are_taken_as_they_are() -> None:
    said = [("Intro", 4), ("Verse 1", 16), ("Pre-Chorus", 8), ("Chorus", 8), ("Bridge", 8),
            ("Chorus", 8), ("Coda", 8)]  # fmt: skip
    ends = np.cumsum([0, *(bars for _, bars in said)]) * SECONDS_OF_BAR
    sections = SectionTrack(
        tuple(
            Section(float(a), float(b), name)
            for (name, _), a, b in zip(said, ends, ends[1:], strict=False)
        )
    )
    parts = found([(60, 0.5, "C")], sections)
    assert [(part.start, part.role.value, part.label) for part in parts] == [
        (0, "intro", "intro"),
        (4, "verse", "verse 1"),
        (20, "build", "pre-chorus"),
        (28, "drop", "chorus"),
        (36, "break", "bridge"),
        (40, "build", "bridge"),
        (44, "drop", "chorus"),
        (52, "outro", "coda"),
    ]
    assert parts[3].look == parts[6].look


def test_a_section_without_a_known_name_goes_by_its_energy() -> None:
    moments = np.linspace(0.0, 32 * SECONDS_OF_BAR, 33)
    half = 16 * SECONDS_OF_BAR
    sections = SectionTrack((Section(0, half, "a"), Section(half, 2 * half, "b")))
    energy = np.repeat([0.2, 0.9], 16)
    assert [p.role.value for p in told_parts(sections, moments, energy)] == ["intro", "drop"]


def test_groups_have_one_role_and_the_strongest_is_the_drop() -> None:
    energy = np.repeat([0.4, 0.9, 0.6, 0.8, 0.55], 8)
    parts = labelled((0, 8, 16, 24, 32, 40), (0, 1, 2, 1, 2), energy)
    assert [part.role.value for part in parts] == ["intro", "drop", "verse", "drop", "verse"]


def test_drops_are_not_most_of_the_track() -> None:
    energy = np.repeat([0.9, 0.89, 0.88, 0.2], 8)
    parts = labelled((0, 8, 16, 24, 32), (0, 1, 2, 3), energy)
    assert sum(part.bars for part in parts if part.role is Role.DROP) <= 0.6 * 32


@pytest.mark.parametrize(("bars", "build"), [(2, 0), (4, 2), (7, 2), (8, 4), (24, 4)])
def test_the_last_bars_before_a_drop_are_a_build(bars: int, build: int) -> None:
    parts = [
        Part(0, bars, Role.VERSE, 0, 0.5),
        Part(bars, bars + 8, Role.DROP, 1, 0.9),
        Part(bars + 8, 2 * bars + 8, Role.VERSE, 0, 0.5),
    ]
    made = with_builds(parts, np.full(2 * bars + 8, 0.5))
    builds = [part for part in made if part.role is Role.BUILD]
    assert [(part.bars, part.stop) for part in builds] == ([(build, bars)] if build else [])


def test_repeats_are_cut_alike_where_too_much_is_the_same() -> None:
    parts = varied([Part(0, 16, Role.VERSE, 0, 0.5), Part(16, 32, Role.VERSE, 0, 0.5)])
    assert [part.group for part in parts[:4]] == [part.group for part in parts[4:]]
    assert len({part.group for part in parts}) == 4
    assert {part.bars for part in parts} == {4}


def test_a_part_much_weaker_than_others_that_sound_alike_is_no_drop() -> None:
    energy = np.repeat([0.4, 0.9, 0.1, 0.9, 0.3], 8)
    groups = _without_outliers((0, 8, 16, 24, 32, 40), (0, 0, 1, 0, 2), energy)
    assert groups[1] == groups[3] != groups[0]
    assert len(set(groups)) == 4
    roles = [part.role for part in labelled((0, 8, 16, 24, 32, 40), groups, energy)]
    assert roles.count(Role.DROP) == 2
