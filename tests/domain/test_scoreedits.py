"""Edits keep a score sorted and its clips long enough to play."""

import dataclasses
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import BadDocument, BadValue, NotFound, Refused
from luma.domain.ids import ClipId, PatternId, ScoreId, TrackId
from luma.domain.layeredits import MoveLayer, PutLayer, RemoveLayer, RenameScore
from luma.domain.score import Anchor, Blend, Clip, Layer, Score
from luma.domain.scoreedits import (
    AddClip,
    HoldClips,
    LockClips,
    MoveClips,
    MuteClips,
    Place,
    PutClips,
    RemoveClips,
    ScoreEdit,
    SetAnchor,
    SetArguments,
    SetBlend,
    SetFades,
    SetSeed,
    SplitClip,
    TrimClip,
)
from tests.domain import drawn

K, L = ClipId("k"), ClipId("l")


def _clip(name: ClipId = K, start: float = 0.0, stop: float = 8.0, layer: int = 0) -> Clip:
    return Clip(name, PatternId("p"), start, stop, layer, fade_in=1.0, fade_out=2.0)


def _score(*clips: Clip) -> Score:
    return Score(ScoreId("s"), TrackId("t"), "Show", clips)


@given(drawn.scores, st.lists(st.one_of(*drawn.score_edits.values()), max_size=25))
def test_any_sequence_of_edits_keeps_a_score_sorted(
    document: Score, edits: list[ScoreEdit]
) -> None:
    for edit in edits:
        before, text = document, repr(document)
        document = drawn.tried(edit, document)
        assert repr(before) == text
        order = [
            (clip.layer, clip.start_beat, clip.stop_beat, clip.id) for clip in document.clips
        ]
        assert order == sorted(order)
        assert len({clip.id for clip in document.clips}) == len(document.clips)
        assert all(clip.stop_beat > clip.start_beat for clip in document.clips)


@given(drawn.scores, st.lists(drawn.clips, max_size=4, unique_by=lambda clip: clip.id))
def test_the_order_of_adding_does_not_matter(document: Score, clips: list[Clip]) -> None:
    document = replace(document, layers=())
    clips = [clip for clip in clips if all(clip.id != other.id for other in document.clips)]
    forth, back = document, document
    for clip in clips:
        forth = AddClip(clip).apply(forth)
    for clip in reversed(clips):
        back = AddClip(clip).apply(back)
    assert forth == back


def test_clips_move_in_time_and_between_layers() -> None:
    moved = MoveClips((K,), 2.5, 1).apply(_score(_clip(), _clip(L)))
    assert (moved.clip(K).start_beat, moved.clip(K).stop_beat) == (2.5, 10.5)
    assert [clip.id for clip in moved.clips] == [L, K]
    assert MoveClips((K,), -2.5, -1).apply(moved) == _score(_clip(), _clip(L))


def test_a_split_plays_the_same_beats_without_a_fade_between() -> None:
    split = SplitClip(K, 3.0, L).apply(_score(_clip()))
    first, second = split.clip(K), split.clip(L)
    assert (first.start_beat, first.stop_beat) == (0.0, 3.0)
    assert (second.start_beat, second.stop_beat) == (3.0, 8.0)
    assert (first.fade_in, first.fade_out, second.fade_in, second.fade_out) == (1.0, 0, 0, 2.0)
    assert first.seed == second.seed


@pytest.mark.parametrize("beat", [-1.0, 0.0, 8.0, 9.0, float("nan")])
def test_a_clip_is_split_inside_only(beat: float) -> None:
    with pytest.raises(BadValue, match="from beat 0 to 8"):
        SplitClip(K, beat, L).apply(_score(_clip()))


def test_a_name_is_given_once() -> None:
    with pytest.raises(Refused, match="already"):
        AddClip(_clip()).apply(_score(_clip()))
    for taken in (K, L):
        with pytest.raises(Refused, match="already"):
            SplitClip(K, 3.0, taken).apply(_score(_clip(), _clip(L)))
    with pytest.raises(BadDocument, match="same name"):
        _score(_clip(), _clip())


def test_settings_of_a_clip() -> None:
    score = _score(_clip())
    for edit in (
        TrimClip(K, 1.0, 2.0),
        SetBlend(K, Blend.ADD, 0.5),
        SetFades(K, 0.25, 0.5),
        SetArguments(K, {"selection": "front", "speed": 2.0}),
    ):
        score = edit.apply(score)
    clip = score.clip(K)
    assert (clip.start_beat, clip.stop_beat) == (1.0, 2.0)
    assert (clip.blend, clip.opacity) == (Blend.ADD, 0.5)
    assert (clip.fade_in, clip.fade_out) == (0.25, 0.5)
    assert clip.selection == "front"
    assert clip.anchor is Anchor.BEATS
    assert _clip().selection == "all"


@pytest.mark.parametrize(
    "edit",
    [
        TrimClip(K, 2.0, 2.0),
        TrimClip(K, 3.0, 2.0),
        TrimClip(K, float("nan"), 2.0),
        SetBlend(K, Blend.ADD, 1.01),
        SetBlend(K, Blend.ADD, -0.01),
        SetBlend(K, Blend.ADD, float("nan")),
        SetFades(K, -1.0, 0.0),
        SetFades(K, 0.0, float("nan")),
    ],
)
def test_what_a_clip_cannot_be_is_refused(edit: ScoreEdit) -> None:
    with pytest.raises(BadValue):
        edit.apply(_score(_clip()))


