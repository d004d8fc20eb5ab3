"""A pattern, run over a stretch of a track: its frames, what is wrong, and a picture of it."""

import io
from argparse import Namespace
from collections.abc import Mapping

import numpy as np

from luma.app.clipstrips import strip_of
from luma.app.features import seconds_of
from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.named import write_bytes
from luma.cli.patternsource import NamedGraph, graph_named
from luma.cli.picturefile import Pixels, write_png
from luma.domain.curve import FrameTimes
from luma.domain.errors import BadValue, LumaError
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import FixtureId
from luma.domain.light import ATTRIBUTES, LightBuffer
from luma.domain.nodetype import Json
from luma.domain.units import LIGHT_FPS
from luma.domain.venue import Head
from luma.graph.context import RunContext
from luma.graph.plan import compile_plan
from luma.graph.run import Result
from luma.graph.run import run as run_plan
from luma.score.compositor import ClipLight

MOST_HEADS = 4096
STRIP_COLUMNS = 1200
STRIP_ROW = 12


def run_pattern(desk: Desk, args: Namespace, answers: Answers) -> int:
    """Run it, tell and write what was asked for, and give the exit code."""
    named = graph_named(desk, args.of[0], args.implementation)
    result = _result(desk, named, args)
    for problem in result.problems:
        place = f"{problem.node}.{problem.port}" if problem.port else problem.node
        say(f"luma: {place}: {problem.words}")
    if args.out:
        write_bytes(args.out, _packed(result.light))
    if args.strip:
        write_png(picture_of(result.light), args.strip)
    level = result.light.values[:, :, 0]
    record = {
        "heads": args.heads,
        "frames": result.light.frames,
        "mean_intensity": round(float(level.mean()), 4),
        "deviation": round(float(level.std()), 4),
        "out": str(args.out) if args.out else None,
        "strip": str(args.strip) if args.strip else None,
        "problems": [problem.words for problem in result.problems],
    }
    words = (
        f"{args.heads} heads × {result.light.frames} frames, mean intensity {level.mean():.3f}"
    )
    answers.tell(record, on_one_line(words))
    return 1 if any(problem.blocks for problem in result.problems) else 0


def _result(desk: Desk, named: NamedGraph, args: Namespace) -> Result:
    if not args.track:
        raise BadValue("A pattern runs on a track.", hint="Name one with --track ID.")
    if not 1 <= args.heads <= MOST_HEADS:
        raise BadValue(f"A pattern runs for 1 to {MOST_HEADS} heads, not {args.heads}.")
    arguments = _arguments(args.argument, named.graph)
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
    features = desk.lane.call(lambda: desk.grids.features(track.id))
    times = FrameTimes(first, stop - first)
    context = RunContext(times, heads, features, arguments, args.seed)
    return run_plan(compile_plan(named.graph, patterns=named.patterns), context)


def _arguments(given: list[str], graph: GraphDoc) -> Mapping[str, Json]:
    """The arguments in words like `colour=[1, 0, 0]`; what is no JSON is text."""
    from luma.app.plaintext import read_plain

    known = [argument.name for argument in graph.arguments]
    found: dict[str, Json] = {}
    for words in given:
        name, equals, value = words.partition("=")
        if not equals or name not in known:
            raise BadValue(
                f'The pattern has no argument "{name}".'
                if equals
                else f'"{words}" has no "=".',
                hint=f"It takes {', '.join(known)}." if known else "It takes none.",
            )
        try:
            found[name] = read_plain(value.encode(), name, ".yaml")
        except LumaError:
            found[name] = value
    return found


def picture_of(light: LightBuffer) -> Pixels:
    """Heads from top to bottom over time from left to right; black where nothing shines."""
    strip = strip_of(ClipLight(light, tuple(range(light.heads))))
    if strip is None:
        return np.zeros((STRIP_ROW, STRIP_COLUMNS, 3), np.uint8)
    level = strip.levels[strip.level_for(STRIP_COLUMNS)]
    wide = max(1, STRIP_COLUMNS // level.shape[1])
    high = max(1, STRIP_ROW if light.heads <= 64 else 2)
    return level.repeat(high, axis=0).repeat(wide, axis=1)


def _packed(light: LightBuffer) -> bytes:
    packed = io.BytesIO()
    np.savez_compressed(packed, frames=light.values, set=light.set, attributes=ATTRIBUTES)
    return packed.getvalue()
