"""Draw a track's waveform into a picture, in the colours of the timeline."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.app.analyses import Wish
from luma.app.waveforms import Sketch, sketch_of
from luma.cli.answers import Answers
from luma.cli.desks import desk_for
from luma.cli.picturefile import write_png
from luma.cli.working import finish_tracks
from luma.domain.errors import BadValue, NotFound

WIDTH, HEIGHT = 1600, 200
WIDEST, HIGHEST = 32_000, 4_000
KINDS = ("pcm", "peaks")


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("id", metavar="ID", help="a track")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="PNG", help="write the picture here"
    )
    parser.add_argument("--width", type=int, default=WIDTH, metavar="N", help="so many pixels")
    parser.add_argument(
        "--height", type=int, default=HEIGHT, metavar="N", help="so many pixels"
    )
    parser.add_argument(
        "--from", dest="start", type=float, default=0.0, metavar="S", help="from second S"
    )
    parser.add_argument("--to", dest="stop", type=float, metavar="S", help="to second S")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    if not (0 < args.width <= WIDEST and 0 < args.height <= HIGHEST):
        raise BadValue(
            f"A picture has 1 to {WIDEST} × 1 to {HIGHEST} pixels, "
            f"not {args.width} × {args.height}."
        )
    with desk_for(args) as desk:
        track = desk.library.track(args.id)
        if not finish_tracks(desk, {track.id}, Wish(KINDS)):
            return 1
        sketch = sketch_of(desk.analyses, track.id)
        if sketch is None:
            raise NotFound(f'"{track.title}" has no waveform.')
        start, stop = _stretch(sketch, args)
        from luma.ui.timeline.wavepicture import wave_pixels

        write_png(wave_pixels(sketch, start, stop, (args.width, args.height)), args.out)
    record = {"track": track.id, "file": str(args.out), "start": start, "end": round(stop, 6)}
    answers.tell(record, str(args.out))
    return 0


def _stretch(sketch: Sketch, args: Namespace) -> tuple[float, float]:
    start: float = args.start
    stop: float = sketch.seconds if args.stop is None else args.stop
    if not 0.0 <= start < min(stop, sketch.seconds):
        raise BadValue(
            f"From {start:g} to {stop:g} s there is nothing to draw: "
            f"the track lasts {sketch.seconds:.1f} s."
        )
    return start, min(stop, sketch.seconds)
