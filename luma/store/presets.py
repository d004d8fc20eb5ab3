"""The presets' shelf: which patterns came along with Luma, and as what they were shelved."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from luma.domain.ids import PatternId
from luma.store._tables import MarkRow, PresetRow

FOLDER = "presets"


class Presets:
    """Remembers presets for ever, so that a removed one does not come back."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def known(self) -> Mapping[PatternId, str]:
        """Every preset that was ever shelved, with the digest of what was shelved last."""
        rows = self._session.execute(select(PresetRow.id, PresetRow.digest))
        return {PatternId(name): digest for name, digest in rows}

    def note(self, name: PatternId, digest: str) -> None:
        """Remember that a preset was shelved, and as what."""
        self._session.merge(PresetRow(id=name, digest=digest))
        self._session.flush()

    def seen(self) -> str:
        """The digest of the presets' folder that was looked through last."""
        row = self._session.get(MarkRow, FOLDER)
        return "" if row is None else row.value

    def see(self, digest: str) -> None:
        """Remember the presets' folder as it was looked through."""
        self._session.merge(MarkRow(name=FOLDER, value=digest))
        self._session.flush()
