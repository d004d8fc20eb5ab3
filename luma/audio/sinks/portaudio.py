"""PortAudio itself: loading it, letting it look again, and what its errors mean."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from luma.domain.errors import DeviceError

PLUG = "PA_ALSA_PLUGHW"
NODE, STREAM = "PIPEWIRE_NODE", "PIPEWIRE_ALSA"
STAYS = "{ node.dont-reconnect = true }"

BAD_CHANNELS, BAD_RATE, BAD_DEVICE, BUSY = -9998, -9997, -9996, -9985
MISMATCH = (BAD_CHANNELS, BAD_RATE)
_MEANINGS = {
    BAD_CHANNELS: (
        "does not take {channels} channels",
        "Choose a device that converts, such as `default` or `pipewire`.",
    ),
    BAD_RATE: (
        "does not run at 48000 Hz",
        "Choose a device that converts, such as `default` or `pipewire`.",
    ),
    BAD_DEVICE: (
        "is not there any more",
        "Plug it in again, or choose another; `luma devices` lists them.",
    ),
    BUSY: (
        "is in use by another program",
        "Close that program, or choose a device that is shared, such as `default`.",
    ),
}
_UNKNOWN = "Check that it is plugged in, or choose another; `luma devices` lists them."


def library() -> ModuleType:
    """The sounddevice package, which begins PortAudio when it is first imported."""
    try:
        import sounddevice
    except OSError as error:
        raise DeviceError(
            f"The PortAudio library is not there ({error}).",
            hint="Install it, on Debian and Ubuntu as the package libportaudio2.",
        ) from error
    return sounddevice  # type: ignore[no-any-return]


def look_again() -> None:
    """Let PortAudio see devices that have come or gone; no stream may be open."""
    package = library()
    package._terminate()  # noqa: SLF001  (PortAudio lists devices only once)
    package._initialize()  # noqa: SLF001


@contextmanager
def aimed_at(node: str, *, stays: bool = False) -> Iterator[None]:
    """Let streams that are opened meanwhile begin at this node of PipeWire, if one is named.

    One that stays ends with its node; others are moved to the default by the server.
    """
    wanted = {NODE: node, STREAM: STAYS if stays else ""}
    before = {name: os.environ.get(name) for name, value in wanted.items() if value}
    os.environ.update((name, wanted[name]) for name in before)
    try:
        yield
    finally:
        for name, value in before.items():
            _put_back(name, value)


@contextmanager
def converting() -> Iterator[None]:
    """Look again with cards that ALSA converts for; no stream may be open before."""
    before = os.environ.get(PLUG)
    os.environ[PLUG] = "1"
    try:
        look_again()
        yield
    finally:
        _put_back(PLUG, before)


def _put_back(name: str, before: str | None) -> None:
    if before is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = before


def code_of(error: Exception) -> int:
    """PortAudio's number of an error, or 0."""
    code = error.args[1] if len(error.args) > 1 else 0
    return code if isinstance(code, int) else 0


def in_words(error: Exception, name: str, channels: int) -> DeviceError:
    """What came of opening a device, as a person is told."""
    which = f'The sound device "{name}"' if name else "The default sound device"
    said, hint = _MEANINGS.get(code_of(error), (f"cannot be opened: {error.args[0]}", _UNKNOWN))
    return DeviceError(f"{which} {said.format(channels=channels)}.", hint=hint)
