"""Edits of what a pattern leaves open, and of what it gives away."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from luma.domain.errors import NotFound, Refused
from luma.domain.graphdoc import Argument, GraphDoc, NodeDoc, Offer, Wire
from luma.domain.nodetype import Json
from luma.domain.settingvalue import argument_name, left_to


@dataclass(frozen=True, slots=True)
class SetArgument:
    """Add an argument, or put another in the place of the one of that name."""

    argument: Argument

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with the argument."""
        name = self.argument.name
        if not name:
            raise Refused("An argument needs a name.")
        kept = tuple(self.argument if a.name == name else a for a in doc.arguments)
        known = any(a.name == name for a in kept)
        return replace(doc, arguments=kept if known else (*kept, self.argument))


@dataclass(frozen=True, slots=True)
class RemoveArgument:
    """Take an argument away; settings that were left to it take its default."""

    name: str

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph without the argument."""
        argument = _argument(doc, self.name)
        without = replace(doc, arguments=tuple(a for a in doc.arguments if a.name != self.name))
        settled = _with_left(without, self.name, argument.default)
        loose = {(name, self.name) for name in doc.argument_nodes()}
        offers = tuple(o for o in settled.offers if (o.node, o.output) not in loose)
        return replace(settled, offers=offers).with_wires(
            tuple(wire for wire in settled.wires if (wire.source, wire.output) not in loose)
        )


@dataclass(frozen=True, slots=True)
class RenameArgument:
    """Give an argument another name, which settings and wires follow."""

    name: str
    new: str

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with the argument renamed."""
        _argument(doc, self.name)
        if self.new == self.name:
            return doc
        if not self.new or any(a.name == self.new for a in doc.arguments):
            raise Refused(
                f'The pattern already has an argument called "{self.new}".'
                if self.new
                else "An argument needs a name."
            )
        renamed = replace(
            doc,
            arguments=tuple(
                replace(a, name=self.new) if a.name == self.name else a for a in doc.arguments
            ),
        )
        settled = _with_left(renamed, self.name, left_to(self.new))
        return _with_output_renamed(settled, self.name, self.new)


@dataclass(frozen=True, slots=True)
class MoveArgument:
    """Put an argument at another place in the order, counted from nought."""

    name: str
    to: int

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with its arguments in another order."""
        argument = _argument(doc, self.name)
        others = [a for a in doc.arguments if a.name != self.name]
        others.insert(max(self.to, 0), argument)
        return replace(doc, arguments=tuple(others))


@dataclass(frozen=True, slots=True)
class SetOffer:
    """Give an output away by a name, in the place of what had that name."""

    offer: Offer

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with the offer."""
        doc.node(self.offer.node)
        if not self.offer.name:
            raise Refused("An offer needs a name.")
        kept = tuple(self.offer if o.name == self.offer.name else o for o in doc.offers)
        return replace(doc, offers=kept if self.offer in kept else (*kept, self.offer))


@dataclass(frozen=True, slots=True)
class RemoveOffer:
    """Give an output away no longer."""

    name: str

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph without the offer."""
        return replace(doc, offers=tuple(o for o in doc.offers if o.name != self.name))


def _argument(doc: GraphDoc, name: str) -> Argument:
    found = doc.find_argument(name)
    if found is None:
        raise NotFound(f'The pattern has no argument called "{name}".')
    return found


def _with_left(doc: GraphDoc, name: str, value: Json) -> GraphDoc:
    """The same graph, with a value in the place of what is left to an argument."""
    changed = {
        node: _node_with(written, lambda old: value if argument_name(old) == name else old)
        for node, written in doc.nodes.items()
        if any(argument_name(old) == name for old in written.settings.values())
    }
    return doc.with_nodes({**doc.nodes, **changed}) if changed else doc


def _node_with(node: NodeDoc, change: Callable[[Json], Json]) -> NodeDoc:
    settings = {key: change(value) for key, value in node.settings.items()}
    return replace(node, settings={k: v for k, v in settings.items() if v is not None})


def _with_output_renamed(doc: GraphDoc, old: str, new: str) -> GraphDoc:
    sources = doc.argument_nodes()

    def followed(wire: Wire) -> Wire:
        hit = wire.source in sources and wire.output == old
        return replace(wire, output=new) if hit else wire

    return replace(
        doc,
        wires=tuple(followed(wire) for wire in doc.wires),
        bends=tuple(replace(bend, wire=followed(bend.wire)) for bend in doc.bends),
        offers=tuple(
            replace(o, output=new) if (o.node in sources and o.output == old) else o
            for o in doc.offers
        ),
    )
