"""List the kinds of nodes that patterns are built from."""

from argparse import ArgumentParser, Namespace

from luma.cli.answers import Answers, say


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument(
        "word", nargs="?", default="", metavar="WORD", help="only those that hold it"
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    from luma.domain.codec import encode
    from luma.graph.register import node_types

    answers, rows = Answers(as_json=args.json), []
    for kind in node_types():
        if args.word not in kind.key:
            continue
        answers.tell(
            {
                "type": kind.key,
                "family": kind.family,
                "title": kind.title,
                "help": kind.help,
                "inputs": encode(kind.inputs),
                "outputs": encode(kind.outputs),
                "parameters": encode(kind.settings),
            }
        )
        rows.append((kind.key, kind.help.splitlines()[0]))
    if not rows:
        say(f'No node has "{args.word}" in its name. `luma nodes` lists them all.')
    answers.table(rows, ("node", "what it does"))
    return 0
