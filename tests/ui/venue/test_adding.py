"""New fixtures by a form: found by letters, at free addresses, on a layout; rooms by a menu."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from luma.domain.ids import VenueId
from luma.domain.venue import Venue
from luma.ui.session import Session
from luma.ui.venue.page import VenuePage
from tests.ui.venue.conftest import Wait, a_room, opened


def test_letters_find_a_kind_and_enter_hangs_it(page: VenuePage, wait: Wait) -> None:
    popup = page.patch.popup
    page.patch.add_fixtures()
    QTest.keyClicks(popup.kinds.search, "moving")
    kind = popup.kinds.kind
    assert kind is not None
    assert "oving" in kind.name
    popup.name.setText("Spot")
    popup.count.setValue(3)
    popup.layouts.choose("Arc")
    popup.group.setText("truss")
    assert (popup.universe.value(), popup.address.value()) == (1, 25)
    assert popup.words.text().startswith("3 × ")
    QTest.keyClick(popup.kinds.search, Qt.Key.Key_Return)
    wait(lambda: len(page.hall.venue.fixtures) == 11)
    new = page.hall.venue.fixtures[8:]
    assert [f.name for f in new] == ["Spot 1", "Spot 2", "Spot 3"]
    assert len({f.position[1] for f in new}) > 1
    assert page.hall.venue.groups[-1].fixtures == tuple(f.id for f in new)
    assert page.hall.chosen == tuple(f.id for f in new)
    assert page.hall.sheet.conflicts == ()
    page.hall.session.undo()
    wait(lambda: page.hall.venue == a_room())


def test_what_finds_no_room_is_told_in_the_form(page: VenuePage) -> None:
    popup = page.patch.popup
    page.patch.add_fixtures()
    popup.universe.setValue(64)
    popup.address.setValue(500)
    popup.count.blockSignals(True)
    popup.count.setValue(200)
    popup.count.blockSignals(False)
    popup.add()
    assert "find no room" in popup.words.text()
    assert popup.isVisible()
    assert page.hall.venue == a_room()


def test_no_kind_means_nothing_to_add(page: VenuePage) -> None:
    page.patch.add_fixtures()
    page.patch.popup.kinds.search.setText("no such lamp")
    assert page.patch.popup.batch is None
    assert not page.patch.popup.button.isEnabled()


def test_rooms_are_made_and_another_is_lit(page: VenuePage, wait: Wait) -> None:
    rooms = page.patch.rooms
    rooms.add()
    wait(lambda: page.hall.venue.name == "New room")
    assert len(page.hall.rooms) == 2
    assert page.hall.chosen == ()
    rooms.choose_next()
    wait(lambda: page.hall.venue.name == "Hall")
    rooms.duplicate()
    wait(lambda: page.hall.venue.name == "Hall 2")
    assert page.hall.venue.fixtures == a_room().fixtures
    rooms.remove()
    wait(lambda: len(page.hall.rooms) == 2 and page.hall.venue.name != "Hall 2")


def test_an_empty_room_says_what_to_do(session: Session, wait: Wait) -> None:
    page = opened(session, wait, Venue(VenueId("bare"), "Bare"))
    assert page.patch.facts.text() == "0 fixtures, 0 heads"
    assert not page.patch.view.isVisible()
    assert page.room.view.grab().toImage().width() > 0
