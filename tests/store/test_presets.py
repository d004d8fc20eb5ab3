from luma.domain.ids import PatternId
from luma.store.store import Store


def test_presets_are_remembered_as_they_were_shelved_last(store: Store) -> None:
    wash, chase = PatternId("wash"), PatternId("chase")
    with store.begin() as shelf:
        assert shelf.presets.seen() == ""
        shelf.presets.note(wash, "one")
        shelf.presets.note(chase, "two")
        shelf.presets.note(wash, "three")
        shelf.presets.see("whole")
    with store.read() as shelf:
        assert shelf.presets.known() == {wash: "three", chase: "two"}
        assert shelf.presets.seen() == "whole"
