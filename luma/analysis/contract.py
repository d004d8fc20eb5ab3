"""What an analyzer declares and may ask for, and the records that travel about its work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from luma.domain.errors import WorkFailed
from luma.domain.ids import Recipe
from luma.domain.nodetype import Json

Cost = Literal["cpu", "gpu"]
F = TypeVar("F", bound=Callable[..., object])
MARK = "__luma_analyzer__"
OUT_OF_ROOM, OUT_OF_MEMORY = "out_of_room", "out_of_memory"
OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a setting takes."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the decorator says of an analyzer; the rest stands in its signature."""

    kind: str
    engine: str
    version: int
    cost: Cost
    model: str


def analyzer(
    kind: str, *, engine: str, version: int, cost: Cost = "cpu", model: str = ""
) -> Callable[[F], F]:
    """Declare a function as one way to make one kind of result.

    Its inputs are found by their types, its settings are keyword-only, its docstring is the
    help. Raise `version` when an answer changes. `model` names the folder of weights it needs.
    """

    def mark(function: F) -> F:
        setattr(function, MARK, Declaration(kind, engine, version, cost, model))
        return function

    return mark


@dataclass(frozen=True, slots=True)
class Source:
    """The sound file itself."""

    path: Path


@dataclass(frozen=True, slots=True)
class Scratch:
    """A folder for this job alone, on the artifacts' disk; it vanishes with the job."""

    folder: Path


@dataclass(frozen=True, slots=True)
class Models:
    """The folder in which the weights of models lie."""

    folder: Path


class Progress:
    """Tells how far a job has come, and what was amiss although it went on."""

    def __init__(self, tell: Callable[[float, str], None] | None = None) -> None:
        """Tell a listener, or nobody."""
        self._tell = tell
        self.remark = ""

    def __call__(self, share: float, stage: str = "") -> None:
        """Say what share of the work is done, and what comes now."""
        if self._tell is not None:
            self._tell(min(1.0, max(0.0, share)), stage)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work for a slot; arrays stay in files, so this stays small."""

    id: str
    recipe: Recipe
    kind: str
    engine: str
    source: Path
    title: str = ""
    cost: Cost = "cpu"
    settings: Mapping[str, Json] = field(default_factory=dict)
    inputs: Mapping[str, Recipe] = field(default_factory=dict)
    limit_s: float = 3600.0


@dataclass(frozen=True, slots=True)
class Started:
    """A slot has begun with a job."""

    job: str


@dataclass(frozen=True, slots=True)
class Moved:
    """How far a job has come, and how many seconds it may still take."""

    job: str
    share: float
    stage: str = ""
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A finished result: where it lies below the blobs folder, how large, how long it took.

    `seconds` is 0 when another program had made it already.
    """

    job: str
    recipe: Recipe
    kind: str
    file: str
    bytes: int
    seconds: float
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that ended without a result, with its last words."""

    job: str
    kind: str
    title: str
    code: str
    said: str
    hint: str = ""

    @property
    def is_passing(self) -> bool:
        """Whether a machine was to blame, so that another day it may go well."""
        return self.code in (OUT_OF_ROOM, OUT_OF_MEMORY, OUT_OF_REACH)

    @property
    def trouble(self) -> WorkFailed:
        """The same as an error to show or raise."""
        return WorkFailed(self.kind, self.title, self.said, hint=self.hint)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A job that was called off."""

    job: str


Report = Started | Moved | Receipt | Failure | Cancelled
