"""Show one track, change what it is called, put it into the trash or take it back."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line
from luma.cli.desks import desk_for
from luma.cli.tracks import record_of
from luma.domain.errors import BadValue
from luma.domain.track import Track

MOST_BPM = 1000
TEXTS = ("title", "artist", "album", "key")


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    acts = ("show", "edit", "remove", "restore")
    parser.add_argument("act", choices=acts, help="what to do with it")
    parser.add_argument("id", metavar="ID", help="a track")
    for name in TEXTS:
        parser.add_argument(f"--{name}", metavar="TEXT", help=f"edit: its {name}")
    parser.add_argument("--bpm", type=float, metavar="N", help="edit: its tempo; 0 for none")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        if args.act == "restore":
            track = desk.library.restore(args.id).result()
        else:
            track = desk.library.track(args.id)
        if args.act == "edit":
            track = _edit(desk, track, args)
        if args.act == "remove":
            desk.library.remove(track.id).result()
            answers.tell(
                {"id": track.id, "title": track.title, "status": "removed"},
                f"{on_one_line(track.title)} lies in the trash now; "
                f"`luma track restore {track.id}` takes it back.",
            )
            return 0
        with desk.ground.store.read() as shelf:
            kinds = tuple(sorted({made.kind for made in shelf.artifacts.of(track.id)}))
        record = record_of(desk, track, kinds)
    answers.tell(
        record, "\n".join(f"{name:<15} {_cell(value)}" for name, value in record.items())
    )
    return 0


def _edit(desk: Desk, track: Track, args: Namespace) -> Track:
    given = {name: getattr(args, name) for name in TEXTS if getattr(args, name) is not None}
    if args.bpm is not None:
        if not 0.0 <= args.bpm <= MOST_BPM:
            raise BadValue(f"A tempo lies between 0 and {MOST_BPM} BPM, not at {args.bpm:g}.")
        given["bpm"] = args.bpm or None
    if not given:
        raise BadValue("Nothing is to be changed.", hint="Give --title, --artist or another.")
    return desk.library.tag(track.id, replace(track.tags, **given)).result()


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return " ".join(map(str, value)) or "–"
    return on_one_line(str(value or "–"))
