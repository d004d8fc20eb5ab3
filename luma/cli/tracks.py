"""List the tracks of the library, or those that a search finds.

Words are looked for everywhere, `artist:kite` in one field, `-word` not at all; `bpm:120-128`,
`key:8A`, `key:~8A` (with its neighbours on the wheel), `stars:>=4`, `length:<4:00`,
`added:<7d`, `played:never`, `has:stems` and `list:NAME` are conditions. Put them between
quotation marks, for shells have their own thoughts on `<`, `>`, `~` and `-word`.
"""

from argparse import ArgumentParser, Namespace

from luma.app.services import Desk
from luma.cli.answers import Answers, clock, say
from luma.cli.desks import desk_for
from luma.domain.errors import BadValue
from luma.domain.harmony import KeyTrack
from luma.domain.listing import Order, Query
from luma.domain.rhythm import BeatGrid
from luma.domain.searching import read_search
from luma.domain.track import Track


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("query", nargs="*", metavar="WORD", help="what to look for")
    orders = [order.value for order in Order]
    parser.add_argument("--sort", choices=orders, help="in which order; at first as they came")
    parser.add_argument("--falling", action="store_true", help="the other way round")
    parser.add_argument("--list", metavar="NAME", help="only those of this playlist")
    parser.add_argument("--like", metavar="ID", help="those that go well with this track")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        query = _query(desk, args)
        with desk.ground.store.read() as shelf:
            kinds = shelf.artifacts.kinds()
            order = shelf.listing.order(query)
            tracks = shelf.tracks.numbered(order)
        found = [tracks[number] for number in order]
        records = [record_of(desk, track, kinds.get(track.id, ())) for track in found]
    for record in records:
        answers.tell(record)
    heads = ("id", "title", "artist", "BPM", "length", "heard")
    answers.table([_row(record) for record in records], heads)
    if not records:
        asked = args.query or args.list or args.like
        say("No match." if asked else "No track yet. `luma import PATH` brings some in.")
    return 0


def _query(desk: Desk, args: Namespace) -> Query:
    words = " ".join(args.query)
    faults = read_search(words).faults
    if faults:
        raise BadValue(
            f'The search does not read at "{faults[0]}".',
            hint="Write for example bpm:120-128, key:~8A, added:<7d or artist:name.",
        )
    as_they_came = not (args.sort or words or args.list or args.like)
    return Query(
        words,
        Order(args.sort or "added"),
        falling=args.falling != as_they_came,
        playlist=None if args.list is None else desk.playlists.named(args.list).id,
        like=None if args.like is None else desk.library.track(args.like).id,
    )


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
