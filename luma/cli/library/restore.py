"""Put a copy of the database back; what is there now is copied first.

Close other windows on the library before: they still show what was there.
"""

from argparse import ArgumentParser, Namespace

from luma.cli.answers import Answers, on_one_line
from luma.cli.desks import desk_for
from luma.cli.library.backups import record


def configure(parser: ArgumentParser) -> None:
    """Add what this act takes."""
    parser.add_argument("name", metavar="NAME", help="a copy, or a part of its name")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        copies = desk.safekeeping.copies
        copy = copies.find(args.name)
        before = copies.restore(copy)
    words = f'The library is as it was in "{copy.name}". What it was before: "{before.name}".'
    answers.tell({**record(copy), "before": before.name}, on_one_line(words))
    return 0
