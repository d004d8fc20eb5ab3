"""The presets' shelf: which patterns came along with Luma, and as what they were shelved."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from luma.domain.ids import PatternId
from luma.domain.patterndoc import PATTERN, PatternDoc
from luma.store._tables import MarkRow, PresetRow

FOLDER = "presets"


class Presets:
    """Remembers presets for ever, so that a removed one does not come back."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def names(self) -> frozenset[PatternId]:
        """Every preset that was ever shelved."""
        return frozenset(
            PatternId(name) for name in self._session.scalars(select(PresetRow.id))
        )

    def find(self, name: PatternId) -> PatternDoc | None:
        """A preset as it was shelved last."""
        row = self._session.get(PresetRow, name)
        return None if row is None else PATTERN.read(row.document)

    def note(self, document: PatternDoc) -> None:
        """Remember that a preset was shelved, and as what."""
        self._session.merge(PresetRow(id=document.id, document=PATTERN.write(document)))
        self._session.flush()

    def seen(self) -> str:
        """The digest of the presets' folder that was looked through last."""
        row = self._session.get(MarkRow, FOLDER)
        return "" if row is None else row.value

    def see(self, digest: str) -> None:
        """Remember the presets' folder as it was looked through."""
        self._session.merge(MarkRow(name=FOLDER, value=digest))
        self._session.flush()
