from luma.domain.ids import PatternId
from luma.domain.patterndoc import PatternDoc
from luma.store.store import Store


def test_presets_are_remembered_as_they_were_shelved_last(store: Store) -> None:
    wash, chase = PatternId("wash"), PatternId("chase")
    with store.begin() as shelf:
        assert shelf.presets.seen() == ""
        assert shelf.presets.find(wash) is None
        shelf.presets.note(PatternDoc(wash, "Wash"))
        shelf.presets.note(PatternDoc(chase, "Chase"))
        shelf.presets.note(PatternDoc(wash, "Wide wash", tags=("wash",)))
        shelf.presets.see("whole")
    with store.read() as shelf:
        assert shelf.presets.names() == {wash, chase}
        assert shelf.presets.find(wash) == PatternDoc(wash, "Wide wash", tags=("wash",))
        assert shelf.presets.seen() == "whole"
