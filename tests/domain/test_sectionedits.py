"""Sections that a person puts right: what lies beside an edit stays as it was."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.documents import SECTIONS
from luma.domain.errors import BadValue, LumaError, Refused
from luma.domain.history import History
from luma.domain.ids import TrackId
from luma.domain.rhythm import BeatGrid
from luma.domain.sectiondoc import SectionDoc
from luma.domain.sectionedits import (
    SHORTEST,
    ForgetSections,
    JoinSection,
    MoveSectionEdge,
    RenameSection,
    SectionEdit,
    SplitSection,
    UseSections,
    on_bar,
    share_apart,
)
from luma.domain.sections import Section, SectionTrack

TRACK = TrackId("t")
HEARD = SectionTrack(
    (
        Section(0.0, 8.0, "intro", 0),
        Section(8.0, 16.0, "drop", 1),
        Section(16.0, 24.0, "break", 2),
        Section(24.0, 32.0, "drop", 1),
    )
)
OWN = SectionDoc(TRACK, HEARD, HEARD)


def after(edit: SectionEdit, doc: SectionDoc = OWN) -> SectionTrack:
    sections = edit.apply(doc).sections
    assert sections is not None
    return sections


def shown(track: SectionTrack) -> list[tuple[float, float, str, str]]:
    return [(each.start, each.stop, each.label, each.letter) for each in track.sections]


def test_a_renamed_section_joins_the_group_of_its_name_or_has_its_own() -> None:
    told = shown(after(RenameSection(20.0, " drop ")))
    assert told[2] == (16.0, 24.0, "drop", "B")
    told = shown(after(RenameSection(10.0, "chorus")))
    assert [row[2:] for row in told] == [
        ("intro", "A"),
        ("chorus", "D"),
        ("break", "C"),
        ("drop", "B"),
    ]


def test_all_that_sound_alike_are_renamed_together() -> None:
    told = shown(after(RenameSection(30.0, "chorus", alike=True)))
    assert [row[2:] for row in told] == [
        ("intro", "A"),
        ("chorus", "B"),
        ("break", "C"),
        ("chorus", "B"),
    ]


@pytest.mark.parametrize("label", ["", "   ", "x" * 41, "a\x00b"])
def test_a_name_can_be_read(label: str) -> None:
    with pytest.raises(BadValue, match="name of a section"):
        after(RenameSection(1.0, label))


def test_an_edge_stays_between_its_neighbours() -> None:
    told = shown(after(MoveSectionEdge(1, 6.0)))
    assert [row[:2] for row in told] == [(0.0, 6.0), (6.0, 16.0), (16.0, 24.0), (24.0, 32.0)]
    for seconds in (0.0, 16.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(Refused, match="between its neighbours"):
            after(MoveSectionEdge(1, seconds))
    for edge in (0, 4, -1):
        with pytest.raises(BadValue, match="edges 1 to 3"):
            after(MoveSectionEdge(edge, 5.0))


def test_a_section_is_split_and_joined() -> None:
    halves = after(SplitSection(12.0))
    assert shown(halves)[1:3] == [(8.0, 12.0, "drop", "B"), (12.0, 16.0, "drop", "B")]
    assert after(JoinSection(13.0), SectionDoc(TRACK, halves)) == HEARD
    assert shown(after(JoinSection(1.0)))[0] == (0.0, 16.0, "drop", "B")
    with pytest.raises(Refused, match="follows another"):
        after(SplitSection(8.1))
    with pytest.raises(BadValue, match="No section plays"):
        after(SplitSection(99.0))
    with pytest.raises(Refused, match="only section"):
        after(JoinSection(1.0), SectionDoc(TRACK, SectionTrack((Section(0, 4, "a"),))))


def test_nothing_of_ones_own_cannot_be_edited_and_is_forgotten() -> None:
    with pytest.raises(Refused, match="no sections of its own"):
        RenameSection(1.0, "drop").apply(SectionDoc(TRACK))
    assert ForgetSections().apply(OWN) == SectionDoc(TRACK)
    assert UseSections(HEARD, HEARD).apply(SectionDoc(TRACK)) == OWN


def test_a_second_goes_to_its_nearest_bar() -> None:
    grid = BeatGrid(np.arange(1.0, 9.0, 0.5), np.array([0, 4, 8, 12]), 1.0)
    assert [on_bar(grid, at) for at in (0.9, 1.9, 2.1, 6.9)] == [1.0, 1.0, 3.0, 7.0]
    assert on_bar(grid, -1.2) == pytest.approx(-1.0)
    assert on_bar(grid, 10.8) == pytest.approx(11.0)
    with pytest.raises(BadValue, match="infinity"):
        on_bar(grid, float("nan"))


def test_the_share_in_which_two_differ() -> None:
    assert share_apart(HEARD, HEARD) == 0.0
    other = SectionTrack((Section(0.0, 16.0, "intro"), Section(16.0, 32.0, "break")))
    assert share_apart(HEARD, other) == pytest.approx(0.5)
    assert share_apart(SectionTrack(()), SectionTrack(())) == 0.0


EDITS = st.one_of(
    st.builds(RenameSection, st.floats(0, 40), st.sampled_from(["drop", "verse"])),
    st.builds(MoveSectionEdge, st.integers(0, 6), st.floats(0, 32)),
    st.builds(SplitSection, st.floats(0, 40)),
    st.builds(JoinSection, st.floats(0, 40)),
    st.builds(ForgetSections),
    st.builds(lambda: UseSections(HEARD, HEARD)),
)


@given(edits=st.lists(EDITS, max_size=8))
def test_edits_leave_no_gaps_and_undo_is_exact(edits: list[SectionEdit]) -> None:
    history, seen = History(OWN), [OWN]
    for edit in edits:
        try:
            history = history.record(edit)
        except LumaError:
            continue
        doc = history.now
        if doc.sections is not None:
            parts = doc.sections.sections
            assert (parts[0].start, parts[-1].stop) == (0.0, 32.0)
            assert all(a.stop == b.start for a, b in pairwise(parts))
            assert all(part.stop - part.start >= SHORTEST - 1e-9 for part in parts)
        assert SECTIONS.read(SECTIONS.write(doc)) == doc
        if doc != seen[-1]:
            seen.append(doc)
    while history.past:
        assert history.now == seen.pop()
        history = history.undo()
    assert history.now == OWN
