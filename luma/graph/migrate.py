"""Documents brought up to today's nodes: other names, and steps from version to version."""

from dataclasses import replace

from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import NodeId
from luma.graph.catalogue import Catalogue
from luma.graph.register import NodeEntry


def upgraded(doc: GraphDoc, catalogue: Catalogue | None = None) -> GraphDoc:
    """The same graph with its nodes as they are written today; others are kept as they are."""
    changed = changes(doc, catalogue)
    return doc.with_nodes({**doc.nodes, **changed}) if changed else doc


def changes(doc: GraphDoc, catalogue: Catalogue | None = None) -> dict[NodeId, NodeDoc]:
    """The nodes that are written otherwise today, as they are written today."""
    house = Catalogue() if catalogue is None else catalogue
    found: dict[NodeId, NodeDoc] = {}
    for name, node in doc.nodes.items():
        entry = house.find_entry(node.type)
        if entry is None or node.version > entry.type.version:
            continue
        if node.type == entry.key and node.version == entry.type.version:
            continue
        if (today := _climbed(node, entry)) is not None:
            found[name] = today
    return found


def _climbed(node: NodeDoc, entry: NodeEntry) -> NodeDoc | None:
    """A node at today's version, or nothing where its settings are not what they should be."""
    settings = dict(node.settings)
    for version in range(max(node.version, 1), entry.type.version):
        step = entry.steps.get(version)
        if step is None:
            continue
        try:
            settings = dict(step(settings))
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
            return None
    return replace(node, type=entry.key, version=entry.type.version, settings=settings)
