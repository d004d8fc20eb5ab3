"""Fill an empty library from an archive: all of it, or nothing where something is wrong."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.app.archives import read_archive
from luma.cli.answers import Answers, on_one_line
from luma.cli.desks import desk_for
from luma.cli.meter import Meter, so_far


def configure(parser: ArgumentParser) -> None:
    """Add what this act takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what `export` wrote")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers, meter = Answers(as_json=args.json), Meter()
    with desk_for(args) as desk:
        try:
            tracks = read_archive(
                desk.paths,
                desk.safekeeping.copies,
                args.file,
                lambda share: meter.show(so_far("reading", share)),
            )
        finally:
            meter.clear()
    words = f"{tracks} tracks came from {args.file}"
    answers.tell({"file": str(args.file), "tracks": tracks}, on_one_line(words))
    return 0
