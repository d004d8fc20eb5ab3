"""Which Art-Net nodes are there: asked where one is told to ask, and nowhere else."""

import time
from collections.abc import Callable, Iterable, Iterator

from luma.domain.errors import OutputError, Unavailable
from luma.light.artnet import ARTNET_PORT, ArtNetNode, art_poll, node_of
from luma.light.network import Datagrams, Place

SECONDS = 3.0
"""Nodes may take so long to answer."""
_LOOK_EVERY = 0.02


def nodes_at(
    places: Iterable[Place],
    *,
    seconds: float = SECONDS,
    broadcast: bool = False,
    listen: int = ARTNET_PORT,
    tell: Callable[[OutputError], object] = lambda _: None,
) -> Iterator[ArtNetNode]:
    """The nodes that answer within some seconds, each once, as they answer.

    Places that cannot be asked are told, and the others asked all the same.
    """
    line = Datagrams("Art-Net")
    try:
        line.open(port=listen, broadcast=broadcast)
        if listen and line.port != listen:
            raise Unavailable(
                f"Another program listens on port {listen}, so no node can be heard.",
                hint="Close it (another light desk, or Luma itself), and ask again.",
            )
        for place in places:
            try:
                line.send(art_poll(), place)
            except OutputError as trouble:
                tell(trouble)
        seen: set[ArtNetNode] = set()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for packet, _ in line.received():
                node = node_of(packet)
                if node is not None and node not in seen:
                    seen.add(node)
                    yield node
            time.sleep(_LOOK_EVERY)
    finally:
        line.close()
