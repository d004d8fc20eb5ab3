"""What goes out on the wires, as levels of universes, made from the frame last sent."""

from collections.abc import Mapping

from luma.app.lights import Lights
from luma.light.dmx import DmxEncoder


class Monitor:
    """Reads the frame last sent as levels; for whoever polls it, on one thread."""

    def __init__(self, lights: Lights) -> None:
        """Look at what the light process sends."""
        self._lights = lights
        self._encoder: DmxEncoder | None = None
        self._seen: tuple[int, Mapping[int, bytes]] = (-1, {})

    def levels(self) -> Mapping[int, bytes]:
        """The 512 levels of each universe; nothing where no frame was sent yet."""
        patch, frame = self._lights.patch, self._lights.frame()
        if patch is None or frame is None or len(frame.levels) != len(patch.heads):
            return {}
        if self._encoder is None or patch is not self._encoder.patch:
            self._encoder, self._seen = DmxEncoder(patch), (-1, {})
        if frame.count != self._seen[0]:
            self._seen = (frame.count, self._encoder.encode(frame.levels))
        return self._seen[1]
