"""Show the beats of a track, and put them right; clips follow in the same step.

What each act takes: shift SECONDS · double · halve · tap [SECONDS …] (or from stdin) ·
move BEAT SECONDS · downbeat BEAT · metre BEATS · tempo BPM [--first SECONDS] · second (the
second-best grid) · offer [--take] (what was heard anew) · forget (what was heard counts
again) · undo · redo · show. A BEAT is a place such as 12.3 for bar 12, beat 3.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from luma.app.services import Desk
from luma.cli import correcting
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.desks import desk_for
from luma.cli.places import read_beat, read_number, read_seconds, taken
from luma.domain.errors import BadValue, Refused
from luma.domain.gridedits import (
    ForgetGrid,
    GridEdit,
    MoveBeat,
    ScaleGrid,
    SetDownbeat,
    SetMetre,
    SetTempo,
    ShiftGrid,
    tapped,
)
from luma.domain.rhythm import BeatGrid
from luma.domain.track import Track
from luma.domain.uncertain import unclear_stretches

ACTS = (
    "show", "shift", "double", "halve", "tap", "move", "downbeat", "metre", "tempo", "second",
    "offer", "forget", "undo", "redo",
)  # fmt: skip
BARE = frozenset({"show", "second", "offer", "forget", "undo", "redo"})
"""The acts that take nothing more."""
MOST_TOLD = 6


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    correcting.add_acts(parser, ACTS)
    parser.add_argument("--first", metavar="S", help="tempo: the first bar begins here")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        track = desk.library.track(args.id)
        _act(desk, track, args)
        record = desk.lane.call(lambda: _record(desk, track))
    answers.tell(record, _words(record))
    return 0


def _act(desk: Desk, track: Track, args: Namespace) -> None:
    if args.act in BARE:
        taken(args.values, 0, f"grid {args.id} {args.act}")
    match args.act:
        case "show":
            pass
        case "undo" | "redo":
            correcting.step(desk, "grid", track, args.act)
        case "second":
            desk.lane.call(lambda: desk.grids.take_second(track.id))
        case "offer":
            correcting.offer(desk, "grid", desk.grids, track, take=args.take)
        case "forget":
            _forget(desk, track)
        case _:
            grid = desk.lane.call(lambda: desk.grids.of(track.id))
            edit = _edit(args, grid)
            desk.lane.call(lambda: desk.grids.edit(track.id, edit))


def _edit(args: Namespace, grid: BeatGrid) -> GridEdit:
    """The correction that some words mean."""
    if args.act == "tap":
        return tapped([read_seconds(value) for value in _taps(args.values)])
    wants, make = _EDITS[args.act]
    usage = " ".join(("grid", args.id, args.act, *wants))
    edit = make(taken(args.values, len(wants), usage), grid)
    if isinstance(edit, SetTempo) and args.first is not None:
        return SetTempo(edit.bpm, read_seconds(args.first))
    return edit


_EDITS: dict[str, tuple[tuple[str, ...], Callable[[list[str], BeatGrid], GridEdit]]] = {
    "shift": (("SECONDS",), lambda told, _: ShiftGrid(read_seconds(told[0]))),
    "double": ((), lambda _told, _: ScaleGrid(double=True)),
    "halve": ((), lambda _told, _: ScaleGrid(double=False)),
    "move": (
        ("BEAT", "SECONDS"),
        lambda told, grid: MoveBeat(read_beat(told[0], grid), read_seconds(told[1])),
    ),
    "downbeat": (("BEAT",), lambda told, grid: SetDownbeat(read_beat(told[0], grid))),
    "metre": (("BEATS",), lambda told, _: SetMetre(_whole(told[0]))),
    "tempo": (("BPM",), lambda told, _: SetTempo(read_number(told[0], "tempo"))),
}
"""What each act takes, and the correction that it is then."""


def _taps(values: list[str]) -> list[str]:
    if values and values != ["-"]:
        return values
    if sys.stdin.isatty():
        say("Write the seconds of the taps, and end with Ctrl+D.")
    return sys.stdin.read().replace(";", " ").split()


def _whole(text: str) -> int:
    number = read_number(text, "number of beats")
    if number != int(number):
        raise BadValue(f"A bar has a whole number of beats, not {text}.")
    return int(number)


def _forget(desk: Desk, track: Track) -> None:
    if not desk.lane.call(lambda: desk.grids.is_own(track.id)):
        raise Refused(f'Nobody has put the beats of "{track.title}" right yet.')
    desk.lane.call(lambda: desk.grids.edit(track.id, ForgetGrid()))


def _record(desk: Desk, track: Track) -> dict[str, Any]:
    grid, own = desk.grids.of(track.id), desk.grids.is_own(track.id)
    second, offer = desk.grids.find_second(track.id), desk.grids.find_offer(track.id)
    spots = unclear_stretches(grid)
    return {
        "track": track.id,
        "title": track.title,
        "standing": "corrected" if own else "assumed" if grid.assumed else "heard",
        "bpm": round(grid.bpm, 3),
        "metre": grid.metre,
        "beats": int(grid.beats.size),
        "first_bar": round(float(grid.bar_starts[0]), 4),
        "confidence": round(grid.confidence, 3),
        "unclear": [[round(start, 3), round(stop, 3)] for start, stop in spots],
        "second_bpm": None if second is None else round(second.bpm, 3),
        "offer": None if offer is None else offer.words,
    }


def _words(record: dict[str, Any]) -> str:
    spots = record["unclear"]
    told = ", ".join(f"{start:.2f}–{stop:.2f}" for start, stop in spots[:MOST_TOLD])
    more = f" and {len(spots) - MOST_TOLD} more" if len(spots) > MOST_TOLD else ""
    words = [
        on_one_line(f"{record['title']}: {record['bpm']:.2f} BPM ({record['standing']}), ")
        + f"{record['metre']} beats a bar",
        f"{record['beats']} beats, the first bar at {record['first_bar']:.3f} s",
    ]
    if spots:
        words.append(f"heard unclearly: {told}{more} s")
    if record["second_bpm"] is not None:
        words.append(f"or else {record['second_bpm']:.2f} BPM: the act `second` takes it")
    if record["offer"] is not None:
        words.append(record["offer"])
    return "\n".join(words)
