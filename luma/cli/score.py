"""List scores, begin or sketch one for a track, write them into files or read them there."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.autoscore import sketch_score
from luma.cli.desks import desk_for
from luma.cli.named import find_score, read_document, track_of, write_document
from luma.domain.documents import SCORE
from luma.domain.errors import BadValue
from luma.domain.ids import ScoreId, new_id
from luma.domain.score import Score


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    acts = ("list", "add", "auto", "export", "import")
    parser.add_argument("act", choices=acts, help="what to do")
    parser.add_argument(
        "of", nargs="?", metavar="WHAT", help="a track, a score, or the file to import"
    )
    parser.add_argument("--name", metavar="TEXT", help="add, auto: what to call it")
    parser.add_argument("--venue", metavar="ID", help="auto: try it out in this venue")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="auto: throw other dice"
    )
    parser.add_argument("--track", metavar="ID", help="import: for this track")
    parser.add_argument("--out", type=Path, metavar="FILE", help="export: write it here")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    if args.act != "list" and args.of is None:
        wanted = {"add": "track", "auto": "track", "export": "score"}.get(args.act, "file")
        raise BadValue(f"Which {wanted}?", hint=f"Name it: `luma score {args.act} …`.")
    with desk_for(args) as desk:
        match args.act:
            case "list":
                _list(desk, args.of, answers)
            case "export":
                _export(find_score(desk, args.of), args.out, answers)
            case "add":
                track = desk.library.track(args.of)
                _save(desk, Score(ScoreId(new_id()), track.id, args.name or "Score"), answers)
            case "auto":
                sketch_score(desk, args, answers)
            case _:
                score = read_document(Path(args.of), SCORE)
                track_id = track_of(desk, args.track, score.track)
                _save(desk, replace(score, track=track_id), answers)
    return 0


def _list(desk: Desk, name: str | None, answers: Answers) -> None:
    track = None if name is None else desk.library.track(name).id
    with desk.ground.store.read() as shelf:
        scores = [s for s in shelf.scores.list() if track in {None, s.track}]
    for score in scores:
        answers.tell(_record(score))
    rows = [(score.id, score.track, score.name, str(len(score.clips))) for score in scores]
    answers.table(rows, ("id", "track", "name", "clips"))
    if not scores:
        say("No score yet. `luma score add TRACK` begins one.")


def _export(score: Score, file: Path | None, answers: Answers) -> None:
    if file is None:
        print(SCORE.write(score))
        return
    write_document(file, SCORE, score)
    answers.tell({**_record(score), "file": str(file)}, on_one_line(str(file)))


def _save(desk: Desk, score: Score, answers: Answers) -> None:
    """Shelve a score that is new here; a name that is taken is not taken away."""
    with desk.ground.store.read() as shelf:
        if shelf.scores.find(score.id) is not None:
            score = replace(score, id=ScoreId(new_id()))
    desk.ground.keeper.save(lambda shelf: shelf.scores.save(score)).result()
    answers.tell(_record(score), score.id)


def _record(score: Score) -> dict[str, object]:
    return {
        "id": score.id,
        "track": score.track,
        "name": score.name,
        "clips": len(score.clips),
    }
