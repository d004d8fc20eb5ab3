"""How settings and their values read on nodes and in the inspector."""

import pytest

from luma.app.nodes import node_types
from luma.domain.nodetype import Json, Setting, SettingKind
from luma.ui.wording import choice_words, family_words, spoken, value_words


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("choice", "one_pole", "One pole"),
        ("choice", "low-mid", "Low-mid"),
        ("choice", "oklch", "OKLCh"),
        ("choice", "xz", "xz"),
        ("choice", "C#", "C#"),
        ("choice", "1/4", "1/4"),
        ("choice", "", "Default"),
        ("choice", {"argument": "every"}, "every"),
        ("text", "a_b * beats", "a_b * beats"),
        ("text", "", ""),
        ("switch", True, "On"),
        ("number", -0.5, "−0.5"),
    ],
)
def test_values_read_as_words(kind: SettingKind, value: Json, words: str) -> None:
    assert value_words(Setting("s", kind, None), value) == words


def test_no_two_choices_of_a_setting_read_the_same() -> None:
    for kind in node_types():
        for setting in kind.settings:
            words = [choice_words(choice) for choice in setting.choices]
            assert len(set(words)) == len(words), (kind.key, setting.name)
            assert not any("_" in each for each in words)


def test_every_family_has_a_name_and_help_is_without_marks_of_code() -> None:
    assert [family_words(f) for f in ("in", "time", "math", "out", "pattern")] == [
        "Input",
        "Time",
        "Maths",
        "Output",
        "Pattern",
    ]
    assert spoken("Such as `a * (i % 2)`.") == "Such as a * (i % 2)."
