"""Every error that Luma can raise, on one page."""

import re
from collections.abc import Sequence


class LumaError(Exception):
    """Something that Luma can explain: what happened, to what, and what to do."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep the sentence and what to do about it."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def code(self) -> str:
        """The stable name of this kind of error."""
        return code_of(type(self))

    def sentence(self) -> str:
        """The message, followed by what to do."""
        return f"{self.message} {self.hint}".strip()


def code_of(kind: type[LumaError]) -> str:
    """The stable name of a kind of error: its class in snake case."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


class Refused(LumaError):
    """The person asked for something that cannot be."""


class PatchConflict(Refused):
    """Fixtures that cannot be reached as the patch of the lit room has it."""


class UnreadableFile(Refused):
    """A file that no decoder could read; every decoder's reason is kept."""

    def __init__(self, path: object, causes: Sequence[str]) -> None:
        """Name the file and say why each decoder gave up."""
        self.causes = tuple(causes)
        why = "; ".join(causes) or "no decoder took it"
        super().__init__(
            f'"{path}" could not be read as sound ({why}).',
            hint="Check that it is a whole audio file, or convert it to WAV or FLAC.",
        )


class CycleError(Refused):
    """A wire that would lead a graph back into itself."""


class PortMismatch(Refused):
    """A wire between ports that do not fit."""


class UnknownType(Refused):
    """A key that no register knows."""

    def __init__(self, what: str, key: str, close_to: Sequence[str] = ()) -> None:
        """Name the key and the nearest known ones."""
        self.key = key
        self.close_to = tuple(close_to)
        meant = f"Did you mean {', '.join(close_to)}?" if close_to else ""
        super().__init__(f'There is no {what} called "{key}".', hint=meant)


class NotFound(Refused):
    """A name for which the library has nothing."""


class StaleRevision(Refused):
    """An edit of a document that has moved on."""


class BadGraph(Refused):
    """A graph that cannot run; all its problems are told at once."""


class BadExpression(Refused):
    """A text that does not parse, with the place where it went wrong."""

    def __init__(self, text: str, at: int, why: str) -> None:
        """Point at the character."""
        self.text, self.at, self.why = text, at, why
        super().__init__(f'"{text}" does not read at character {at + 1}: {why}.')


class ShapeMismatch(Refused):
    """Curves whose sizes are neither equal nor one."""


class BadValue(Refused):
    """A value outside of what a setting takes."""


class BadDocument(Refused):
    """A document that does not have the shape it claims."""


class Unavailable(LumaError):
    """Something outside is not there, for now."""


class DeviceError(Unavailable):
    """A sound device that is missing, busy or gone."""


class OutputError(Unavailable):
    """A light output that cannot be opened or lost its way."""


class MixerError(Unavailable):
    """The sound server's mixer is out of reach."""


class StageError(Unavailable):
    """The stage or the light process is not there."""


class OutOfRoom(Unavailable):
    """A disk has too little room for what is to be made."""


class WorkFailed(LumaError):
    """An analyzer that failed or died; carries its last words."""

    def __init__(self, analyzer: str, track: str, said: str, *, hint: str = "") -> None:
        """Name the analyzer and the track, and pass on what it said."""
        self.analyzer, self.track, self.said = analyzer, track, said
        words = said.strip().rstrip(".") or "it said nothing"
        super().__init__(f'"{analyzer}" did not finish for "{track}": {words}.', hint=hint)


class Damaged(LumaError):
    """Ours, on disk, and wrong."""


class StoreError(Damaged):
    """The library's database cannot be used as it is."""


class MigrationError(Damaged):
    """The database could not climb to this version's schema."""


class ArtifactError(Damaged):
    """A result on disk is missing or not what its name says."""


class SettingsError(LumaError):
    """A setting that the settings file should not hold."""

    def __init__(self, key: str, value: object, wants: str, close_to: str = "") -> None:
        """Name the key, what it holds and what it takes."""
        self.key, self.value, self.wants = key, value, wants
        hint = f'Did you mean "{close_to}"?' if close_to else ""
        super().__init__(f'The setting "{key}" is {value!r}, but takes {wants}.', hint=hint)
