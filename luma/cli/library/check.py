"""Look whether the database is whole, and whether the file of every track is there."""

from argparse import ArgumentParser, Namespace

from luma.cli.answers import Answers, on_one_line
from luma.cli.desks import desk_for


def configure(parser: ArgumentParser) -> None:
    """Take nothing more."""


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        tracks, problems = desk.library.tracks(), desk.library.problems()
    for problem in problems:
        answers.tell({"problem": problem}, on_one_line(problem))
    words = f"{len(tracks)} tracks, {len(problems) or 'no'} problems"
    answers.tell({"tracks": len(tracks), "problems": len(problems)}, words)
    return 1 if problems else 0
