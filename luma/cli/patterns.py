"""List the patterns of the library, or those with a tag."""

from argparse import ArgumentParser, Namespace

from luma.app.repertoire import ListedPattern
from luma.cli.answers import Answers, say
from luma.cli.desks import desk_for
from luma.domain.codec import encode
from luma.domain.graphdoc import Argument
from luma.store.store import Shelf


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("--tag", metavar="TAG", help="only those that carry it")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        listed = [p for p in desk.repertoire.patterns() if args.tag in {None, *p.tags}]
        with desk.ground.store.read() as shelf:
            arguments = {pattern.id: _arguments(shelf, pattern) for pattern in listed}
    for pattern in listed:
        graphs: list[dict[str, object]] = [
            {"id": graph, "name": name, "default": graph == pattern.graph}
            for graph, name in pattern.implementations
        ]
        answers.tell(
            {
                "id": pattern.id,
                "name": pattern.name,
                "description": pattern.description,
                "tags": list(pattern.tags),
                "preset": pattern.is_preset,
                "clips": pattern.plays,
                "implementations": graphs,
                "arguments": encode(arguments[pattern.id]),
            }
        )
    rows = [(p.id, p.name, " ".join(p.tags), p.description) for p in listed]
    answers.table(rows, ("id", "name", "tags", "what it does"))
    if not listed:
        say("There is none. `luma patterns` lists them all." if args.tag else "No pattern yet.")
    return 0


def _arguments(shelf: Shelf, pattern: ListedPattern) -> tuple[Argument, ...]:
    return (
        () if pattern.graph is None else shelf.patterns.get_graph(pattern.graph).graph.arguments
    )
