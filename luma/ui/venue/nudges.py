"""Steps by keys that come faster than the room answers: each begins where one ended."""

from luma.app.patchedits import added
from luma.domain.ids import FixtureId
from luma.domain.roomedits import MoveFixtures, RotateFixtures
from luma.domain.venue import Vector
from luma.ui.venue.hall import Hall

FINEST = 3
Ahead = dict[FixtureId, Vector]


class Nudges:
    """A row of nudges is one gesture."""

    def __init__(self, hall: Hall) -> None:
        """Nudge the chosen fixtures of the lit room."""
        self._hall = hall
        self._gesture: str | None = None
        self._placed: Ahead = {}
        self._turned: Ahead = {}
        hall.sheet_changed.connect(self._catch_up)
        hall.session.problem.connect(lambda _: self._forget())

    def begin(self) -> None:
        """Begin a gesture."""
        self._gesture = self._hall.session.new_gesture()

    def finish(self) -> None:
        """End the gesture: it is one step."""
        if self._gesture is not None:
            self._gesture = None
            self._hall.session.finish_gesture()

    def nudge(self, axis: int, by: float, *, turns: bool) -> None:
        """Take the chosen fixtures on along or about an axis."""
        fixtures = self._hall.chosen_fixtures()
        parts = [0.0, 0.0, 0.0]
        parts[axis] = by
        way = (parts[0], parts[1], parts[2])
        ahead = self._turned if turns else self._placed
        for each in fixtures:
            here = ahead.get(each.id, each.rotation if turns else each.position)
            x, y, z = (round(part, FINEST) for part in added(here, way))
            ahead[each.id] = (x, y, z)
        to = {each.id: ahead[each.id] for each in fixtures}
        if to:
            edit = RotateFixtures(to) if turns else MoveFixtures(to)
            self._hall.edit(edit, self._gesture)

    def _catch_up(self) -> None:
        """Forget where fixtures are on their way to, once they are there."""
        for fixture in self._hall.venue.fixtures:
            if self._placed.get(fixture.id) == fixture.position:
                del self._placed[fixture.id]
            if self._turned.get(fixture.id) == fixture.rotation:
                del self._turned[fixture.id]

    def _forget(self) -> None:
        self._placed, self._turned = {}, {}
