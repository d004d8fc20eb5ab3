"""Scores and venues go out into files and come back in."""

import json
from dataclasses import replace
from pathlib import Path

import av
import pytest

from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.domain.documents import VENUE
from luma.domain.ids import VenueId
from tests import sounds
from tests.app.desks import ROOT
from tests.cli.commands import Luma

ROOM = ROOT / "assets" / "demo" / "venue.json"


@pytest.fixture
def track(luma: Luma, tmp_path: Path) -> str:
    file = sounds.write(tmp_path / "Song.wav", sounds.drums(120, 0.5))
    return str(luma("import", "--json", file).lines[0]["track"])


def test_a_score_is_begun_listed_exported_and_imported(
    luma: Luma, track: str, tmp_path: Path
) -> None:
    assert luma("score", "list", "--json").lines == []
    (made,) = luma("score", "add", track, "--name", "First", "--json").lines
    assert made == {"id": made["id"], "track": track, "name": "First", "clips": 0}
    assert luma("score", "list", track, "--json").lines == [{**made, "default": True}]
    (told,) = luma("score", "export", track).lines
    assert told["luma"] == "score"
    out = tmp_path / "score.json"
    assert luma("score", "export", made["id"], "--out", out).code == 0
    assert json.loads(out.read_text()) == told
    (copy,) = luma("score", "import", out, "--json").lines
    assert copy["id"] != made["id"], "a name that is taken is not taken away"
    assert luma("score", "list", "--json").lines == [
        {**made, "default": True}, {**copy, "default": False},
    ]  # fmt: skip


def test_a_track_has_several_scores_that_are_copied_renamed_and_removed(
    luma: Luma, track: str, tmp_path: Path
) -> None:
    (first,) = luma("score", "new", track, "--name", "Main", "--json").lines
    (second,) = luma("score", "add", track, "--name", "Main", "--json").lines
    assert second["name"] == "Main 2"
    (copy,) = luma("score", "copy", first["id"], "--name", "Encore", "--json").lines
    (named,) = luma("score", "rename", copy["id"], "--name", "Last", "--json").lines
    assert named == {**copy, "name": "Last"}
    assert luma("score", "remove", first["id"], "--json").lines == [first]
    assert [x["id"] for x in luma("score", "list", track, "--json").lines] == [
        second["id"], named["id"],
    ]  # fmt: skip
    assert luma("score", "rename", second["id"]).code == 2
    assert luma("score", "copy").code == 2
    assert luma("score", "remove", first["id"]).code == 1
    out = tmp_path / "score.yaml"
    assert luma("score", "export", named["id"], "--bundle", "--out", out).code == 0
    assert out.read_text().startswith("luma: score\n")
    (back,) = luma("score", "import", out, "--json").lines
    assert back == {**named, "id": back["id"], "name": "Last 2"}
    assert luma("score", "export", named["id"], "--out", tmp_path / "score.txt").code == 2


def test_a_score_is_chosen_as_the_default_of_its_track(luma: Luma, track: str) -> None:
    (first,) = luma("score", "add", track, "--name", "Main", "--json").lines
    (second,) = luma("score", "add", track, "--name", "Club", "--json").lines
    for name, chosen in ((second["id"], second), ("main", first), ("Club", second)):
        assert luma("score", "default", track, name, "--json").lines == [chosen]
        told = luma("score", "list", track, "--json").lines
        assert [each["id"] for each in told if each["default"]] == [chosen["id"]]
        assert luma("score", "export", track).lines[0]["name"] == chosen["name"]
    assert luma("score", "default", track).code == 2
    lost = luma("score", "default", track, "Encore")
    assert lost.code == 1
    assert "Main" in lost.err
    assert luma("score", "list", track, "Club").code == 2


