"""Presets are shelved once, follow their files while nobody changes them, and stay removed."""

import threading
from pathlib import Path

import pytest

from luma.app.bundled import bundled
from luma.app.exchange import document_of
from luma.app.ground import Ground
from luma.app.presets import presets_in, shelve_presets
from luma.domain.ids import GraphId, PatternId
from luma.domain.patterndoc import PatternDoc
from luma.graph.check import check
from luma.graph.playable import Playable
from tests.app.desks import a_desk

PRESETS = bundled("assets") / "presets"
WASH = """\
luma: pattern
schema: 2
id: wash
name: {name}
tags: [wash]
implementations:
  - id: {graph}
    graph:
      nodes: {{light: {{type: out/light, settings: {{intensity: {level}}}}}}}
"""


def written(folder: Path, name: str = "Wash", level: float = 0.5, graph: str = "wash") -> None:
    folder.mkdir(exist_ok=True)
    (folder / "wash.yaml").write_text(WASH.format(name=name, level=level, graph=graph))


def playable(name: PatternId) -> Playable | None:
    """A preset as another one may have it for a node."""
    found = next((each for each in presets_in(PRESETS) if each.id == name), None)
    if found is None:
        return None
    graphs = {each.id: each.graph for each in found.implementations}
    return Playable(found.name, graphs[found.default or GraphId("")])


@pytest.mark.parametrize("preset", presets_in(PRESETS), ids=lambda preset: preset.id)
def test_every_preset_is_whole(preset: PatternDoc) -> None:
    assert (PRESETS / f"{preset.id}.yaml").exists(), "a preset's file is called like its id"
    assert preset.tags, "a preset is found by its tags"
    assert preset.description.endswith(".")
    assert preset.implementations
    for each in preset.implementations:
        assert check(each.graph, patterns=playable) == ()


def test_a_preset_follows_its_file_until_a_person_changes_it(tmp_path: Path) -> None:
    folder, wash = tmp_path / "presets", PatternId("wash")
    with a_desk() as desk:
        written(folder)
        shelve_presets(desk.ground, folder)
        (listed,) = desk.repertoire.patterns()
        assert (listed.name, listed.tags, listed.is_preset) == ("Wash", ("wash",), True)
        written(folder, "Wide wash", 0.6, "wide")
        shelve_presets(desk.ground, folder)
        with desk.ground.store.read() as shelf:
            (only,) = presets_in(folder)
            assert document_of(shelf, wash) == only, "the graph that is gone went with it"
        desk.pattern_shelf.rename(wash, "Mine").result()
        written(folder, "Third wash")
        shelve_presets(desk.ground, folder)
        with desk.ground.store.read() as shelf:
            assert shelf.patterns.get(wash).name == "Mine"
            assert shelf.patterns.find_graph(GraphId("wide")) is not None


def test_a_removed_preset_stays_away_even_when_a_newer_one_comes(tmp_path: Path) -> None:
    folder = tmp_path / "presets"
    with a_desk() as desk:
        written(folder)
        shelve_presets(desk.ground, folder)
        desk.pattern_shelf.remove(PatternId("wash")).result()
        for name in ("Wash", "Newer wash"):
            written(folder, name)
            shelve_presets(desk.ground, folder)
            assert desk.repertoire.patterns() == ()


def test_a_file_that_does_not_read_takes_no_other_along(tmp_path: Path) -> None:
    folder = tmp_path / "presets"
    written(folder)
    (folder / "broken.yaml").write_text("luma: pattern\nnodes: [")
    (folder / "x-thief.yaml").write_text(
        WASH.format(name="Thief", level=1, graph="wash").replace(
            "id: wash\nname", "id: z\nname"
        )
    )
    with a_desk() as desk:
        shelve_presets(desk.ground, folder)
        assert [pattern.name for pattern in desk.repertoire.patterns()] == ["Wash"]


def test_a_folder_that_was_seen_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "presets"
    written(folder)
    with a_desk() as desk:
        shelve_presets(desk.ground, folder)
        monkeypatch.setattr("luma.app.presets.read_pattern", None)
        shelve_presets(desk.ground, folder)


def test_two_programs_shelve_each_preset_once(tmp_path: Path) -> None:
    folder = tmp_path / "presets"
    written(folder)
    with a_desk() as one, a_desk() as two:
        begin = threading.Barrier(2)

        def work(ground: Ground) -> None:
            begin.wait()
            shelve_presets(ground, folder)

        threads = [threading.Thread(target=work, args=(desk.ground,)) for desk in (one, two)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(one.repertoire.patterns()) == 1
        assert one.ground.store.problems() == ()


def test_an_older_library_keeps_its_own_pattern_of_that_id(tmp_path: Path) -> None:
    folder = tmp_path / "presets"
    with a_desk() as desk:
        written(folder, "Mine")
        mine = presets_in(folder)[0]
        desk.pattern_shelf.restore(mine).result()
        for name in ("Wash", "Newer wash"):
            written(folder, name)
            shelve_presets(desk.ground, folder)
        assert [pattern.name for pattern in desk.repertoire.patterns()] == ["Mine"]
