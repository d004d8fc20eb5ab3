"""List the sound devices that can play."""

from argparse import ArgumentParser, Namespace

from luma.cli.answers import Answers, say


def configure(parser: ArgumentParser) -> None:
    """Take nothing more."""


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    from luma.audio.sinks.device import device_names

    answers = Answers(as_json=args.json)
    names = device_names()
    for name in names:
        answers.tell({"name": name}, name)
    if not names:
        say("There is no sound device. Luma plays on in silence and keeps time.")
    return 0
