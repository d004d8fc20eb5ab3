"""Random edits of graphs by a seed; run by itself, it writes them down for ever."""

import random
import sys
import typing
from collections.abc import Callable, Iterator

from luma.domain.argumentkinds import ARGUMENT_KINDS
from luma.domain.errors import LumaError
from luma.domain.graphdoc import (
    ARGUMENTS_NODE,
    Argument,
    GraphDoc,
    NodeDoc,
    Offer,
    Remark,
    Use,
    Wire,
)
from luma.domain.graphedits import (
    AddNode,
    BendWire,
    Connect,
    Disconnect,
    GraphEdit,
    MoveArgument,
    MoveNodes,
    PutNodes,
    PutRemark,
    RemoveArgument,
    RemoveNode,
    RemoveOffer,
    RemoveRemark,
    RenameArgument,
    RenameNode,
    ReplaceNode,
    SetArgument,
    SetOffer,
    SetParam,
    UseNodes,
)
from luma.domain.ids import GraphId, NodeId
from luma.domain.settingvalue import left_to
from tests.app.desks import GLOW, a_desk

USES: tuple[Use, ...] = typing.get_args(Use)


class Scribbler:
    """Thinks of edits whose nodes, ports and arguments often meet."""

    def __init__(self, seed: int) -> None:
        """Begin at a seed."""
        self._dice = random.Random(seed)
        self._kinds: list[Callable[[], GraphEdit]] = [
            lambda: AddNode(self._node(), self._written(), self._place()),
            lambda: AddNode(self._node(), self._written(), self._place()),
            lambda: RemoveNode(self._node()),
            lambda: RenameNode(self._node(), self._node()),
            lambda: ReplaceNode(self._node(), self._written(), (self._wire(),)),
            lambda: PutNodes({self._node(): self._written()}),
            lambda: UseNodes((self._node(), self._node()), self._dice.choice(USES)),
            lambda: Connect(self._wire(), self._dice.random() < 0.3),
            lambda: Connect(self._wire(), self._dice.random() < 0.3),
            lambda: Disconnect(self._wire()),
            lambda: SetParam(self._node(), "b", self._dice.choice([0.5, None, left_to("in")])),
            lambda: SetArgument(self._argument()),
            lambda: RemoveArgument(self._name()),
            lambda: RenameArgument(self._name(), self._name()),
            lambda: MoveArgument(self._name(), self._dice.randrange(4)),
            lambda: SetOffer(Offer(self._name(), self._node(), self._name())),
            lambda: RemoveOffer(self._name()),
            lambda: MoveNodes({self._node(): self._place()}),
            lambda: BendWire(self._wire(), (self._place(),)),
            lambda: PutRemark(self._name(), Remark("words", self._place())),
            lambda: RemoveRemark(self._name()),
        ]

    def __iter__(self) -> Iterator[GraphEdit]:
        """Edits without end."""
        while True:
            yield self._dice.choice(self._kinds)()

    def _node(self) -> NodeId:
        return NodeId(self._dice.choice("abcdef"))

    def _name(self) -> str:
        return self._dice.choice(["in", "out", "pace"])

    def _place(self) -> tuple[float, float]:
        return self._dice.uniform(-1e3, 1e3), self._dice.uniform(-1e3, 1e3)

    def _wire(self) -> Wire:
        return Wire(self._node(), self._name(), self._node(), self._name())

    def _written(self) -> NodeDoc:
        kind = self._dice.choice(["math/arithmetic", ARGUMENTS_NODE, "of/tomorrow"])
        return NodeDoc(kind, 1, {"b": left_to("in")} if self._dice.random() < 0.5 else {})

    def _argument(self) -> Argument:
        kind = self._dice.choice(ARGUMENT_KINDS)
        return Argument(self._name(), kind, self._dice.choice([0.5, "all", None]))


def states(seed: int, count: int, doc: GraphDoc) -> Iterator[tuple[GraphEdit, GraphDoc]]:
    """So many edits that are not refused and change something, each with what it leads to."""
    done = 0
    for edit in Scribbler(seed):
        try:
            after = edit.apply(doc)
        except LumaError:
            continue
        if after != doc:
            doc, done = after, done + 1
            yield edit, doc
        if done == count:
            return


def gesture_of(number: int) -> str | None:
    """Of ten edits the last four are one gesture."""
    return f"gesture {number // 10}" if number % 10 >= 6 else None


def write_down(seed: int) -> None:
    """Edit for ever, and say after each edit how many are done and whether they are safe."""
    with a_desk() as desk:
        start: GraphDoc = desk.documents.get("graph", GLOW)
        for number, (edit, _) in enumerate(states(seed, 10**6, start)):
            desk.documents.edit("graph", GraphId(GLOW), edit, gesture_of(number))
            desk.ground.keeper.flush()
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    write_down(int(sys.argv[1]))
