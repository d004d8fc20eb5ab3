"""The way from the written audio graph to the one that is heard."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from luma.app.paths import Paths
from luma.app.player import Player
from luma.audio.graphcheck import audio_types
from luma.domain.audiograph import AUDIO, PLAIN
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import NodeId, new_id
from luma.domain.rackedits import changed_settings
from luma.domain.units import Seconds
from luma.stage.graphmessages import (
    GraphWish,
    KeepGraph,
    SetBeat,
    SetSetting,
    UseGraph,
    UseNode,
)

_MOST_MOVES = 24
_FILES_KEPT = 8


class RackLink:
    """Tells the stage of the audio graph: moved settings at once, other changes as files."""

    def __init__(self, paths: Paths, player: Player) -> None:
        """Speak through the player, to a stage that begins with nothing."""
        self._folder, self._name = paths.runtime, f"rack-{new_id()}"
        self._player, self._count = player, 0
        self._given: Path | None = None
        self._beat: Seconds | None = None

    def begin_with(self, doc: Callable[[], GraphDoc]) -> None:
        """Have every new stage told of a graph before it plays."""
        self._player.prepare = lambda: self.tell_all(doc())

    def tell_all(self, doc: GraphDoc) -> None:
        """Tell a stage that knows nothing yet."""
        if _bare(doc) != _bare(PLAIN):
            self._send_graph(doc)
        if self._beat is not None:
            self._send(SetBeat(self._beat))

    def follow(self, before: GraphDoc, after: GraphDoc) -> None:
        """Let what is heard become as it is written now."""
        moves = None if self._given else _moves(before, after)
        if moves is None:
            self._send_graph(after)
        else:
            for wish in moves:
                self._send(wish)

    def set_beat(self, seconds: Seconds) -> None:
        """Let effects know how long a beat lasts."""
        if seconds != self._beat:
            self._beat = seconds
            self._send(SetBeat(seconds))

    def keep(self, path: Path) -> None:
        """Have the graph written with what its nodes remember now."""
        self._player.start()
        self._send(KeepGraph(path.absolute()))

    @contextmanager
    def from_file(self, path: Path) -> Iterator[None]:
        """Have the stage take a changed graph from this file, with the memory that is in it."""
        self._given = path.absolute()
        try:
            yield
        finally:
            self._given = None

    def close(self) -> None:
        """Leave no file behind."""
        for number in range(self._count + 1):
            with suppress(OSError):
                self._file(number).unlink(missing_ok=True)

    def _send_graph(self, doc: GraphDoc) -> None:
        if self._player.pid is None:
            return
        self._count += 1
        path = self._given
        if path is None:
            path = self._file(self._count)
            path.write_text(AUDIO.write(doc))
            self._file(self._count - _FILES_KEPT).unlink(missing_ok=True)
        self._send(UseGraph(path, self._count))

    def _send(self, wish: GraphWish) -> None:
        """Tell the stage, while there is one."""
        if self._player.pid is not None:
            self._player.wish(wish)

    def _file(self, number: int) -> Path:
        return self._folder / f"{self._name}-{number}.json"


def _bare(doc: GraphDoc) -> tuple[object, object]:
    return dict(doc.nodes), doc.wires


def _moves(before: GraphDoc, after: GraphDoc) -> list[GraphWish] | None:
    """The wishes that tell the difference, if no more than settings differ, and not many."""
    kinds = {name: node.type for name, node in before.nodes.items()}
    same = kinds == {name: node.type for name, node in after.nodes.items()}
    if not same or before.wires != after.wires:
        return None
    moves = [
        wish
        for name in after.nodes
        for wish in _node_moves(name, before.nodes[name], after.nodes[name])
    ]
    return moves if len(moves) <= _MOST_MOVES else None


def _node_moves(name: NodeId, before: NodeDoc, after: NodeDoc) -> Iterator[GraphWish]:
    kind = audio_types().get(after.type)
    if before.use != after.use:
        yield UseNode(name, after.use)
    for setting in changed_settings(before.settings, after.settings) if kind else ():
        known = kind.find_setting(setting) if kind else None
        if known is not None:
            value = after.settings.get(setting, known.default)
            if isinstance(value, bool | int | float | str):
                yield SetSetting(name, setting, value)
