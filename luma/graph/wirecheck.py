"""What is wrong with one wire, told at the port where it ends."""

from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.nodetype import NodeType
from luma.graph.catalogue import Catalogue
from luma.graph.ports import find_refusal


def find_wire_trouble(doc: GraphDoc, wire: Wire, catalogue: Catalogue) -> str | None:
    """Why a wire cannot carry anything, in words, if it cannot."""
    lost = [end for end in (wire.source, wire.target) if end not in doc.nodes]
    if lost:
        return f'The wire {wire} hangs loose: there is no node "{lost[0]}". Take it away.'
    source, target = doc.nodes[wire.source], doc.nodes[wire.target]
    gives, takes = catalogue.kind_of(doc, source), catalogue.kind_of(doc, target)
    output = gives.find_output(wire.output) if gives else None
    port = takes.find_input(wire.input) if takes else None
    if gives and output is None:
        has = ", ".join(p.name for p in gives.outputs)
        way = f"Lead the wire from {has}." if has else "It gives nothing; take the wire away."
        return f'{wire.source} has no output "{wire.output}". {way}'
    if takes and port is None:
        return _no_input(wire, target, takes, catalogue)
    if output and port and (why := find_refusal(output.kind, port.kind)):
        way = f"Put a node between them, or feed {wire.input} from another."
        return f"{wire.input} cannot be fed by {wire.source}.{wire.output}: {why}. {way}"
    held = catalogue.fixed_in(target).get(wire.input) if takes else None
    return _held(wire, takes, held) if takes and held else None


def _no_input(wire: Wire, node: NodeDoc, kind: NodeType, catalogue: Catalogue) -> str:
    held = catalogue.fixed_in(node).get(wire.input)
    if held is not None:
        return _held(wire, kind, held)
    if kind.find_setting(wire.input) is not None:
        return (
            f"{wire.input} of {kind.key} is chosen once and follows no curve. "
            f"Take the wire {wire} away, and choose a value."
        )
    return f'{kind.key} has no input "{wire.input}". Take the wire {wire} away.'


def _held(wire: Wire, kind: NodeType, held: tuple[str, str]) -> str:
    return (
        f"{wire.input} cannot follow a curve: inside of {kind.title}, {held[1]} of "
        f'"{held[0]}" is chosen once. Take the wire {wire} away, and choose a value.'
    )
