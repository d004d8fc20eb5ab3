"""List the kinds of nodes that patterns are built from, or show one of them in full."""

from argparse import ArgumentParser, Namespace

from luma.cli.answers import Answers, say
from luma.domain.nodetype import NodeType, Port, Setting


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument(
        "word",
        nargs="?",
        default="",
        metavar="WORD",
        help="only those that hold it in their name or help; a whole name shows all of one",
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    from luma.graph.register import node_types

    answers, kinds = Answers(as_json=args.json), tuple(node_types())
    exact = [kind for kind in kinds if kind.key == args.word]
    found = exact or [kind for kind in kinds if _holds(kind, args.word.casefold())]
    for kind in found:
        answers.tell(_record(kind), in_full(kind) if exact else "")
    if not found:
        say(f'No node has "{args.word}" in its name. `luma nodes` lists them all.')
    if not exact:
        rows = [(kind.key, kind.help.splitlines()[0]) for kind in found]
        answers.table(rows, ("node", "what it does"))
    return 0


def in_full(kind: NodeType) -> str:
    """All that is known of a kind of node, in lines."""
    lines = [f"{kind.key}  {kind.title}", kind.help]
    lines += [f"  takes  {_port(port, is_input=True)}" for port in kind.inputs]
    lines += [f"  gives  {_port(port, is_input=False)}" for port in kind.outputs]
    lines += [f"  set    {_setting(setting)}" for setting in kind.settings]
    return "\n".join(lines)


def _holds(kind: NodeType, word: str) -> bool:
    return any(word in text.casefold() for text in (kind.key, kind.title, kind.help))


def _port(port: Port, *, is_input: bool) -> str:
    from luma.graph.nodecheck import FROM_TRACK

    marks: list[str] = [port.kind]
    if port.optional:
        marks.append("may be left open")
    elif is_input and port.kind in FROM_TRACK:
        marks.append("the track's own where nothing is wired")
    marks += ["takes many wires"] if port.many else []
    return f"{port.name}: {', '.join(marks)}"


def _setting(setting: Setting) -> str:
    about: list[str] = [setting.kind]
    if setting.choices:
        about.append(f"one of {', '.join(setting.choices)}")
    if setting.low is not None or setting.high is not None:
        low = "" if setting.low is None else f"{setting.low:g}"
        high = "" if setting.high is None else f"{setting.high:g}"
        about.append(f"{low} … {high} {setting.unit}".rstrip())
    if setting.wirable:
        about.append("can be wired")
    return f"{setting.name} = {setting.default!r}: {', '.join(about)}"


def _record(kind: NodeType) -> dict[str, object]:
    from luma.domain.codec import encode

    return {
        "type": kind.key,
        "family": kind.family,
        "title": kind.title,
        "help": kind.help,
        "inputs": encode(kind.inputs),
        "outputs": encode(kind.outputs),
        "parameters": encode(kind.settings),
    }
