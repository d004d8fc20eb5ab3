"""Devices are told apart by name and host, and what is not there is told in words."""

import json
import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest

from luma.audio.sinks import listing, pipewire
from luma.audio.sinks.listing import Device, devices, find, read_listing
from luma.audio.sinks.portaudio import in_words
from luma.domain.errors import DeviceError

FOUND = (
    Device("HDA Intel: ALC (hw:0,0)", "ALSA", 2, 2, 48_000, 5.0, 30.0, False, False),
    Device("default", "ALSA", 64, 64, 44_100, 8.7, 34.8, True, True),
    Device("Club USB", "PipeWire", 2, 0, 48_000, 8.7, 34.8, True, False, "alsa_output.usb"),
    Device("Club USB 2", "PipeWire", 2, 0, 48_000, 8.7, 34.8, False, False, "alsa_output.usb2"),
    Device("Microphone", "PipeWire", 0, 1, 48_000, 8.7, 34.8, False, True, "alsa_input.mic"),
)


@pytest.mark.parametrize(
    ("name", "host", "found"),
    [
        ("", "", "default"),
        ("", "pipewire", "Club USB"),
        ("hda", "", "HDA Intel: ALC (hw:0,0)"),
        ("club usb", "", "Club USB"),
        ("USB 2", "", "Club USB 2"),
        ("alsa_output.usb", "", "Club USB"),
        ("DEFAULT", "alsa", "default"),
    ],
)
def test_a_device_is_found_by_its_whole_name_or_a_part(
    name: str, host: str, found: str
) -> None:
    assert find(FOUND, "output", name, host).name == found


@pytest.mark.parametrize(
    ("name", "host", "said"),
    [
        (
            "usb",
            "",
            "a part of the names of 2 sound outputs. Say more of the name, or the host",
        ),
        ("Microphone", "", 'no sound output called "Microphone". There are: "HDA Intel'),
        ("hda", "pipewire", 'no sound output called "hda" on pipewire.'),
        ("", "JACK", 'No sound output has the host "JACK". There are: ALSA, PipeWire.'),
    ],
)
def test_what_is_not_found_is_told_with_what_there_is(name: str, host: str, said: str) -> None:
    with pytest.raises(DeviceError) as trouble:
        find(FOUND, "output", name, host)
    assert said in trouble.value.sentence()


def test_inputs_are_found_among_inputs() -> None:
    assert find(FOUND, "input", "", "").name == "default"
    assert find(FOUND, "input", "micro", "").id == "alsa_input.mic"
    with pytest.raises(DeviceError, match="There is no sound input"):
        find(FOUND[2:4], "input", "", "")


def test_an_empty_list_is_told_in_words() -> None:
    with pytest.raises(DeviceError) as trouble:
        find((), "output", "", "")
    assert trouble.value.sentence() == (
        "There is no sound output. Plug one in, or start the sound server (PipeWire)."
    )


def test_the_nodes_of_a_server_are_read_from_its_dump() -> None:
    def node(name: str, kind: str, **props: object) -> dict[str, Any]:
        own = {"node.name": name, "media.class": kind, **props}
        offer = [{"rate": {"default": 96_000, "min": 1}, "channels": 6}]
        return {"info": {"props": own, "params": {"EnumFormat": offer}}}

    dump = [
        node("a", "Audio/Sink", **{"node.description": "Hall", "audio.channels": 2}),
        node("b", "Audio/Source/Virtual", **{"audio.rate": 44_100}),
        node("c", "Stream/Output/Audio"),
        {"metadata": [{"key": "default.audio.sink", "value": {"name": "a"}}]},
        {"info": None},
        "nonsense",
    ]
    hall, mic = pipewire.nodes_in(dump)
    assert hall == pipewire.Node(
        "a", "Hall", is_sink=True, channels=2, rate=96_000, is_default=True
    )
    assert mic == pipewire.Node(
        "b", "b", is_sink=False, channels=6, rate=44_100, is_default=False
    )
    assert pipewire.nodes_in({"no": "list"}) == ()


def test_a_server_that_does_not_answer_has_no_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **more: float) -> None:
        raise subprocess.TimeoutExpired("pw-dump", more["timeout"])

    monkeypatch.setattr("luma.audio.sinks.pipewire.shutil.which", lambda _: "/bin/pw-dump")
    monkeypatch.setattr("luma.audio.sinks.pipewire.subprocess.run", hang)
    assert pipewire.nodes() == ()


class FakeLibrary(ModuleType):
    """PortAudio with one card and one server."""

    class default:  # noqa: N801  (sounddevice's own name)
        device = (-1, -1)

    def query_hostapis(self) -> tuple[dict[str, Any], ...]:
        return ({"name": "ALSA", "default_input_device": 1, "default_output_device": 1},)

    def query_devices(self) -> list[dict[str, Any]]:
        latencies = dict.fromkeys(
            (f"default_{a}_{b}_latency" for a in ("low", "high") for b in ("input", "output")),
            0.01,
        )
        base = {"hostapi": 0, "default_samplerate": 44_100.0, **latencies}
        return [
            {**base, "name": "pipewire", "max_output_channels": 64, "max_input_channels": 64},
            {**base, "name": "default", "max_output_channels": 64, "max_input_channels": 64},
            {**base, "name": "Mic", "max_output_channels": 0, "max_input_channels": 1},
        ]


def test_the_sinks_of_a_server_stand_beside_portaudios_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    node = pipewire.Node("a", "Hall", is_sink=True, channels=6, rate=96_000, is_default=True)
    monkeypatch.setattr(listing, "library", lambda: FakeLibrary("sounddevice"))
    monkeypatch.setattr(pipewire, "nodes", lambda: (node,))
    door, default, mic, hall = devices()
    assert [d.is_default_output for d in (door, default, mic, hall)] == [0, 1, 0, 1]
    assert (hall.name, hall.host, hall.outputs, hall.inputs) == ("Hall", "PipeWire", 6, 0)
    assert (hall.id, hall.index) == ("a", door.index)
    assert (mic.inputs, mic.outputs, mic.low_ms) == (1, 0, 10.0)


def test_another_process_tells_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "luma.audio.sinks.listing"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert read_listing(done.stdout) == devices()
    assert read_listing(json.dumps({f: getattr(FOUND[0], f) for f in FOUND[0].__slots__})) == (
        FOUND[0],
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (-9985, '"Club" is in use by another program. Close that program'),
        (-9997, '"Club" does not run at 48000 Hz. Choose a device that converts'),
        (-9998, '"Club" does not take 2 channels. Choose a device that converts'),
        (-9996, '"Club" is not there any more. Plug it in again'),
        (-9999, '"Club" cannot be opened: odd. Check that it is plugged in'),
    ],
)
def test_portaudios_numbers_are_told_in_words(code: int, said: str) -> None:
    assert said in in_words(RuntimeError("odd", code), "Club", 2).sentence()
