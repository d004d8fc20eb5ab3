"""What keeps a library from harm and from growing: copies of its database, and its limit."""

import logging

from luma.app.ground import Ground
from luma.app.paths import Paths
from luma.domain.errors import LumaError
from luma.store.blobs import Blobs
from luma.store.copies import Copies, Copy

__all__ = ["Copy", "Safekeeping"]

log = logging.getLogger(__name__)
GIGABYTE = 1 << 30


class Safekeeping:
    """Makes copies by the day, and clears away what can be made again; used on the lane."""

    def __init__(self, ground: Ground, paths: Paths, copies: Copies, room_gb: float) -> None:
        """Look after a library, in which results may take so much room; 0 sets no limit."""
        self._ground, self._blobs = ground, Blobs(paths.blobs)
        self._copies, self._room = copies, int(room_gb * GIGABYTE)

    @property
    def copies(self) -> Copies:
        """The copies of the database."""
        return self._copies

    def look_after(self) -> None:
        """Do beside the lane what is due."""
        self._ground.chores.run(self._do, lambda _: None, _log, key="safekeeping")

    def _do(self) -> None:
        self.make_room()
        if self._copies.take_in_time() is not None:
            self.sweep()

    def copy_now(self) -> Copy:
        """Make a copy with all that was asked for until now in it; not for the lane."""
        self._ground.keeper.flush()
        return self._copies.take()

    def put_back(self, copy: Copy) -> Copy:
        """Put a copy in the library's place; gives a copy of how it was. Not for the lane.

        What lies open is as it was before, so that whoever asks for this begins anew after it.
        """
        self._ground.keeper.flush()
        return self._copies.restore(copy)

    def sweep(self) -> int:
        """Clear away results that no track knows any more; gives the freed bytes."""
        with self._ground.store.read() as shelf:
            known = shelf.artifacts.recipes()
        return self._blobs.sweep(known)

    def make_room(self) -> int:
        """Let go of the results that were used the longest ago; gives how many went."""
        if not self._room:
            return 0
        with self._ground.store.read() as shelf:
            leaving = tuple(a.recipe for a in shelf.artifacts.beyond(self._room))
        if leaving:
            self._ground.keeper.save(lambda shelf: shelf.artifacts.drop(leaving)).result()
            for recipe in leaving:
                self._blobs.remove(recipe)
        return len(leaving)


def _log(trouble: Exception) -> None:
    words = trouble.sentence() if isinstance(trouble, LumaError) else repr(trouble)
    log.warning("the library was not looked after: %s", words)
