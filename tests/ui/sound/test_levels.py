"""Meters look while they are seen, and never else; lamps, voices and devices say what is."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from luma.app.devices import SoundDevice
from luma.app.events import DevicesChanged
from luma.app.meterlevels import MeterLevels
from luma.ui.session import Session
from luma.ui.sound.devicelist import rows_of
from luma.ui.sound.mastermeter import MasterMeter
from luma.ui.sound.page import SoundPage
from tests.ui.sound.conftest import Wait

LONG = "A very long name of an interface that nobody reads to its end " * 4


def levels(clips: int) -> MeterLevels:
    return MeterLevels((0.5, 0.4), (1.0, 0.9), (0.2, 0.2), clips, -14.2, -15.0, 0.6)


def device(name: str, host: str = "ALSA", *, first: bool = False) -> SoundDevice:
    return SoundDevice(name, host, 2, 0, 48_000, 10.0, 40.0, first, is_default_input=False)


def test_the_master_polls_only_while_it_is_seen(page: SoundPage, wait: Wait) -> None:
    master = page.master
    looks = [master.is_polling]
    for turn in (page.hide, page.show):
        turn()
        looks.append(master.is_polling)
    assert looks == [True, False, True]
    wait(lambda: master.levels.told.get("Peak") == "–")


def test_the_clip_lamp_stays_until_it_is_put_out(page: SoundPage) -> None:
    meter = MasterMeter()
    meter.resize(78, 300)
    meter.show()
    seen = []
    for clips, act in ((0, ""), (3, ""), (3, "click"), (4, "key"), (1, ""), (2, "")):
        meter.tell(levels(clips))
        seen.append((meter.is_clipped, meter.clipped))
        if act == "click":
            QTest.mouseClick(meter, Qt.MouseButton.LeftButton)
        if act == "key":
            QTest.keyClick(meter, Qt.Key.Key_Return)
    # the fifth comes from a new stage, which counts from nothing
    assert seen == [(False, 0), (True, 3), (True, 3), (True, 1), (False, 0), (True, 1)]


def test_levels_and_load_of_a_running_stage_are_told(
    session: Session, page: SoundPage, wait: Wait
) -> None:
    session.desk.lane.call(lambda: session.desk.rack.add("meter"))
    session.desk.lane.call(session.desk.player.start)
    wait(lambda: page.master.times.told.get("Worst", "–") != "–")
    assert page.master.faults.told["Missed frames"] == "0"
    assert page.master.levels.told["Peak"] == "−∞"
    (card,) = page.rack.cards.cards
    assert card.meter is not None
    wait(lambda: card.meter is not None and "LUFS" in card.meter.words)


def test_without_a_track_the_voices_say_so(page: SoundPage) -> None:
    assert page.voices.empty.isVisible()
    assert page.voices.empty.title.text() == "No track open"
    assert not page.voices.ask.isVisible()
    assert not page.voices.even.isEnabled()


def test_outputs_are_listed_with_the_chosen_one_even_while_it_is_away() -> None:
    found = (device("Speakers", first=True), device(LONG, "PipeWire"))
    rows = rows_of(found, ("", ""), "Speakers")
    assert [row.title for row in rows] == ["System default", "Speakers", LONG]
    assert rows[0].is_chosen
    assert rows[0].words == "Now Speakers"
    assert rows[1].is_default
    chosen = rows_of(found, (LONG, "pipewire"), "")
    assert [row.is_chosen for row in chosen] == [False, False, True]
    away = rows_of(found, ("Headphones", ""), "")
    assert (away[1].title, away[1].is_chosen, away[1].is_away) == ("Headphones", True, True)


def test_a_device_is_chosen_by_enter_with_its_latency(
    session: Session, page: SoundPage, wait: Wait
) -> None:
    panel, devices = page.devices, session.desk.devices
    asked: list[tuple[str, str, str]] = []

    def choose(name: str = "", host: str = "", latency: str = "high") -> None:
        asked.append((name, host, latency))

    devices.choose = choose  # type: ignore[method-assign]
    wait(lambda: panel.facts.text() != "")
    devices._found = (device("Speakers", first=True), device("Headphones", "JACK"))
    session.desk.bus.announce(DevicesChanged())
    wait(lambda: len(panel.rows.rows) == 3)
    assert panel.facts.text() == "2 outputs"
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_End)
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    wait(lambda: asked == [("Headphones", "JACK", "high")])
    cell = panel.latency.cell(1).center()
    QTest.mouseClick(panel.latency, Qt.MouseButton.LeftButton, pos=cell)
    wait(lambda: asked[1:] == [("", "", "low")])


def test_no_output_is_told_with_a_way_on(session: Session, page: SoundPage, wait: Wait) -> None:
    session.desk.bus.announce(DevicesChanged("The sound server does not answer."))
    wait(lambda: "does not answer" in page.devices.problems.words)
    session.desk.bus.announce(DevicesChanged())
    wait(lambda: "does not answer" not in page.devices.problems.words)
