"""Gives a track another file, such as a better copy of it, and keeps the show."""

from dataclasses import replace
from pathlib import Path

from luma.app.ground import Ground
from luma.app.intake import Coming, Intake, Mode, Outcome
from luma.app.paths import Paths
from luma.app.shelving import Marker, give_file, let_go
from luma.app.walking import Met
from luma.domain.errors import LumaError
from luma.domain.ids import TrackId
from luma.domain.track import Track
from luma.store.store import Shelf


def replace_sound(ground: Ground, paths: Paths, mode: Mode, name: TrackId, file: Path) -> Track:
    """Let a track play from another file; its own stays in the library."""
    with ground.store.read() as shelf:
        shelf.tracks.get(name)
    came = Intake(ground, paths, mode).take(Met(file, named=True), lambda: False)
    if isinstance(came, Outcome):
        raise came.trouble or LumaError(f'"{file}" did not come in.')
    assert isinstance(came, Coming), "nobody calls this off"
    coming = came
    marker = Marker(paths)
    try:
        return ground.keeper.save(lambda shelf: _replace(shelf, name, coming, marker)).result()
    except Exception:
        let_go([coming])
        ground.keeper.save(marker.clear).result()
        raise
    finally:
        marker.take_down()


def _replace(shelf: Shelf, name: TrackId, coming: Coming, marker: Marker) -> Track:
    track = give_file(shelf, name, coming, marker)
    return shelf.tracks.tag(name, replace(track.tags, seconds=coming.track.tags.seconds))
