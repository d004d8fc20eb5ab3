"""The rack: the effects through which everything is heard, as a document that people edit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from luma.app.documents import Documents
from luma.app.events import DocumentChanged
from luma.app.fixtures import write_whole
from luma.app.ground import Ground
from luma.app.racklink import RackLink
from luma.audio.fx.catalogue import EFFECTS
from luma.audio.fx.presets import presets_of
from luma.audio.graphcheck import Trouble, audio_types, check, refuse
from luma.domain.audiograph import AUDIO, MASTER, meter_numbers, number_of
from luma.domain.blocks import METERS
from luma.domain.errors import BadDocument, NotFound, UnknownType
from luma.domain.graphdoc import GraphDoc, NodeDoc, Use
from luma.domain.graphedits import GraphEdit, SetParam, UseNodes
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json, NodeType
from luma.domain.rackedits import (
    chain_of,
    free_name,
    inserted,
    moved,
    order_of,
    removed,
    replaced,
)

KIND = "audio"
"""How audio graphs are called among the other documents."""


@dataclass(frozen=True, slots=True)
class RackNode:
    """One effect of the rack as a screen shows it, all its settings with their values.

    `kind` is missing where this version does not know the effect; what it is fed passes by.
    `meter` is the number of its meter in the position block, for one that measures.
    """

    id: NodeId
    type: str
    kind: NodeType | None
    settings: Mapping[str, Json]
    use: Use
    meter: int | None = None
    trouble: str = ""


class Rack:
    """Shows and changes the effects behind the deck; used on the lane.

    Every change is announced as `DocumentChanged("audio", "master", before, after)`, and
    what is heard follows.
    """

    def __init__(self, ground: Ground, documents: Documents, link: RackLink) -> None:
        """Have what is heard follow what is written."""
        self._documents, self._link = documents, link
        ground.bus.on(DocumentChanged, self._follow)
        link.begin_with(self.doc)

    def doc(self) -> GraphDoc:
        """The audio graph as it is written."""
        doc: GraphDoc = self._documents.get(KIND, MASTER)
        return doc

    def nodes(self) -> tuple[RackNode, ...]:
        """The effects in the order in which sound passes through them."""
        doc = self.doc()
        meters, troubles = meter_numbers(doc, METERS), self.troubles()
        return tuple(_shown(name, doc.nodes[name], meters, troubles) for name in order_of(doc))

    def node(self, name: NodeId) -> RackNode:
        """One effect of the rack."""
        doc = self.doc()
        return _shown(name, doc.node(name), meter_numbers(doc, METERS), self.troubles())

    def is_chain(self) -> bool:
        """Whether the effects are one plain chain, so that they can be counted and moved."""
        return chain_of(self.doc()) is not None

    def troubles(self) -> tuple[Trouble, ...]:
        """All that is wrong with the graph as it is written."""
        return check(self.doc())

    @staticmethod
    def effects() -> tuple[NodeType, ...]:
        """Every effect that can be added."""
        return EFFECTS

    def add(
        self, effect: str, at: int | None = None, settings: Mapping[str, Json] | None = None
    ) -> NodeId:
        """Put an effect into the chain, at its end if nothing else is said; gives its name."""
        kind, doc = _known(effect), self.doc()
        for setting, value in (settings or {}).items():
            _check(kind, setting, value)
        given = {name: value for name, value in (settings or {}).items() if value is not None}
        name = free_name(doc, effect)
        self.edit(*inserted(doc, name, NodeDoc(effect, settings=given), at))
        return name

    def remove(self, node: NodeId) -> None:
        """Take an effect away; its neighbours are led together."""
        self.edit(*removed(self.doc(), node))

    def move(self, node: NodeId, to: int) -> None:
        """Give an effect another place in the chain, counted from 0."""
        self.edit(*moved(self.doc(), node, to))

    def use(self, node: NodeId, use: Use) -> None:
        """Let an effect play ("on"), pass it by ("bypassed") or mute it ("muted")."""
        self.edit(UseNodes((node,), use))

    def set(self, node: NodeId, setting: str, value: Json, gesture: str | None = None) -> None:
        """Move a setting; those of one gesture are one step, and `finish` ends it.

        `None` goes back to the default.
        """
        self._check(node, setting, value)
        self._documents.edit(KIND, MASTER, SetParam(node, setting, value), gesture)

    def set_some(self, node: NodeId, settings: Mapping[str, Json]) -> None:
        """Move several settings as one step."""
        for name, value in settings.items():
            self._check(node, name, value)
        self.edit(*(SetParam(node, name, value) for name, value in settings.items()))

    @staticmethod
    def presets(effect: str) -> tuple[str, ...]:
        """The names of an effect's presets."""
        return tuple(preset.name for preset in presets_of(_known(effect).key))

    def use_preset(self, node: NodeId, name: str) -> None:
        """Take over a preset as one step; what it does not name goes to its default."""
        effect = self.doc().node(node).type
        preset = next((p for p in presets_of(effect) if p.name == name), None)
        if preset is None:
            names = ", ".join(preset.name for preset in presets_of(effect)) or "none"
            raise NotFound(f'{effect} has no preset "{name:.60}".', hint=f"It has: {names}.")
        unnamed = dict.fromkeys(self.doc().node(node).settings)
        self.set_some(node, {**unnamed, **preset.settings})

    def finish(self) -> None:
        """End a gesture: what it did becomes one step and is saved."""
        self._documents.finish(KIND, MASTER)

    def edit(self, *edits: GraphEdit, gesture: str | None = None) -> None:
        """Do some edits of the graph as one step, or refuse all of them."""
        doc = self.doc()
        for each in edits:
            doc = each.apply(doc)
        refuse(doc)
        self._documents.edit_together([(KIND, MASTER, edits)], gesture)

    def undo(self) -> None:
        """Take the last step back, if there is one."""
        self._documents.undo(KIND, MASTER)

    def redo(self) -> None:
        """Take the last step forward again, if there is one."""
        self._documents.redo(KIND, MASTER)

    def write(self, path: Path, *, with_memory: bool = False) -> None:
        """Write the graph into a file; with memory, the stage adds what its nodes remember."""
        if with_memory:
            self._link.keep(path)
        else:
            write_whole(path, f"{AUDIO.write(self.doc())}\n".encode())

    def read(self, path: Path) -> None:
        """Take the graph in a file over as one step, and what its nodes remember with it."""
        try:
            doc = AUDIO.read(path.read_text())
        except (OSError, UnicodeDecodeError) as cause:
            raise BadDocument(f"{path} cannot be read as an audio graph.") from cause
        refuse(doc)
        with self._link.from_file(path):
            self.edit(*replaced(self.doc(), doc))

    def begin_again(self) -> None:
        """Tell a stage that knows nothing yet."""
        self._link.tell_all(self.doc())

    def _check(self, node: NodeId, setting: str, value: Json) -> None:
        kind = audio_types().get(self.doc().node(node).type)
        if kind is not None:
            _check(kind, setting, value)

    def _follow(self, fact: DocumentChanged) -> None:
        if (fact.kind, fact.id) == (KIND, MASTER):
            assert isinstance(fact.before, GraphDoc)
            assert isinstance(fact.after, GraphDoc)
            self._link.follow(fact.before, fact.after)


def _shown(
    name: NodeId, node: NodeDoc, meters: Mapping[NodeId, int], troubles: Iterable[Trouble]
) -> RackNode:
    kind = audio_types().get(node.type)
    defaults = {} if kind is None else {s.name: s.default for s in kind.settings}
    said = next((f"{t.sentence} {t.hint}".strip() for t in troubles if t.node == name), "")
    settings = {**defaults, **node.settings}
    return RackNode(name, node.type, kind, settings, node.use, meters.get(name), said)


def _check(kind: NodeType, setting: str, value: Json) -> None:
    """Refuse in words what an effect does not take; `None` stands for the default."""
    known = kind.find_setting(setting)
    default = known.default if known else None
    number_of(kind.settings, kind.title, setting, default if value is None else value)


def _known(effect: str) -> NodeType:
    kinds = {kind.key: kind for kind in EFFECTS}
    if effect in kinds:
        return kinds[effect]
    near = dict.fromkeys(key for key in kinds if effect[:3].lower() in key)
    near.update(dict.fromkeys(get_close_matches(effect.lower(), kinds)))
    trouble = UnknownType("effect", effect, list(near)[:3] if effect else ())
    trouble.hint = f"{trouble.hint} `luma rack effects` lists them all.".strip()
    raise trouble
