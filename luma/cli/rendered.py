"""The open show in files: as a picture, as a film with its sound, or as recorded levels."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import numpy as np

from luma.app.analyses import Wish
from luma.app.pictures import Eye, packets
from luma.app.services import Desk
from luma.app.shows import Show
from luma.audio.pcm import Pcm
from luma.audio.sinks.film import write_film
from luma.cli.shown import film_of, save_moment, save_moments, warn_of_flashes
from luma.cli.working import finish_tracks
from luma.domain.errors import BadValue, Unavailable
from luma.domain.sound import Sound
from luma.domain.units import HOUSE_RATE
from luma.light.messages import DMX_RATE
from luma.light.olashow import write_show

MOMENTS = 12
PICTURE = (1280, 800)
FILM = (960, 540, 30)
WAYS = ("png", "video", "dmx")
FILMS = (".mp4", ".m4v")

Span = tuple[float, float]


def configure_files(parser: ArgumentParser) -> None:
    """Add the files that a show is rendered into."""
    parser.add_argument("--png", type=Path, metavar="FILE", help="render: write a picture here")
    parser.add_argument(
        "--at", type=float, metavar="S", help="render: a picture of this moment"
    )
    parser.add_argument("--video", type=Path, metavar="FILE", help="render: a film with sound")
    parser.add_argument(
        "--dmx", type=Path, metavar="FILE", help="render: the levels, as a show file of OLA"
    )


def wanted_files(args: Namespace) -> dict[str, Path]:
    """The files that are wanted, by what they are; refused where one cannot be."""
    wanted: dict[str, Path] = {w: path for w in WAYS if (path := getattr(args, w)) is not None}
    if not wanted:
        raise BadValue(
            "A show is rendered into a file.",
            hint="Name one with --png FILE, --video FILE or --dmx FILE.",
        )
    film = wanted.get("video")
    if film is not None and film.suffix.casefold() not in FILMS:
        raise BadValue(
            f'A film is written as MP4, not as "{film.suffix or film.name}".',
            hint="Let the file's name end in .mp4.",
        )
    return wanted


def render(desk: Desk, show: Show, args: Namespace) -> dict[str, str]:
    """Write every file that is wanted; gives them by what they are."""
    wanted = wanted_files(args)
    span = _span(show, args)
    if args.png:
        _draw(desk, show, args, span)
    if args.video:
        _film(desk, show, args.video, span)
    if args.dmx:
        _record(desk, args.dmx, span)
    return {way: str(path) for way, path in wanted.items()}


def _span(show: Show, args: Namespace) -> Span:
    start = args.start
    stop = show.seconds if args.most is None else min(show.seconds, start + args.most)
    if not 0.0 <= start < stop:
        raise BadValue(
            f"The track lasts {show.seconds:.1f} s, so nothing is seen from {start:g} on."
        )
    return start, stop


def _draw(desk: Desk, show: Show, args: Namespace, span: Span) -> None:
    if args.at is None:
        length = span[1] - span[0]
        moments = span[0] + (np.arange(MOMENTS) + 0.5) * length / MOMENTS
        words = (f"Score {show.score}", f"{show.seconds:.1f} s, {len(show.heads)} heads")
        save_moments(desk, show, words, moments.tolist(), args.png)
        return
    if not 0.0 <= args.at < show.seconds:
        raise BadValue(
            f"The track lasts {show.seconds:.1f} s, so nothing is seen at {args.at:g}."
        )
    save_moment(desk, show, args.at, PICTURE, args.png)


def _film(desk: Desk, show: Show, path: Path, span: Span) -> None:
    finish_tracks(desk, {show.track}, Wish(("pcm",)))
    pcm = desk.analyses.load(show.track, Pcm)
    if pcm is None:
        raise Unavailable(
            "The sound of this track is not there.", hint="Hear it with `luma analyse`."
        )
    heard = pcm.samples[round(span[0] * HOUSE_RATE) : round(span[1] * HOUSE_RATE)]
    write_film(path, film_of(desk, show, span, FILM), FILM[2], Sound(heard, HOUSE_RATE))


def _record(desk: Desk, path: Path, span: Span) -> None:
    patch = desk.lights.patch
    assert patch is not None  # a show is open
    eye = Eye(desk.lights.plan, desk.lights.overlay)
    write_show(path, packets(eye, patch, span), DMX_RATE)
    warn_of_flashes(eye)
