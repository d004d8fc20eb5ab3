"""What works here is told, what is missing too, and looking changes nothing."""

import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from luma.app.health import Finding, look
from luma.app.paths import Paths


def findings() -> dict[str, Finding]:
    return {finding.what: finding for finding in look(Paths.find())}


def test_everything_worth_knowing_is_told_and_nothing_is_changed(luma_home: Path) -> None:
    seen = findings()
    assert {"Python", "sound", "workshop", "stems", "fixtures", "settings", "disk"} <= set(seen)
    assert seen["Python"].works
    assert seen["workshop"].works
    assert "beats" in seen["workshop"].seen
    assert list(luma_home.iterdir()) == []


def test_stems_without_demucs_say_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "demucs" else plain(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    stems = findings()["stems"]
    assert not stems.works
    assert "luma-workstation[stems]" in stems.help


def test_models_are_told_once_they_are_there(luma_home: Path) -> None:
    seen = findings()["models"]
    assert (seen.works, seen.seen) == (False, "none fetched")
    assert "luma models list" in seen.help
    (luma_home / "data" / "models" / "beat_this").mkdir(parents=True)
    assert findings()["models"] == Finding("models", works=True, seen="beat_this")


def test_settings_that_do_not_read_are_one_finding_among_the_others(luma_home: Path) -> None:
    (luma_home / "config").mkdir()
    (luma_home / "config" / "settings.toml").write_text("[light]\noutput = 'smoke'\n")
    seen = findings()
    assert not seen["settings"].works
    assert "light.output" in seen["settings"].seen
    assert seen["Python"].works


def test_outputs_say_where_they_lead_and_what_cannot_be_opened(luma_home: Path) -> None:
    assert findings()["outputs"].seen == "none: light is sent nowhere"
    (luma_home / "config").mkdir()
    file = luma_home / "config" / "settings.toml"
    table = "[[light.outputs]]\nkind = 'artnet'\nhost = '127.0.0.1'\n"
    file.write_text(table)
    assert findings()["outputs"].seen == "artnet: artnet to 127.0.0.1:6454, all universes"
    file.write_text(table + "[[light.outputs]]\nkind = 'enttec_pro'\ndevice = '/dev/none'\n")
    seen = findings()["outputs"]
    assert not seen.works
    assert "/dev/none cannot be opened" in seen.seen
    assert "dialout" in seen.help


def test_a_machine_without_sound_or_display_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luma.app.health.devices", list)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    seen = findings()
    assert not seen["sound"].works
    assert not seen["display"].works
    assert seen["sound"].help
    assert seen["display"].help
