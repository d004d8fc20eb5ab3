"""What an output is, and the decorator that registers one.

An output is a dataclass whose fields are its settings, all with a default.
"""

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar, runtime_checkable

from luma.domain.codec import decode
from luma.domain.errors import BadDocument, BadValue
from luma.domain.register import Register, import_all


class Output(Protocol):
    """A way out for light."""

    def open(self) -> None:
        """Get ready to send, or say in an `OutputError` why it cannot be."""

    def send(self, universe: int, levels: bytes) -> None:
        """Send the levels of a universe, counted from one.

        A universe that it cannot carry at all is a `BadValue`.
        """

    def close(self) -> None:
        """Let go of everything; it may be opened again."""


@runtime_checkable
class Ending(Protocol):
    """An output that tells its listeners when a universe ends."""

    def end(self, universe: int) -> None:
        """Tell that nothing more follows for a universe; said more than once."""


@runtime_checkable
class Together(Protocol):
    """An output whose listeners can be told to show several universes at once."""

    def together(self) -> None:
        """Tell that all universes of this moment were sent."""


O = TypeVar("O", bound=Output)  # noqa: E741  (an output)


@dataclass(frozen=True, slots=True)
class OutputType:
    """A kind of output: its key, its help and how one is made."""

    key: str
    help: str
    declared_in: str
    kind: type[Output]

    def make(self, settings: Mapping[str, object]) -> Output:
        """An output with these settings; the others keep their defaults."""
        try:
            return decode(self.kind, dict(settings))  # type: ignore[arg-type]  # checked there
        except BadDocument as error:
            raise BadValue(
                f"The {self.key} output cannot be set so: {error.message}"
            ) from error


_OUTPUTS: Register[OutputType] = Register("output")


def output(key: str) -> Callable[[type[O]], type[O]]:
    """Register a dataclass as an output; its docstring is the help, its fields the settings."""

    def register(kind: type[O]) -> type[O]:
        place = f"{kind.__module__}.{kind.__qualname__}"
        for setting in dataclasses.fields(kind):  # type: ignore[arg-type]  # refuses others
            if setting.default is dataclasses.MISSING:
                raise TypeError(f"{setting.name} of the output {key} in {place} has no default")
        written = inspect.cleandoc(kind.__doc__ or "").split("\n\n", 1)[0]
        # a dataclass without a docstring gets its signature for one
        help_text = "" if written.startswith(f"{kind.__name__}(") else written
        _OUTPUTS.add(OutputType(key, help_text, place, kind))
        return kind

    return register


def outputs() -> Register[OutputType]:
    """Every output there is."""
    import luma.light.outputs

    import_all(luma.light.outputs)
    return _OUTPUTS
