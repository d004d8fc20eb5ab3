"""Copy the database now, whole, while programs may be using it."""

from argparse import ArgumentParser, Namespace

from luma.cli.answers import Answers, on_one_line
from luma.cli.desks import desk_for
from luma.cli.library.backups import record


def configure(parser: ArgumentParser) -> None:
    """Take nothing more."""


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        made = desk.safekeeping.copies.take()
    answers.tell(record(made), on_one_line(f"{made.path}"))
    return 0
