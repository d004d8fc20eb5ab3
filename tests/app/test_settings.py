"""Settings are checked, with words that help."""

from pathlib import Path

import pytest

from luma.app.outputs import in_words, with_source
from luma.app.settings import Settings, read_settings
from luma.domain.errors import SettingsError
from luma.light.messages import OutputChoice


def read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_no_file_gives_the_defaults_and_no_light_leaves_the_machine(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml") == Settings()
    assert Settings().light.outputs == ()


TWO = """
[[light.outputs]]
name = "truss"
kind = "artnet"
host = "10.0.0.5"
universes = [1, 2]
latency_ms = 20

[[light.outputs]]
kind = "sacn"
host = "10.0.0.6"
priority = 150
at_close = "hold"
"""


def test_chosen_values_replace_defaults(tmp_path: Path) -> None:
    settings = read(tmp_path, f"[light]\nflashes = 'safe'\n{TWO}[sound]\nlevel_db = -6\n")
    assert settings.light.flashes == "safe"
    assert settings.sound.level_db == -6.0
    assert settings.sound.sink == "device"
    assert settings.light.outputs == (
        OutputChoice("truss", "artnet", {"host": "10.0.0.5"}, (1, 2), 20),
        OutputChoice("sacn", "sacn", {"host": "10.0.0.6", "priority": 150}, at_close="hold"),
    )


def test_outputs_say_where_they_lead(tmp_path: Path) -> None:
    said = [in_words(choice) for choice in read(tmp_path, TWO).light.outputs]
    assert said == [
        "truss: artnet to 10.0.0.5:6454, universes 1, 2, 20 ms ahead",
        "sacn: sacn to 10.0.0.6:5568, all universes",
    ]


def test_one_universe_may_go_to_two_places_but_not_twice_to_one(tmp_path: Path) -> None:
    one = "[[light.outputs]]\nkind = 'artnet'\nhost = '10.0.0.5'\nname = '{}'\nuniverses = {}\n"
    both = one.format("a", [1, 2]) + one.format("b", [3])
    assert len(read(tmp_path, both).light.outputs) == 2
    assert (
        len(read(tmp_path, TWO + one.format("b", [1]).replace("0.5", "0.9")).light.outputs) == 3
    )
    for second in ([2, 3], []):
        with pytest.raises(SettingsError, match="another place"):
            read(tmp_path, one.format("a", [1, 2]) + one.format("b", second))
    with pytest.raises(SettingsError, match="another place"):
        read(tmp_path, one.format("a", [1]) + one.format("b", [1]) + "port = 6454\n")
    with pytest.raises(SettingsError, match="no other output has"):
        read(tmp_path, one.format("a", [1]) + one.format("a", [2]))


def test_sacn_is_sent_under_one_id_for_ever(tmp_path: Path) -> None:
    sacn, artnet = OutputChoice("s", "sacn"), OutputChoice("a", "artnet")
    first = with_source(sacn, tmp_path / "data")
    assert with_source(sacn, tmp_path / "data") == first
    assert with_source(sacn, tmp_path / "other") != first
    assert with_source(artnet, tmp_path) == artnet
    own = OutputChoice("s", "sacn", {"source_id": "12345678-1234-5678-1234-567812345678"})
    assert with_source(own, tmp_path) == own


def a_table(lines: str) -> str:
    return f"[[light.outputs]]\n{lines}\n"


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ("[light]\noutput = 'artnet'\n", "light.output", "light.outputs"),
        ("[lihgt]\n", "lihgt", "light"),
        ("[light]\nrate = 45\n", "light.rate", "from 1 to 44"),
        ("[light]\nflashes = 'free'\n", "light.flashes", "warn, safe"),
        ("[light]\noutputs = 'artnet'\n", "light.outputs", "[[light.outputs]]"),
        (a_table("kind = 'artnett'"), "light.outputs[1].kind", "artnet"),
        (a_table("host = '10.0.0.1'"), "light.outputs[1].kind", "artnet"),
        (a_table("kind = 'artnet'\nhots = '10.0.0.1'"), "light.outputs[1].hots", "host"),
        (a_table("kind = 'artnet'\nhost = 'node'"), "light.outputs[1]", "in numbers"),
        (a_table("kind = 'artnet'\nport = 70000"), "light.outputs[1]", "70000 is no port"),
        (a_table("kind = 'artnet'\nport = 'x'"), "light.outputs[1]", "port"),
        (a_table("kind = 'artnet'\nuniverses = 1"), "light.outputs[1].universes", "a list"),
        (a_table("kind = 'artnet'\nuniverses = [0]"), "light.outputs[1].universes", "from 1"),
        (a_table("kind = 'artnet'\nlatency_ms = 501"), "light.outputs[1].latency_ms", "500"),
        (a_table("kind = 'artnet'\nlatency_ms = true"), "light.outputs[1].latency_ms", "500"),
        (a_table("kind = 'artnet'\nat_close = 'off'"), "light.outputs[1].at_close", "hold"),
        (a_table("kind = 'artnet'\nname = ''"), "light.outputs[1].name", "a text"),
        ("[sound]\nsink = 'radio'\n", "sound.sink", "device, null"),
        ("[sound]\ndevice = 3\n", "sound.device", "a text"),
        ("light = 3\n", "light", "[light]"),
        ("schema = 9\n", "schema", "newer"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, text: str, key: str, says: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, text)
    assert refused.value.key == key
    assert says in refused.value.sentence()


def test_a_file_that_is_not_toml_says_where(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="line 1"):
        read(tmp_path, "[[[")
