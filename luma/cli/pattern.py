"""Look at one pattern: check its graph, or run it over a track."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import numpy as np

from luma.app.demo import PATTERN
from luma.app.features import features_of, seconds_of
from luma.app.services import Desk
from luma.cli.answers import Answers, say
from luma.cli.desks import desk_for
from luma.domain.codec import decode, read_json
from luma.domain.curve import FrameTimes
from luma.domain.errors import BadDocument, BadGraph, BadValue, Refused
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import FixtureId, PatternId
from luma.domain.light import ATTRIBUTES, LightBuffer
from luma.domain.units import LIGHT_FPS
from luma.domain.venue import Head
from luma.graph.check import Problem, check
from luma.graph.context import RunContext
from luma.graph.plan import compile_plan
from luma.graph.run import run as run_plan

MOST_HEADS = 4096


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("act", choices=("check", "run"), help="what to do with it")
    parser.add_argument("pattern", metavar="PATTERN", help="a pattern's id, or a JSON file")
    parser.add_argument("--track", metavar="ID", help="the track to run on")
    parser.add_argument(
        "--start", type=float, default=0.0, metavar="S", help="from this second"
    )
    parser.add_argument("--end", type=float, metavar="S", help="to this second")
    parser.add_argument("--heads", type=int, default=8, metavar="N", help="for so many heads")
    parser.add_argument("--out", type=Path, metavar="FILE.npz", help="write the frames here")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        graph = _graph(desk, args.pattern)
        if args.act == "check":
            return _check(graph, answers)
        return _run(desk, graph, args, answers)


def _graph(desk: Desk, name: str) -> GraphDoc:
    file = Path(name)
    if file.suffix == ".json" and file.exists():
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, ValueError) as cause:
            raise BadDocument(f'"{file}" does not hold a pattern: {cause}.') from cause
        data = read_json(text, f'"{file}"')
        if isinstance(data, dict) and "graph" in data:
            return PATTERN.read(text).graph
        return decode(GraphDoc, data)
    with desk.ground.store.read() as shelf:
        pattern = shelf.patterns.get(PatternId(name))
        if pattern.default is None:
            raise BadGraph(f'The pattern "{pattern.name}" has no graph yet.')
        return shelf.patterns.get_graph(pattern.default).graph


def _check(graph: GraphDoc, answers: Answers) -> int:
    problems = check(graph)
    for problem in problems:
        answers.tell(problem, _in_words(problem))
    if not problems:
        answers.tell({"problems": 0}, "Nothing is wrong with it.")
    return 1 if problems else 0


def _run(desk: Desk, graph: GraphDoc, args: Namespace, answers: Answers) -> int:
    if not args.track:
        raise BadValue("A pattern runs on a track.", hint="Name one with --track ID.")
    if not 1 <= args.heads <= MOST_HEADS:
        raise BadValue(f"A pattern runs for 1 to {MOST_HEADS} heads, not {args.heads}.")
    track = desk.library.track(args.track)
    seconds = seconds_of(desk.analyses, track.id, track.tags.seconds)
    end = seconds if args.end is None else min(args.end, seconds)
    if not 0.0 <= args.start < end:
        raise BadValue(f"There is no light from second {args.start:g} to {end:g}.")
    first, stop = round(args.start * LIGHT_FPS), round(end * LIGHT_FPS)
    heads = tuple(
        Head(FixtureId(f"head{n + 1}"), 0, (n - (args.heads - 1) / 2, 3.0, 3.0))
        for n in range(args.heads)
    )
    features = features_of(desk.analyses, track.id, seconds)
    context = RunContext(FrameTimes(first, stop - first), heads, features)
    result = run_plan(compile_plan(graph), context)
    for problem in result.problems:
        say(f"luma: {_in_words(problem)}")
    if args.out:
        _write(result.light, args.out)
    level = result.light.values[:, :, 0]
    record = {
        "heads": args.heads,
        "frames": stop - first,
        "mean_intensity": round(float(level.mean()), 4),
        "deviation": round(float(level.std()), 4),
        "out": str(args.out) if args.out else None,
        "problems": [problem.words for problem in result.problems],
    }
    words = f"{args.heads} heads × {stop - first} frames, mean intensity {level.mean():.3f}"
    answers.tell(record, words)
    return 1 if any(problem.blocks for problem in result.problems) else 0


def _in_words(problem: Problem) -> str:
    place = f"{problem.node}.{problem.port}" if problem.port else problem.node
    return f"{place}: {problem.words}"


def _write(light: LightBuffer, path: Path) -> None:
    try:
        np.savez_compressed(path, frames=light.values, set=light.set, attributes=ATTRIBUTES)
    except OSError as cause:
        raise Refused(
            f'The frames could not be written to "{path}": {cause.strerror or cause}.',
            hint="Check that its folder is there and has room.",
        ) from cause
