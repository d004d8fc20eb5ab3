"""Look at one pattern: check it, run it over a track, copy it, or carry it in and out."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.app.exchange import text_of
from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.desks import desk_for
from luma.cli.named import find_pattern, write_text
from luma.cli.patternrun import run_pattern
from luma.cli.patternsource import graphs_named
from luma.domain.errors import BadValue, LumaError
from luma.domain.pattern import Pattern
from luma.graph.check import Problem, check

ACTS = ("check", "run", "export", "import", "fork")
ONE_ONLY = ("run", "export", "fork")


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("act", choices=ACTS, help="what to do with it")
    parser.add_argument(
        "of",
        nargs="+",
        metavar="PATTERN",
        help="a pattern's name, id or beginning of it, or a JSON or YAML file",
    )
    parser.add_argument(
        "--implementation", metavar="NAME", help="check, run: this one, not the default"
    )
    parser.add_argument("--track", metavar="ID", help="run: on this track")
    parser.add_argument(
        "--start", type=float, default=0.0, metavar="S", help="run: from this second"
    )
    parser.add_argument("--end", type=float, metavar="S", help="run: to this second")
    parser.add_argument("--heads", type=int, default=8, metavar="N", help="run: for N heads")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="run: throw these dice"
    )
    parser.add_argument(
        "--argument",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="run: with this argument; may be given several times",
    )
    parser.add_argument(
        "--strip", type=Path, metavar="FILE.png", help="run: draw heads over time here"
    )
    parser.add_argument("--name", default="", metavar="TEXT", help="fork: what to call it")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="run: frames (.npz); export: .json or .yaml"
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    if args.act in ONE_ONLY and len(args.of) > 1:
        raise BadValue(f"One pattern at a time: {', '.join(args.of)}.")
    with desk_for(args) as desk:
        match args.act:
            case "check":
                return max(_check(desk, name, args.implementation, answers) for name in args.of)
            case "run":
                return run_pattern(desk, args, answers)
            case "export":
                return _export(desk, args.of[0], args.out, answers)
            case "import":
                return max([_import(desk, Path(name), answers) for name in args.of])
            case _:
                made = desk.pattern_shelf.fork(
                    find_pattern(desk, args.of[0]).id, args.name
                ).result()
                answers.tell(_record(made), made.id)
                return 0


def in_words(problem: Problem) -> str:
    """A problem on one line, after the place where it is."""
    place = f"{problem.node}.{problem.port}" if problem.port else problem.node
    return on_one_line(f"{place}: {problem.words}")


def _check(desk: Desk, name: str, implementation: str | None, answers: Answers) -> int:
    found = 0
    for graph in graphs_named(desk, name, implementation):
        for problem in check(graph.graph, patterns=graph.patterns):
            found += 1
            record = {
                "pattern": graph.pattern,
                "implementation": graph.name,
                "node": problem.node,
                "port": problem.port,
                "words": problem.words,
                "blocks": problem.blocks,
            }
            answers.tell(record, in_words(problem))
    if not found:
        answers.tell({"problems": 0}, "Nothing is wrong with it.")
    return 1 if found else 0


def _export(desk: Desk, name: str, file: Path | None, answers: Answers) -> int:
    exported = desk.pattern_shelf.export(find_pattern(desk, name).id)
    for missing in exported.missing:
        say(f'luma: It uses a pattern "{missing}", which the library does not have.')
    if file is None:
        print(text_of(exported.document, ".json" if answers.as_json else ".yaml"), end="")
        return 0
    write_text(file, text_of(exported.document, file.suffix))
    record = {
        "id": exported.document.id,
        "name": exported.document.name,
        "file": str(file),
        "bundled": [each.id for each in exported.document.bundled],
        "missing": list(exported.missing),
    }
    answers.tell(record, on_one_line(str(file)))
    return 0


def _import(desk: Desk, file: Path, answers: Answers) -> int:
    try:
        imported = desk.pattern_shelf.import_file(file).result()
    except LumaError as trouble:
        say(f"luma: {trouble.sentence()}")
        answers.tell({"file": str(file), "status": "failed", "trouble": trouble.sentence()})
        return 1
    for missing in imported.missing:
        say(f'luma: It uses a pattern "{missing}", which the library does not have.')
    for taken in imported.taken:
        record = {**_record(taken.pattern), "file": str(file), "status": taken.how}
        answers.tell(record, _taken_in_words(taken.pattern, taken.how))
    return 0


def _taken_in_words(pattern: Pattern, how: str) -> str:
    name = on_one_line(pattern.name)
    match how:
        case "known":
            return f'{pattern.id}  "{name}" is here already'
        case "copied":
            return f'{pattern.id}  "{name}" is here as another, so this one is beside it'
    return f'{pattern.id}  "{name}"'


def _record(pattern: Pattern) -> dict[str, object]:
    return {"id": pattern.id, "name": pattern.name, "forked_from": pattern.forked_from}
