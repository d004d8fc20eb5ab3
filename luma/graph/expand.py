"""Graphs laid open: patterns, arguments, mutes and bypasses become plain steps and feeds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from luma.domain.argumentkinds import WIRE_KINDS
from luma.domain.graphdoc import ARGUMENTS_NODE, Argument
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json, NodeType, Port, PortKind, Setting
from luma.domain.settingvalue import argument_name, left_to
from luma.graph.arguments import sound_arguments
from luma.graph.check import Findings
from luma.graph.nodecheck import FROM_TRACK
from luma.graph.playable import RESERVED, shares_dice
from luma.graph.problem import Problem, shown
from luma.graph.settings import find_argument_trouble, find_trouble
from luma.graph.signature import OUT
from luma.graph.standins import neutral_entry, value_entry
from luma.graph.step import End, Feed, Step

_QUIET: frozenset[PortKind] = frozenset({"Number", "Colour", "Trigger"})
"""The kinds of which a muted node gives nothing; of others it gives as if unwired."""

Feeds = dict[str, tuple[Feed, ...]]
Ends = dict[End, Feed | None]
"""Where each output of one document is found; nothing stands for an end without a wire."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a document is laid open: under which names, and what its arguments are."""

    arguments: Mapping[str, Argument]
    values: Mapping[str, Json]
    feeds: Mapping[str, Feed] = field(default_factory=dict)
    owner: NodeId | None = None
    path: str = ""
    dice: str = ""
    given: dict[str, Feed] = field(default_factory=dict)


