"""The sound card, which calls the kernel's machine code itself."""

import contextlib
import os
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from luma.audio.kernel.atomic import load_word
from luma.audio.kernel.callback import callback
from luma.audio.kernel.engine import Engine
from luma.audio.kernel.slots import CHANNELS, EPOCH, LATENCY_NS
from luma.domain.errors import DeviceError
from luma.domain.units import HOUSE_RATE

LATENCY = 0.1
REALTIME_PRIORITY = 10
PATIENCE_NS = 1_000_000_000


def _library() -> ModuleType:
    try:
        import sounddevice
    except OSError as error:
        raise DeviceError(
            f"The PortAudio library is not there ({error}).",
            hint="Install it, on Debian and Ubuntu as the package libportaudio2.",
        ) from error
    return sounddevice  # type: ignore[no-any-return]


def device_names() -> tuple[str, ...]:
    """The devices that can play sound, as PortAudio lists them."""
    library = _library()
    return tuple(d["name"] for d in library.query_devices() if d["max_output_channels"] > 0)


def look_again() -> None:
    """Let PortAudio see devices that have come or gone; no stream may be open."""
    library = _library()
    library._terminate()  # noqa: SLF001  (PortAudio lists devices only once)
    library._initialize()  # noqa: SLF001


class DeviceSink:
    """A PortAudio stream whose callback never meets the interpreter."""

    def __init__(self, engine: Engine, *, device: str = "", latency: float = LATENCY) -> None:
        """Open the device that has this in its name, or the default one, and begin."""
        library = _library()
        self._engine = engine
        try:
            self._stream = _native_stream(library, engine, device, latency)
            self.latency_ms = self._stream.latency * 1000.0
            self.name = str(library.query_devices(self._stream.device)["name"])
            engine.memory.control[LATENCY_NS] = int(self.latency_ms * 1e6)
            self._epoch, self._asked_ns = -1, time.monotonic_ns()
            others = _threads()
            self._stream.start()
            _hurry(_threads() - others)
        except (ValueError, library.PortAudioError) as error:
            which = f'The sound device "{device}"' if device else "A sound device"
            raise DeviceError(
                f"{which} cannot be opened: {error}.",
                hint="Check that it is plugged in, or choose another in the settings.",
            ) from error

    @property
    def is_alive(self) -> bool:
        """Whether the device still asks for sound; PortAudio alone does not always notice."""
        return bool(self._stream.active) and not self._is_stuck()

    def close(self) -> None:
        """Let go of the device; one that no longer asks cannot be let go of in this process."""
        if self._stream.active and self._is_stuck():
            raise DeviceError(
                "The sound device has gone, and PortAudio still waits for it.",
                hint="Sound starts anew on what is there.",
            )
        self._stream.close(ignore_errors=True)

    def _is_stuck(self) -> bool:
        epoch, now = load_word(self._engine.memory.control, EPOCH), time.monotonic_ns()
        if epoch != self._epoch:
            self._epoch, self._asked_ns = epoch, now
        return now - self._asked_ns > PATIENCE_NS


def _threads() -> set[int]:
    tasks = Path("/proc/self/task")
    return {int(task.name) for task in tasks.iterdir()} if tasks.is_dir() else set()


def _hurry(threads: set[int]) -> None:
    """Let these threads go before all ordinary work, where the system allows it."""
    for thread in threads:
        with contextlib.suppress(OSError):  # a favour, not a right
            policy = os.SCHED_RR | os.SCHED_RESET_ON_FORK
            os.sched_setscheduler(thread, policy, os.sched_param(REALTIME_PRIORITY))


def _native_stream(library: ModuleType, engine: Engine, device: str, latency: float) -> Any:
    ffi = library._ffi  # noqa: SLF001  (the door that native callbacks go through)

    class NativeStream(library._StreamBase):  # type: ignore[misc,name-defined]  # noqa: SLF001
        """A stream whose callback is a C function."""

        def __init__(self) -> None:
            """Hand over the addresses of the callback and of its memory."""
            super().__init__(
                kind="output",
                samplerate=HOUSE_RATE,
                channels=CHANNELS,
                dtype="float32",
                device=device or None,
                latency=latency,
                callback=ffi.cast("PaStreamCallback *", callback.address),
                userdata=ffi.cast("void *", engine.directory.ctypes.data),
                wrap_callback=None,
            )

    return NativeStream()
