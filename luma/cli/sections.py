"""Show the sections of a track, and put them right.

What each act takes: name AT LABEL (`--alike`: all that sound alike) · edge AT TO (the edge
nearest to a place, moved to another) · split AT · join AT (the section goes, and the one before
it goes on) · offer [--take] (what was heard anew) · forget (what was heard counts again) ·
undo · redo · show. AT and TO are places such as 12 for bar 12, 5s or drop; they go to the
nearest bar.
"""

from argparse import ArgumentParser, Namespace

import numpy as np

from luma.app.sections import KIND
from luma.app.services import Desk
from luma.cli import correcting
from luma.cli.answers import Answers, on_one_line
from luma.cli.desks import desk_for
from luma.cli.places import read_second, taken
from luma.domain.errors import Refused
from luma.domain.rhythm import BeatGrid
from luma.domain.sectionedits import (
    ForgetSections,
    JoinSection,
    MoveSectionEdge,
    RenameSection,
    SectionEdit,
    SplitSection,
    on_bar,
)
from luma.domain.sections import Section, SectionTrack
from luma.domain.track import Track

ACTS = ("show", "name", "edge", "split", "join", "offer", "forget", "undo", "redo")


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    correcting.add_acts(parser, ACTS)
    parser.add_argument("--alike", action="store_true", help="name: all that sound alike")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        track = desk.library.track(args.id)
        _act(desk, track, args)
        told = desk.lane.call(lambda: desk.sections.of(track.id))
        own = desk.lane.call(lambda: desk.sections.is_own(track.id))
        offer = desk.lane.call(lambda: desk.sections.find_offer(track.id))
        grid = desk.lane.call(lambda: desk.grids.of(track.id))
    parts = () if told is None else told.sections
    record = {
        "track": track.id,
        "title": track.title,
        "standing": "corrected" if own else "heard" if parts else "none",
        "sections": [
            {"start": each.start, "end": each.stop, "label": each.label, "group": each.letter}
            for each in parts
        ],
        "offer": None if offer is None else offer.words,
    }
    words = [on_one_line(f"{track.title}: {len(parts)} sections ({record['standing']})")]
    words += [_line(each, grid) for each in parts]
    answers.tell(record, "\n".join(words))
    return 0


def _line(part: Section, grid: BeatGrid) -> str:
    bars = round(float(np.ptp(grid.position([part.start, part.stop]))) / grid.metre)
    return on_one_line(f"{part.start:8.3f}  {part.letter}  {part.label}, {bars} bars")


def _act(desk: Desk, track: Track, args: Namespace) -> None:
    match args.act:
        case "show":
            taken(args.values, 0, f"sections {track.id} show")
        case "undo" | "redo":
            correcting.step(desk, KIND, track, args.act)
        case "offer":
            correcting.offer(desk, "sections", desk.sections, track, take=args.take)
        case "forget":
            if not desk.lane.call(lambda: desk.sections.is_own(track.id)):
                raise Refused(f'Nobody has put the sections of "{track.title}" right yet.')
            desk.lane.call(lambda: desk.sections.edit(track.id, ForgetSections()))
        case _:
            known = desk.lane.call(lambda: desk.grids.features(track.id))
            edit = _edit(args, known.beats, known.sections)
            desk.lane.call(lambda: desk.sections.edit(track.id, edit))


def _edit(args: Namespace, grid: BeatGrid, sections: SectionTrack | None) -> SectionEdit:
    """The correction that some words mean."""
    usage, values = f"sections {args.id} {args.act}", args.values

    def second(text: str) -> float:
        return read_second(text, grid, sections)

    match args.act:
        case "name":
            at, label = taken(values, 2, f"{usage} AT LABEL")
            return RenameSection(second(at), label, alike=args.alike)
        case "edge":
            at, to = taken(values, 2, f"{usage} AT TO")
            return MoveSectionEdge(
                _nearest_edge(sections, second(at)), on_bar(grid, second(to))
            )
        case "split":
            return SplitSection(on_bar(grid, second(taken(values, 1, f"{usage} AT")[0])))
    return JoinSection(second(taken(values, 1, f"{usage} AT")[0]))


def _nearest_edge(sections: SectionTrack | None, seconds: float) -> int:
    if sections is None or len(sections.sections) < 2:
        raise Refused("The track has no edge between two sections yet.")
    starts = np.array([part.start for part in sections.sections[1:]])
    return int(np.abs(starts - seconds).argmin()) + 1