class Expansion:
    """The steps of a graph with everything in it laid open."""

    def __init__(self, found: Findings) -> None:
        """Lay open what is not blocked."""
        self.steps: dict[NodeId, Step] = {}
        self.owners: dict[NodeId, NodeId] = {}
        self.notes: list[Problem] = []
        self.blocked = set(found.blocked)
        self.arguments = sound_arguments(found.doc.arguments)
        self._named = {argument.name: argument for argument in self.arguments}
        self._neutrals: dict[PortKind, Feed] = {}
        self._taken = set(found.doc.nodes)
        open_here = _Place(self._named, {name: left_to(name) for name in self._named})
        ends = self._laid(found, open_here)
        self.outputs: dict[End, Feed] = {
            end: feed
            for end, feed in ends.items()
            if feed is not None and end != (feed.source, feed.output)
        }

    def lights(self) -> set[NodeId]:
        """The steps that light lamps."""
        stand_ins = {feed.source for feed in self._neutrals.values()}
        return {
            name
            for name, step in self.steps.items()
            if any(port.kind == "Light" for port in step.entry.type.outputs)
        } - stand_ins

    def steps_of(self, names: Iterable[NodeId]) -> set[NodeId]:
        """The steps of some nodes: their own, and those that give their outputs."""
        wanted = set(names)
        if not wanted:
            return wanted
        own = {name for name in self.steps if {name, self.owners.get(name, name)} & wanted}
        return own | {f.source for (node, _), f in self.outputs.items() if node in wanted}

    def _laid(self, found: Findings, place: _Place) -> Ends:
        ends: Ends = {}
        for name in _in_order(found):
            feeds: Feeds = {}
            for wire in found.into.get(name, ()):
                feed = ends.get((wire.source, wire.output))
                if feed is not None:
                    feeds[wire.input] = (*feeds.get(wire.input, ()), feed)
            ends.update(self._given_by(found, name, place, feeds))
        return ends

    def _given_by(self, found: Findings, name: NodeId, place: _Place, feeds: Feeds) -> Ends:
        node, kind = found.doc.nodes[name], found.kinds[name]
        if node.use != "on":
            way = feeds if node.use == "bypassed" else {}
            return {(name, p.name): self._passed(kind, p.kind, way) for p in kind.outputs}
        if kind.key == ARGUMENTS_NODE:
            return {(name, p.name): self._argument(place, p, name) for p in kind.outputs}
        if name in found.insides:
            return self._opened(found, name, place, feeds)
        told = self._stepped(found, name, place, feeds)
        return {(name, port.name): Feed(told, port.name) for port in kind.outputs}

    def _passed(self, kind: NodeType, output: PortKind, feeds: Feeds) -> Feed | None:
        """What a node gives that is muted, or bypassed with what it is fed."""
        for port in _inputs(kind):
            if port.kind == output and port.name in feeds:
                return feeds[port.name][0]
        return self._neutral(output) if output in _QUIET else None

    def _stepped(self, found: Findings, name: NodeId, place: _Place, feeds: Feeds) -> NodeId:
        kind = found.kinds[name]
        entry = found.catalogue.find_entry(kind.key)
        assert entry is not None  # it is no pattern, and its kind is known
        settings: dict[str, Json] = {s.name: s.default for s in kind.settings}
        for key, value in found.doc.nodes[name].settings.items():
            setting = kind.find_setting(key)
            assert setting is not None  # a node with other settings is blocked
            chosen = self._chosen(place, setting, value, name)
            if not isinstance(chosen, Feed):
                settings[key] = chosen
            elif setting.wirable:
                feeds.setdefault(key, (chosen,))
        for port in kind.inputs:
            if port.name not in feeds and not port.optional and port.kind not in FROM_TRACK:
                feeds[port.name] = (self._neutral(port.kind),)
            elif port.many and len(feeds.get(port.name, ())) > 1:
                feeds[port.name] = tuple(sorted(feeds[port.name], key=self._known_by))
        told = name if place.owner is None else self._name(f"{place.path}{name}")
        step = Step(told, entry, settings, feeds, NodeId(f"{place.dice}{name}"))
        return self._add(step, place.owner)

    def _opened(self, found: Findings, name: NodeId, place: _Place, feeds: Feeds) -> Ends:
        """The outputs of a pattern's node, with its graph laid open."""
        node, kind, inner = found.doc.nodes[name], found.kinds[name], found.insides[name]
        arguments = {a.name: a for a in sound_arguments(inner.doc.arguments)}
        values: dict[str, Json] = {a.name: a.default for a in arguments.values()}
        fed = {a: feeds[a][0] for a in arguments.keys() & feeds.keys()}
        for key in arguments.keys() & node.settings.keys() - fed.keys() - RESERVED:
            setting = kind.find_setting(key)
            assert setting is not None  # a node with other settings is blocked
            chosen = self._chosen(place, setting, node.settings[key], name)
            if not isinstance(chosen, Feed):
                values[key] = chosen
            elif setting.wirable:
                fed[key] = chosen
        path = f"{place.path}{name}/"
        dice = place.dice if shares_dice(node) else f"{place.dice}{name}/"
        owner = place.owner or name
        for dark in inner.blocked:
            self.blocked.add(NodeId(f"{path}{dark}"))
            self.owners[NodeId(f"{path}{dark}")] = owner
        inside = self._laid(inner, _Place(arguments, values, fed, owner, path, dice))
        ends: Ends = {}
        for offer in inner.doc.offers:
            if (offer.node, offer.output) in inside:
                ends.setdefault((name, offer.name), inside[offer.node, offer.output])
        return ends

    def _argument(self, place: _Place, port: Port, at: NodeId) -> Feed:
        if port.name not in place.given:
            place.given[port.name] = self._given(place, port, at)
        return place.given[port.name]

    def _given(self, place: _Place, port: Port, at: NodeId) -> Feed:
        argument, feed = place.arguments[port.name], place.feeds.get(port.name)
        ranged = port.kind == "Number" and (argument.low, argument.high) != (None, None)
        if feed is not None and (argument.kind in WIRE_KINDS or not ranged):
            return feed
        if argument.kind in WIRE_KINDS:
            return self._neutral(port.kind)
        told = self._name(f"{place.path}{at}/{port.name}")
        settings = {"value": place.values[port.name]}
        feeds = {} if feed is None else {"value": (feed,)}
        step = Step(told, value_entry(argument, port.kind), settings, feeds, told)
        return Feed(self._add(step, place.owner or at), OUT)

    def _chosen(
        self, place: _Place, setting: Setting, value: Json, name: NodeId
    ) -> Json | Feed:
        """What a setting is, where it may be left to an argument of the pattern around it."""
        left = argument_name(value)
        if left is None or place.owner is None:
            return value
        if left in place.feeds:
            return place.feeds[left]
        chosen = place.values[left]
        top = argument_name(chosen)
        trouble = (
            find_trouble(setting, chosen)
            if top is None
            else find_argument_trouble(setting, self._named[top])
        )
        if not trouble:
            return chosen
        words = (
            f'Inside, "{name}.{setting.name}" cannot be {shown(chosen)}: {trouble}. '
            f"The default of {left} stands in."
        )
        self.notes.append(Problem(place.owner, "", words, blocks=False))
        return place.arguments[left].default

    def _neutral(self, kind: PortKind) -> Feed:
        if kind not in self._neutrals:
            told = self._name(f"nothing/{kind.lower()}")
            self._neutrals[kind] = Feed(told, OUT)
            self._add(Step(told, neutral_entry(kind), {}, {}, told), None)
        return self._neutrals[kind]

    def _known_by(self, feed: Feed) -> tuple[str, str]:
        """What wires into a port that takes many are ordered by, wherever their nodes lie."""
        return self.steps[feed.source].dice, feed.output

    def _add(self, step: Step, owner: NodeId | None) -> NodeId:
        self.steps[step.node] = step
        if owner is not None:
            self.owners[step.node] = owner
        return step.node

    def _name(self, wanted: str) -> NodeId:
        while wanted in self._taken:
            wanted += "'"
        self._taken.add(NodeId(wanted))
        return NodeId(wanted)


def _inputs(kind: NodeType) -> Iterator[Port]:
    names = [port.name for port in kind.inputs]
    names += [setting.name for setting in kind.settings if setting.wirable]
    return (port for name in names if (port := kind.find_input(name)) is not None)


def _in_order(found: Findings) -> Iterator[NodeId]:
    """The nodes that are not blocked, each after those that feed it."""
    waits = {
        name: len({wire.source for wire in found.into.get(name, ())})
        for name in found.doc.nodes
        if name not in found.blocked
    }
    following: dict[NodeId, list[NodeId]] = {}
    for name in waits:
        for source in {wire.source for wire in found.into.get(name, ())}:
            following.setdefault(source, []).append(name)
    ready = sorted(name for name, count in waits.items() if not count)
    while ready:
        name = ready.pop()
        yield name
        for target in following.get(name, ()):
            waits[target] -= 1
            if not waits[target]:
                ready.append(target)
