"""Show the chords of a track, and put them right.

What each act takes: set AT CHORD · put FROM TO CHORD · edge AT TO (the edge nearest to a place,
moved to another) · split AT · join AT (the chord goes, and the one before it goes on) ·
offer [--take] (what was heard anew) · forget (what was heard counts again) · undo · redo ·
show. AT, FROM and TO are places such as 12.3 for bar 12, beat 3, or 5s; a CHORD is written
C, Am, F#m7/A, or N for none.
"""

from argparse import ArgumentParser, Namespace

import numpy as np

from luma.app.chords import KIND
from luma.app.heard.record import chord_spans
from luma.app.services import Desk
from luma.cli import correcting
from luma.cli.answers import Answers, on_one_line
from luma.cli.desks import desk_for
from luma.cli.places import read_second, taken
from luma.domain.chordedits import (
    ChordEdit,
    ForgetChords,
    JoinChord,
    MoveChordEdge,
    PutChord,
    RenameChord,
    SplitChord,
)
from luma.domain.chordnames import chord_name, read_chord
from luma.domain.errors import Refused
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import SectionTrack
from luma.domain.track import Track
from luma.domain.uncertain import unclear_chords

ACTS = ("show", "set", "put", "edge", "split", "join", "offer", "forget", "undo", "redo")
BARE = frozenset({"show", "offer", "forget", "undo", "redo"})
"""The acts that take nothing more."""


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    correcting.add_acts(parser, ACTS)


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        track = desk.library.track(args.id)
        _act(desk, track, args)
        chords = desk.lane.call(lambda: desk.chords.of(track.id))
        own = desk.lane.call(lambda: desk.chords.is_own(track.id))
        offer = desk.lane.call(lambda: desk.chords.find_offer(track.id))
    spans = [] if chords is None else chord_spans(chords)
    record = {
        "track": track.id,
        "title": track.title,
        "standing": "corrected" if own else "none" if chords is None else "heard",
        "chords": spans,
        "offer": None if offer is None else offer.words,
    }
    count = "1 chord" if len(spans) == 1 else f"{len(spans)} chords"
    words = [on_one_line(f"{track.title}: {count} ({record['standing']})")]
    words += [] if chords is None else [_line(chords, n) for n in range(len(chords.chords))]
    answers.tell(record, "\n".join(words))
    return 0


def _line(chords: ChordTrack, n: int) -> str:
    words = f"{chords.edges[n]:8.3f}  {_name(chords.chords[n])}"
    if n not in unclear_chords(chords):
        return words
    others = ", ".join(
        _name(other) for each in chords.alternatives[n : n + 1] for other in each
    )
    return f"{words}?  or {others}" if others else f"{words}?"


def _name(chord: Chord) -> str:
    return chord_name(chord) or "N"


def _act(desk: Desk, track: Track, args: Namespace) -> None:
    if args.act in BARE:
        taken(args.values, 0, f"chords {args.id} {args.act}")
    match args.act:
        case "show":
            pass
        case "undo" | "redo":
            correcting.step(desk, KIND, track, args.act)
        case "offer":
            correcting.offer(desk, "chords", desk.chords, track, take=args.take)
        case "forget":
            if not desk.lane.call(lambda: desk.chords.is_own(track.id)):
                raise Refused(f'Nobody has put the chords of "{track.title}" right yet.')
            desk.lane.call(lambda: desk.chords.edit(track.id, ForgetChords()))
        case _:
            known = desk.lane.call(lambda: desk.grids.features(track.id))
            edit = _edit(args, known.beats, known.sections, known.chords)
            desk.lane.call(lambda: desk.chords.edit(track.id, edit))


def _edit(
    args: Namespace, grid: BeatGrid, sections: SectionTrack | None, chords: ChordTrack | None
) -> ChordEdit:
    """The correction that some words mean."""
    usage, values = f"chords {args.id} {args.act}", args.values

    def second(text: str) -> float:
        return read_second(text, grid, sections)

    match args.act:
        case "set":
            at, name = taken(values, 2, f"{usage} AT CHORD")
            return RenameChord(second(at), read_chord(name))
        case "put":
            start, stop, name = taken(values, 3, f"{usage} FROM TO CHORD")
            return PutChord(second(start), second(stop), read_chord(name))
        case "edge":
            at, to = taken(values, 2, f"{usage} AT TO")
            return MoveChordEdge(_nearest_edge(chords, second(at)), second(to))
        case "split":
            return SplitChord(second(taken(values, 1, f"{usage} AT")[0]))
    return JoinChord(second(taken(values, 1, f"{usage} AT")[0]))


def _nearest_edge(chords: ChordTrack | None, seconds: float) -> int:
    if chords is None or len(chords.chords) < 2:
        raise Refused("The track has no edge between two chords yet.")
    return int(np.argmin(np.abs(chords.edges[1:-1] - seconds))) + 1
