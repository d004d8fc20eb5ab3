"""Play a track until its end, or a stretch of it over and over, until Ctrl+C."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from luma.app.analyses import Wish
from luma.app.features import seconds_of
from luma.app.paths import Paths
from luma.app.settings import read_settings
from luma.cli.answers import Answers
from luma.cli.desks import desk_for
from luma.cli.following import play_on
from luma.cli.working import finish_tracks
from luma.domain.errors import BadValue
from luma.domain.units import Seconds


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("id", metavar="ID", help="a track")
    parser.add_argument(
        "--from", dest="start", type=float, default=0.0, metavar="S", help="from this second"
    )
    parser.add_argument(
        "--to", dest="stop", type=float, metavar="S", help="stop at this second"
    )
    parser.add_argument("--loop", action="store_true", help="play the stretch over and over")
    parser.add_argument("--click", action="store_true", help="click along on the beats")
    parser.add_argument("--device", metavar="NAME", help="on the device with this in its name")
    parser.add_argument("--silent", action="store_true", help="keep time without a device")
    parser.add_argument(
        "--for", dest="most", type=float, metavar="S", help="end after this long"
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    settings = read_settings(Paths.find(args.library).settings)
    sound = replace(settings.sound, device=args.device or settings.sound.device)
    if args.silent:
        sound = replace(sound, sink="null")
    with desk_for(args, replace(settings, sound=sound)) as desk:
        track = desk.library.track(args.id)
        if not finish_tracks(desk, {track.id}, Wish(("pcm",))):
            return 1
        seconds = seconds_of(desk.analyses, track.id, track.tags.seconds)
        stop = seconds if args.stop is None else args.stop
        if not 0.0 <= args.start < min(stop, seconds):
            raise BadValue(
                f'There is nothing to play from second {args.start:g} to {stop:g}: "'
                f'{track.title}" lasts {seconds:.1f} s.'
            )
        desk.lane.call(lambda: desk.player.load(track.id))
        if args.click and not desk.metronome.is_on:
            desk.lane.call(desk.metronome.toggle)
        desk.lane.call(lambda: desk.player.seek(Seconds(args.start)))
        if args.loop:
            stop = min(stop, seconds)
            desk.lane.call(lambda: desk.player.loop(Seconds(args.start), Seconds(stop)))
        return play_on(desk, answers, None if args.loop else args.stop, args.most)
