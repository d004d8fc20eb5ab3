"""Hear tracks: make everything that the workshop can and that is not there yet."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from luma.analysis.order import Choice
from luma.app.analyses import Wish
from luma.app.paths import Paths
from luma.app.settings import AnalysisSettings, read_settings
from luma.cli.answers import Answers
from luma.cli.desks import desk_for
from luma.cli.working import finish_tracks
from luma.domain.errors import BadValue


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="tracks; all where none is named")
    parser.add_argument("--only", metavar="KIND,KIND", help="these kinds alone")
    parser.add_argument(
        "--engine", action="append", default=[], metavar="KIND=ENGINE", help="use this engine"
    )
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="so many at once")
    parser.add_argument("--force", action="store_true", help="make again what is there")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    settings = read_settings(Paths.find(args.library).settings)
    if args.jobs:
        settings = replace(settings, analysis=AnalysisSettings(args.jobs))
    kinds = tuple(args.only.split(",")) if args.only else None
    wish = Wish(kinds, dict(_choice(text) for text in args.engine))
    with desk_for(args, settings) as desk:
        named = [desk.library.track(name) for name in args.ids] or desk.library.tracks()
        if args.force:
            for track in named:
                desk.analyses.forget(track.id, wish)
        went_well = finish_tracks(desk, {track.id for track in named}, wish, answers)
    return 0 if went_well else 1


def _choice(text: str) -> tuple[str, Choice]:
    kind, equals, engine = text.partition("=")
    if not (kind and equals and engine):
        raise BadValue(f'"{text}" names no engine.', hint="Write it as KIND=ENGINE.")
    return kind, Choice(engine)
