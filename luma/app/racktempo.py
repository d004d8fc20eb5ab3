"""Lets effects that count in beats follow the tempo of the loaded track."""

from luma.app.bus import Bus
from luma.app.events import ArtifactReady, DocumentChanged, TransportChanged
from luma.app.grids import Grids
from luma.app.player import Player
from luma.app.racklink import RackLink
from luma.domain.units import Seconds


class RackTempo:
    """Tells the stage how long a beat of the loaded track lasts, whenever that may change."""

    def __init__(self, bus: Bus, player: Player, grids: Grids, link: RackLink) -> None:
        """Look whenever tracks or their beats change."""
        self._player, self._grids, self._link = player, grids, link
        bus.on(TransportChanged, self._follow)
        bus.on(ArtifactReady, self._follow)
        bus.on(DocumentChanged, self._follow)

    def _follow(self, _: object) -> None:
        track = self._player.wanted.track
        if track is not None and self._player.pid is not None:
            self._link.set_beat(Seconds(60.0 / self._grids.of(track).bpm))
