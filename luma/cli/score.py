"""List scores, begin, sketch, copy, rename, prefer, remove, restore and exchange them."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from urllib.parse import quote

from luma.app.plaintext import bytes_of, read_record
from luma.app.scoreexchange import text_of
from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.autoscore import sketch_score
from luma.cli.desks import desk_for
from luma.cli.named import find_score, track_of, write_document, write_text
from luma.domain.documents import SCORE
from luma.domain.errors import BadValue, NotFound
from luma.domain.ids import TrackId
from luma.domain.score import Score
from luma.domain.scoredoc import SCORE_FILE

ACTS = (
    "list", "add", "new", "auto", "copy", "rename", "default", "remove", "restore",
    "export", "import",
)  # fmt: skip


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("act", choices=ACTS, help="what to do (new is another word for add)")
    parser.add_argument(
        "of", nargs="?", metavar="WHAT", help="a track, a score, or the file to import"
    )
    parser.add_argument(
        "score", nargs="?", metavar="SCORE", help="default: what plays when none is named"
    )
    parser.add_argument("--name", metavar="TEXT", help="add, auto, copy, rename: its name")
    parser.add_argument("--venue", metavar="ID", help="auto: try it out in this venue")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="auto: throw other dice"
    )
    parser.add_argument("--track", metavar="ID", help="import: for this track")
    parser.add_argument("--out", type=Path, metavar="FILE", help="export: write it here")
    parser.add_argument(
        "--bundle", action="store_true", help="export: with the patterns that it plays"
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    if args.act != "list" and args.of is None:
        tracks = dict.fromkeys(("add", "new", "auto", "default"), "track")
        wanted = {**tracks, "import": "file"}.get(args.act, "score")
        raise BadValue(f"Which {wanted}?", hint=f"Name it: `luma score {args.act} …`.")
    if args.act == "rename" and args.name is None:
        raise BadValue("What is the score called now?", hint="Say it with --name TEXT.")
    if args.score is not None and args.act != "default":
        raise BadValue(f'"{args.score}" is one name too many for `luma score {args.act}`.')
    acts = {
        "list": _list,
        "auto": sketch_score,
        "copy": _copy,
        "rename": _rename,
        "default": _prefer,
        "remove": _remove,
        "restore": _restore,
        "export": _export,
        "import": _import,
    }
    with desk_for(args) as desk:
        acts.get(args.act, _add)(desk, args, answers)
    return 0


def _list(desk: Desk, args: Namespace, answers: Answers) -> None:
    track = None if args.of is None else desk.library.track(args.of).id
    scores, defaults = desk.score_shelf.scores(track), desk.score_shelf.defaults()
    for score in scores:
        answers.tell({**_record(score), "default": score.id in defaults})
    rows = [
        (
            score.id,
            score.track,
            score.name,
            str(len(score.clips)),
            "default" if score.id in defaults else "",
        )
        for score in scores
    ]
    answers.table(rows, ("id", "track", "name", "clips", "plays"))
    if not scores:
        say("No score yet. `luma score add TRACK` begins one.")


def _add(desk: Desk, args: Namespace, answers: Answers) -> None:
    track = desk.library.track(args.of)
    name = "Score" if args.name is None else args.name
    _tell(desk.score_shelf.add(track.id, name).result(), answers)


def _copy(desk: Desk, args: Namespace, answers: Answers) -> None:
    score = find_score(desk, args.of)
    _tell(desk.score_shelf.copy(score.id, args.name or "").result(), answers)


def _rename(desk: Desk, args: Namespace, answers: Answers) -> None:
    _tell(desk.score_shelf.rename(find_score(desk, args.of).id, args.name), answers)


def _prefer(desk: Desk, args: Namespace, answers: Answers) -> None:
    """Let a score of a track, by its id or its name, be what plays with it."""
    track = desk.library.track(args.of)
    scores = desk.score_shelf.scores(track.id)
    if args.score is None:
        raise BadValue("Which score?", hint="Name it: `luma score default TRACK SCORE`.")
    found = [s for s in scores if s.id == args.score] or [
        s for s in scores if s.name.casefold() == args.score.casefold()
    ]
    if not found:
        known = ", ".join(f"{score.name} ({score.id})" for score in scores) or "none yet"
        raise NotFound(f'"{track.title}" has no score "{args.score}".', hint=f"It has {known}.")
    _tell(desk.score_shelf.make_default(found[0].id).result(), answers)


def _remove(desk: Desk, args: Namespace, answers: Answers) -> None:
    """Take a score away, but keep what it was beside the library."""
    score = find_score(desk, args.of)
    place = _trash(desk, score.id)
    place.parent.mkdir(parents=True, exist_ok=True)
    write_document(place, SCORE, score)
    removed = desk.score_shelf.remove(score.id).result()
    answers.tell(
        _record(removed),
        f'"{on_one_line(removed.name)}" lies in the trash now; '
        f"`luma score restore {removed.id}` takes it back.",
    )


def _restore(desk: Desk, args: Namespace, answers: Answers) -> None:
    place = _trash(desk, args.of)
    if not place.is_file():
        raise NotFound(f'No score "{args.of}" lies in the trash.')
    body = read_record(bytes_of(place), f'"{place.name}"', place.suffix, SCORE.name)
    _tell(desk.score_shelf.restore(SCORE.read_body(body)).result(), answers)
    place.unlink(missing_ok=True)


def _trash(desk: Desk, name: str) -> Path:
    """Where a score lies that was removed; its id may hold anything."""
    return desk.paths.data / "trash" / f"score-{quote(name, safe='')}.json"


def _export(desk: Desk, args: Namespace, answers: Answers) -> None:
    score = find_score(desk, args.of)
    document = desk.score_shelf.export(score.id, bundle=args.bundle)
    if args.out is None:
        print(SCORE_FILE.write(document))
        return
    write_text(args.out, text_of(document, args.out.suffix))
    answers.tell({**_record(score), "file": str(args.out)}, on_one_line(str(args.out)))


def _import(desk: Desk, args: Namespace, answers: Answers) -> None:
    chosen = None if args.track is None else track_of(desk, args.track, TrackId(""))
    made = desk.score_shelf.import_file(Path(args.of), chosen).result()
    for taken in made.taken:
        if taken.how != "known":
            say(f'The pattern "{taken.pattern.name}" came along.')
    for pattern in made.stand_ins:
        say(f'The pattern "{pattern.name}" is not here, so its clips are dark.')
    if made.graphs_lost:
        say(f"{made.graphs_lost} clips chose a graph that is not here; they play the default.")
    _tell(made.score, answers)


def _tell(score: Score, answers: Answers) -> None:
    answers.tell(_record(score), score.id)


def _record(score: Score) -> dict[str, object]:
    return {
        "id": score.id,
        "track": score.track,
        "name": score.name,
        "clips": len(score.clips),
    }
