"""A widget on a serial line hears whole messages, and may be unplugged."""

import os
import pty
import termios
from collections.abc import Iterator

import pytest

from luma.domain.errors import BadValue, OutputError
from luma.light.messages import OutputFailed, OutputReady
from luma.light.outputs.enttec import EnttecProOutput, usb_pro_message
from luma.light.wire import RETRY_NS, Wire

LIT = bytes(range(256)) * 2


class Widget:
    """The far end of a serial line."""

    def __init__(self) -> None:
        self.far, near = pty.openpty()
        self.path = os.ttyname(near)
        self.near = near

    def hear(self, size: int) -> bytes:
        heard = b""
        while len(heard) < size:
            heard += os.read(self.far, size - len(heard))
        return heard

    def unplug(self) -> None:
        for end in (self.far, self.near):
            os.close(end)


@pytest.fixture
def widget() -> Iterator[Widget]:
    there = Widget()
    yield there
    there.unplug()


def test_a_message_is_what_the_widget_takes() -> None:
    message = usb_pro_message(LIT)
    assert message[:5] == b"\x7e\x06\x01\x02\x00"  # send DMX, 513 bytes, start code
    assert message[5:] == LIT + b"\xe7"


def test_bytes_arrive_as_they_are(widget: Widget) -> None:
    out = EnttecProOutput(widget.path)
    out.open()
    for shift in range(5):
        levels = LIT[shift:] + LIT[:shift]
        out.send(1, levels)
        assert widget.hear(518) == usb_pro_message(levels)
    assert not termios.tcgetattr(widget.near)[3] & (termios.ECHO | termios.ICANON)
    with pytest.raises(BadValue, match="universe 1 alone"):
        out.send(2, LIT)
    out.close()
    with pytest.raises(OutputError, match="closed"):
        out.send(1, LIT)


def test_a_full_line_never_waits_and_never_breaks_a_message(widget: Widget) -> None:
    out = EnttecProOutput(widget.path)
    out.open()
    for number in range(60):
        out.send(1, bytes([number]) * 512)
    heard, count = b"", 0
    os.set_blocking(widget.far, False)
    while count < 1000:
        try:
            heard += os.read(widget.far, 4096)
        except BlockingIOError:
            out.send(1, b"\xff" * 512)
            count += 1
    out.close()
    whole, rest = divmod(len(heard), 518)
    assert whole > 60
    numbers = [heard[at * 518 + 5] for at in range(whole)]
    assert all(
        heard[at * 518 : at * 518 + 518] == usb_pro_message(bytes([n]) * 512)
        for at, n in enumerate(numbers)
    )
    assert heard[whole * 518 :] == usb_pro_message(b"\xff" * 512)[:rest]
    assert 0 in numbers
    assert numbers[-1] == 255


def test_a_widget_that_is_unplugged_is_told_once_and_comes_back() -> None:
    first = Widget()
    told: list[OutputFailed | OutputReady] = []
    out = EnttecProOutput(first.path)
    wire = Wire("usb", out, told.append)
    wire.show({1: LIT}, 0)
    first.unplug()
    for tick in range(1, 50):
        wire.show({1: bytes([tick]) * 512}, tick * 20_000_000)
    assert [type(one) for one in told] == [OutputReady, OutputFailed]
    second = Widget()
    out.device = second.path
    wire.show({1: LIT}, RETRY_NS + 2_000_000_000)
    assert second.hear(518) == usb_pro_message(LIT)
    assert [type(one) for one in told] == [OutputReady, OutputFailed, OutputReady]
    out.close()
    second.unplug()


def test_a_device_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(OutputError) as refused:
        EnttecProOutput("/dev/no such line").open()
    assert "No such file" in refused.value.sentence()
    with pytest.raises(OutputError):
        EnttecProOutput("/dev/null").open()