def test_a_score_of_a_track_that_is_not_here_needs_one(
    luma: Luma, track: str, tmp_path: Path
) -> None:
    file = tmp_path / "score.json"
    file.write_text('{"luma": "score", "schema": 1, "id": "s", "track": "elsewhere"}')
    lost = luma("score", "import", file)
    assert (lost.code, lost.out) == (1, "")
    assert "elsewhere" in lost.err
    (found,) = luma("score", "import", file, "--track", track, "--json").lines
    assert found == {"id": "s", "track": track, "name": "Score", "clips": 0}


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b'{"luma": "venue"}', b"[]", b""])
def test_what_is_no_score_is_refused_in_a_sentence(
    luma: Luma, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "score.json"
    file.write_bytes(content)
    answer = luma("score", "import", file)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    assert "mistake" not in answer.err
    assert luma("score", "import", tmp_path / "nowhere").code == 1


def test_a_removed_score_comes_back_once(luma: Luma, track: str) -> None:
    (made,) = luma("score", "add", track, "--name", "Main", "--json").lines
    said = luma("score", "remove", made["id"])
    assert f"`luma score restore {made['id']}` takes it back" in said.out
    assert luma("score", "list", "--json").lines == []
    assert luma("score", "restore", made["id"], "--json").lines == [made]
    assert [each["id"] for each in luma("score", "list", "--json").lines] == [made["id"]]
    for name in (made["id"], "../nobody"):
        answer = luma("score", "restore", name)
        assert (answer.code, answer.out) == (1, "")
        assert "in the trash" in answer.err


def test_a_venue_is_read_from_yaml_and_nothing_else_is_taken_for_one(
    luma: Luma, tmp_path: Path
) -> None:
    file = tmp_path / "room.yaml"
    file.write_text("luma: venue\nschema: 1\nid: r\nname: Barn\nfixtures: []\n")
    (made,) = luma("venue", "import", file, "--json").lines
    assert (made["name"], made["fixtures"]) == ("Barn", 0)
    file.write_text("id: r\nname: Barn\n")
    answer = luma("venue", "import", file)
    assert answer.code == 1
    assert "is not a venue of Luma" in answer.err
    assert luma("venue", "import", tmp_path).code == 1


def test_a_venue_goes_out_and_comes_back(luma: Luma, tmp_path: Path) -> None:
    (first,) = luma("venue", "import", ROOM, "--json").lines
    assert first["heads"] == 24
    assert luma("venue", "list", "--json").lines == [first]
    out = tmp_path / "room.json"
    luma("venue", "export", first["name"], "--out", out)
    assert [json.loads(out.read_text())] == luma("venue", "export").lines
    (second,) = luma("venue", "import", out, "--json").lines
    assert {**second, "id": first["id"], "name": first["name"]} == first
    assert second["name"] == f"{first['name']} 2"
    assert len(luma("venue", "list", "--json").lines) == 2
    nowhere = luma("venue", "export", "--out", tmp_path / "no" / "room.json")
    assert (nowhere.code, nowhere.out) == (1, "")
    assert luma("venue", "export", "Wembley").code == 1


def test_one_of_two_venues_of_a_name_is_not_taken_for_the_other(luma: Luma) -> None:
    (first,) = luma("venue", "import", ROOM, "--json").lines
    twin = replace(VENUE.read(ROOM.read_text(encoding="utf-8")), id=VenueId("twin"))
    with open_desk(Paths.find()) as desk:
        desk.ground.keeper.save(lambda shelf: shelf.venues.save(twin)).result()
        desk.lane.call(lambda: desk.venues.choose(twin.id))
    answer = luma("venue", "export", first["name"])
    assert (answer.code, answer.out) == (1, "")
    assert "means 2 venues" in answer.err
    for words in (("twin",), ()):
        (one,) = luma("venue", "export", *words).lines
        assert one["id"] == "twin", "the one that is lit is meant where none is named"


def test_an_empty_score_is_rendered_as_a_dark_page(
    luma: Luma, track: str, tmp_path: Path
) -> None:
    luma("venue", "import", ROOM)
    (made,) = luma("score", "add", track, "--json").lines
    page = tmp_path / "page.png"
    answer = luma("show", "render", made["id"], "--png", page, "--json")
    assert (answer.code, answer.lines) == (0, [{"png": str(page)}])
    assert page.read_bytes().startswith(b"\x89PNG")
    film, levels = tmp_path / "film.mp4", tmp_path / "levels.txt"
    span = ("--from", "0.1", "--for", "0.3")
    both = luma("show", "render", made["id"], "--video", film, "--dmx", levels, *span)
    assert (both.code, both.out.split()) == (0, [str(film), str(levels)])
    with av.open(str(film)) as opened:
        assert {stream.type: stream.frames for stream in opened.streams}["video"] == 9
        assert {stream.type for stream in opened.streams} == {"video", "audio"}
    first, *lines = levels.read_text().splitlines()
    assert first == "OLA Show"
    assert len(lines) % 2 == 0
    assert sum(int(line) for line in lines[1::2]) == round(13 * 1000 / 44)
    assert luma("show", "render", track, "--dmx", levels, "--from", "99").code == 2
    assert luma("show", "render", track).code == 2
    odd = luma("show", "render", track, "--video", tmp_path / "film.xyz")
    assert odd.code == 2
    assert 'not as ".xyz"' in odd.err
    assert not (tmp_path / "film.xyz").exists()
    assert luma("show", "render", track, "--png", page, "--at", "99").code == 2
    assert luma("show", "play", track, "--silent", "--from", "99").code == 2
    assert luma("show", "render", "nobody", "--png", page).code == 1
