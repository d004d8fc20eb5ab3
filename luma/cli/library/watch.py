"""Watch folders, so that their new files come in by themselves while Luma is open."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.desks import desk_for
from luma.cli.import_ import summed_up, tell_outcome
from luma.domain.errors import BadValue


def configure(parser: ArgumentParser) -> None:
    """Add what this act takes."""
    acts = ("add", "remove", "list", "look")
    parser.add_argument("watch_act", choices=acts, metavar="WHAT", help=", ".join(acts))
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="add, remove")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    if (args.folder is None) == (args.watch_act in {"add", "remove"}):
        raise BadValue(
            "Only add and remove take a folder, and they need one.",
            hint="Write `luma library watch add FOLDER`, or `luma library watch list`.",
        )
    with desk_for(args) as desk:
        if args.watch_act == "list":
            return _list(desk, answers)
        if args.watch_act == "look":
            outcomes = desk.watching.look()
            for outcome in outcomes:
                tell_outcome(answers, outcome)
            return summed_up(answers, outcomes)
        return _change(desk, args, answers)


def _list(desk: Desk, answers: Answers) -> int:
    watched = desk.watching.folders()
    records = [
        {"folder": str(one.folder), "since": one.since, "there": one.folder.is_dir()}
        for one in watched
    ]
    for record in records:
        answers.tell(record)
    rows = [(str(r["folder"]), "" if r["there"] else "away") for r in records]
    answers.table(rows, ("folder", ""))
    if not records:
        say("No folder is watched. `luma library watch add FOLDER` begins it.")
    return 0


def _change(desk: Desk, args: Namespace, answers: Answers) -> int:
    folder = args.folder.absolute()
    adds = args.watch_act == "add"
    changed = desk.watching.add(folder) if adds else desk.watching.remove(folder)
    status = {
        (True, True): "watched",
        (True, False): "watched already",
        (False, True): "watched no longer",
        (False, False): "not watched",
    }[adds, changed]
    answers.tell(
        {"folder": str(folder), "status": status}, f"{status}: {on_one_line(str(folder))}"
    )
    if adds and changed:
        say("Its files come in while Luma is open; `luma library watch look` takes them now.")
    return 0 if adds or changed else 1
