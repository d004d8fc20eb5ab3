"""What works here is told, what is missing too, and looking changes nothing."""

import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from luma.app import health
from luma.app.bundled import bundled
from luma.app.health import Finding, look
from luma.app.paths import Paths
from tests.workers.conftest import make_tiny_model


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
    seen = findings()
    assert seen["stems"] == Finding("stems", works=True, seen="built-in separator")
    assert not seen["better stems"].works
    assert "luma-workstation[stems]" in seen["better stems"].help


def test_both_separators_are_named_with_what_they_lack(
    luma_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("demucs", reason="the extra `stems` is not installed")
    better = findings()["better stems"]
    assert not better.works
    assert better.seen.endswith(", without weights")
    assert better.help == "`luma models install htdemucs` brings them in."
    make_tiny_model(luma_home / "data" / "models")
    better = findings()["better stems"]
    assert (better.works, better.help) == (True, "")
    assert better.seen.endswith(", htdemucs")
    here = bundled
    monkeypatch.setattr(
        health, "bundled", lambda name: tmp_path if name == "assets" else here(name)
    )
    (tmp_path / "fixtures").mkdir()
    stems = findings()["stems"]
    assert (stems.works, stems.seen) == (False, "built-in separator, without weights")
    assert "Install luma again" in stems.help


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
