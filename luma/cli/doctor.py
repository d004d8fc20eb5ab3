"""Tell what works on this machine, what is missing, and how to get it."""

from argparse import ArgumentParser, Namespace

from luma.app.health import look
from luma.app.paths import Paths
from luma.cli.answers import Answers


def configure(parser: ArgumentParser) -> None:
    """Take nothing more."""


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    for finding in look(Paths.find(args.library)):
        mark = "✓" if finding.works else "–"
        line = f"{mark} {finding.what:<15} {finding.seen}"
        answers.tell(finding, f"{line}\n{'':18}{finding.help}" if finding.help else line)
    return 0
