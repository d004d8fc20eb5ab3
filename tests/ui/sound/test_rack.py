"""The rack in the window: cards, knobs, keys and drags, on a real desk."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from luma.domain.graphdoc import Wire
from luma.domain.graphedits import Connect
from luma.domain.ids import NodeId
from luma.ui.session import Session
from luma.ui.sound.card import Card
from luma.ui.sound.knob import Knob
from luma.ui.sound.page import SoundPage
from tests.ui.sound.conftest import Wait

GAIN, FILTER, DELAY = NodeId("gain"), NodeId("filter"), NodeId("delay")


def names(page: SoundPage) -> list[str]:
    return [card.node.id for card in page.rack.cards.cards]


def written(session: Session) -> list[str]:
    return session.desk.lane.call(lambda: [node.id for node in session.desk.rack.nodes()])


def value(session: Session, node: str, setting: str) -> object:
    rack = session.desk.rack
    return session.desk.lane.call(lambda: rack.node(NodeId(node)).settings[setting])


def filled(session: Session, page: SoundPage, wait: Wait, *effects: str) -> list[Card]:
    def add() -> None:
        for effect in effects:
            session.desk.rack.add(effect)

    session.desk.lane.call(add)
    wait(lambda: len(page.rack.cards.cards) == len(effects))
    return page.rack.cards.cards


def knob(card: Card, setting: str) -> Knob:
    control = card.controls[setting]
    assert isinstance(control, Knob)
    return control


def test_an_empty_rack_offers_an_effect_and_takes_what_is_searched(
    session: Session, page: SoundPage, wait: Wait
) -> None:
    assert page.rack.empty_add.isVisible()
    QTest.mouseClick(page.rack.empty_add, Qt.MouseButton.LeftButton)
    search = page.rack.search
    assert search.isVisible()
    QTest.keyClicks(search.field, "limit")
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    wait(lambda: names(page) == ["limiter"])
    assert not page.rack.empty_add.isVisible()
    wait(lambda: page.rack.current is page.rack.cards.cards[0])


def test_a_drag_of_a_knob_is_heard_live_and_is_one_step(
    session: Session, page: SoundPage, wait: Wait
) -> None:
    (card,) = filled(session, page, wait, "gain")
    turned = knob(card, "level")
    middle = turned.rect().center()
    QTest.mousePress(turned, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(turned, middle - QPoint(0, -20))
    wait(lambda: value(session, "gain", "level") == pytest.approx(-13.2, abs=0.2))
    QTest.mouseMove(turned, middle - QPoint(0, -40))
    QTest.mouseRelease(turned, Qt.MouseButton.LeftButton, pos=middle + QPoint(0, 40))
    wait(lambda: value(session, "gain", "level") == pytest.approx(-26.4, abs=0.2))
    session.attend("audio")
    session.undo()
    wait(lambda: value(session, "gain", "level") == 0.0)
    wait(lambda: turned.value == 0.0)
    session.redo()
    wait(lambda: turned.value == pytest.approx(-26.4, abs=0.2))
    QTest.mouseDClick(turned, Qt.MouseButton.LeftButton, pos=middle)
    wait(lambda: value(session, "gain", "level") == 0.0)


def test_a_knob_is_turned_by_keys_and_typed_into_and_the_wheel_passes_by(
    session: Session, page: SoundPage, wait: Wait
) -> None:
    (card,) = filled(session, page, wait, "filter")
    turned = knob(card, "frequency")
    turned.setFocus()
    before = turned.value
    QTest.keyClick(turned, Qt.Key.Key_Up)
    wait(lambda: value(session, "filter", "frequency") == turned.value)
    assert turned.value == pytest.approx(before * 1000**0.01, rel=0.01)
    QTest.keyClick(turned, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert turned.value == pytest.approx(before * 1000**0.011, rel=0.003)
    QTest.keyClick(turned, Qt.Key.Key_Return)
    assert turned.typed.isVisible()
    QTest.keyClicks(turned.typed, "440")
    QTest.keyClick(turned.typed, Qt.Key.Key_Return)
    wait(lambda: value(session, "filter", "frequency") == 440.0)
    assert turned.figure == "440\u2009Hz"
    QTest.keyClick(turned, Qt.Key.Key_End)
    wait(lambda: value(session, "filter", "frequency") == 20_000.0)
    QTest.keyClick(turned, Qt.Key.Key_Backspace)
    wait(lambda: value(session, "filter", "frequency") == 1000.0)


def test_cards_are_bypassed_muted_and_removed(
    session: Session, page: SoundPage, wait: Wait
) -> None:
    card, other = filled(session, page, wait, "gain", "filter")
    QTest.mouseClick(card.power, Qt.MouseButton.LeftButton)
    wait(lambda: card.node.use == "bypassed")
    assert knob(card, "level").is_dim
    assert page.rack.facts.text() == "2, 1 off"
    QTest.mouseClick(card.power, Qt.MouseButton.LeftButton)
    wait(lambda: card.node.use == "on")
    QTest.mouseClick(card.mute, Qt.MouseButton.LeftButton)
    wait(lambda: card.node.use == "muted")
    card.setFocus()
    QTest.mouseClick(card.bin, Qt.MouseButton.LeftButton)
    wait(lambda: names(page) == ["filter"])
    assert page.rack.current is other


def test_a_card_is_carried_to_another_place_by_the_pointer_and_by_keys(
    session: Session, page: SoundPage, wait: Wait
) -> None:
    cards = filled(session, page, wait, "gain", "filter", "delay")
    held, below = QPoint(40, 12), cards[2].mapTo(page, QPoint(40, 80))
    start = cards[0].mapTo(page, held)
    QTest.mousePress(cards[0], Qt.MouseButton.LeftButton, pos=held)
    QTest.mouseMove(cards[0], held + QPoint(0, 30))
    QTest.mouseMove(cards[0], held + QPoint(0, below.y() - start.y()))
    assert page.rack.cards.target == 3
    QTest.mouseRelease(cards[0], Qt.MouseButton.LeftButton)
    wait(lambda: written(session) == ["filter", "delay", "gain"])
    wait(lambda: names(page) == ["filter", "delay", "gain"])
    page.rack.cards.focus_on(GAIN)
    page.rack.step(-1)
    wait(lambda: written(session) == ["filter", "gain", "delay"])
    wait(lambda: names(page) == ["filter", "gain", "delay"])
    assert page.rack.current is not None
    assert page.rack.current.node.id == GAIN
    QTest.keyClick(page.rack.current, Qt.Key.Key_Down)
    assert page.rack.current is not None
    assert page.rack.current.node.id == DELAY


def test_a_preset_is_one_step(session: Session, page: SoundPage, wait: Wait) -> None:
    (card,) = filled(session, page, wait, "eq3")
    entries = {entry.text(): entry for entry in card.presets.menu().actions()}
    entries["Bass alone"].trigger()
    wait(lambda: value(session, "eq3", "high") == -60.0)
    wait(lambda: knob(card, "high").value == -60.0)


def test_a_graph_that_is_no_chain_is_told_and_does_not_move(
    session: Session, page: SoundPage, wait: Wait
) -> None:
    filled(session, page, wait, "gain", "filter")
    wire = Wire(NodeId("deck"), "out", NodeId("output"), "in")
    session.desk.lane.call(lambda: session.desk.rack.edit(Connect(wire, keep_others=True)))
    wait(lambda: not page.rack.cards.can_move)
    assert "wired as a graph" in page.rack.problems.words
    assert set(names(page)) == {"gain", "filter"}
    session.desk.lane.call(session.desk.rack.undo)
    wait(lambda: page.rack.cards.can_move)
    assert page.rack.problems.isHidden()


def test_cards_hold_all_their_knobs_at_any_width(
    session: Session, page: SoundPage, wait: Wait
) -> None:
    (card,) = filled(session, page, wait, "eq")
    for width in (420, 640, 760, 1130, 1900):
        card.resize(width, card.height_for(width))
        boxes = [cell.geometry() for cell in card.cells.values()]
        assert all(card.rect().contains(box) for box in boxes)
        assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])
