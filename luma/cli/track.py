"""Show one track, change what it is called, remove it, or see to its files."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line
from luma.cli.desks import desk_for
from luma.cli.trackfiles import cover, join, relocate, replace_file
from luma.cli.tracks import record_of
from luma.domain.errors import BadValue
from luma.domain.track import Track

MOST_BPM = 1000
TEXTS = ("title", "artist", "album", "key", "genre")
WORDS: dict[str, tuple[int, int, str]] = {
    "show": (1, 1, "ID"),
    "edit": (1, 1, "ID"),
    "remove": (1, 1, "ID"),
    "restore": (1, 1, "ID"),
    "relocate": (1, 2, "[ID] FOLDER"),
    "replace": (2, 2, "ID FILE"),
    "same": (0, 2, "[ID OTHER]"),
    "cover": (1, 1, "ID"),
}
"""How many words each act takes, and which."""


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("act", choices=tuple(WORDS), help="what to do")
    parser.add_argument(
        "words",
        nargs="*",
        metavar="ID",
        help="a track; relocate: [ID] FOLDER to look for gone files in; replace: ID FILE, "
        "which keeps all work; same: ID OTHER, which makes one track of both, or nothing, "
        "which lists such pairs",
    )
    for name in TEXTS:
        parser.add_argument(f"--{name}", metavar="TEXT", help=f"edit: its {name}")
    parser.add_argument("--bpm", type=float, metavar="N", help="edit: its tempo; 0 for none")
    parser.add_argument("--stars", type=int, metavar="N", help="edit: from 0 to 5")
    parser.add_argument("--note", metavar="TEXT", help="edit: what you want to remember")
    parser.add_argument("--colour", type=int, metavar="N", help="edit: one of nine; 0 for none")
    parser.add_argument("--out", type=Path, metavar="FILE", help="cover: write it here")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    fewest, most, words = WORDS[args.act]
    if not fewest <= len(args.words) <= most or (args.act == "same" and len(args.words) == 1):
        raise BadValue(f"Write `luma track {args.act} {words}`.")
    with desk_for(args) as desk:
        return _ACTS[args.act](desk, args, answers)


def _show(desk: Desk, args: Namespace, answers: Answers) -> int:
    return _tell(desk, desk.library.track(args.words[0]), answers)


def _restore(desk: Desk, args: Namespace, answers: Answers) -> int:
    return _tell(desk, desk.library.restore(args.words[0]).result(), answers)


def _remove(desk: Desk, args: Namespace, answers: Answers) -> int:
    track = desk.library.track(args.words[0])
    desk.library.remove(track.id).result()
    answers.tell(
        {"id": track.id, "title": track.title, "status": "removed"},
        f"{on_one_line(track.title)} lies in the trash now; "
        f"`luma track restore {track.id}` takes it back.",
    )
    return 0


def _edit(desk: Desk, args: Namespace, answers: Answers) -> int:
    track = desk.library.track(args.words[0])
    given = {name: getattr(args, name) for name in TEXTS if getattr(args, name) is not None}
    if args.bpm is not None:
        if not 0.0 <= args.bpm <= MOST_BPM:
            raise BadValue(f"A tempo lies between 0 and {MOST_BPM} BPM, not at {args.bpm:g}.")
        given["bpm"] = args.bpm or None
    thought = {name: getattr(args, name) for name in ("stars", "note", "colour")}
    thinks = any(value is not None for value in thought.values())
    if not given and not thinks:
        raise BadValue("Nothing is to be changed.", hint="Give --title, --artist or another.")
    if thinks:
        desk.playlists.think((track.id,), **thought).result()
    if given:
        track = desk.library.tag(track.id, replace(track.tags, **given)).result()
    return _tell(desk, track, answers)


def _tell(desk: Desk, track: Track, answers: Answers) -> int:
    with desk.ground.store.read() as shelf:
        kinds = tuple(sorted({made.kind for made in shelf.artifacts.of(track.id)}))
        sources = shelf.sources.of(track.id)
    record = record_of(desk, track, kinds)
    opinion = desk.playlists.opinion(track.id)
    record |= {"stars": opinion.stars, "note": opinion.note, "colour": opinion.colour}
    record |= {"genre": track.tags.genre, "sources": [one.original for one in sources]}
    answers.tell(
        record, "\n".join(f"{name:<15} {_cell(value)}" for name, value in record.items())
    )
    return 0


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return on_one_line(" ".join(map(str, value))) or "–"
    return on_one_line(str(value or "–"))


_ACTS: dict[str, Callable[[Desk, Namespace, Answers], int]] = {
    "show": _show,
    "edit": _edit,
    "remove": _remove,
    "restore": _restore,
    "relocate": relocate,
    "replace": replace_file,
    "same": join,
    "cover": cover,
}
