"""Scores as things of the library: several for a track, and in files with their patterns."""

from dataclasses import replace
from pathlib import Path

import pytest

from luma.app.events import (
    DefaultScoreChosen,
    PatternFailed,
    ProblemRaised,
    ScoreAdded,
    ScoreRemoved,
)
from luma.app.scoreexchange import STAND_IN, read_score, text_of
from luma.app.services import Desk
from luma.domain.documents import SCORE as SCORE_SCHEMA
from luma.domain.errors import BadDocument, BadValue, LumaError, NotFound, Refused
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import ClipId, GraphId, NodeId, PatternId, ScoreId, TrackId
from luma.domain.layeredits import PutLayer
from luma.domain.pattern import NODE_FAMILY, Implementation, Pattern
from luma.domain.patterndoc import PatternDoc
from luma.domain.score import Anchor, Blend, Clip, Layer, Score
from luma.domain.scoredoc import SCORE_FILE, ScoreDoc
from luma.domain.scoreedits import AddClip, MoveClips
from luma.store.store import Shelf
from tests.app.desks import (
    GLOW,
    ROOM,
    SCORE,
    Facts,
    a_clip,
    a_desk,
    a_show,
    a_track,
    furnish,
    glow,
)

A = ClipId("a")


def open_library(desk: Desk, folder: Path, *clips: Clip) -> TrackId:
    track = a_track(desk, folder, 1.0).id
    furnish(desk, track, *clips)
    return track


