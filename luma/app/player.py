"""What the stage should be playing, and telling it again if it restarts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from luma.app.analyses import Analyses
from luma.app.chores import Superseded
from luma.app.events import ProblemRaised, StageLost, StageReady, TransportChanged
from luma.app.falls import Falls
from luma.app.ground import Ground
from luma.app.meterlevels import MeterLevels
from luma.app.paths import Paths
from luma.app.settings import SoundSettings
from luma.app.stretching import CalledOff, Stretching
from luma.app.voices import Voices
from luma.app.wanted import Span, Wanted
from luma.audio.sinks import DeviceChoice
from luma.domain.errors import BadValue, LumaError, NotFound, StageError
from luma.domain.ids import TrackId
from luma.domain.units import Decibels, Frames, Seconds, frames_at, light_frame_at
from luma.stage import messages
from luma.stage.graphmessages import GraphWish
from luma.stage.messages import Options
from luma.stage.remote import RemoteStage
from luma.stage.snapshot import Snapshot

Heard = Snapshot
"""What is heard now, as front doors see it."""

NO_DEVICE = (
    "There is no sound card, so nothing is heard; the show runs by the computer's clock."
)


class Player:
    """The desk's hold on the stage; used on the lane, but for the levels that anyone polls."""

    def __init__(
        self, ground: Ground, paths: Paths, settings: SoundSettings, analyses: Analyses
    ) -> None:
        """Start no stage before it is needed."""
        self._lane, self._bus = ground.lane, ground.bus
        self._paths, self._settings, self._analyses = paths, settings, analyses
        self._wanted = Wanted(level=Decibels(settings.level_db))
        self._generation = 0
        self._place = Seconds(0.0)
        self._stage: RemoteStage | None = None
        self._falls = Falls()
        self.is_given_up = False
        """Whether the stage fell so often that it is not started any more."""
        self._voices = Voices(ground.bus, analyses, self._send)
        self._store = ground.store
        self._stretching = Stretching(ground.chores, paths.cache / "stretched")
        self.prepare: Callable[[], None] = lambda: None
        self.is_loss_new: Callable[[], bool] = lambda: True

    @property
    def pid(self) -> int | None:
        """The number of the stage's process, while it runs."""
        return None if self._stage is None else self._stage.pid

    @property
    def wanted(self) -> Wanted:
        """What should be playing."""
        return self._wanted

    @property
    def voices(self) -> Voices:
        """Which voices of the loaded track are heard."""
        return self._voices

    @property
    def stretching(self) -> Stretching:
        """Where sounds at other rates with their pitch kept come from."""
        return self._stretching

    def start(self) -> Path:
        """Start the stage, if it is not there, and give the block that its position is in."""
        if self._stage is None:
            self._stage = RemoteStage(
                self._paths.runtime,
                lambda told: self._lane.post(lambda: self._hear(told)),
                lambda trouble: self._lane.post(lambda: self._lose(trouble)),
                self._options(),
            )
            self._send(messages.SetGain(self._wanted.level))
            self.prepare()
        return self._stage.position_path

    def load(self, track: TrackId) -> None:
        """Take a track to the start of its sound, decoding it meanwhile where it is not yet."""
        self._load(track, None)

    def load_segment(self, track: TrackId, start: Seconds, end: Seconds) -> None:
        """Take a stretch of a track alone, at its place in the song, to its start."""
        if not 0.0 <= start < end:
            raise BadValue(
                f"A stretch from {start:g} to {end:g} seconds cannot be played.",
                hint="It begins at 0 or later and ends after its start.",
            )
        self._load(track, (start, end))

    def play(self) -> None:
        """Play on."""
        self._become(replace(self._wanted, playing=True), messages.Play())

    def pause(self) -> None:
        """Hold."""
        self._become(replace(self._wanted, playing=False), messages.Pause())

    def seek(self, at: Seconds) -> None:
        """Go to a place in the song."""
        self._place = at
        self._send(messages.Seek(frames_at(at)))

    def loop(self, start: Seconds, stop: Seconds) -> None:
        """Play a stretch over and over."""
        wish = messages.SetLoop(frames_at(start), frames_at(stop))
        self._become(replace(self._wanted, loop=(start, stop)), wish)

    def unloop(self) -> None:
        """Play on past the end of the loop."""
        self._become(replace(self._wanted, loop=None), messages.ClearLoop())

    def set_crossfade(self, length: Seconds) -> None:
        """Let the end of a loop fade into its start, up to 0.1 s; 0 is a hard seam."""
        wanted = self._wanted.with_crossfade(length)
        self._become(wanted, wanted.crossfading)

    def set_rate(self, rate: float, *, keep_pitch: bool = False) -> None:
        """Play at 0.5 to 2 times the speed.

        The pitch follows at once; to keep it, the sound is stretched meanwhile and then heard.
        """
        wanted = self._wanted.at_rate(rate, keeps_pitch=keep_pitch)
        self._become(wanted, messages.SetRate(rate, keep_pitch))
        self._stretch()

    def scrub(self, at: Seconds) -> None:
        """Hear a short grain at a place, as under a hand that drags; until `release`."""
        self._send(messages.Scrub(frames_at(at)))

    def release(self) -> None:
        """Let the head go where it was dragged: it plays or holds as before."""
        self._send(messages.Release())

    def count_in(self, file: Path, length: Frames, level: Decibels) -> None:
        """Hold while the clicks in a file are heard, then play; the metronome asks for it."""
        wish = messages.CountIn(file, length, level)
        self._become(replace(self._wanted, playing=True), wish)

    def use_other(self, other: TrackId | Path | None) -> None:
        """Have another sound at hand for `switch`: a track's, or a decoded one in a file."""
        file = self._decoded(other) if isinstance(other, str) else other
        wanted = replace(self._wanted, other=file, is_other=False)
        self._become(wanted, messages.UseOther(file))

    def switch(self) -> None:
        """Hear the other sound, or the loaded one again; the place stays."""
        if self._wanted.other is None:
            raise NotFound("There is no other sound.", hint="Choose one first.")
        wanted = replace(self._wanted, is_other=not self._wanted.is_other)
        self._become(wanted, messages.Switch(wanted.is_other))

    def keep_near(self, places: Sequence[Seconds]) -> None:
        """Have places of a long track at hand, such as its cues, so that jumps are heard."""
        self._wanted = replace(self._wanted, near=tuple(places))
        if self._stage is not None:
            self._send(messages.KeepNear(tuple(frames_at(at) for at in places)))

    def set_level(self, level: Decibels) -> None:
        """Be louder or softer."""
        self._become(replace(self._wanted, level=level), messages.SetGain(level))

    def use_clicks(self, file: Path | None, level: Decibels) -> None:
        """Add the clicks in a file to what is heard, or none; only while the stage stands."""
        if self._stage is not None:
            self._send(messages.UseClicks(file, level))

    def use_device(self, choice: DeviceChoice) -> None:
        """Play on another device, now and whenever the stage is started."""
        self._settings = replace(
            self._settings,
            sink="device",
            device=choice.name,
            host=choice.host,
            latency=choice.latency,
        )
        if self._stage is not None:
            self._send(messages.UseDevice(choice.name, choice.host, choice.latency))

    def wish(self, wish: GraphWish) -> None:
        """Pass on what is wished of the audio graph."""
        self._send(wish)

    def snapshot(self) -> Snapshot | None:
        """What is heard now."""
        stage = self._stage
        return None if stage is None else stage.snapshot()

    def meters(self, numbers: Iterable[int] = (0,)) -> dict[int, MeterLevels]:
        """What meters show now, by their numbers, the master's being 0."""
        stage = self._stage
        if stage is None:
            return {}
        position = stage.position()
        return {number: MeterLevels.of(position, number) for number in numbers}

    def light_frame(self) -> int | None:
        """The light frame under the play head, while the stage stands."""
        snapshot = self.snapshot()
        return None if snapshot is None else light_frame_at(snapshot.seconds)

    def restart(self) -> None:
        """Start the stage again where it was."""
        if self._stage is None:
            return
        self.is_given_up = not self._falls.note()
        if self.is_given_up:
            words = "The stage fell again and again, so it is not started any more."
            hint = "Open Luma again; its log may tell why."
            self._bus.announce(ProblemRaised(StageError(words, hint=hint)))
            self._wanted = replace(self._wanted, playing=False)
            self._tell()
            return
        before = self._stage.snapshot()
        if before.generation == self._generation:  # else it fell before it had the sound
            self._place = before.seconds
        self._stage.restart()
        self._send(messages.SetGain(self._wanted.level))
        self.prepare()
        if self._wanted.file is None:
            return
        self._send_source()
        self.seek(self._place)
        if self._wanted.playing:
            self._send(messages.Play())

    def close(self) -> None:
        """Fall silent and end the stage."""
        self._stretching.close()
        stage, self._stage = self._stage, None
        if stage is not None:
            stage.close()

    def _options(self) -> Options:
        chosen = self._settings
        return Options(
            sink=chosen.sink,
            device=chosen.device,
            host=chosen.host,
            latency=chosen.latency,
            code=self._paths.compiled,
        )

    def _become(self, wanted: Wanted, wish: messages.Wish) -> None:
        self._wanted = wanted
        self._send(wish)
        self._tell()

    def _load(self, track: TrackId, segment: Span | None) -> None:
        file = self._analyses.find_file(track, "pcm") or self._source(track)
        with self._store.read() as shelf:
            cues = shelf.cues.of(track)
        self.start()
        wanted = self._wanted.of_track(track, file, segment)
        self._wanted = replace(wanted, near=tuple(Seconds(cue.at) for cue in cues))
        self._place = Seconds(0.0) if segment is None else segment[0]
        self._send_source()
        self._tell()

    def _source(self, track: TrackId) -> Path:
        """The file that a track came from, whose first second is soon decoded."""
        with self._store.read() as shelf:
            path = shelf.tracks.get(track).source.path
        if not path.is_file():
            raise NotFound(
                f'The sound of the track {track} is not decoded, and "{path}" is not there.',
                hint="Bring the file back to its place.",
            )
        return path

    def _decoded(self, track: TrackId) -> Path:
        file = self._analyses.find_file(track, "pcm")
        if file is None:
            raise NotFound(
                f"The sound of the track {track} is not decoded yet.",
                hint="Let it be analysed first.",
            )
        return file

    def _send_source(self) -> None:
        assert self._wanted.track is not None
        self._generation += 1
        self._send(self._wanted.load(self._generation))
        for wish in self._wanted.settings():
            self._send(wish)
        self._voices.begin(self._wanted.track, self._generation)
        self._stretch()

    def _stretch(self) -> None:
        """Have the sound stretched for the rate, where the pitch is to be kept."""
        wanted, generation = self._wanted, self._generation
        self._stretching.call_off()
        if not wanted.keeps_pitch or wanted.rate == 1.0 or wanted.track is None:
            return
        try:
            file = self._decoded(wanted.track)
        except NotFound as trouble:
            self._complain(trouble)
            return
        self._stretching.find(
            file,
            wanted.rate,
            lambda made: self._use_stretched(made, generation, wanted),
            self._complain,
        )

    def _use_stretched(self, made: Path, generation: int, wanted: Wanted) -> None:
        now = self._wanted
        if (now.file, now.rate, now.keeps_pitch) == (wanted.file, wanted.rate, True):
            self._send(messages.UseStretched(made, generation, wanted.rate))

    def _complain(self, trouble: Exception) -> None:
        if not isinstance(trouble, CalledOff | Superseded):
            words = trouble if isinstance(trouble, LumaError) else StageError(str(trouble))
            self._bus.announce(ProblemRaised(words))

    def _send(self, wish: messages.Wish) -> None:
        self.start()
        assert self._stage is not None
        try:
            self._stage.send(wish)
        except StageError as trouble:  # a fallen stage hears everything again when it restarts
            self._bus.announce(ProblemRaised(trouble))

    def _tell(self) -> None:
        wanted = self._wanted
        self._bus.announce(TransportChanged(wanted.playing, wanted.loop is not None))

    def _hear(self, told: messages.Told) -> None:
        match told:
            case messages.Ready(sink=sink, is_device=is_device, is_chosen=is_chosen):
                lacks = not is_device and self._settings.sink == "device"
                trouble = NO_DEVICE if lacks else ""
                self._bus.announce(StageReady(sink, trouble, is_chosen and not lacks))
            case messages.Failed(code=messages.DEVICE_GONE) if not self.is_loss_new():
                pass  # the list of devices told it sooner
            case messages.Failed(sentence=sentence):
                self._bus.announce(ProblemRaised(StageError(sentence)))
            case (
                messages.EndReached(generation=self._generation)
                | messages.NotLoaded(generation=self._generation)
            ):
                self._wanted = replace(self._wanted, playing=False)
                self._tell()
            case _:
                pass

    def _lose(self, trouble: StageError) -> None:
        self._bus.announce(StageLost(trouble.sentence()))
