"""Write the library for other programs: as XML for rekordbox, or a playlist as M3U8."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.app.foreignexport import export_for
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.desks import desk_for
from luma.cli.named import write_bytes


def configure(parser: ArgumentParser) -> None:
    """Add what this act takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where to: .xml or .m3u8")
    parser.add_argument(
        "--playlist", metavar="NAME", help="only this one: its name, FOLDER/NAME, or its id"
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        made = export_for(
            desk.ground, desk.analyses, args.file.suffix.casefold(), args.playlist
        )
    write_bytes(args.file, made.data)
    for remark in made.remarks:
        say(f"luma: {remark}")
    tracks, lists = len(made.library.tracks), len(made.library.playlists)
    record = {
        "file": str(args.file),
        "tracks": tracks,
        "playlists": lists,
        "remarks": list(made.remarks),
    }
    answers.tell(record, on_one_line(f"{args.file}: {tracks} tracks, {lists} playlists"))
    return 0