def test_a_track_has_several_scores_and_the_oldest_is_its_default(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = open_library(desk, tmp_path, a_clip("a", 0, 4))
        facts = Facts(desk, (ScoreAdded, ScoreRemoved))
        shelf = desk.score_shelf
        second = shelf.add(track, "  For  the encore ").result(9)
        copy = shelf.copy(SCORE).result(9)
        assert [score.name for score in shelf.scores(track)] == [
            "Score", "For the encore", "Score 2",
        ]  # fmt: skip
        assert copy.clips[0].id != A
        assert replace(copy.clips[0], id=A) == desk.documents.get("score", SCORE).clips[0]
        assert shelf.rename(second.id, "Encore").name == "Encore"
        assert desk.documents.undo("score", second.id).name == "For the encore"  # type: ignore[union-attr]
        gone = shelf.remove(SCORE).result(9)
        assert [score.id for score in shelf.scores(track)] == [second.id, copy.id]
        with pytest.raises(NotFound):
            desk.documents.get("score", SCORE)
        shelf.restore(gone).result(9)
        assert desk.documents.get("score", SCORE) == gone
        desk.lane.call(lambda: None)
        kinds = [type(fact) for fact in facts.so_far()]
        assert kinds == [ScoreAdded, ScoreAdded, ScoreRemoved, ScoreAdded]
        for name in ("", "  ", "x" * 201):
            with pytest.raises(BadValue, match="name"):
                shelf.rename(SCORE, name)


def test_another_score_is_chosen_as_the_default(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = open_library(desk, tmp_path, a_clip("a", 0, 4))
        facts, shelf = Facts(desk, (DefaultScoreChosen,)), desk.score_shelf
        second, third = shelf.copy(SCORE).result(9), shelf.copy(SCORE).result(9)
        for chosen in (third, second):
            shelf.make_default(chosen.id).result(9)
            assert facts.wait(DefaultScoreChosen) == DefaultScoreChosen(track, chosen.id)
            assert shelf.defaults() == {chosen.id}
        assert [score.id for score in shelf.scores(track)] == [second.id, SCORE, third.id]
        desk.documents.edit("score", second.id, MoveClips((second.clips[0].id,), 1.0))
        desk.ground.keeper.flush()
        assert shelf.defaults() == {second.id}
        gone = shelf.remove(second.id).result(9)
        assert shelf.defaults() == {SCORE}
        shelf.restore(gone).result(9)
        assert shelf.defaults() == {second.id}
        with pytest.raises(NotFound, match="no score"):
            shelf.make_default(ScoreId("lost")).result(9)


def test_the_open_score_is_not_removed(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("a", 0, 4)) as (desk, _):
        with pytest.raises(Refused, match="is open"):
            desk.score_shelf.remove(SCORE)
        other = desk.score_shelf.copy(SCORE).result(9)
        desk.lane.call(lambda: desk.shows.open(other.id, ROOM))
        desk.score_shelf.remove(SCORE).result(9)


RICH = (
    a_clip(
        "a", -2.5, 4, blend=Blend.SCREEN, opacity=0.25, fade_in=1, arguments={"x": [1, "é"]}
    ),
    a_clip("b", 4, 8, layer=2, anchor=Anchor.SECONDS, start_s=1, stop_s=2.5, locked=True),
    a_clip("c", 4, 8, layer=-1, muted=True, seed=77, implementation=GLOW),
)


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
@pytest.mark.parametrize("bundle", [True, False])
def test_a_score_comes_back_from_a_file_as_it_was(
    tmp_path: Path, suffix: str, bundle: bool
) -> None:
    file = tmp_path / f"show{suffix}"
    with a_desk() as desk:
        track = open_library(desk, tmp_path, *RICH)
        layer = Layer(2, "Spots", solo=True)
        desk.documents.edit("score", SCORE, PutLayer(layer))
        whole = desk.documents.get("score", SCORE)
        document = desk.score_shelf.export(SCORE, bundle=bundle)
        assert document.patterns == {"glow": "Glow"}
        file.write_text(text_of(document, suffix), encoding="utf-8")
        assert read_score(file.read_bytes(), "it", suffix) == document
        made = desk.score_shelf.import_file(file).result(9)
        assert made.score == replace(whole, id=made.score.id, name="Score 2")
        assert [taken.how for taken in made.taken] == (["known"] if bundle else [])
        assert desk.documents.get("score", made.score.id) == made.score
        assert made.score.track == track


def add_outer(shelf: Shelf) -> None:
    """A pattern that has the glow inside."""
    outer = GraphDoc({NodeId("in"): NodeDoc(NODE_FAMILY + "glow")})
    pattern = Pattern(PatternId("outer"), "Outer", default=GraphId("o"))
    shelf.patterns.save(pattern, Implementation(GraphId("o"), pattern.id, outer))


def add_my_glow(shelf: Shelf) -> None:
    """Another pattern by the glow's id."""
    pattern = Pattern(PatternId("glow"), "My glow", default=GLOW)
    shelf.patterns.save(pattern, Implementation(GLOW, pattern.id, glow(1.0)))


def test_a_score_brings_its_patterns_to_another_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_desk() as desk:
        open_library(desk, tmp_path, a_clip("a", 0, 4))
        desk.ground.keeper.save(add_outer).result(9)
        clip = replace(a_clip("b", 4, 8), pattern=PatternId("outer"))
        desk.documents.edit("score", SCORE, AddClip(clip))
        bundled = desk.score_shelf.export(SCORE, bundle=True)
        bare = desk.score_shelf.export(SCORE)
    assert [each.id for each in bundled.bundled] == ["glow", "outer"]
    monkeypatch.setenv("LUMA_HOME", str(tmp_path / "another"))
    for name, document in (("whole.json", bundled), ("bare.json", bare)):
        (tmp_path / name).write_text(text_of(document, ".json"), encoding="utf-8")
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 1.5).id
        dark = desk.score_shelf.import_file(tmp_path / "bare.json", track).result(9)
        assert [(p.name, p.description) for p in dark.stand_ins] == [
            ("Glow", STAND_IN), ("Outer", STAND_IN),
        ]  # fmt: skip
    monkeypatch.setenv("LUMA_HOME", str(tmp_path / "third"))
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 1.5).id

        desk.ground.keeper.save(add_my_glow).result(9)
        made = desk.score_shelf.import_file(tmp_path / "whole.json", track).result(9)
        assert [taken.how for taken in made.taken] == ["copied", "added"]
        copied = made.taken[0].pattern.id
        assert [clip.pattern for clip in made.score.clips] == [copied, "outer"]
        with desk.ground.store.read() as shelf:
            (graph,) = shelf.patterns.graphs_of(PatternId("outer"))
            assert graph.graph.nodes[NodeId("in")].type == NODE_FAMILY + copied
            assert shelf.patterns.get(PatternId("glow")).name == "My glow"
        assert made.stand_ins == ()


def test_clips_of_a_pattern_that_is_gone_are_dark_with_words(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("a", 0, 4)) as (desk, _):
        lost = replace(
            a_clip("b", 4, 8), pattern=PatternId("lost"), implementation=GraphId("x")
        )
        document = ScoreDoc(ScoreId("new"), TrackId(""), "New", (lost, a_clip("a", 0, 4)))
        (tmp_path / "new.json").write_text(SCORE_FILE.write(document), encoding="utf-8")
        track = desk.documents.get("score", SCORE).track
        made = desk.score_shelf.import_file(tmp_path / "new.json", track).result(9)
        assert made.graphs_lost == 1
        facts = Facts(desk, (PatternFailed,))
        desk.lane.call(lambda: desk.shows.open(made.score.id, ROOM))
        failed = facts.wait(PatternFailed)
        assert failed.clip == "b"
        assert "has no graph" in failed.trouble.sentence()


