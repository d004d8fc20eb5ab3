"""Searches, playlists and what a person thinks of tracks, from the command line."""

from pathlib import Path

import pytest

from tests.cli.commands import Luma
from tests.sounds import sine, write


@pytest.fixture
def ids(luma: Luma, tmp_path: Path) -> list[str]:
    """Three tracks, the newest last."""
    names = []
    for number, title in enumerate(("Night Drive", "Kiosk", "Moon")):
        file = write(tmp_path / f"{number}.wav", sine(300.0 + 50 * number, 0.3))
        (made, _) = luma("import", file, "--json").lines
        luma("track", "edit", made["track"], "--title", title, "--bpm", 120 + number * 4)
        names.append(made["track"])
    return names


def titles(luma: Luma, *words: object) -> list[str]:
    return [line["title"] for line in luma("tracks", *words, "--json").lines]


def test_a_search_has_fields_ranges_and_orders(luma: Luma, ids: list[str]) -> None:
    assert titles(luma, "--sort", "title") == ["Kiosk", "Moon", "Night Drive"]
    assert titles(luma, "bpm:121-130", "--sort", "bpm", "--falling") == ["Moon", "Kiosk"]
    assert titles(luma, "title:night -moon") == ["Night Drive"]
    luma("track", "edit", ids[1], "--stars", 5, "--note", "for the end", "--colour", 3)
    assert (
        titles(luma, "stars:>4") == ["Kiosk"] == titles(luma, "end") == titles(luma, "colour:3")
    )
    answer = luma("tracks", "bpm:fast")
    assert answer.code == 2
    assert "bpm:fast" in answer.err
    assert set(titles(luma, "--like", ids[0])) == {"Kiosk", "Moon"}
    assert titles(luma, "--like", ids[0])[0] == "Kiosk"
    assert luma("track", "edit", ids[1], "--stars", 9).code == 2


def test_lists_hold_what_is_put_into_them(luma: Luma, ids: list[str]) -> None:
    luma("playlist", "add", "Sets", "--folder")
    (made,) = luma("playlist", "add", "Friday", "--in", "Sets", "--json").lines
    assert made["kind"] == "list"
    luma("playlist", "put", "Friday", ids[2], ids[0], ids[1])
    luma("playlist", "move", "fri", 3, 1)
    shown = [line["title"] for line in luma("playlist", "show", "Friday", "--json").lines]
    assert shown == ["Kiosk", "Moon", "Night Drive"]
    assert titles(luma, "--list", "Sets") == shown == titles(luma, "--list", "Friday")
    assert titles(luma, "--list", "Friday", "moon") == ["Moon"]
    luma("playlist", "take", "Friday", 1)
    assert luma("playlist", "list", "--json").lines[-1]["tracks"] == 2
    assert luma("playlist", "remove", "Sets").code == 0
    assert luma("playlist", "list", "--json").lines == []
    assert len(titles(luma)) == 3


def test_a_smart_list_follows_its_query(luma: Luma, ids: list[str]) -> None:
    assert luma("playlist", "add", "Fast", "--query", "bpm:>121").code == 0
    assert titles(luma, "--list", "Fast") == ["Moon", "Kiosk"]
    luma("track", "edit", ids[0], "--bpm", 126)
    assert len(titles(luma, "--list", "Fast")) == 3
    luma("playlist", "ask", "Fast", "bpm:>125")
    assert titles(luma, "--list", "Fast") == ["Moon", "Night Drive"]
    assert luma("playlist", "put", "Fast", ids[0]).code == 1
    assert luma("playlist", "add", "Odd", "--query", "bpm:x").code == 2


def test_mistakes_are_told(luma: Luma, ids: list[str]) -> None:
    assert "no list" in luma("playlist", "show", "Friday").err
    luma("playlist", "add", "Friday")
    assert "no place" in luma("playlist", "take", "Friday", 1).err
    assert "luma playlist put" in luma("playlist", "put", "Friday").err
    assert "several" in luma("playlist", "add", "X", "--crate", "--folder").err
    luma("playlist", "add", "Friend")
    assert "means 2 lists" in luma("playlist", "show", "Fri").err
