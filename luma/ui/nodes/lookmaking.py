"""How nodes look: made from a document, its kinds, what is wrong and what it costs."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtGui import QFontMetricsF

from luma.app.nodes import Problem
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json, Setting
from luma.ui.nodes.layout import Content, Shape, shape_of
from luma.ui.nodes.look import Look
from luma.ui.theme import font


@dataclass(frozen=True, slots=True)
class Ailing:
    """What is wrong in a graph: the words by node, what hangs on it, and what nodes cost.

    The heat of a node is its share of what the dearest one costs.
    """

    words: Mapping[NodeId, str] = field(default_factory=dict)
    ports: frozenset[tuple[NodeId, str]] = frozenset()
    dark: frozenset[NodeId] = frozenset()
    costs_ms: Mapping[NodeId, float] = field(default_factory=dict)
    heats: Mapping[NodeId, float] = field(default_factory=dict)

    def concerns(self, before: "Ailing", name: NodeId) -> bool:
        """Whether a node looks otherwise than before."""
        return self.of(name) != before.of(name)

    def of(self, name: NodeId) -> tuple[object, ...]:
        """What is said of one node."""
        return (
            self.words.get(name),
            name in self.dark,
            self.costs_ms.get(name),
            self.heats.get(name),
        )


WELL = Ailing()


def ailing(
    problems: Iterable[Problem], dark: Iterable[NodeId], costs_ms: Mapping[NodeId, float]
) -> Ailing:
    """What the canvas shows of the problems that block, and of what nodes cost."""
    words: dict[NodeId, str] = {}
    blocking = [p for p in problems if p.blocks]
    for problem in blocking:
        words.setdefault(problem.node, problem.words)
    ports = frozenset((p.node, p.port) for p in blocking)
    dearest = max(costs_ms.values(), default=0.0)
    heats = {n: round(c / dearest, 2) for n, c in costs_ms.items()} if dearest > 0 else {}
    return Ailing(words, ports, frozenset(dark) - words.keys(), costs_ms, heats)


class LookMaker:
    """Makes the look of nodes, measured in the face of their labels."""

    def __init__(self) -> None:
        """Have a face to measure with."""
        self._metrics = {weight: QFontMetricsF(font(11, weight)) for weight in (400, 500, 600)}

    def look(self, content: Content) -> Look:
        """How a node looks that nothing ails."""
        kind, node = content.kind, content.node
        if kind is None:
            words = f'"{node.type}" is not known here. It is kept as it is.'
            content = replace(content, trouble=words)
        shape = self._shape(content)
        return Look(
            title=node.type if kind is None else kind.title,
            family=node.type.split("/", 1)[0] if kind else "",
            shape=shape,
            known=kind is not None,
            use=node.use,
            fills=tuple(fill_of(p.setting, p.value) for p in shape.params),
        )

    def _shape(self, content: Content) -> Shape:
        return shape_of(content, lambda text, w: self._metrics[w].horizontalAdvance(text))


def ailing_look(look: Look, found: Ailing, name: NodeId) -> Look:
    """A look with what ails its node."""
    return replace(
        look,
        broken=name in found.words,
        dark=name in found.dark,
        cost_ms=found.costs_ms.get(name),
        heat=found.heats.get(name),
    )


def fill_of(setting: Setting, value: Json) -> float:
    """How far a number lies in its range, where the range is one that a hand can turn."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    low, high = setting.low, setting.high
    if low is None or high is None or not 0 < high - low <= 10_000:
        return 0.0
    share = (float(value) - low) / (high - low)
    return min(max(share, 0.0), 1.0) if math.isfinite(share) else 0.0
