"""What `luma track` does with the files of tracks: find, replace, join, and their pictures."""

import shutil
from argparse import Namespace
from pathlib import Path

from luma.app.refinding import Found
from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line, say
from luma.domain.errors import NotFound, Refused
from luma.domain.track import Track


def relocate(desk: Desk, args: Namespace, answers: Answers) -> int:
    """Find gone files again in a folder, of one track or of all; 1 where some stay gone."""
    folder = Path(args.words[-1])
    name = desk.library.track(args.words[0]).id if len(args.words) > 1 else None

    def tell(one: Found) -> None:
        status = "missing" if one.path is None else "found"
        record = {
            "track": one.track.id,
            "title": one.track.title,
            "status": status,
            "path": None if one.path is None else str(one.path),
        }
        where = "" if one.path is None else f"  {one.path}"
        answers.tell(record, on_one_line(f"{status:<8} {one.track.title}{where}"))

    found = desk.library.relocate(folder, name, tell)
    missing = sum(one.path is None for one in found)
    summary = {"found": len(found) - missing, "missing": missing}
    words = f"{summary['found']} found, {missing} still missing"
    answers.tell(summary, words if found else "No file of a track is gone.")
    return 1 if missing else 0


def replace_file(desk: Desk, args: Namespace, answers: Answers) -> int:
    """Give a track another file, and keep all work."""
    before = desk.library.track(args.words[0])
    after = desk.library.replace(before.id, Path(args.words[1]))
    longer = after.tags.seconds - before.tags.seconds
    record = {
        "id": after.id,
        "sha256": after.source.file_sha256,
        "path": str(after.source.path),
        "longer": round(longer, 3),
    }
    answers.tell(record, f'"{on_one_line(after.title)}" plays from {args.words[1]} now.')
    if abs(longer) > 1:
        way = "longer" if longer > 0 else "shorter"
        say(f"It is {abs(longer):.1f} seconds {way}; look whether the score still fits.")
    return 0


def join(desk: Desk, args: Namespace, answers: Answers) -> int:
    """Make one track of two, or list the pairs of which that could be made."""
    if args.words:
        kept, gone = (desk.library.track(word) for word in args.words)
        track = desk.library.same(kept.id, gone.id)
        answers.tell(
            {"id": track.id, "title": track.title, "joined": gone.id},
            f'"{on_one_line(track.title)}" has the files and the work of both now.',
        )
        return 0
    pairs = desk.library.twins()
    for one, other in pairs:
        answers.tell({"track": one.id, "other": other.id, "titles": [one.title, other.title]})
    answers.table(
        [(one.id, other.id, _titles(one, other)) for one, other in pairs], ("id", "other", "")
    )
    if not pairs:
        say("No two tracks that were heard have the same samples.")
    return 0


def cover(desk: Desk, args: Namespace, answers: Answers) -> int:
    """Say where the picture of a track lies, or write it somewhere."""
    track = desk.library.track(args.words[0])
    picture = desk.library.cover(track.id)
    if picture is None:
        raise NotFound(f'The file of "{track.title}" carries no picture.')
    if args.out is not None:
        try:
            shutil.copyfile(picture, args.out)
        except OSError as cause:
            why = cause.strerror or cause
            raise Refused(f'"{args.out}" could not be written: {why}.') from cause
    where = args.out or picture
    answers.tell({"id": track.id, "cover": str(where)}, on_one_line(str(where)))
    return 0


def _titles(one: Track, other: Track) -> str:
    return one.title if one.title == other.title else f"{one.title} / {other.title}"
