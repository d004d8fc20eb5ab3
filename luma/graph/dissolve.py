"""A pattern's node dissolved: its graph stands in the graph around it again."""

from dataclasses import replace

from luma.domain.errors import Refused
from luma.domain.graphdoc import ARGUMENTS_NODE, Argument, GraphDoc, NodeDoc, Offer, Wire
from luma.domain.graphedits import (
    AddNode,
    BendWire,
    Connect,
    GraphEdit,
    PutRemark,
    RemoveNode,
    SetArgument,
    SetOffer,
    SetParam,
)
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json, Setting
from luma.domain.settingvalue import argument_name
from luma.graph.arguments import sound_arguments
from luma.graph.catalogue import Catalogue
from luma.graph.gather import ASIDE, corner, fresh
from luma.graph.playable import RESERVED, shares_dice
from luma.graph.settings import find_argument_trouble, find_trouble
from luma.graph.step import End


def dissolved(
    doc: GraphDoc, node: NodeId, inner: GraphDoc, catalogue: Catalogue | None = None
) -> tuple[GraphEdit, ...]:
    """The edits that put the graph of a pattern's node in its place.

    Values that were chosen go to the settings that they reach; what nothing feeds becomes an
    argument of the graph around. Dice fall as before: nodes keep the names that dice know.
    """
    if doc.node(node).use != "on":
        raise Refused(
            f'"{node}" does not play now, and what is in it would.', hint="Let it play first."
        )
    return _Dissolving(doc, node, inner, catalogue or Catalogue()).edits()


