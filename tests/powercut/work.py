"""A day in a library, run by itself: `python -m tests.powercut.work LIBRARY SONGS MARKS`.

Whenever something was promised to be safe, a line is added to the marks.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

from luma.app.desk import open_desk
from luma.app.paths import Paths


def main() -> None:
    """Import, retitle, throw away, take back, copy."""
    library, songs, marks = (Path(word) for word in sys.argv[1:4])
    promised = os.open(marks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with open_desk(Paths.find(library)) as desk:
        for song in sorted(songs.iterdir()):
            (outcome,) = desk.library.add([song]).result()
            track = outcome.track
            if track is None:
                raise SystemExit(f"{song} was not taken in")
            os.write(promised, f"has {track.id}\n".encode())
            desk.library.tag(track.id, replace(track.tags, title="promised")).result()
            os.write(promised, f"title {track.id}\n".encode())
        *_, track = desk.library.tracks()
        desk.library.remove(track.id).result()
        os.write(promised, f"thrown {track.id}\n".encode())
        desk.library.restore(track.id).result()
        os.write(promised, f"back {track.id}\n".encode())
        desk.safekeeping.copies.take()


if __name__ == "__main__":
    main()
