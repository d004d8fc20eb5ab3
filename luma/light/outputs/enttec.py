"""The DMX USB Pro by Enttec, and what speaks like it: one universe over a serial line."""

import contextlib
import os
import termios
from dataclasses import dataclass

from luma.domain.errors import BadValue, OutputError
from luma.light.register import output

_BEGIN, _STOP = 0x7E, 0xE7
_SEND_DMX = 6
_START_CODE = b"\0"


def usb_pro_message(levels: bytes) -> bytes:
    """The message that lets the widget send levels, until it gets others."""
    data = _START_CODE + levels
    return bytes([_BEGIN, _SEND_DMX, len(data) & 255, len(data) >> 8]) + data + bytes([_STOP])


@output("enttec_pro")
@dataclass
class EnttecProOutput:
    """Sends one universe to a DMX USB Pro on a serial line.

    `universe` is the one of the venue that it carries.
    """

    device: str = "/dev/ttyUSB0"
    universe: int = 1

    def __post_init__(self) -> None:
        """Begin closed."""
        self._file: int | None = None
        self._rest = b""

    def open(self) -> None:
        """Open the line; it is set to send bytes as they are, and never to wait."""
        self.close()
        try:
            self._file = os.open(self.device, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
            _set_raw(self._file)
        except (OSError, termios.error) as error:
            self.close()
            raise OutputError(
                f"The DMX widget on {self.device} cannot be opened: {error.args[-1]}.",
                hint="Plug it in, and see that you may use it (on Debian: the group dialout).",
            ) from error

    def send(self, universe: int, levels: bytes) -> None:
        """Send the levels; while the line is full they are left out."""
        if universe != self.universe:
            raise BadValue(
                f"The DMX widget on {self.device} carries universe {self.universe} alone.",
                hint=f"Name it in its settings: universes = [{self.universe}].",
            )
        if self._file is None:
            raise OutputError(f"The DMX widget on {self.device} is closed.", hint="Open it.")
        self._write(self._file, self._rest)
        if not self._rest:
            self._write(self._file, usb_pro_message(levels))

    def _write(self, file: int, said: bytes) -> None:
        """Write what the line takes, and keep the rest of a message that was begun."""
        written = 0
        try:
            with contextlib.suppress(BlockingIOError):
                written = os.write(file, said)
        except OSError as error:
            raise OutputError(
                f"The DMX widget on {self.device} is gone: {error.strerror}.",
                hint="Plug it in again.",
            ) from error
        self._rest = said[written:] if written or self._rest else b""

    def close(self) -> None:
        """Give the line back."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        self._rest = b""


def _set_raw(file: int) -> None:
    """No echo, no lines, no flow control, eight bits; the rate is nominal."""
    settings = termios.tcgetattr(file)
    characters = settings[6]
    control = termios.CS8 | termios.CREAD | termios.CLOCAL
    rate = termios.B57600
    termios.tcsetattr(file, termios.TCSANOW, [0, 0, control, 0, rate, rate, characters])