class _Dissolving:
    def __init__(
        self, doc: GraphDoc, node: NodeId, inner: GraphDoc, catalogue: Catalogue
    ) -> None:
        self._doc, self._node, self._inner, self._catalogue = doc, node, inner, catalogue
        self._played = doc.node(node)
        self._arguments = {a.name: a for a in sound_arguments(inner.arguments)}
        self._fed: dict[str, End] = {}
        for wire in doc.feeds(node):
            if wire.source not in doc.nodes:
                continue
            self._fed.setdefault(wire.input, (wire.source, wire.output))
        self._taken = set(doc.nodes) - {node}
        self._names = {name: self._called(name) for name in sorted(inner.nodes)}
        self._opened: list[GraphEdit] = []
        self._open_names: dict[str, str] = {}
        self._argument_node: NodeId | None = min(doc.argument_nodes(), default=None)

    def _called(self, name: NodeId) -> NodeId:
        shared = shares_dice(self._played)
        told = NodeId(fresh(name if shared else f"{self._node}/{name}", self._taken))
        self._taken.add(told)
        return told

    def edits(self) -> tuple[GraphEdit, ...]:
        inner, doc = self._inner, self._doc
        kept = [name for name in inner.nodes if inner.nodes[name].type != ARGUMENTS_NODE]
        left, top = corner(inner, kept)
        x, y = doc.layout.get(self._node, (0.0, 0.0))
        added: list[GraphEdit] = []
        wires: list[GraphEdit] = []
        for name in kept:
            at = inner.layout.get(name, (0.0, 0.0))
            settled = self._settled(name, wires)
            place = (at[0] + x - left, at[1] + y - top)
            added.append(AddNode(self._names[name], settled, place))
        for wire in inner.wires:
            if {wire.source, wire.target} <= inner.nodes.keys():
                wires += self._led(wire)
        for wire in doc.wires:
            loose = wire.target not in doc.nodes
            if wire.source == self._node and not loose and (end := self._given(wire.output)):
                wires.append(Connect(Wire(*end, wire.target, wire.input), keep_others=True))
        wires += self._bends(kept)
        for offer in doc.offers:
            if offer.node == self._node and (end := self._given(offer.output)):
                wires.append(SetOffer(Offer(offer.name, *end)))
        remarks = [
            PutRemark(
                fresh(key, doc.remarks),
                replace(remark, at=(remark.at[0] + x - left, remark.at[1] + y - top)),
            )
            for key, remark in inner.remarks.items()
        ]
        return (RemoveNode(self._node), *added, *self._opened, *wires, *remarks)

    def _bends(self, kept: list[NodeId]) -> list[GraphEdit]:
        """The bends of the wires inside."""
        edits: list[GraphEdit] = []
        for bend in self._inner.bends:
            wire = bend.wire
            if {wire.source, wire.target} <= set(kept) and wire in self._inner.wires:
                source, target = self._names[wire.source], self._names[wire.target]
                led = Wire(source, wire.output, target, wire.input)
                edits.append(BendWire(led, bend.by))
        return edits

    def _settled(self, name: NodeId, wires: list[GraphEdit]) -> NodeDoc:
        """An inner node whose settings are what its arguments were; wires go to the list."""
        node = self._inner.nodes[name]
        kind = self._catalogue.kind_of(self._inner, node)
        changed: dict[str, Json] = {}
        for key, value in node.settings.items():
            left = argument_name(value)
            if left is None or left not in self._arguments:
                continue
            setting = kind.find_setting(key) if kind else None
            if left in self._fed and setting is not None and setting.wirable:
                changed[key] = None
                wires.append(Connect(Wire(*self._fed[left], self._names[name], key)))
                continue
            changed[key] = self._chosen(left, setting)
        settings = {**node.settings, **changed}
        return replace(node, settings={k: v for k, v in settings.items() if v is not None})

    def _chosen(self, name: str, setting: Setting | None) -> Json:
        """What an argument is, where a setting takes it; else its default, which that takes."""
        default = self._arguments[name].default
        value = default if name in RESERVED else self._played.settings.get(name, default)
        if setting is None:
            return value
        left = argument_name(value)
        trouble = (
            find_trouble(setting, value)
            if left is None
            else find_argument_trouble(setting, self._doc.find_argument(left))
        )
        return default if trouble else value

    def _led(self, wire: Wire) -> list[GraphEdit]:
        """The edits that lead an inner wire again, or put in its place what it brought."""
        target = self._names[wire.target]
        if self._inner.nodes[wire.source].type != ARGUMENTS_NODE:
            source = self._names[wire.source]
            led = Wire(source, wire.output, target, wire.input)
            return [Connect(led, keep_others=True)]
        if self._inner.nodes[wire.target].type == ARGUMENTS_NODE:
            return []
        if wire.output not in self._fed and (plain := self._plain(wire)) is not None:
            return [SetParam(target, wire.input, plain)]
        end = self._given_by_argument(wire.output)
        return [Connect(Wire(*end, target, wire.input), keep_others=True)]

    def _plain(self, wire: Wire) -> Json:
        """The value that a wirable setting takes in the place of its wire, if it can."""
        node = self._inner.nodes[wire.target]
        kind = self._catalogue.kind_of(self._inner, node)
        setting = kind.find_setting(wire.input) if kind else None
        argument = self._arguments.get(wire.output)
        if setting is None or argument is None or argument.kind != setting.kind:
            return None
        value = self._chosen(wire.output, None)
        trouble = argument_name(value) is not None or find_trouble(setting, value)
        return None if trouble else value

    def _given(self, output: str) -> End | None:
        """Where an output of the pattern's node is found in the graph around."""
        offer = next((o for o in self._inner.offers if o.name == output), None)
        if offer is None or offer.node not in self._inner.nodes:
            return None
        if self._inner.nodes[offer.node].type == ARGUMENTS_NODE:
            return self._given_by_argument(offer.output)
        return self._names[offer.node], offer.output

    def _given_by_argument(self, name: str) -> End:
        """Where the value of an argument is found in the graph around."""
        if name in self._fed:
            return self._fed[name]
        chosen = self._chosen(name, None) if name in self._arguments else None
        left = argument_name(chosen)
        return self._opener(), self._opened_as(name, chosen) if left is None else left

    def _opener(self) -> NodeId:
        if self._argument_node is None:
            self._argument_node = NodeId(fresh("arguments", self._taken))
            self._taken.add(self._argument_node)
            x, y = self._doc.layout.get(self._node, (0.0, 0.0))
            put = AddNode(self._argument_node, NodeDoc(ARGUMENTS_NODE), (x - ASIDE, y))
            self._opened.append(put)
        return self._argument_node

    def _opened_as(self, name: str, chosen: Json) -> str:
        """The argument of the graph around that takes the place of one that nothing feeds."""
        if name not in self._open_names:
            taken = {a.name for a in self._doc.arguments} | set(self._open_names.values())
            told = self._open_names[name] = fresh(name, taken | RESERVED)
            argument = self._arguments.get(name, Argument(name, ""))
            self._opened.append(SetArgument(replace(argument, name=told, default=chosen)))
        return self._open_names[name]
