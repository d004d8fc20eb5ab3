"""Write the whole library into one file: tracks with their files, and all that was made.

What can be made again, such as decoded sound and stems, is left out.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.app.archives import write_archive
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.desks import desk_for
from luma.cli.meter import Meter, so_far


def configure(parser: ArgumentParser) -> None:
    """Add what this act takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; often a .zip")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers, meter = Answers(as_json=args.json), Meter()
    with desk_for(args) as desk:
        try:
            made = write_archive(
                desk.paths, args.file, lambda share: meter.show(so_far("writing", share))
            )
        finally:
            meter.clear()
    for missing in made.missing:
        say(f"luma: the file of a track is gone and was left out: {missing}")
    record = {
        "file": str(args.file),
        "tracks": made.tracks,
        "files": made.files,
        "bytes": made.bytes,
        "missing": list(made.missing),
    }
    words = f"{args.file}: {made.tracks} tracks, {made.files} files, {made.bytes / 1e6:.1f} MB"
    answers.tell(record, on_one_line(words))
    return 1 if made.missing else 0
