"""A device that is not there, and a library that is not there, are told in words."""

import sys

import pytest

from luma.audio.kernel.engine import Engine
from luma.audio.sinks.device import DeviceSink, device_names
from luma.domain.errors import DeviceError


def test_a_device_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(DeviceError, match='"Nobody has this card" cannot be opened'):
        DeviceSink(Engine(), device="Nobody has this card")


def test_a_missing_portaudio_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.delitem(sys.modules, "_sounddevice", raising=False)
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    with pytest.raises(DeviceError, match="PortAudio") as error:
        device_names()
    assert "libportaudio2" in error.value.hint