def test_a_score_by_hand_needs_no_more_than_its_clips() -> None:
    text = (
        "luma: score\nclips:\n- {pattern: glow, start_beat: 0, stop_beat: 4, blend: screen}\n"
    )
    document = read_score(text.encode(), "it", ".yaml")
    (clip,) = document.clips
    assert (clip.pattern, clip.stop_beat, clip.blend) == ("glow", 4.0, Blend.SCREEN)
    assert clip.id
    assert document.id


CLIP = '"id": "k", "pattern": "p", "start_beat": 0, "stop_beat": 4'
BAD = [
    ('{"luma": "venue"}', "not a score"),
    ("[]", "not a score"),
    ('{"luma": "score", "schema": 99, "id": "s", "track": "t"}', "reads up to"),
    (f'{{"luma": "score", "clips": [{{{CLIP}, "blend": "dissolve"}}]}}', "dissolve"),
    (f'{{"luma": "score", "clips": [{{{CLIP}, "start_beat": 4}}]}}', "start_beat"),
    ('{"luma": "score", "clips": [{"id": "k", "pattern": "p", "start_beat": 4,'
     ' "stop_beat": 4}]}', "cannot stop at beat 4"),
    ('{"luma": "score", "clips": [{"id": "k", "pattern": "p", "start_beat": NaN,'
     ' "stop_beat": 4}]}', "no finite number"),
    (f'{{"luma": "score", "clips": [{{{CLIP}}}, {{{CLIP}}}]}}', "same name"),
    (f'{{"luma": "score", "clips": [{{{CLIP}, "opacity": 2}}]}}', "opacity"),
    ('{"luma": "score", "layers": [{"number": 1, "name": "a"}, {"number": 1, "name": "b"}]}',
     "twice"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), BAD)
def test_what_cannot_be_a_score_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(LumaError, match=words):
        read_score(text.encode(), "it", ".json")


def test_files_of_older_and_newer_versions(tmp_path: Path) -> None:
    old = read_score(b'{"luma": "score", "schema": 1, "id": "s", "track": "t"}', "it")
    assert old.score == Score(ScoreId("s"), TrackId("t"))
    odd = read_score(b'{"luma": "score", "id": "s", "track": "t", "mood": "blue"}', "it")
    assert '"mood": "blue"' in text_of(odd, ".json")
    assert SCORE_SCHEMA.read(SCORE_SCHEMA.write(odd.score)) == odd.score
    with pytest.raises(BadValue, match="JSON or YAML"):
        text_of(odd, ".txt")
    twice = (PatternDoc(PatternId("p"), "P"), PatternDoc(PatternId("p"), "P"))
    with pytest.raises(BadDocument, match="along twice"):
        replace(odd, bundled=twice)


def test_of_two_programs_one_removes_what_the_other_edits(tmp_path: Path) -> None:
    with a_desk() as one, a_desk() as other:
        open_library(one, tmp_path, a_clip("a", 0, 4))
        other.documents.get("score", SCORE)
        one.score_shelf.remove(SCORE).result(9)
        facts = Facts(other, (ProblemRaised,))
        other.documents.edit("score", SCORE, MoveClips((A,), 1.0))
        assert "no score" in facts.wait(ProblemRaised).trouble.sentence()
        assert other.score_shelf.scores() == ()
        with pytest.raises(NotFound):
            other.documents.get("score", SCORE)


@pytest.mark.parametrize("name", ["mine.json", "mine.yaml"])
def test_a_score_is_written_into_a_file_whole_or_not_at_all(tmp_path: Path, name: str) -> None:
    with a_desk() as desk:
        open_library(desk, tmp_path, a_clip("a", 0, 4))
        desk.score_shelf.write(SCORE, tmp_path / name)
        read = read_score((tmp_path / name).read_bytes(), "it", Path(name).suffix)
        assert read.score == desk.documents.get("score", SCORE)
        with pytest.raises(LumaError, match="cannot be written"):
            desk.score_shelf.write(SCORE, tmp_path / "nowhere" / name)
        assert [path.name for path in tmp_path.glob(".*.new")] == []


def test_only_scores_of_the_open_track_are_turned_to(tmp_path: Path) -> None:
    with a_desk() as desk:
        open_library(desk, tmp_path, a_clip("a", 0, 4))
        with pytest.raises(Refused, match="belongs to another track"):
            desk.lane.call(lambda: desk.opening.turn_to(SCORE))
