"""Bring in another program's library: rekordbox (XML), Traktor, Engine DJ, Serato, Mixxx, M3U.

Nothing is written there. What a person has made here stays: only what is empty is filled.
"""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.app.foreign import Brought, Foreign, Report
from luma.app.foreignfiles import Finder, read_map
from luma.app.foreignlists import Filled
from luma.app.foreignmarks import WHAT
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.desks import desk_for
from luma.cli.meter import Meter, so_far
from luma.domain.errors import BadValue


def configure(parser: ArgumentParser) -> None:
    """Add what this act takes."""
    parser.add_argument("source", type=Path, metavar="SOURCE", help="its file or folder")
    parser.add_argument(
        "--what", metavar="KINDS", help=f"only some of {','.join(WHAT)} (all by default)"
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="OLD=NEW",
        help="where paths that begin with OLD lie here; may be given several times",
    )
    parser.add_argument(
        "--music", type=Path, metavar="FOLDER", help="look below it for files by name and size"
    )
    parser.add_argument("--dry-run", action="store_true", help="tell what would come, only")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers, began = Answers(as_json=args.json), time.monotonic()
    what = _kinds(args.what)
    finder = Finder([read_map(text) for text in args.map], args.music)
    with desk_for(args) as desk:
        foreign = Foreign(desk.ground, desk.library, desk.grids)
        if args.dry_run:
            report = foreign.look(args.source, finder, what)
            for one in report.tracks:
                _tell(answers, one)
        else:
            report = _bring(foreign, args, finder, what, answers)
    for remark in report.remarks:
        answers.tell({"remark": remark})
        if not args.json:
            say(f"luma: {remark}")
    for filled in report.lists:
        answers.tell(_list_record(filled))
    _sum_up(answers, report, time.monotonic() - began, is_dry=args.dry_run)
    return 1 if report.count("missing") or report.count("failed") else 0


def _bring(
    foreign: Foreign, args: Namespace, finder: Finder, what: tuple[str, ...], answers: Answers
) -> Report:
    """Do it, with a line that tells how far it is."""
    meter = Meter()

    def tell(one: Brought) -> None:
        meter.clear()
        _tell(answers, one)

    try:
        return foreign.bring(
            args.source,
            finder,
            what,
            tell,
            lambda share: meter.show(so_far("bringing in files", share)),
        )
    finally:
        meter.clear()


def _kinds(text: str | None) -> tuple[str, ...]:
    kinds = WHAT if text is None else tuple(part.strip() for part in text.split(","))
    for kind in kinds:
        if kind not in WHAT:
            raise BadValue(
                f'"{kind}" is nothing that is brought in.', hint=f"Choose of {', '.join(WHAT)}."
            )
    return kinds


def _tell(answers: Answers, one: Brought) -> None:
    trouble = None if one.trouble is None else one.trouble.sentence()
    answers.tell(
        {
            "path": one.track.path,
            "status": one.status,
            "file": None if one.file is None else str(one.file),
            "track": None if one.here is None else one.here.id,
            "grid": one.has_grid,
            "cues": one.cues,
            "error": trouble,
        }
    )
    if trouble is not None and not answers.as_json:
        say(f"luma: {one.status}: {trouble}")


def _list_record(filled: Filled) -> dict[str, object]:
    return {
        "playlist": filled.playlist.name,
        "folders": list(filled.playlist.folders),
        "status": filled.status,
        "added": len(filled.taken),
        "missing": len(filled.missing),
    }


def _sum_up(answers: Answers, report: Report, seconds: float, *, is_dry: bool) -> None:
    counts = {
        "program": report.program,
        "found": report.count("found"),
        "imported": report.count("imported"),
        "known": report.count("known"),
        "missing": report.count("missing"),
        "failed": report.count("failed"),
        "playlists": sum(each.status != "known" for each in report.lists),
        "entries": sum(len(each.taken) for each in report.lists),
        "grids": sum(one.has_grid for one in report.tracks),
        "cues": sum(one.cues for one in report.tracks),
        "remarks": len(report.remarks),
        "seconds": round(seconds, 3),
    }
    tracks = (
        f"{counts['found']} tracks would come"
        if is_dry
        else f"{counts['imported']} tracks came, {counts['known']} were here"
    )
    answers.tell(
        counts,
        on_one_line(
            f"{report.program}: {tracks}, {counts['missing']} are missing, "
            f"{counts['failed']} failed; {counts['playlists']} playlists with "
            f"{counts['entries']} entries, {counts['grids']} beat grids, {counts['cues']} cues."
        ),
    )
