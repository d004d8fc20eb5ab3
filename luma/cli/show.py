"""Play a score with sound and light, or render it into files."""

import socket
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from luma.app.analyses import Wish
from luma.app.paths import Paths
from luma.app.settings import LightSettings, read_settings, sent_by_artnet
from luma.cli.answers import Answers
from luma.cli.desks import desk_for
from luma.cli.following import play_on
from luma.cli.named import find_score, find_venue
from luma.cli.rendered import configure_files, render, wanted_files
from luma.cli.shown import open_show
from luma.cli.working import finish_tracks
from luma.domain.errors import BadValue
from luma.domain.units import Seconds

DEFAULT_PORT = 6454
PORTS = 1 << 16


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("act", choices=("play", "render"), help="what to do with it")
    parser.add_argument("id", metavar="ID", help="a score, or a track with one")
    parser.add_argument("--venue", metavar="ID", help="in this venue")
    configure_files(parser)
    parser.add_argument("--artnet", metavar="HOST[:PORT]", help="play: send Art-Net to a node")
    parser.add_argument("--device", metavar="NAME", help="play: on this sound device")
    parser.add_argument(
        "--silent", action="store_true", help="play: keep time without a device"
    )
    parser.add_argument(
        "--from", dest="start", type=float, default=0.0, metavar="S", help="from second S"
    )
    parser.add_argument(
        "--for", dest="most", type=float, metavar="S", help="end after S seconds"
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    settings = read_settings(Paths.find(args.library).settings)
    sound = replace(settings.sound, device=args.device or settings.sound.device)
    sound = replace(sound, sink="null") if args.silent else sound
    light = _sent_to(args.artnet) if args.artnet else settings.light
    if args.act == "render":
        wanted_files(args)
    with desk_for(args, replace(settings, sound=sound, light=light)) as desk:
        score = find_score(desk, args.id)
        show = open_show(desk, score.id, find_venue(desk, args.venue).id)
        if args.act == "render":
            files = render(desk, show, args)
            answers.tell(files, "\n".join(files.values()))
            return 0
        if not 0.0 <= args.start < show.seconds:
            raise BadValue(
                f"The track lasts {show.seconds:.1f} s, so nothing plays from {args.start:g}."
            )
        if not finish_tracks(desk, {show.track}, Wish(("pcm",))):
            return 1
        desk.lane.call(lambda: desk.player.load(show.track))
        desk.lane.call(lambda: desk.lights.start(desk.player.start()))
        desk.lane.call(lambda: desk.player.seek(Seconds(args.start)))
        return play_on(desk, answers, None, args.most)


def _sent_to(place: str) -> LightSettings:
    host, _, port = place.partition(":")
    number = int(port) if port.isdecimal() else 0 if port else DEFAULT_PORT
    if not host or not 0 < number < PORTS:
        raise BadValue(f'"{place}" is no HOST or HOST:PORT.')
    try:
        found = socket.getaddrinfo(host, number, socket.AF_INET, socket.SOCK_DGRAM)
    except (OSError, UnicodeError) as error:
        raise BadValue(f'"{host}" has no address: {error}.') from error
    return sent_by_artnet(str(found[0][4][0]), number)
