"""The patterns that come along with Luma: shelved once each, and a person's from then on."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from luma.app.exchange import document_of, read_pattern, shelve
from luma.app.ground import Ground
from luma.domain.errors import LumaError, NotFound, Refused
from luma.domain.ids import PatternId
from luma.domain.patterndoc import PatternDoc
from luma.store.store import Shelf

PRESETS = "presets"
SUFFIX = ".yaml"
log = logging.getLogger(__name__)


def shelve_presets(ground: Ground, folder: Path) -> None:
    """Shelve what is new in the folder; what a person changed or removed is left as it is.

    Nothing is read as long as the folder is the one that the library saw last.
    """
    files = {path.name: path.read_bytes() for path in sorted(folder.glob(f"*{SUFFIX}"))}
    seen = _digest_of(files)
    with ground.store.read() as shelf:
        if shelf.presets.seen() == seen:
            return
    documents = tuple(_readable(files))

    def write(shelf: Shelf) -> None:
        for document in documents:
            try:
                with shelf.savepoint():
                    _shelve(shelf, document)
            except Refused as trouble:
                log.warning("the preset %s stays away: %s", document.id, trouble.sentence())
        shelf.presets.see(seen)

    ground.keeper.save(write).result()


def presets_in(folder: Path) -> tuple[PatternDoc, ...]:
    """Every preset of a folder, by the names of their files."""
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    return tuple(read_pattern(path.read_bytes(), path.name, SUFFIX) for path in paths)


def put_back(shelf: Shelf, name: PatternId, folder: Path) -> None:
    """Shelve one preset although it was removed."""
    found = next((each for each in presets_in(folder) if each.id == name), None)
    if found is None:
        raise NotFound(f'There is no preset "{name}".')
    shelve(shelf, found)
    shelf.presets.note(found)


def _shelve(shelf: Shelf, document: PatternDoc) -> None:
    name = document.id
    before = shelf.presets.find(name)
    is_here = shelf.patterns.find(name) is not None
    if before is None:
        if not is_here:
            shelve(shelf, document)
        shelf.presets.note(document)
    elif is_here and before != document and document_of(shelf, name) == before:
        shelve(shelf, document)
        kept = {each.id for each in document.implementations}
        for each in before.implementations:
            if each.id not in kept:
                with suppress(Refused):  # a clip plays it
                    shelf.patterns.remove_graph(each.id)
        shelf.presets.note(document)


def _readable(files: dict[str, bytes]) -> Iterator[PatternDoc]:
    for name, data in files.items():
        try:
            yield read_pattern(data, name, SUFFIX)
        except LumaError as trouble:
            log.warning("the preset %s stays away: %s", name, trouble.sentence())


def _digest_of(files: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name, data in files.items():
        whole.update(f"{name}:{len(data)}:".encode())
        whole.update(data)
    return whole.hexdigest()
