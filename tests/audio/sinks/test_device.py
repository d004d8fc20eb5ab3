"""A device that is not there or differs, and a library that is not there, in words."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from luma.audio.kernel.engine import Engine
from luma.audio.sinks import DeviceChoice, native
from luma.audio.sinks.device import DeviceSink
from luma.audio.sinks.listing import Device, devices
from luma.domain.errors import DeviceError


def test_a_device_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(DeviceError, match="There is no sound output"):
        DeviceSink(Engine(), DeviceChoice("Nobody has this card"))


def test_a_missing_portaudio_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.delitem(sys.modules, "_sounddevice", raising=False)
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    with pytest.raises(DeviceError, match="PortAudio") as error:
        devices()
    assert "libportaudio2" in error.value.hint


class Refusal(Exception):
    """What PortAudio says."""


class FakeStream:
    latency, active = 0.1, True

    def start(self) -> None:
        """Nothing is heard."""


class FakeLibrary:
    """A PortAudio whose streams come out as they are told."""

    PortAudioError = Refusal


def card(index: int) -> Device:
    return Device("Club", "ALSA", 1, 0, 44_100, 5.0, 30.0, True, False, index=index)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    def prepare(*answers: Exception | None) -> list[int]:
        tried: list[int] = []
        left = iter(answers)

        def stream(_: Any, index: int, *__: Any) -> FakeStream:
            tried.append(index)
            answer = next(left)
            if answer is not None:
                raise answer
            return FakeStream()

        monkeypatch.setattr(native, "library", FakeLibrary)
        monkeypatch.setattr(native, "devices", lambda: (card(len(tried)),))
        monkeypatch.setattr(native, "_stream", stream)
        monkeypatch.setattr("luma.audio.sinks.portaudio.look_again", lambda: None)
        return tried

    return prepare


def test_a_card_of_another_rate_or_width_is_opened_through_alsas_conversion(
    opened: Callable[..., list[int]],
) -> None:
    for code in (-9997, -9998):
        tried = opened(Refusal("no", code), None)
        assert DeviceSink(Engine()).name == "Club"
        assert tried == [0, 1], "it is found anew once PortAudio has looked again"


def test_what_nobody_converts_is_refused_with_a_way_out(
    opened: Callable[..., list[int]],
) -> None:
    opened(Refusal("no", -9997), Refusal("no", -9997))
    with pytest.raises(DeviceError) as error:
        DeviceSink(Engine(), DeviceChoice("club"))
    assert error.value.sentence() == (
        'The sound device "club" does not run at 48000 Hz. '
        "Choose a device that converts, such as `default` or `pipewire`."
    )


def test_a_busy_card_is_told_at_once(opened: Callable[..., list[int]]) -> None:
    tried = opened(Refusal("busy", -9985))
    with pytest.raises(DeviceError, match="in use by another program"):
        DeviceSink(Engine())
    assert tried == [0]
