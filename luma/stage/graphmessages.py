"""What the stage may be asked about its audio graph, and what it tells of it."""

from dataclasses import dataclass
from pathlib import Path

from luma.domain.graphdoc import Use
from luma.domain.ids import NodeId
from luma.domain.units import Seconds


@dataclass(frozen=True, slots=True)
class UseGraph:
    """Wish: fade into the audio graph in a file, known by this number; nodes may stay."""

    path: Path
    number: int


@dataclass(frozen=True, slots=True)
class SetSetting:
    """Wish: move a setting of a node of the audio graph."""

    node: NodeId
    setting: str
    value: bool | float | str


@dataclass(frozen=True, slots=True)
class UseNode:
    """Wish: let a node of the audio graph play, pass it by, or mute it."""

    node: NodeId
    use: Use


@dataclass(frozen=True, slots=True)
class SetBeat:
    """Wish: let effects know how long a beat lasts."""

    seconds: Seconds


@dataclass(frozen=True, slots=True)
class KeepGraph:
    """Wish: write the audio graph into a file, with all that its nodes remember now."""

    path: Path


@dataclass(frozen=True, slots=True)
class GraphTaken:
    """Told: the audio graph with this number can run, and is what is heard from now on."""

    number: int


@dataclass(frozen=True, slots=True)
class GraphKept:
    """Told: the audio graph was written into this file."""

    path: Path


GraphWish = UseGraph | SetSetting | UseNode | SetBeat | KeepGraph
GraphTold = GraphTaken | GraphKept
