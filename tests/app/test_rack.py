"""The rack is a document: edited, undone, kept, and told to the stage."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from luma.app.desk import open_desk
from luma.app.events import DocumentChanged
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import Settings, SoundSettings
from luma.domain.errors import BadGraph, BadValue, NotFound, Refused, UnknownType
from luma.domain.graphdoc import Wire
from luma.domain.graphedits import Connect
from luma.domain.ids import NodeId
from luma.stage.graphmessages import GraphWish, SetSetting, UseGraph, UseNode

SILENT = Settings(sound=SoundSettings(sink="null"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(Paths.find(tmp_path), SILENT) as desk:
        yield desk


def order(desk: Desk) -> list[str]:
    return [node.id for node in desk.rack.nodes()]


def on_lane(desk: Desk, *acts: object) -> list[object]:
    return [desk.lane.call(act) for act in acts]  # type: ignore[arg-type]


def test_effects_are_added_moved_and_removed_in_their_order(desk: Desk) -> None:
    def work() -> None:
        rack = desk.rack
        assert rack.nodes() == ()
        first, second = rack.add("filter"), rack.add("delay")
        third = rack.add("filter", 0, {"resonance": 2.0})
        assert (first, second, third) == ("filter", "delay", "filter 2")
        assert order(desk) == ["filter 2", "filter", "delay"]
        rack.move(third, 2)
        assert order(desk) == ["filter", "delay", "filter 2"]
        rack.remove(second)
        assert order(desk) == ["filter", "filter 2"]
        assert rack.is_chain()
        rack.undo()
        rack.undo()
        assert order(desk) == ["filter 2", "filter", "delay"]
        rack.redo()
        assert order(desk) == ["filter", "delay", "filter 2"]

    desk.lane.call(work)


def test_a_gesture_is_one_step_and_settings_show_their_defaults(desk: Desk) -> None:
    def work() -> None:
        rack = desk.rack
        name = rack.add("gain")
        assert rack.node(name).settings == {"level": 0.0}
        for level in (-1.0, -2.0, -3.0):
            rack.set(name, "level", level, gesture="knob")
        rack.finish()
        assert rack.node(name).settings == {"level": -3.0}
        rack.undo()
        assert rack.node(name).settings == {"level": 0.0}
        rack.use(name, "bypassed")
        assert rack.node(name).use == "bypassed"

    desk.lane.call(work)


def test_what_cannot_be_is_refused_in_words_and_changes_nothing(desk: Desk) -> None:
    def work() -> None:
        rack = desk.rack
        name = rack.add("gain")
        before = rack.doc()
        with pytest.raises(UnknownType, match="gian"):
            rack.add("gian")
        with pytest.raises(BadValue, match="500 dB"):
            rack.set(name, "level", 500.0)
        with pytest.raises(BadValue, match="no setting"):
            rack.set(name, "width", 0.5)
        with pytest.raises(NotFound, match="ghost"):
            rack.remove(NodeId("ghost"))
        with pytest.raises(Refused, match="stay where"):
            rack.remove(NodeId("deck"))
        double = Wire(NodeId("deck"), "out", name, "in")
        other = Wire(NodeId("deck"), "out", name, "side")
        with pytest.raises(BadGraph, match="no input"):
            rack.edit(Connect(other))
        assert double in before.wires
        assert rack.doc() == before

    desk.lane.call(work)


def test_the_rack_is_there_again_with_its_past_when_the_desk_opens_anew(tmp_path: Path) -> None:
    with open_desk(Paths.find(tmp_path), SILENT) as desk:
        desk.lane.call(lambda: desk.rack.add("delay", None, {"mix": 0.25}))
    with open_desk(Paths.find(tmp_path), SILENT) as desk:
        node = desk.lane.call(desk.rack.nodes)[0]
        assert (node.type, node.settings["mix"]) == ("delay", 0.25)
        desk.lane.call(desk.rack.undo)
        assert desk.lane.call(desk.rack.nodes) == ()


def test_moved_settings_go_alone_and_other_changes_as_files(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[GraphWish] = []
    monkeypatch.setattr(type(desk.player), "pid", property(lambda _: 1))
    monkeypatch.setattr(desk.player, "wish", sent.append)

    def work() -> None:
        name = desk.rack.add("gain")
        desk.rack.set(name, "level", -3.0, gesture="knob")
        desk.rack.finish()
        desk.rack.use(name, "muted")
        desk.rack.set(name, "level", None)

    desk.lane.call(work)
    first, *rest = sent
    assert isinstance(first, UseGraph)
    assert '"gain"' in first.path.read_text()
    gain = NodeId("gain")
    assert rest == [
        SetSetting(gain, "level", -3.0),
        UseNode(gain, "muted"),
        SetSetting(gain, "level", 0.0),
    ]
    sent.clear()
    desk.lane.call(desk.player.prepare)
    assert [type(wish) for wish in sent] == [UseGraph]


def test_changes_are_told_and_meters_are_numbered(desk: Desk) -> None:
    heard: list[DocumentChanged] = []
    desk.bus.on(DocumentChanged, heard.append)

    def work() -> dict[str, int | None]:
        desk.rack.add("meter")
        desk.rack.add("gain")
        return {node.id: node.meter for node in desk.rack.nodes()}

    assert desk.lane.call(work) == {"meter": 1, "gain": None}
    assert [(fact.kind, fact.id) for fact in heard] == [("audio", "master")] * 2


def test_a_rack_goes_into_a_file_and_back(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "rack.json"

    def work() -> None:
        rack = desk.rack
        rack.add("delay", None, {"mix": 0.5})
        rack.write(file)
        kept = rack.doc()
        rack.remove(NodeId("delay"))
        rack.add("gain")
        rack.read(file)
        assert (rack.doc().nodes, rack.doc().wires) == (kept.nodes, kept.wires)
        rack.undo()
        assert order(desk) == ["gain"]

    desk.lane.call(work)


def test_a_preset_is_one_step_and_what_it_does_not_name_goes_to_its_default(desk: Desk) -> None:
    def work() -> None:
        rack = desk.rack
        name = rack.add("eq3", None, {"high": 3.0})
        assert "No bass" in rack.presets("eq3")
        rack.use_preset(name, "No bass")
        assert (rack.node(name).settings["low"], rack.node(name).settings["high"]) == (
            -60.0,
            0.0,
        )
        rack.undo()
        assert (rack.node(name).settings["low"], rack.node(name).settings["high"]) == (0.0, 3.0)
        with pytest.raises(NotFound, match="no preset"):
            rack.use_preset(name, "No such")

    desk.lane.call(work)


def test_every_preset_can_be_used(desk: Desk) -> None:
    def work() -> None:
        for kind in desk.rack.effects():
            for preset in desk.rack.presets(kind.key):
                desk.rack.use_preset(desk.rack.add(kind.key), preset)
                desk.rack.undo()

    desk.lane.call(work)
