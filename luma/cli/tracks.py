"""List the tracks of the library, or those that hold all the words."""

from argparse import ArgumentParser, Namespace

from luma.app.services import Desk
from luma.cli.answers import Answers, clock, say
from luma.cli.desks import desk_for
from luma.domain.harmony import KeyTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.track import Track


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("query", nargs="*", metavar="WORD", help="words to look for")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        with desk.ground.store.read() as shelf:
            kinds = shelf.artifacts.kinds()
        tracks = desk.library.tracks(" ".join(args.query))
        records = [record_of(desk, track, kinds.get(track.id, ())) for track in tracks]
    for record in records:
        answers.tell(record)
    heads = ("id", "title", "artist", "BPM", "length", "heard")
    answers.table([_row(record) for record in records], heads)
    if not records:
        say(
            "No track yet. `luma import PATH` brings some in."
            if not args.query
            else "No match."
        )
    return 0


def record_of(desk: Desk, track: Track, kinds: tuple[str, ...]) -> dict[str, object]:
    """What scripts are told of a track."""
    with desk.ground.store.read() as shelf:
        grid = shelf.corrections.grid(track.id).grid
    if grid is None and "beats" in kinds:
        grid = desk.analyses.load(track.id, BeatGrid)
    keys = desk.analyses.load(track.id, KeyTrack) if "key" in kinds else None
    key = None if keys is None else keys.main
    heard = round(grid.bpm, 2) if grid is not None and not grid.assumed else None
    return {
        "id": track.id,
        "sha256": track.source.file_sha256,
        "payload_sha256": track.source.payload_sha256,
        "path": str(track.source.path),
        "title": track.title,
        "artist": track.tags.artist,
        "album": track.tags.album,
        "seconds": round(track.tags.seconds, 3),
        "bpm": heard or track.tags.bpm,
        "key": (track.tags.key or None) if key is None else key.name,
        "camelot": None if key is None else key.camelot,
        "added": track.added,
        "analysed": list(kinds),
    }


def _row(record: dict[str, object]) -> tuple[str, ...]:
    bpm, seconds = record["bpm"], record["seconds"]
    heard = record["analysed"]
    assert isinstance(heard, list)
    return (
        str(record["id"]),
        str(record["title"]),
        str(record["artist"]) or "–",
        f"{bpm:.1f}" if isinstance(bpm, float) else "–",
        clock(seconds) if isinstance(seconds, float) and seconds else "–",
        " ".join(heard) or "–",
    )
