"""Hear tracks: make everything that the workshop can and that is not there yet."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from luma.analysis.order import Choice
from luma.app.analyses import Wish
from luma.app.paths import Paths
from luma.app.settings import AnalysisSettings, read_settings
from luma.cli.answers import Answers, say
from luma.cli.desks import desk_for
from luma.cli.working import finish_tracks
from luma.domain.errors import BadValue

MOST_JOBS = 64


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="tracks; all where none is named")
    parser.add_argument("--only", metavar="KIND,KIND", help="these kinds alone")
    parser.add_argument(
        "--engine", action="append", default=[], metavar="KIND=ENGINE", help="use this engine"
    )
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="so many at once")
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="let the machines of this dask scheduler work (tcp://host:8786)",
    )
    parser.add_argument("--retry", action="store_true", help="try again what failed before")
    parser.add_argument("--force", action="store_true", help="make again what is there")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    settings = read_settings(Paths.find(args.library).settings)
    if not 0 <= args.jobs <= MOST_JOBS:
        raise BadValue(f"From 0 to {MOST_JOBS} jobs run at once, not {args.jobs}.")
    chosen = AnalysisSettings(
        args.jobs or settings.analysis.slots,
        settings.analysis.scheduler if args.scheduler is None else args.scheduler,
    )
    settings = replace(settings, analysis=chosen)
    kinds = None if args.only is None else _kinds(args.only)
    wish = Wish(kinds, dict(_choice(text) for text in args.engine))
    with desk_for(args, settings) as desk:
        if args.scheduler:
            desk.lane.call(desk.analyses.open_runner)
        named = [desk.library.track(name) for name in args.ids] or desk.library.tracks()
        if not named:
            say("No track yet. `luma import PATH` brings some in.")
        for track in named:
            if args.force:
                desk.analyses.forget(track.id, wish)
            elif args.retry:
                desk.analyses.pardon(track.id, wish)
        went_well = finish_tracks(desk, {track.id for track in named}, wish, answers)
    return 0 if went_well else 1


def _kinds(text: str) -> tuple[str, ...]:
    kinds = tuple(kind.strip() for kind in text.split(",") if kind.strip())
    if not kinds:
        raise BadValue(f'"{text}" names no kind.', hint="Write it as --only beats,chords.")
    return kinds


def _choice(text: str) -> tuple[str, Choice]:
    kind, equals, engine = text.partition("=")
    if not (kind and equals and engine):
        raise BadValue(f'"{text}" names no engine.', hint="Write it as KIND=ENGINE.")
    return kind, Choice(engine)
