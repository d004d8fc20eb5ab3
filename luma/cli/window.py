"""Open the window."""

import os
import sys
from argparse import Namespace

from luma.app.bundled import bundled
from luma.app.demo import furnish
from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.domain.errors import Unavailable
from luma.domain.ids import TrackId

SAYS_ITSELF = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")


def has_display() -> bool:
    """Whether a window can be seen here."""
    return not sys.platform.startswith("linux") or any(map(os.environ.get, SAYS_ITSELF))


def run(args: Namespace, first: TrackId | None = None) -> int:
    """Show the window until it is closed, and give the exit code."""
    if not has_display():
        raise Unavailable(
            "There is no display here, so the window cannot be shown.",
            hint="Start Luma in a desktop session, or use its commands: `luma --help`.",
        )
    from luma.ui.main import run as show

    with open_desk(Paths.find(args.library), analyse=True) as desk:
        furnish(desk.ground, bundled("assets") / "demo")
        return show(desk, first)
