"""The chosen device stays under the player, through the coming and going of others."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from luma.app import devices as devices_module
from luma.app.devices import ONE_LOSS_SECONDS, Devices, list_devices
from luma.app.events import DevicesChanged, ProblemRaised, StageReady
from luma.app.services import Desk
from luma.app.settings import SoundSettings, read_settings
from luma.audio.sinks import DeviceChoice
from luma.audio.sinks.listing import Device
from luma.domain.errors import DeviceError, Refused
from tests.app.desks import Facts, a_desk

DOOR = Device("default", "ALSA", 64, 64, 44_100, 8.7, 34.8, True, True)
CLUB = Device("Club", "PipeWire", 2, 0, 48_000, 8.7, 34.8, False, False, "alsa.club")
HALL = Device("Hall", "PipeWire", 2, 0, 48_000, 8.7, 34.8, True, False, "alsa.hall")


class FakePlayer:
    """Takes note of the devices that it was told to use."""

    def __init__(self) -> None:
        self.used: list[DeviceChoice] = []
        self.is_loss_new: Callable[[], bool] = lambda: True

    def use_device(self, choice: DeviceChoice) -> None:
        self.used.append(choice)


class Room:
    """Devices on a desk's lane, with what is plugged in said by the test."""

    def __init__(self, desk: Desk, choice: DeviceChoice, patch: pytest.MonkeyPatch) -> None:
        self.plugged: tuple[Device, ...] | DeviceError = (DOOR, CLUB, HALL)
        self.player = FakePlayer()
        self.desk = desk
        self.facts = Facts(desk, (DevicesChanged, ProblemRaised))
        settings = SoundSettings("device", choice.name, choice.host, choice.latency)
        self.devices = Devices(desk.ground, desk.paths, settings, self.player)  # type: ignore[arg-type]
        patch.setattr(devices_module, "list_devices", self._list)
        patch.setattr(devices_module, "Watch", lambda on_change: self)

    def _list(self) -> tuple[Device, ...]:
        if isinstance(self.plugged, DeviceError):
            raise self.plugged
        return self.plugged

    def close(self) -> None:
        """Nothing is watched."""

    def settle(self, sink: str, *, is_chosen: bool = True) -> None:
        ready = StageReady(sink, is_chosen=is_chosen)
        self.desk.lane.call(lambda: self.devices.settle(ready))
        self.facts.wait(DevicesChanged)

    def see(self, *plugged: Device) -> list[str]:
        """What is said of another set of devices."""
        self.plugged = plugged
        self.desk.lane.call(self.devices.look)
        said = []
        while not isinstance(fact := self.facts.heard.get(timeout=20), DevicesChanged):
            said.append(fact.trouble.sentence())
        return said + [f.trouble.sentence() for f in self.facts.so_far()]


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_desk() as desk:
        yield desk


@pytest.fixture
def room(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Room:
    made = Room(desk, DeviceChoice("Club"), monkeypatch)
    made.settle("Club")
    return made


def test_the_device_that_a_server_takes_away_is_told_once_and_taken_again(room: Room) -> None:
    assert room.devices.playing_on == "Club"
    assert room.see(DOOR, HALL) == [
        'The sound device "Club" has gone. Playing goes on on "Hall".'
    ]
    assert room.devices.playing_on == "Hall"
    assert room.see(DOOR, HALL) == []
    assert room.player.used == []
    assert room.see(DOOR, HALL, CLUB) == []
    assert room.player.used == [DeviceChoice("Club")]
    assert room.devices.playing_on == "Hall"
    room.settle("Club")
    assert room.devices.playing_on == "Club"
    assert room.see(DOOR, HALL, CLUB) == []
    assert len(room.player.used) == 1


def test_a_device_that_another_stands_in_for_is_tried_when_it_comes_and_not_for_ever(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(desk, DeviceChoice("Club"), monkeypatch)
    room.plugged = (DOOR, HALL)
    room.settle("Hall", is_chosen=False)
    room.see(DOOR, HALL, CLUB)
    assert room.player.used == [DeviceChoice("Club")]
    room.settle("Hall", is_chosen=False)
    room.see(DOOR, HALL, CLUB)
    assert len(room.player.used) == 1, "it is there, but cannot be opened"


def test_without_a_choice_the_default_is_followed_silently_but_its_loss_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(desk, DeviceChoice(), monkeypatch)
    room.settle("Hall")
    assert room.devices.playing_on == "Hall"
    calm, club = replace(HALL, is_default_output=False), replace(CLUB, is_default_output=True)
    assert room.see(DOOR, club, calm) == []
    assert room.devices.playing_on == "Club"
    assert room.see(DOOR, HALL) == [
        'The sound device "Club" has gone. Playing goes on on "Hall".'
    ]
    (said,) = room.see()
    assert said.startswith('The sound device "Hall" has gone. Playing goes on where it was')
    assert room.player.used == []


def test_a_loss_that_the_list_told_is_not_told_by_the_stage_too(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(room.see(DOOR, HALL)) == 1
    assert not room.desk.lane.call(room.player.is_loss_new)
    later = time.monotonic() + ONE_LOSS_SECONDS + 1.0
    monkeypatch.setattr("luma.app.devices.time.monotonic", lambda: later)
    assert room.desk.lane.call(room.player.is_loss_new)


def test_a_loss_that_the_stage_told_is_not_told_by_the_list_too(room: Room) -> None:
    assert room.desk.lane.call(room.player.is_loss_new)
    assert room.see(DOOR, HALL) == []
    assert room.devices.playing_on == "Hall"


def test_what_is_chosen_is_played_on_and_remembered(room: Room) -> None:
    paths = room.desk.paths
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text("# mine\n[sound]\nlevel_db = -3.0  # soft\n\n[analysis]\n")
    room.desk.lane.call(lambda: room.devices.choose("Hall", "PipeWire", "low"))
    assert room.player.used == [DeviceChoice("Hall", "PipeWire", "low")]
    kept = read_settings(paths.settings).sound
    assert (kept.sink, kept.device, kept.host) == ("device", "Hall", "PipeWire")
    assert (kept.latency, kept.level_db) == ("low", -3.0)
    text = paths.settings.read_text()
    assert text.startswith("# mine\n[sound]\nlevel_db = -3.0  # soft\n")
    assert text.endswith("\n\n[analysis]\n")
    room.desk.lane.call(lambda: room.devices.choose("Club"))
    assert read_settings(paths.settings).sound.device == "Club"
    assert paths.settings.read_text().count("device =") == 1


@pytest.mark.parametrize("text", ["sound = {level_db = 0.0}\n", "[sound", "sound.device = 'x'"])
def test_a_settings_file_that_is_written_otherwise_is_left_alone(room: Room, text: str) -> None:
    file = room.desk.paths.settings
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    with pytest.raises(Refused, match=r"\[sound\]"):
        room.desk.lane.call(lambda: room.devices.choose("Hall"))
    assert file.read_text() == text
    assert room.player.used == []
    assert room.devices.choice == DeviceChoice("Club")


def test_devices_that_cannot_be_listed_are_told_with_the_list(room: Room) -> None:
    room.plugged = DeviceError("PortAudio is not there.")
    room.desk.lane.call(room.devices.look)
    assert room.facts.wait(DevicesChanged).said == "PortAudio is not there."
    assert room.devices.found == ()


def test_another_process_lists_the_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(list_devices(), tuple)
    monkeypatch.setattr("luma.app.devices.sys.executable", "/bin/false")
    with pytest.raises(DeviceError, match="cannot be listed"):
        list_devices()
