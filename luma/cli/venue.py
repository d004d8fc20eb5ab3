"""List venues, and write them into files or read them from there: Luma's own, or MVR."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from luma.app.rigs import RIG, bring_rig, write_rig
from luma.app.services import Desk
from luma.app.venues import free_name, read_venue
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.desks import desk_for
from luma.cli.named import find_venue, write_document
from luma.domain.documents import VENUE
from luma.domain.errors import BadValue
from luma.domain.ids import VenueId, new_id
from luma.domain.venue import Venue


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("act", choices=("list", "export", "import"), help="what to do")
    parser.add_argument("of", nargs="?", metavar="WHAT", help="a venue, or the file to import")
    parser.add_argument("--out", type=Path, metavar="FILE", help="export: write it here")
    parser.add_argument(
        "--mvr", type=Path, metavar="FILE", help="export: write it here as an MVR file"
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        match args.act:
            case "list":
                _list(desk, answers)
            case "export":
                _export(desk, find_venue(desk, args.of), args, answers)
            case _:
                if args.of is None:
                    raise BadValue("Which file?", hint="Name it: `luma venue import FILE`.")
                _save(desk, _read(desk, Path(args.of)), answers)
    return 0


def _list(desk: Desk, answers: Answers) -> None:
    with desk.ground.store.read() as shelf:
        venues = shelf.venues.list()
    records = [_record(desk, venue) for venue in venues]
    for record in records:
        answers.tell(record)
    heads = ("id", "name", "fixtures", "heads", "groups")
    answers.table([[str(record[name]) for name in heads] for record in records], heads)
    if not venues:
        say("No venue yet. `luma demo` brings one.")


def _export(desk: Desk, venue: Venue, args: Namespace, answers: Answers) -> None:
    if args.mvr is not None:
        write_rig(venue, args.mvr, desk.fixtures)
    if args.out is not None:
        write_document(args.out, VENUE, venue)
    files = [file for file in (args.mvr, args.out) if file is not None]
    for file in files:
        answers.tell({**_record(desk, venue), "file": str(file)}, on_one_line(str(file)))
    if not files:
        print(VENUE.write(venue))


def _read(desk: Desk, file: Path) -> Venue:
    if file.suffix.casefold() != RIG:
        return read_venue(file)
    rig = bring_rig(file, desk.fixtures)
    for remark in rig.remarks:
        say(f"luma: {file.name}: {remark}")
    return rig.venue


def _save(desk: Desk, venue: Venue, answers: Answers) -> None:
    """Shelve a venue that is new here; a name that is taken is not taken away."""
    desk.lights.heads_in(venue)
    with desk.ground.store.read() as shelf:
        there = shelf.venues.list()
    if venue.id in {other.id for other in there}:
        venue = replace(venue, id=VenueId(new_id()))
    venue = replace(venue, name=free_name(venue.name, {other.name for other in there}))
    desk.ground.keeper.save(lambda shelf: shelf.venues.save(venue)).result()
    answers.tell(_record(desk, venue), venue.id)


def _record(desk: Desk, venue: Venue) -> dict[str, object]:
    return {
        "id": venue.id,
        "name": venue.name,
        "fixtures": len(venue.fixtures),
        "heads": len(desk.lights.heads_in(venue)),
        "groups": len(venue.groups),
    }
