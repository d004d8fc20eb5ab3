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
    assert luma("rack", "add", "delay", *library).code == 0
    for words, code, said in (
        (("add", "gian"), 2, "gian"),
        (("add", "chorus"), 2, "`luma rack effects`"),
        (("add", "gain", "level=900"), 2, "900 dB"),
        (("add", "delay", "feedback=2"), 2, "feedback"),
        (("add", "delay", "nope=1"), 2, 'no setting "nope"'),
        (("add", "eq3", "low=loud"), 2, "loud"),
        (("add", "gain", "level"), 2, "SETTING=VALUE"),
        (("set", "delay"), 2, "feedback: 0 to"),
        (("set", "delay", "nope=1"), 2, 'no setting "nope"'),
        (("presets", "zzz"), 2, "zzz"),
        (("presets", "dela"), 2, "Did you mean delay"),
        (("remove", "ghost"), 1, "ghost"),
        (("move", "ghost", "0"), 2, "no place"),
        (("redo",), 1, "nothing to redo"),
        (("bypass",), 2, "rack bypass NAME"),
        (("load", str(tmp_path / "nowhere.json")), 1, "nowhere.json"),
        (("save", str(tmp_path / "nowhere" / "r.json")), 1, "cannot be written"),
    ):
        done = luma("rack", *words, *library)
        assert (done.code, done.out) == (code, ""), words
        assert said in done.err, words
        assert "Traceback" not in done.err
    (only,) = luma("rack", *library, "--json").lines[0]["nodes"]
    assert only["id"] == "delay"


def test_a_switch_is_shown_as_it_is_typed(luma: Luma, tmp_path: Path) -> None:
    library = ("--library", str(tmp_path / "library"))
    helped = luma("rack", "effects").out
    switch = next(line for line in helped.splitlines() if "true or false" in line)
    assert "(false)" in switch or "(true)" in switch
    shown = luma("rack", "add", "delay", *library).out
    assert "False" not in shown
    assert "True" not in shown
    assert "false" in shown or "true" in shown
