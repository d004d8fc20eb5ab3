"""Sections that are put right, and what listens to them."""

from pathlib import Path

import pytest

from luma.app.events import DocumentChanged
from luma.app.services import Desk
from luma.domain.errors import BadValue, Refused
from luma.domain.ids import TrackId
from luma.domain.sectionedits import (
    ForgetSections,
    RenameSection,
    SectionEdit,
    SplitSection,
    UseSections,
)
from luma.domain.sections import Section, SectionTrack
from tests.app.desks import Facts, a_clip, a_desk, a_show, a_track, hear

MINE = SectionTrack((Section(0.0, 4.0, "verse"), Section(4.0, 8.0, "drop", 1)))
NEWER = SectionTrack((Section(0.0, 2.0, "intro"), Section(2.0, 8.0, "drop", 1)))


def edit(desk: Desk, track: TrackId, change: SectionEdit) -> SectionTrack:
    return desk.lane.call(lambda: desk.sections.edit(track, change))


def names(sections: SectionTrack) -> list[tuple[float, str]]:
    return [(part.start, part.label) for part in sections.sections]


def test_where_none_were_heard_the_whole_track_is_cut(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 8.0).id
        assert desk.lane.call(lambda: desk.sections.of(track)) is None
        hear(desk, track, "pcm")
        edit(desk, track, SplitSection(4.0))
        told = edit(desk, track, RenameSection(5.0, "drop"))
        assert names(told) == [(0.0, "track"), (4.0, "drop")]
        assert desk.lane.call(lambda: desk.sections.find_offer(track)) is None
        for _ in range(2):
            desk.documents.undo("sections", track)
        assert desk.lane.call(lambda: desk.sections.of(track)) is None


def test_what_is_refused_leaves_the_heard_sections_counting(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 8.0).id
        hear(desk, track, "pcm")
        with pytest.raises(BadValue):
            edit(desk, track, SplitSection(99.0))
        assert not desk.lane.call(lambda: desk.sections.is_own(track))


def test_own_sections_outlive_the_program_and_a_new_detection_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 8.0).id
        edit(desk, track, UseSections(MINE, MINE))
    with a_desk() as desk:
        assert desk.lane.call(lambda: desk.sections.of(track)) == MINE
        monkeypatch.setattr(
            desk.analyses,
            "load",
            lambda _, kind: NEWER if kind is SectionTrack else None,
        )
        desk.lane.call(lambda: desk.sections.hear(track, "sections"))
        offer = desk.lane.call(lambda: desk.sections.find_offer(track))
        assert offer is not None
        assert offer.share == pytest.approx(0.5)
        assert "2 of them where yours are 2" in offer.words
        assert desk.lane.call(lambda: desk.sections.of(track)) == MINE
        assert desk.lane.call(lambda: desk.sections.take_offer(track)) == NEWER
        desk.documents.undo("sections", track)
        assert desk.lane.call(lambda: desk.sections.of(track)) == MINE
        edit(desk, track, ForgetSections())


def test_the_open_show_has_the_corrected_sections(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("a", 0, 8)) as (desk, facts):
        show = desk.shows.show
        assert show is not None
        changed = Facts(desk, (DocumentChanged,))
        edit(desk, show.track, UseSections(MINE))
        assert changed.wait(DocumentChanged).kind == "sections"
        facts.wait(facts.kinds[0])
        shown = desk.shows.show
        assert shown is not None
        assert shown.features.sections == MINE
        assert shown.features.beats == show.features.beats


def test_sections_need_a_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 8.0).id
        monkeypatch.setattr("luma.app.corrected.seconds_of", lambda *_: 0.0)
        with pytest.raises(Refused, match="not decoded yet"):
            edit(desk, track, SplitSection(1.0))
