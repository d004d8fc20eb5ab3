"""Compile what must not be compiled while somebody listens or looks."""

import os
import time
from argparse import ArgumentParser, Namespace

from luma.app.paths import Paths
from luma.cli.answers import Answers


def configure(parser: ArgumentParser) -> None:
    """Take nothing more."""


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    paths = Paths.find(args.library).make()
    os.environ["NUMBA_CACHE_DIR"] = str(paths.compiled)
    began = time.monotonic()
    from luma.audio.kernel.warm import warm

    warm()
    seconds = round(time.monotonic() - began, 3)
    record = {"seconds": seconds, "folder": str(paths.compiled)}
    Answers(as_json=args.json).tell(record, f"The sound engine is compiled ({seconds:.1f} s).")
    return 0
