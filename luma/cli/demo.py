"""Hear, light and show the demo song: a contact sheet, a film of the drop, and a summary."""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.app.analyses import Wish
from luma.app.bundled import bundled
from luma.app.demo import shelve_demo
from luma.app.services import Desk
from luma.app.shows import Show
from luma.audio.pcm import Pcm
from luma.audio.sinks.film import write_film
from luma.cli.answers import Answers, clock, say
from luma.cli.desks import desk_for
from luma.cli.shown import film_of, open_show, save_moments
from luma.cli.window import has_display
from luma.cli.window import run as open_window
from luma.cli.working import finish_tracks
from luma.domain.sound import Sound
from luma.domain.track import Track
from luma.domain.units import HOUSE_RATE

MOMENTS = (2, 14, 30, 50, 62, 78, 81, 82.6, 97, 120, 146, 147.5, 178, 190, 212)
DROP_BEATS = (76.0, 118.0)
FILM = (960, 540, 30)


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("--out", type=Path, metavar="DIR", help="write pictures and film here")
    parser.add_argument("--full", action="store_true", help="film the whole song")
    parser.add_argument("--no-film", action="store_true", help="leave the film out")
    parser.add_argument(
        "--window",
        action="store_true",
        help="open the window on it instead, where there is a display",
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    if args.window and has_display():
        return _open(args)
    answers, began = Answers(as_json=args.json), time.monotonic()
    with desk_for(args) as desk:
        out = args.out or desk.paths.cache / "demo"
        out.mkdir(parents=True, exist_ok=True)
        say("Preparing the demo song …")
        demo = shelve_demo(desk.ground, desk.library, desk.paths, bundled("assets") / "demo")
        say("Hearing it …")
        if not finish_tracks(desk, {demo.track.id}, Wish(), answers):
            return 1
        show = open_show(desk, demo.score, demo.venue)
        facts = _facts(desk, demo.track, show)
        sheet = out / "demo.png"
        _draw_sheet(desk, demo.track, show, facts, sheet)
        film = None if args.no_film else out / ("demo-full.mp4" if args.full else "demo.mp4")
        if film is not None:
            say("Filming …")
            _shoot(desk, show, film, full=args.full)
    record = {
        **facts,
        "sheet": str(sheet),
        "film": None if film is None else str(film),
        "took": round(time.monotonic() - began, 1),
    }
    answers.tell(record, _in_words(record))
    return 0


def _open(args: Namespace) -> int:
    """Shelve the demo, and open the window on it; it is heard there."""
    say("Preparing the demo song …")
    with desk_for(args) as desk:
        demo = shelve_demo(desk.ground, desk.library, desk.paths, bundled("assets") / "demo")
    return open_window(args, demo.track.id)


def _facts(desk: Desk, track: Track, show: Show) -> dict[str, object]:
    grid, chords = show.features.beats, show.features.chords
    names = {chord.label for chord in chords.chords} - {"N"} if chords is not None else set()
    score = desk.documents.get("score", show.score)
    return {
        "track": track.id,
        "title": track.title,
        "artist": track.tags.artist,
        "seconds": round(show.seconds, 2),
        "bpm": round(grid.bpm, 2),
        "bars": int(grid.downbeats.size),
        "chords": sorted(names),
        "heads": len(show.heads),
        "clips": len(score.clips),
        "score": show.score,
        "venue": show.venue,
    }


def _draw_sheet(
    desk: Desk, track: Track, show: Show, facts: dict[str, object], path: Path
) -> None:
    grid = show.features.beats
    moments = [min(float(grid.seconds(beat)), show.seconds - 0.1) for beat in MOMENTS]
    about = (
        f"{facts['bpm']} BPM · {clock(show.seconds)} · {facts['heads']} heads · "
        f"{facts['clips']} clips · chords {' '.join(facts['chords'])}"  # type: ignore[arg-type]
    )
    save_moments(desk, show, (f"{track.title} – {track.tags.artist}", about), moments, path)


def _shoot(desk: Desk, show: Show, path: Path, *, full: bool) -> None:
    start, stop = (float(at) for at in show.features.beats.seconds(DROP_BEATS))
    if full:
        start, stop = 0.0, show.seconds
    pcm = desk.analyses.load(show.track, Pcm)
    assert pcm is not None  # the track was heard just now
    heard = pcm.samples[round(start * HOUSE_RATE) : round(stop * HOUSE_RATE)]
    write_film(
        path, film_of(desk, show, (start, stop), FILM), FILM[2], Sound(heard, HOUSE_RATE)
    )


def _in_words(record: dict[str, object]) -> str:
    chords = record["chords"]
    assert isinstance(chords, list)
    lines = [
        f"{record['title']} by {record['artist']}: {record['bpm']} BPM, {record['bars']} bars",
        f"heard the chords {', '.join(chords)}",
        f"{record['clips']} clips for {record['heads']} heads",
        f"contact sheet  {record['sheet']}",
        *([f"film           {record['film']}"] if record["film"] else []),
        f"in {record['took']} s; see it live with `luma show play {record['score']}`",
    ]
    return "\n".join(lines)
