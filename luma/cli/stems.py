"""Write the voices of a track into files: drums, bass, vocals and the rest.

A track that is not taken apart yet is taken apart first. FLAC has 24 bits, and one gain for
all four so that none clips; WAV has floats at the level of the mix. The four sum to the mix.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.analysis.order import Choice
from luma.app.analyses import Wish
from luma.app.stemfiles import write_stem_files
from luma.cli.answers import Answers, on_one_line
from luma.cli.desks import desk_for
from luma.cli.working import finish_tracks
from luma.domain.errors import NotFound
from luma.domain.stems import NAMES, StemSet, engine_name

ENGINES = {name: engine for engine, name in NAMES.items()}


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("id", metavar="ID", help="a track")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="write the four files here"
    )
    parser.add_argument(
        "--engine", metavar="NAME", help="take it apart by this one: built-in or htdemucs"
    )
    parser.add_argument(
        "--format", choices=("flac", "wav"), default="flac", help="which files (flac)"
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    engine = ENGINES.get(args.engine or "", args.engine)
    choices = {} if engine is None else {"stems": Choice(engine)}
    with desk_for(args) as desk:
        track = desk.library.track(args.id)
        if not finish_tracks(desk, {track.id}, Wish(("pcm", "stems"), choices)):
            return 1
        stems = desk.analyses.load(track.id, StemSet)
        if stems is None:
            raise NotFound(f'"{track.title}" is not taken apart.')
        files = write_stem_files(stems, args.out, args.format)
    gain = stems.gain if args.format == "flac" else 1.0
    record = {
        "track": track.id,
        "engine": engine_name(stems.engine),
        "gain": gain,
        "files": {str(stem): str(file) for stem, file in files.items()},
    }
    words = [on_one_line(str(file)) for file in files.values()]
    if gain != 1.0:
        words.append(f"All four are at {gain:.4f} of their level in the mix, so none clips.")
    answers.tell(record, "\n".join(words))
    return 0
