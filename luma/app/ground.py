"""What every service of the desk stands on."""

from dataclasses import dataclass

from luma.app.bus import Bus
from luma.app.chores import Chores
from luma.app.keeper import Keeper
from luma.app.lane import Lane
from luma.store.store import Store


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Where to decide, tell, work aside, write and read."""

    lane: Lane
    bus: Bus
    chores: Chores
    keeper: Keeper
    store: Store
