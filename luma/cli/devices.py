"""List the sound devices, or try one that hears.

With `--test-input` some seconds of an input are written into a sound file, with a meter on the
terminal. A device is named by a part of its name.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.cli.answers import Answers, say


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument(
        "--test-input", type=Path, metavar="OUT.wav", help="record an input into this file"
    )
    parser.add_argument(
        "--seconds", type=float, default=5.0, metavar="S", help="for this long (5)"
    )
    parser.add_argument("--device", default="", metavar="NAME", help="the input to record")
    parser.add_argument("--host", default="", metavar="NAME", help="its host, as ALSA or JACK")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    from luma.audio.sinks.listing import devices

    answers = Answers(as_json=args.json)
    if args.test_input is not None:
        from luma.cli.hearing import record

        return record(args, answers)
    found = devices()
    rows = []
    for device in found:
        answers.tell(
            {
                "name": device.name,
                "host": device.host,
                "outputs": device.outputs,
                "inputs": device.inputs,
                "rate": device.rate,
                "low_ms": device.low_ms,
                "high_ms": device.high_ms,
                "default_output": device.is_default_output,
                "default_input": device.is_default_input,
                "id": device.id,
            }
        )
        rows.append(
            [
                device.name,
                device.host,
                _channels(device.outputs, is_default=device.is_default_output),
                _channels(device.inputs, is_default=device.is_default_input),
                f"{device.rate} Hz",
                f"{device.low_ms:g}–{device.high_ms:g} ms",
            ]
        )
    answers.table(rows, ("device", "host", "out", "in", "rate", "latency"))
    if not any(device.serves("output") for device in found):
        say("There is no sound device. Luma plays on in silence and keeps time.")
    elif not args.json:
        say("* is taken where none is named.")
    return 0


def _channels(count: int, *, is_default: bool) -> str:
    return (str(count) if count else "–") + "*" * is_default
