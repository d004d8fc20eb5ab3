"""`in/arguments`: what the pattern leaves open."""

from typing import NamedTuple

from luma.domain.graphdoc import ARGUMENTS_NODE
from luma.graph.register import node


class AsDeclared(NamedTuple):
    """One output for each argument of the pattern; a graph that has none gives nothing."""


@node(ARGUMENTS_NODE)
def arguments() -> AsDeclared:
    """The arguments of the pattern, each as an output: what a clip chooses, or the default."""
    return AsDeclared()