def test_several_clips_change_as_one() -> None:
    changed = replace(_clip(), opacity=0.5)
    put = PutClips((changed, _clip(L, 8.0, 16.0))).apply(_score(_clip()))
    assert put == _score(changed, _clip(L, 8.0, 16.0))
    assert PutClips(()).apply(put) == put


def test_a_clip_that_is_not_there_is_named() -> None:
    for edit in (MoveClips((L,), 1.0), TrimClip(L, 0.0, 1.0), SetArguments(L, {})):
        with pytest.raises(NotFound, match='"Show" has no clip l'):
            edit.apply(_score(_clip()))
    assert RemoveClips((L,)).apply(_score(_clip())) == _score(_clip())
    assert RemoveClips((K,)).apply(_score(_clip())) == _score()


def test_nobody_changes_a_clip_behind_its_back() -> None:
    arguments = {"speed": 1.0}
    edit = SetArguments(K, arguments)
    arguments["speed"] = 2.0
    assert edit.apply(_score(_clip())).clip(K).arguments == {"speed": 1.0}


def _changed(clip: Clip, field: str, value: float) -> Clip:
    values: dict[str, Any] = {field: value}
    return dataclasses.replace(clip, **values)


@pytest.mark.parametrize("field", ["stop_beat", "start_s", "stop_s", "fade_in", "fade_out"])
@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_a_clip_lasts_and_fades_for_a_number_of_beats(field: str, value: float) -> None:
    with pytest.raises(BadValue):
        _changed(_clip(), field, value)


LOCKED = [
    AddClip(_clip(ClipId("m"))),
    PutClips((_clip(K, 1.0, 9.0),)),
    RemoveClips((K,)),
    MoveClips((K,), 1.0),
    TrimClip(K, 1.0, 2.0),
    SplitClip(K, 3.0, ClipId("m")),
    SetBlend(K, Blend.ADD),
    SetFades(K, 0.25, 0.5),
    SetArguments(K, {"speed": 2.0}),
    SetSeed(K, 7),
    SetAnchor((K,), Anchor.SECONDS),
    MoveLayer(0, 1),
    RemoveLayer(0),
]


@pytest.mark.parametrize("edit", LOCKED, ids=lambda edit: type(edit).__name__)
def test_a_locked_layer_refuses_edits_in_words(edit: ScoreEdit) -> None:
    score = PutLayer(Layer(0, "Front", locked=True)).apply(_score(_clip(), _clip(L, layer=1)))
    with pytest.raises(Refused, match='Layer "Front" is locked'):
        edit.apply(score)
    edit.apply(PutLayer(Layer(0, "Front")).apply(score))


@pytest.mark.parametrize("edit", LOCKED[1:], ids=lambda edit: type(edit).__name__)
def test_a_locked_clip_refuses_edits_in_words(edit: ScoreEdit) -> None:
    score = LockClips((K,)).apply(_score(_clip(), _clip(L, layer=1)))
    with pytest.raises(Refused, match="The clip is locked"):
        edit.apply(score)
    edit.apply(LockClips((K,), locked=False).apply(score))


def test_nothing_is_moved_onto_a_locked_layer() -> None:
    score = PutLayer(Layer(1, locked=True)).apply(_score(_clip()))
    for edit in (MoveClips((K,), 0.0, 1), PutClips((_clip(L, layer=1),))):
        with pytest.raises(Refused, match="Layer 2 is locked"):
            edit.apply(score)


def test_what_is_muted_does_not_light() -> None:
    score = _score(_clip(K), _clip(L, layer=1), _clip(ClipId("m"), layer=2))
    assert score.lit() == score.clips
    muted = MuteClips((K,)).apply(PutLayer(Layer(1, muted=True)).apply(score))
    assert [clip.id for clip in muted.lit()] == ["m"]
    alone = PutLayer(Layer(0, solo=True)).apply(score)
    assert [clip.id for clip in alone.lit()] == [K]
    assert PutLayer(Layer(0)).apply(alone) == score


def test_a_layer_moves_with_its_clips_and_others_make_room() -> None:
    score = _score(_clip(K), _clip(L, layer=1), _clip(ClipId("m"), layer=2))
    score = PutLayer(Layer(0, "Floor")).apply(score)
    moved = MoveLayer(0, 2).apply(score)
    assert [(clip.id, clip.layer) for clip in moved.clips] == [(L, 0), ("m", 1), (K, 2)]
    assert moved.layer(2).name == "Floor"
    assert MoveLayer(2, 0).apply(moved) == score
    gone = RemoveLayer(2).apply(moved)
    assert [clip.id for clip in gone.clips] == [L, "m"]
    assert gone.layers == ()


def test_a_score_is_called_otherwise_but_not_nothing() -> None:
    assert RenameScore(" Encore ").apply(_score()).name == "Encore"
    for name in ("", "  ", "x" * 201):
        with pytest.raises(BadValue, match="name"):
            RenameScore(name).apply(_score())
    with pytest.raises(BadDocument, match="describes a layer twice"):
        replace(_score(), layers=(Layer(0, "a"), Layer(0, "b")))


def test_clips_are_held_where_the_grid_has_them_locked_or_not() -> None:
    score = LockClips((K,)).apply(_score(_clip()))
    held = HoldClips({K: Place(1.0, 2.0, 0.5, 1.0, 0, 0.5), L: Place(0, 1, 0, 1, 0, 0)}).apply(
        score
    )
    clip = held.clip(K)
    assert (clip.start_beat, clip.stop_beat, clip.start_s, clip.stop_s) == (1.0, 2.0, 0.5, 1.0)
    assert (clip.fade_in, clip.fade_out) == (0.0, 0.5)
