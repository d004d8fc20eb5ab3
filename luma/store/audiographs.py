"""The shelf of audio graphs: the effects through which everything is heard."""

from sqlalchemy.orm import Session

from luma.domain.audiograph import AUDIO, MASTER, PLAIN
from luma.domain.errors import NotFound
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId
from luma.store._revision import check_revision
from luma.store._tables import AudioGraphRow

TITLES = {MASTER: "Master"}


class AudioGraphs:
    """The audio graphs of the library; the master's is there before anybody changes it."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def load(self, name: GraphId) -> GraphDoc:
        """An audio graph."""
        row = self._session.get(AudioGraphRow, name)
        if row is not None:
            return AUDIO.read_body(dict(row.graph))  # type: ignore[arg-type]
        if name == MASTER:
            return PLAIN
        raise NotFound(f"The library has no audio graph {name}.")

    def revision(self, name: GraphId) -> int:
        """How often an audio graph was changed."""
        row = self._session.get(AudioGraphRow, name)
        return 0 if row is None else row.revision

    def save(self, name: GraphId, doc: GraphDoc, revision: int | None = None) -> int:
        """Write an audio graph and give its revision; `revision` was seen."""
        check_revision("The audio graph", self.revision(name), revision)
        row = self._session.get(AudioGraphRow, name)
        if row is None:
            row = AudioGraphRow(id=name, name=TITLES.get(name, name), revision=0)
            self._session.add(row)
        row.graph, row.revision = dict(AUDIO.body(doc)), row.revision + 1
        self._session.flush()
        return row.revision
