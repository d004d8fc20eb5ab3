"""Settings are checked, with words that help."""

from pathlib import Path

import pytest

from luma.app.settings import Settings, read_settings
from luma.domain.errors import SettingsError


def read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_no_file_gives_the_defaults_and_no_light_leaves_the_machine(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml") == Settings()
    assert Settings().light.output == "null"


def test_chosen_values_replace_defaults(tmp_path: Path) -> None:
    settings = read(
        tmp_path, '[light]\noutput = "artnet"\nhost = "127.0.0.1"\n[sound]\nlevel_db = -6\n'
    )
    assert settings.light.output == "artnet"
    assert settings.sound.level_db == -6.0
    assert settings.sound.sink == "device"


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ("[light]\noutptu = 'null'\n", "light.outptu", "light.output"),
        ("[lihgt]\n", "lihgt", "light"),
        ("[light]\nport = 70000\n", "light.port", "from 1 to 65535"),
        ("[light]\nport = true\n", "light.port", "whole number"),
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
