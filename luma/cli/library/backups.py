"""List the copies of the database, the newest first."""

from argparse import ArgumentParser, Namespace

from luma.app.safekeeping import Copy
from luma.cli.answers import Answers, say
from luma.cli.desks import desk_for


def configure(parser: ArgumentParser) -> None:
    """Take nothing more."""


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        copies = desk.safekeeping.copies.all()
    for copy in copies:
        answers.tell(record(copy))
    rows = [[c.name, f"{c.at:%Y-%m-%d %H:%M} UTC", f"{c.bytes / 1e6:.1f} MB"] for c in copies]
    answers.table(rows, ("name", "made", "size"))
    if not copies:
        say("There is no copy yet; one is made each day on which something changed.")
    return 0


def record(copy: Copy) -> dict[str, object]:
    """A copy as scripts see it."""
    return {
        "name": copy.name,
        "made": copy.at.isoformat(),
        "bytes": copy.bytes,
        "path": str(copy.path),
    }
