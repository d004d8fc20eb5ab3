"""`luma rack` shows and changes the effects, and says why it cannot."""

from pathlib import Path

from tests.cli.commands import Luma


def test_effects_are_added_set_passed_by_and_taken_back(luma: Luma, tmp_path: Path) -> None:
    library = ("--library", str(tmp_path / "library"))

    def rack(*words: str) -> list[dict[str, object]]:
        done = luma("rack", *words, *library, "--json")
        assert done.code == 0, done.err
        nodes = done.lines[0]["nodes"]
        assert isinstance(nodes, list)
        return nodes

    assert rack() == []
    (echo,) = rack("add", "delay", "mix=0.25")
    assert (echo["id"], echo["use"]) == ("delay", "on")
    assert [node["id"] for node in rack("add", "gain", "--at", "1")] == ["gain", "delay"]
    first, _ = rack("set", "gain", "level=-6")
    assert first["settings"] == {"level": -6.0}
    assert rack("set", "gain", "level=default")[0]["settings"] == {"level": 0.0}
    assert rack("bypass", "gain")[0]["use"] == "bypassed"
    assert [node["id"] for node in rack("move", "gain", "2")] == ["delay", "gain"]
    assert [node["id"] for node in rack("undo")] == ["gain", "delay"]
    assert [node["id"] for node in rack("redo")] == ["delay", "gain"]
    file = tmp_path / "rack.json"
    rack("save", str(file))
    assert len(rack("remove", "delay")) == 1
    assert len(rack("load", str(file))) == 2
    assert rack("preset", "gain", "Half as loud")[1]["settings"] == {"level": -10.0}


def test_what_cannot_be_is_said_in_words(luma: Luma, tmp_path: Path) -> None:
    library = ("--library", str(tmp_path / "library"))
    for words, said in (
        (("add", "gian"), "gian"),
        (("add", "gain", "level=900"), "900 dB"),
        (("add", "gain", "level"), "SETTING=VALUE"),
        (("remove", "ghost"), "ghost"),
        (("move", "ghost", "0"), "no place"),
        (("undo",), "nothing to undo"),
        (("bypass",), "rack bypass NAME"),
        (("load", str(tmp_path / "nowhere.json")), "nowhere.json"),
    ):
        done = luma("rack", *words, *library)
        assert done.code != 0
        assert said in done.err
