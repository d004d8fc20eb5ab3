"""What may be wrong with a graph."""

import reprlib
from dataclasses import dataclass

from luma.domain.ids import NodeId

NOWHERE = NodeId("")
"""The node of what is wrong with the graph as a whole."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a node, at which port or setting, and what to do about it.

    One that does not block is a note: the node runs, with something that stands in.
    """

    node: NodeId
    port: str
    words: str
    blocks: bool = True


def shown(value: object) -> str:
    """A value as a sentence can hold it, however large it is."""
    return reprlib.repr(value)


def in_order(problem: Problem) -> tuple[str, str, str]:
    """Where a problem stands among others."""
    return problem.node, problem.port, problem.words
