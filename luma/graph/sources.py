"""What nodes take that comes by no wire: from the clip, the room and the track."""

from collections.abc import Callable, Iterator
from typing import Any

from luma.domain.curve import FrameTimes
from luma.domain.ids import NodeId
from luma.domain.nodetype import PortKind
from luma.domain.recording import Recordings, Silence
from luma.graph.cache import digest
from luma.graph.chance import Chance
from luma.graph.context import NO_CHORDS, NO_SECTIONS, RunContext
from luma.graph.plan import Step
from luma.graph.signature import Source

TRACKS_OWN: dict[PortKind, Source] = {
    "Beats": "beats",
    "Chords": "chords",
    "Sections": "sections",
}
"""What an unwired input of these kinds takes from the track."""

_NO_RECORDINGS = Recordings()
_SILENCE = Silence()


def taken_by(step: Step) -> Iterator[Source]:
    """All that a step takes besides its wires, in the order in which it takes them."""
    for name, source in step.entry.takes:
        port = step.entry.type.find_input(name) if source == "port" else None
        if port is None:
            yield source
        elif port.kind in TRACKS_OWN and not port.optional and name not in step.feeds:
            yield TRACKS_OWN[port.kind]


class Sources:
    """The values of one run that come by no wire, and the names of their content."""

    def __init__(self, context: RunContext) -> None:
        """Look nothing up before it is asked for."""
        self._context = context
        self._names: dict[Source, str] = {}
        features = context.features
        sound = features.recordings or _NO_RECORDINGS
        self._shared: dict[Source, Callable[[], Any]] = {
            "clip": lambda: context.whole,
            "heads": lambda: context.heads,
            "beats": lambda: features.beats,
            "chords": lambda: features.chords or NO_CHORDS,
            "sections": lambda: features.sections or NO_SECTIONS,
            "drums": features.drums_heard,
            "mix": lambda: sound.mix or _SILENCE,
            "recordings": lambda: sound,
        }
        self._stand_ins: dict[Source, tuple[bool, str]] = {
            "beats": (features.beats.assumed, "No beats have been heard: a steady 120 BPM"),
            "chords": (features.chords is None, "No chords have been heard yet: a neutral one"),
            "sections": (features.sections is None, "No sections have been heard yet: one"),
            "energy": (features.energy is None, "No energy has been heard yet: a steady pulse"),
            "loudness": (
                features.loudness is None,
                "No loudness has been heard yet: a steady one",
            ),
            "drums": (features.drums is None, "No drums have been heard yet: a plain beat"),
            "mix": (not sound.mix, "No sound is decoded yet: silence"),
            "recordings": (not sound.stems, "The voices are not taken apart yet: silence"),
        }

    def value(self, source: Source, at: FrameTimes, dice: NodeId) -> Any:
        """What a node takes from a source that runs over some frames and has its own dice."""
        if source == "at":
            return at
        if source == "chance":
            return Chance(self._context.seed, dice)
        if source == "energy":
            return self._context.features.energy_over(at)
        if source == "loudness":
            return self._context.features.loudness_over(at)
        return self._shared[source]()

    def name(self, source: Source, at: FrameTimes, dice: NodeId) -> str:
        """The name of that value's content."""
        if source == "at":
            return f"{at.first}+{at.count}"
        if source == "chance":
            return f"{self._context.seed} {dice}"
        if source not in self._names:
            self._names[source] = self._name(source, at)
        return self._names[source]

    def find_stand_in(self, source: Source) -> str | None:
        """Which words say that something stands in for a source, if it does."""
        missing, words = self._stand_ins.get(source, (False, ""))
        return f"{words} stands in." if missing else None

    def _name(self, source: Source, at: FrameTimes) -> str:
        features = self._context.features
        if source == "energy" and features.energy is None:
            return f"pulse {at.first + at.count} {digest(features.beats)}"
        if source == "loudness" and features.loudness is None:
            return f"steady {at.first + at.count}"
        return digest(self.value(source, at, NodeId("")))
