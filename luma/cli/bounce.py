"""Write a track, or a stretch of it, into a sound file as it would be played.

It goes through the same sound engine and the same effects as playing, only faster. WAV holds
floats, or 24 bits; FLAC holds 24 bits. The file is there when it is whole, and not before.
"""

import time
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from luma.app.analyses import Wish
from luma.app.takes import Bounce, stretched, take_of, write_bounce
from luma.cli.answers import Answers, clock, on_one_line, say
from luma.cli.desks import desk_for
from luma.cli.meter import Meter, so_far
from luma.cli.working import finish_tracks
from luma.domain.errors import BadValue
from luma.domain.stems import Stem
from luma.domain.units import Seconds

if TYPE_CHECKING:
    from luma.audio.sinks.file import Depth


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("id", metavar="ID", help="a track")
    parser.add_argument("out", type=Path, metavar="OUT", help="a .wav or .flac file")
    parser.add_argument(
        "--from", dest="start", type=float, default=0.0, metavar="S", help="from this second"
    )
    parser.add_argument("--to", dest="stop", type=float, metavar="S", help="to this second")
    parser.add_argument(
        "--rate", type=float, default=1.0, metavar="R", help="faster or slower: 0.5 to 2"
    )
    parser.add_argument(
        "--keep-pitch", action="store_true", help="neither higher nor lower at another rate"
    )
    parser.add_argument(
        "--bits", choices=("24", "float"), help="float for .wav (or 24), 24 for .flac"
    )
    parser.add_argument(
        "--no-effects", action="store_true", help="without the effects of the rack"
    )
    parser.add_argument(
        "--stems",
        metavar="NAME,…",
        help=f"these voices alone, of {', '.join(Stem)}; the track is taken apart first",
    )
    parser.add_argument("--click", action="store_true", help="with clicks on the beats")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    stems, depth = _stems(args.stems), _depth(args.out, args.bits)
    wish = Bounce(
        Seconds(args.start),
        None if args.stop is None else Seconds(args.stop),
        args.rate,
        stems=stems,
        has_effects=not args.no_effects,
        has_clicks=args.click,
    )
    kinds = ("pcm", *(("stems",) if stems else ()), *(("beats",) if args.click else ()))
    with desk_for(args) as desk:
        track = desk.library.track(args.id)
        if not finish_tracks(desk, {track.id}, Wish(kinds)):
            return 1
        if args.keep_pitch and args.rate != 1.0:
            say("The track is being stretched.")
            wish = replace(wish, stretched=stretched(desk, track.id, args.rate))
        take = desk.lane.call(lambda: take_of(desk, track.id, wish))
        for trouble in () if args.no_effects else desk.lane.call(desk.rack.troubles):
            say(f"{trouble.sentence} {trouble.hint}".strip())
    meter, name, began = Meter(), on_one_line(args.out.name), time.monotonic()
    try:
        made = write_bounce(
            take, args.out, depth, lambda share: meter.show(so_far(name, share))
        )
    finally:
        meter.clear()
    seconds = time.monotonic() - began
    times = made.seconds / max(seconds, 1e-9)
    answers.tell(
        {
            "track": track.id,
            "file": str(made.file),
            "seconds": round(made.seconds, 3),
            "bits": depth,
            "clipped": made.clipped,
            "took": round(seconds, 3),
        },
        f"{on_one_line(str(made.file))}  {clock(made.seconds)}  {times:.0f} × real time",
    )
    if made.clipped:
        say(
            f"{made.clipped} samples were too loud for whole numbers and are clipped. "
            "Floats keep them: take a .wav file."
        )
    return 0


def _depth(out: Path, bits: "Depth | None") -> "Depth":
    """The depth that was asked for, or that goes with the file; refused before any work."""
    suffix = out.suffix.lower()
    if suffix not in {".wav", ".flac"}:
        raise BadValue(
            f'"{out.name}" is no name of a sound file that Luma writes.',
            hint="Let it end in .wav or .flac.",
        )
    if suffix == ".flac" and bits == "float":
        raise BadValue(
            "A FLAC file does not hold floats.", hint="Take 24 bits, or a .wav file."
        )
    return bits or ("24" if suffix == ".flac" else "float")


def _stems(names: str | None) -> frozenset[Stem]:
    wanted = [name.strip() for name in (names or "").split(",") if name.strip()]
    for name in wanted:
        if name not in set(Stem):
            raise BadValue(
                f'There is no voice called "{name}".', hint=f"There are {', '.join(Stem)}."
            )
    return frozenset(Stem(name) for name in wanted)
