"""Keep lists of tracks: plain ones, crates, lists that a query makes, folders.

What each act takes: list · show NAME · add NAME [--crate|--folder|--query WORDS] [--in FOLDER]
· put NAME TRACK … · take NAME PLACE … (counted from 1) · move NAME PLACE BEFORE · rename NAME
NEW · ask NAME WORDS (another query) · into NAME [FOLDER] · remove NAME.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.desks import desk_for
from luma.cli.places import taken
from luma.domain.errors import BadValue
from luma.domain.listing import Query
from luma.domain.playlists import Playlist, PlaylistKind, path_of


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("act", choices=("list", *_ACTS), help="what to do")
    parser.add_argument("values", nargs="*", metavar="VALUE", help="what the act takes")
    parser.add_argument(
        "--crate", action="store_true", help="add: without order, each track once"
    )
    parser.add_argument("--folder", action="store_true", help="add: a folder for lists")
    parser.add_argument("--query", metavar="WORDS", help="add: made by what this finds")
    parser.add_argument("--in", dest="inside", metavar="FOLDER", help="add: in this folder")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        if args.act == "list":
            taken(args.values, 0, "playlist list")
            _list(desk, answers)
        else:
            _ACTS[args.act](desk, args, answers)
    return 0


def _list(desk: Desk, answers: Answers) -> None:
    lists = desk.playlists.all()
    for each in lists:
        answers.tell(_record(desk, each))
    rows = [
        [
            "  " * len(path_of(p, {p.id: p for p in lists})) + p.name,
            p.kind.value,
            p.query or "–",
        ]
        for p in lists
    ]
    answers.table(rows, ("name", "kind", "query"))
    if not lists:
        say("No list yet. `luma playlist add NAME` begins one.")


def _show(desk: Desk, args: Namespace, answers: Answers) -> None:
    (name,) = taken(args.values, 1, "playlist show NAME")
    one = desk.playlists.named(name)
    with desk.ground.store.read() as shelf:
        if one.kind.holds_tracks:
            tracks = [
                shelf.tracks.get(entry.track) for entry in shelf.playlists.entries(one.id)
            ]
        else:
            order = shelf.listing.order(Query(playlist=one.id))
            found = shelf.tracks.numbered(order)
            tracks = [found[number] for number in order]
    for place, track in enumerate(tracks, 1):
        answers.tell({"place": place, "id": track.id, "title": track.title})
    rows = [[str(n), t.id, t.title, t.tags.artist or "–"] for n, t in enumerate(tracks, 1)]
    answers.table(rows, ("place", "id", "title", "artist"))
    if not tracks:
        say(f'"{one.name}" holds no track.')


def _add(desk: Desk, args: Namespace, answers: Answers) -> None:
    (name,) = taken(args.values, 1, "playlist add NAME")
    wished = [args.crate, args.folder, args.query is not None]
    if sum(wished) > 1:
        raise BadValue("A list is a crate, a folder or made by a query, not several of these.")
    kinds = (PlaylistKind.CRATE, PlaylistKind.FOLDER, PlaylistKind.SMART)
    kind = next((k for k, is_it in zip(kinds, wished, strict=True) if is_it), PlaylistKind.LIST)
    folder = None if args.inside is None else desk.playlists.named(args.inside).id
    _tell(desk, desk.playlists.add(name, kind, folder, args.query or "").result(), answers)


def _put(desk: Desk, args: Namespace, answers: Answers) -> None:
    name, *tracks = args.values or [""]
    if not tracks:
        taken([], 2, "playlist put NAME TRACK …")
    ids = [desk.library.track(track).id for track in tracks]
    _tell(desk, desk.playlists.put(desk.playlists.named(name).id, ids).result(), answers)


def _take(desk: Desk, args: Namespace, answers: Answers) -> None:
    name, *places = args.values or [""]
    one = desk.playlists.named(name)
    held = len(desk.playlists.entries(one.id))
    chosen = [_place(place, held) for place in places]
    _tell(desk, desk.playlists.take_out(one.id, chosen).result(), answers)


def _move(desk: Desk, args: Namespace, answers: Answers) -> None:
    name, place, before = taken(args.values, 3, "playlist move NAME PLACE BEFORE")
    one = desk.playlists.named(name)
    held = len(desk.playlists.entries(one.id))
    moved = desk.playlists.reorder(one.id, [_place(place, held)], _place(before, held + 1))
    _tell(desk, moved.result(), answers)


def _rename(desk: Desk, args: Namespace, answers: Answers) -> None:
    name, words = taken(args.values, 2, "playlist rename NAME NEW")
    renamed = desk.playlists.rename(desk.playlists.named(name).id, words)
    _tell(desk, renamed.result(), answers)


def _ask(desk: Desk, args: Namespace, answers: Answers) -> None:
    name, *words = args.values or [""]
    asked = desk.playlists.ask(desk.playlists.named(name).id, " ".join(words))
    _tell(desk, asked.result(), answers)


def _into(desk: Desk, args: Namespace, answers: Answers) -> None:
    name, *folder = taken(args.values, min(max(len(args.values), 1), 2), "playlist into NAME")
    target = desk.playlists.named(folder[0]).id if folder else None
    moved = desk.playlists.move(desk.playlists.named(name).id, target)
    _tell(desk, moved.result(), answers)


def _remove(desk: Desk, args: Namespace, answers: Answers) -> None:
    (name,) = taken(args.values, 1, "playlist remove NAME")
    gone = desk.playlists.remove(desk.playlists.named(name).id).result()
    record = {"id": gone.id, "name": gone.name, "status": "removed"}
    answers.tell(record, on_one_line(f"{gone.name} is gone; its tracks stay in the library."))


def _place(text: str, most: int) -> int:
    """A place counted from 1 as it is counted from nought."""
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise BadValue(f'"{text}" is no place of the list.', hint=f"It has 1 to {most}.")
    return int(text) - 1


def _tell(desk: Desk, one: Playlist, answers: Answers) -> None:
    record = _record(desk, one)
    answers.tell(
        record, on_one_line(f"{one.name}: {one.kind.value}, {record['tracks']} tracks")
    )


def _record(desk: Desk, one: Playlist) -> dict[str, object]:
    """A list as scripts see it."""
    with desk.ground.store.read() as shelf:
        if one.kind.holds_tracks:
            count = len(shelf.playlists.entries(one.id))
        else:
            count = len(shelf.listing.order(Query(playlist=one.id)))
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind.value,
        "folder": one.folder,
        "query": one.query,
        "tracks": count,
    }


_ACTS: dict[str, Callable[[Desk, Namespace, Answers], None]] = {
    "show": _show,
    "add": _add,
    "put": _put,
    "take": _take,
    "move": _move,
    "rename": _rename,
    "ask": _ask,
    "into": _into,
    "remove": _remove,
}
