"""The sound devices: which there are, which one is chosen, and where sound comes out now."""

import subprocess
import sys
import time

from luma.app.events import DevicesChanged, ProblemRaised, StageReady
from luma.app.ground import Ground
from luma.app.paths import Paths
from luma.app.player import Player
from luma.app.settings import SoundSettings
from luma.app.settingslines import write_values
from luma.audio.sinks import DeviceChoice, Latency
from luma.audio.sinks.listing import Device, find, read_listing
from luma.audio.sinks.watch import Watch
from luma.domain.errors import DeviceError

LISTING_SECONDS = 10.0
ONE_LOSS_SECONDS = 5.0
"""What the list and the stage tell within this time is one loss."""
SoundDevice = Device
"""A device, as front doors see it."""


def list_devices() -> tuple[Device, ...]:
    """The devices as they are now, seen by a process of their own.

    PortAudio lists devices once in its life, and may wait long for a sound server.
    """
    command = [sys.executable, "-P", "-m", "luma.audio.sinks.listing"]
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=LISTING_SECONDS
        )
    except subprocess.TimeoutExpired as cause:
        raise DeviceError(
            "The sound devices cannot be listed: the sound server does not answer.",
            hint="Start it again, as with `systemctl --user restart pipewire`.",
        ) from cause
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise DeviceError(f"The sound devices cannot be listed: {last[0]}")
    return read_listing(done.stdout)


def play_tone(name: str = "", host: str = "") -> None:
    """Play a short tone on a device, in a process of its own, to its end."""
    command = [sys.executable, "-P", "-m", "luma.audio.sinks.testtone", name, host]
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=LISTING_SECONDS
        )
    except subprocess.TimeoutExpired as cause:
        raise DeviceError(
            "The tone was not played: the sound device does not answer.",
            hint="Choose another device.",
        ) from cause
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["The tone was not played."]
        raise DeviceError(last[0])


class Devices:
    """Keeps the chosen device under the player; used on the lane."""

    def __init__(
        self, ground: Ground, paths: Paths, settings: SoundSettings, player: Player
    ) -> None:
        """Look at nothing before there is sound."""
        self._ground, self._paths, self._player = ground, paths, player
        self._is_wanted = settings.sink == "device"
        self._choice = DeviceChoice(settings.device, settings.host, settings.latency)
        self._found: tuple[Device, ...] = ()
        self._watch: Watch | None = None
        self._playing: Device | None = None
        self._sink, self._is_away, self._is_closed = "", False, False
        self._told_at: float | None = None
        player.is_loss_new = self._take_loss

    @property
    def found(self) -> tuple[Device, ...]:
        """The devices as they were when last looked at; `look` looks again."""
        return self._found

    @property
    def choice(self) -> DeviceChoice:
        """The chosen device, and how much room it is given."""
        return self._choice

    @property
    def playing_on(self) -> str:
        """Where sound comes out now, in words; nothing before the stage stands."""
        return self._sink if self._playing is None else self._playing.name

    def look(self) -> None:
        """Look which devices there are; told as `DevicesChanged`."""
        self._ground.chores.run(list_devices, self._see, self._complain, key="devices")

    def choose(self, name: str = "", host: str = "", latency: Latency = "high") -> None:
        """Play on a device from now on, and remember it; without a name on the default one."""
        kept = {"sink": "device", "device": name, "host": host, "latency": latency}
        write_values(self._paths.settings, "sound", kept)
        self._choice = DeviceChoice(name, host, latency)
        self._is_wanted, self._is_away = True, False
        self._player.use_device(self._choice)
        self.look()

    def test(self, name: str = "", host: str = "") -> None:
        """Play a short tone on a device, beside what plays already; told if it cannot be."""
        self._ground.chores.run(
            lambda: play_tone(name, host), lambda _: None, self._complain_of_test, key="tone"
        )

    def settle(self, ready: StageReady) -> None:
        """Take note where the stage plays, and watch from now on what comes and goes."""
        self._sink, self._playing = ready.sink, None
        self._is_away = not ready.is_chosen
        if not self._is_wanted:
            return
        if self._watch is None and not self._is_closed:
            lane = self._ground.lane
            self._watch = Watch(lambda: lane.post(self.look))
        self.look()

    def close(self) -> None:
        """Watch no more."""
        self._is_closed = True
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.close()

    def _see(self, found: tuple[Device, ...]) -> None:
        has_come = self._chosen(found) is not None and self._chosen(self._found) is None
        self._found = found
        was, self._playing = self._playing, self._heard_on()
        if was is not None and not any(_is_same(was, device) for device in found):
            self._tell_loss(was)
        self._ground.bus.announce(DevicesChanged())
        if self._is_away and has_come:
            self._is_away = False
            self._player.use_device(self._choice)

    def _tell_loss(self, lost: Device) -> None:
        """A sound server moves what played there by itself; nobody else says so."""
        self._is_away = bool(self._choice.name)
        self._told_at = time.monotonic()
        now = self._playing
        hint = (
            "Playing goes on where it was as soon as there is one."
            if now is None
            else f'Playing goes on on "{now.name}".'
        )
        trouble = DeviceError(f'The sound device "{lost.name}" has gone.', hint=hint)
        self._ground.bus.announce(ProblemRaised(trouble))

    def _take_loss(self) -> bool:
        """Whether a loss that the stage noticed is news; the list says no more of it."""
        self._playing = None
        told = self._told_at
        return told is None or time.monotonic() - told > ONE_LOSS_SECONDS

    def _heard_on(self) -> Device | None:
        """The device of the sound server that is heard, where it is one."""
        chosen = None if self._is_away else self._chosen(self._found)
        if chosen is not None and chosen.id:
            return chosen
        served = next((d for d in self._found if d.id and d.is_default_output), None)
        if chosen is None or chosen.is_default_output:
            return served
        return served if served is not None and served.index == chosen.index else None

    def _chosen(self, found: tuple[Device, ...]) -> Device | None:
        """The chosen device, where it is there."""
        try:
            return find(found, "output", self._choice.name, self._choice.host)
        except DeviceError:
            return None

    def _complain_of_test(self, trouble: Exception) -> None:
        if not isinstance(trouble, DeviceError):
            raise trouble
        self._ground.bus.announce(ProblemRaised(trouble))

    def _complain(self, trouble: Exception) -> None:
        if isinstance(trouble, DeviceError):
            self._found = ()
            self._ground.bus.announce(DevicesChanged(trouble.sentence()))
            return
        raise trouble


def _is_same(one: Device, other: Device) -> bool:
    return (one.id, one.host, one.name) == (other.id, other.host, other.name)
