"""List the patterns of the library."""

from argparse import ArgumentParser, Namespace

from luma.cli.answers import Answers, say
from luma.cli.desks import desk_for
from luma.domain.codec import encode


def configure(parser: ArgumentParser) -> None:
    """Take nothing more."""


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk, desk.ground.store.read() as shelf:
        patterns = shelf.patterns.list()
        arguments = {
            p.id: shelf.patterns.get_graph(p.default).graph.arguments if p.default else ()
            for p in patterns
        }
    for pattern in patterns:
        answers.tell(
            {
                "id": pattern.id,
                "name": pattern.name,
                "description": pattern.description,
                "arguments": encode(arguments[pattern.id]),
            }
        )
    rows = [(p.id, p.name, p.description) for p in patterns]
    answers.table(rows, ("id", "name", "what it does"))
    if not patterns:
        say("No pattern yet. `luma demo` brings four.")
    return 0
