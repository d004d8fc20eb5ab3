"""The reference pages of the kinds of nodes: one for each, and one that lists them."""

from collections.abc import Callable, Iterator

from wording import code, page, settings_table, table

from luma.domain.nodetype import NodeType, Port
from luma.graph.register import node_types

FAMILIES = {
    "in": "What is known of the track",
    "listen": "What is heard in its sound",
    "time": "Shapes over time",
    "math": "Numbers from numbers",
    "space": "Where heads stand, and which are meant",
    "colour": "Colours",
    "motion": "Where heads look",
    "out": "What heads do",
    "view": "Pictures of what flows",
}
MEMORY = {
    "none": "Each frame stands for itself.",
    "all": "It remembers everything since its clip began.",
}


def node_pages() -> dict[str, Callable[[], str]]:
    """Every page by its file."""
    each = {page_of(kind): _writer(kind) for kind in node_types()}
    return {"nodes.md": listed, **each}


def page_of(kind: NodeType) -> str:
    """The file of a kind of node."""
    return f"nodes/{kind.key.replace('/', '-')}.md"


def listed() -> str:
    """The page that lists all nodes, by family."""
    words = (
        "Every kind of node that a graph may be built from, each with a page of its own. "
        "An input that is not wired takes the track's own value of its kind, where the track "
        "has one; an optional input may stay empty. Any pattern may be a node too: see "
        "[patterns](../patterns.md). [How a node is added](../add-a-node.md)."
    )
    return page("Nodes", words, _families())


def _families() -> Iterator[str]:
    for family, words in FAMILIES.items():
        kinds = [kind for kind in node_types() if kind.family == family]
        yield from ("", f"## {family}", "", f"{words}.")
        rows = [(f"[{code(k.key)}]({page_of(k)})", first_line(k)) for k in kinds]
        yield from table(("node", "what it does"), rows)


def first_line(kind: NodeType) -> str:
    """What a node does, in one line."""
    return kind.help.splitlines()[0]


def _writer(kind: NodeType) -> Callable[[], str]:
    return lambda: page(kind.key, kind.help, _body(kind))


def _body(kind: NodeType) -> Iterator[str]:
    image = f"../../images/nodes/{kind.key.replace('/', '-')}.png"
    yield from ("", f"![What {kind.key} gives over four bars of the demo song]({image})")
    heads = ("port", "way", "carries")
    inputs = [(code(p.name), _way(p), p.kind) for p in kind.inputs]
    yield from table(heads, [*inputs, *((code(p.name), "out", p.kind) for p in kind.outputs)])
    yield from settings_table(kind.settings)
    yield from ("", _memory(kind), "", "[All nodes](../nodes.md)")


def _way(port: Port) -> str:
    return "in" + (", any number" if port.many else ", optional" if port.optional else "")


def _memory(kind: NodeType) -> str:
    said = MEMORY.get(str(kind.memory), f"It looks back {kind.memory} s.")
    return f"Version {kind.version}. {said}"
