"""Play a track until its end, or a stretch of it over and over, until Ctrl+C.

On a terminal a meter shows the levels, the place, the bar, how much of its time the sound
callback takes, and how often sound broke off.
"""

import time
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from luma.app.analyses import Wish
from luma.app.features import seconds_of
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import SoundSettings, read_settings
from luma.app.takes import MOST_RATE, stretched
from luma.cli.answers import Answers, say
from luma.cli.desks import desk_for
from luma.cli.following import LOOK_EVERY, play_on
from luma.cli.starting import Starting
from luma.cli.working import finish_tracks
from luma.domain.errors import BadValue, StageError
from luma.domain.track import Track
from luma.domain.units import Seconds

SHORTEST_LOOP = 0.01


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
    parser.add_argument(
        "--rate", type=float, default=1.0, metavar="R", help="faster or slower: 0.5 to 2"
    )
    parser.add_argument(
        "--keep-pitch", action="store_true", help="neither higher nor lower at another rate"
    )
    parser.add_argument("--click", action="store_true", help="click along on the beats")
    parser.add_argument(
        "--count-in", type=int, default=0, metavar="N", help="click N beats before it begins"
    )
    parser.add_argument(
        "--for", dest="most", type=float, metavar="S", help="end after this long"
    )
    configure_device(parser)


def configure_device(parser: ArgumentParser) -> None:
    """Add where sound goes."""
    parser.add_argument("--device", metavar="NAME", help="on the device with this in its name")
    parser.add_argument("--host", metavar="NAME", help="of this host, as ALSA or PipeWire")
    parser.add_argument(
        "--latency",
        choices=("high", "low"),
        help="room against gaps (high), or as little as goes",
    )
    parser.add_argument("--silent", action="store_true", help="keep time without a device")


def sound_of(args: Namespace, settings: SoundSettings) -> SoundSettings:
    """The settings of sound with what the command says instead."""
    if args.silent:
        return replace(settings, sink="null")
    if args.device is not None or args.host is not None:
        device, host = args.device or "", args.host or ""
        settings = replace(settings, sink="device", device=device, host=host)
    return settings if args.latency is None else replace(settings, latency=args.latency)


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    settings = read_settings(Paths.find(args.library).settings)
    settings = replace(settings, sound=sound_of(args, settings.sound))
    if not 1.0 / MOST_RATE <= args.rate <= MOST_RATE:
        raise BadValue(f"A rate of {args.rate:g} cannot be played.", hint="It is 0.5 to 2.")
    if args.most is not None and not args.most > 0.0:
        raise BadValue(
            f"Nothing can be played for {args.most:g} s.", hint="Let --for be more than 0."
        )
    counts = args.click or args.count_in
    with desk_for(args, settings) as desk:
        track = desk.library.track(args.id)
        if not finish_tracks(desk, {track.id}, Wish(("pcm", "beats") if counts else ("pcm",))):
            return 1
        stop = _stretch_of(args, desk, track)
        if args.keep_pitch and args.rate != 1.0:
            say("The track is being stretched.")
            stretched(desk, track.id, args.rate)
        _prepare(args, desk, track, stop)
        begin = None
        if args.count_in:
            _wait_for_place(desk, args.start)

            def begin() -> None:
                desk.metronome.count_in(args.count_in)

        return play_on(desk, answers, None if args.loop else args.stop, args.most, begin)


def _stretch_of(args: Namespace, desk: Desk, track: Track) -> float:
    """Where the stretch ends; refused where it is none."""
    seconds = seconds_of(desk.analyses, track.id, track.tags.seconds)
    stop = seconds if args.stop is None else args.stop
    if not 0.0 <= args.start < min(stop, seconds):
        raise BadValue(
            f'There is nothing to play from second {args.start:g} to {stop:g}: "'
            f'{track.title}" lasts {seconds:.1f} s.'
        )
    stop = float(min(stop, seconds))
    if args.loop and stop - args.start < SHORTEST_LOOP:
        raise BadValue(
            f"A loop from second {args.start:g} to {stop:g} cannot be played.",
            hint=f"It lasts {SHORTEST_LOOP:g} s or more.",
        )
    return stop


def _prepare(args: Namespace, desk: Desk, track: Track, stop: float) -> None:
    """Hold at the start of the stretch, with all that was asked for."""
    desk.lane.call(lambda: desk.player.load(track.id))
    if args.click and not desk.metronome.is_on:
        desk.lane.call(desk.metronome.toggle)
    if args.rate != 1.0:
        keeps = args.keep_pitch
        desk.lane.call(lambda: desk.player.set_rate(args.rate, keep_pitch=keeps))
    desk.lane.call(lambda: desk.player.seek(Seconds(args.start)))
    if args.loop:
        desk.lane.call(lambda: desk.player.loop(Seconds(args.start), Seconds(stop)))


def _wait_for_place(desk: Desk, start: float) -> None:
    """Wait until the head is where it counts in from; longer while the engine is compiled."""
    starting = Starting(desk.paths.compiled)
    while True:
        heard = desk.player.snapshot()
        if heard is None or (heard.frames > 0 and abs(heard.seconds - start) < 0.001):
            return
        if desk.player.is_given_up:
            raise StageError("The sound engine does not start.", hint="Try `luma doctor`.")
        starting.tell()
        time.sleep(LOOK_EVERY)
