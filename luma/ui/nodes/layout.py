"""Where everything on a node lies, in units of the canvas; no Qt here."""

import textwrap
from collections.abc import Callable, Collection
from dataclasses import dataclass

from luma.domain.graphdoc import NodeDoc
from luma.domain.nodetype import Json, NodeType, PortKind, Setting
from luma.ui.wording import is_same, label_of, output_label, value_words

WIDTHS = (128, 156, 184, 232)
HEADER, ROW, PARAM, PAD, EDGE = 28, 20, 24, 6, 8
MOST_PARAMS = 4
FOOT_LINE, FOOT_PAD = 16, 6
VIEW_HEIGHTS: dict[PortKind, int] = {"Number": 44, "Colour": 18, "Light": 60, "Picture": 96}
Measure = Callable[[str, int], float]
"""The width of a text at a weight, in the face of node labels."""


@dataclass(frozen=True, slots=True)
class PortSpot:
    """A port on the edge of a node; one that is a setting shows its value until it is wired."""

    name: str
    kind: PortKind | None
    is_output: bool
    y: float
    label: str
    setting: Setting | None = None
    value: Json = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class ParamSpot:
    """A setting on a node, with its value."""

    setting: Setting
    value: Json
    y: float
    changed: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of one node."""

    width: float
    height: float
    ports: tuple[PortSpot, ...]
    params: tuple[ParamSpot, ...] = ()
    view: tuple[float, float] | None = None
    foot: tuple[str, ...] = ()

    def port(self, name: str, *, is_output: bool) -> PortSpot | None:
        """The port of that name on one side."""
        found = (p for p in self.ports if p.name == name and p.is_output == is_output)
        return next(found, None)

    def port_at(self, port: PortSpot) -> tuple[float, float]:
        """The middle of a port, from the node's corner."""
        return (self.width if port.is_output else 0.0), port.y


@dataclass(frozen=True, slots=True)
class Content:
    """What a node shows: its document and kind, which ends are wired, and what is wrong."""

    node: NodeDoc
    kind: NodeType | None
    wired_in: Collection[str] = ()
    wired_out: Collection[str] = ()
    trouble: str = ""


def shape_of(content: Content, measure: Measure) -> Shape:
    """The measures of a node; a kind that nobody knows has the ports that its wires need."""
    ports = _ports(content)
    params = _params(content)
    width = _width(content, ports, params, measure)
    rows = max(
        sum(p.is_output for p in ports), sum(not p.is_output for p in ports), 0 if params else 1
    )
    y = HEADER + PAD + rows * ROW
    placed = tuple(
        ParamSpot(p.setting, p.value, y + n * PARAM + 2, p.changed)
        for n, p in enumerate(params)
    )
    y += len(params) * PARAM + (PAD if params else 0)
    view = None
    if (height := view_height(content.kind)) > 0:
        view = (y + (0 if params else 2), float(height))
        y = view[0] + height + EDGE
    else:
        y += 0 if params else PAD
    foot = _foot(content, width, measure)
    if foot:
        y += 2 * FOOT_PAD + FOOT_LINE * len(foot)
    return Shape(width, y, ports, placed, view, foot)


def view_height(kind: NodeType | None) -> int:
    """How high the picture on a node is, if it has one: nodes that only pass on have none."""
    if kind is None or len(kind.outputs) != 1 or kind.family == "in":
        return 0
    return VIEW_HEIGHTS.get(kind.outputs[0].kind, 0)


def _ports(content: Content) -> tuple[PortSpot, ...]:
    kind = content.kind
    if kind is None:
        sides = ((sorted(content.wired_in), False), (sorted(content.wired_out), True))
        return tuple(
            PortSpot(name, None, is_output, _row(n), label_of(name))
            for names, is_output in sides
            for n, name in enumerate(names)
        )
    inputs = [
        PortSpot(port.name, port.kind, is_output=False, y=_row(n), label=label_of(port.name))
        for n, port in enumerate(kind.inputs)
    ]
    inputs += [
        _setting_port(content, setting, _row(len(kind.inputs) + n))
        for n, setting in enumerate(s for s in kind.settings if s.wirable)
    ]
    outputs = [
        PortSpot(p.name, p.kind, is_output=True, y=_row(n), label=output_label(p.name, p.kind))
        for n, p in enumerate(kind.outputs)
    ]
    return (*inputs, *outputs)


def _setting_port(content: Content, setting: Setting, y: float) -> PortSpot:
    value = content.node.settings.get(setting.name, setting.default)
    shown = None if setting.name in content.wired_in else setting
    kind: PortKind = "Colour" if setting.kind == "colour" else "Number"
    changed = not is_same(value, setting.default)
    label = label_of(setting.name)
    return PortSpot(
        setting.name,
        kind,
        is_output=False,
        y=y,
        label=label,
        setting=shown,
        value=value,
        changed=changed,
    )


def _row(number: int) -> float:
    return HEADER + PAD + ROW * (number + 0.5)


def _params(content: Content) -> tuple[ParamSpot, ...]:
    if content.kind is None:
        return ()
    settings = [s for s in content.kind.settings if not s.wirable][:MOST_PARAMS]
    values = [content.node.settings.get(s.name, s.default) for s in settings]
    return tuple(
        ParamSpot(s, v, 0.0, not is_same(v, s.default))
        for s, v in zip(settings, values, strict=True)
    )


def _width(
    content: Content,
    ports: tuple[PortSpot, ...],
    params: tuple[ParamSpot, ...],
    measure: Measure,
) -> float:
    if content.kind is not None and content.kind.family == "view":
        return float(WIDTHS[-1])
    title = content.node.type if content.kind is None else content.kind.title
    wants = [36 + measure(title, 600) * 12 / 11 + 36]
    left = [p for p in ports if not p.is_output]
    right = [p for p in ports if p.is_output]
    for n in range(max(len(left), len(right))):
        want = 40.0
        if n < len(left):
            want += measure(left[n].label, 400) + _value_width(left[n], measure)
        if n < len(right):
            want += measure(right[n].label, 400)
        wants.append(want)
    wants += [
        measure(label_of(p.setting.name), 400)
        + measure(value_words(p.setting, p.value), 500)
        + 48
        for p in params
    ]
    return float(next((w for w in WIDTHS if w >= max(wants)), WIDTHS[-1]))


def _value_width(port: PortSpot, measure: Measure) -> float:
    if port.setting is None:
        return 0.0
    if port.setting.kind == "colour":
        return 24.0
    return 8.0 + measure(value_words(port.setting, port.value), 500)


def _foot(content: Content, width: float, measure: Measure) -> tuple[str, ...]:
    if not content.trouble:
        return ()
    room = max(int((width - 2 * EDGE) / max(measure("n", 400), 1.0) * 1.08), 12)
    lines = textwrap.wrap(content.trouble, room)
    return tuple(lines if len(lines) <= 3 else [*lines[:2], lines[2][: room - 1] + "…"])
