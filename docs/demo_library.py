"""A library with the demo in it and all of it heard, for pictures of real runs."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from luma.app.analyses import Wish
from luma.app.bundled import bundled
from luma.app.demo import Demo, shelve_demo
from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import Settings, SoundSettings
from luma.cli.autoscore import LISTENS_TO
from luma.cli.working import finish_tracks


@contextmanager
def demo_library(library: Path | None = None) -> Iterator[tuple[Desk, Demo]]:
    """The desk of a library, or of a new one that is thrown away, with the demo heard."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["LUMA_HOME"] = home
        with open_desk(Paths.find(library), Settings(SoundSettings("null"))) as desk:
            demo = shelve_demo(
                desk.ground, desk.library, desk.paths, bundled("assets") / "demo"
            )
            finish_tracks(desk, {demo.track.id}, Wish(LISTENS_TO))
            yield desk, demo
