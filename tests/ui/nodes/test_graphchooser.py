"""The graphs of a pattern, chosen in the header of the editor."""

from PySide6.QtWidgets import QLineEdit

from luma.app.implementations import graphs_of
from tests.ui.nodes.conftest import DOC, Bench


def names(bench: Bench) -> list[str]:
    chooser = bench.view.furnishing.graphs
    return [] if chooser.graphs is None else [name for _, name in chooser.graphs.names]


def test_a_graph_is_added_renamed_made_default_and_removed(bench: Bench) -> None:
    chooser = bench.view.furnishing.graphs
    bench.until(lambda: names(bench) == ["Main"])
    assert not chooser.can_remove()
    chooser.add(bench.graph)
    bench.until(lambda: bench.session.graph != bench.graph)
    bench.until(lambda: len(names(bench)) == 2)
    copied = bench.session.graph
    assert copied is not None
    assert bench.desk.documents.get("graph", copied) == DOC
    chooser.rename()
    field = bench.view.findChildren(QLineEdit)[-1]
    field.setText("Wide")
    field.editingFinished.emit()
    bench.until(lambda: names(bench) == ["Main", "Wide"])
    bench.until(lambda: "Wide" in chooser.button.text())
    chooser.make_default()
    bench.until(lambda: names(bench) == ["Wide", "Main"])
    bench.session.open_graph(bench.graph)
    bench.until(lambda: "Main" in chooser.button.text())
    chooser.remove()
    bench.until(lambda: names(bench) == ["Wide"])
    assert bench.session.graph == copied
    assert chooser._toast is not None
    chooser._toast.action.click()
    bench.until(lambda: names(bench) == ["Wide", "Main"])


def test_an_empty_graph_is_added(bench: Bench) -> None:
    chooser = bench.view.furnishing.graphs
    bench.until(lambda: chooser.graphs is not None)
    chooser.add()
    bench.until(lambda: len(names(bench)) == 2)
    bench.until(lambda: not bench.view.scene.nodes)
    pattern = chooser.graphs.pattern if chooser.graphs else None
    assert pattern is not None
    found = graphs_of(bench.desk.ground.store, pattern)
    assert found is not None
    assert found.names[0] == (bench.graph, "Main"), "the default comes first"
