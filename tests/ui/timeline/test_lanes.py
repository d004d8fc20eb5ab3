"""Layers lie on top of one another, and clips of one layer never hide each other."""

from hypothesis import given

from luma.domain.ids import ClipId, PatternId, ScoreId, TrackId
from luma.domain.score import Clip, Score
from luma.ui.timeline.lanes import lay_out
from tests.domain import drawn


def _clip(name: str, start: float, stop: float, layer: int = 0) -> Clip:
    return Clip(ClipId(name), PatternId("p"), start, stop, layer)


def _score(*clips: Clip) -> Score:
    return Score(ScoreId("s"), TrackId("t"), clips=clips)


@given(drawn.scores)
def test_no_two_clips_of_a_row_overlap_and_higher_layers_lie_higher(score: Score) -> None:
    lanes = lay_out(1000, 600, score, has_chords=True)
    assert set(lanes.row_of) == {clip.id for clip in score.clips}
    for one in score.clips:
        assert lanes.rows[lanes.row_of[one.id]].layer == one.layer
        for other in score.clips:
            if one is not other and lanes.row_of[one.id] == lanes.row_of[other.id]:
                assert one.stop_beat <= other.start_beat + 1e-5 or (
                    other.stop_beat <= one.start_beat + 1e-5
                )
    layers = [row.layer for row in lanes.rows]
    assert layers == sorted(layers, reverse=True)


def test_a_place_beside_all_layers_is_a_new_one() -> None:
    lanes = lay_out(
        1000, 600, _score(_clip("a", 0, 4, 1), _clip("b", 0, 4, 3)), has_chords=True
    )
    assert lanes.layer_at(-5) == 4
    assert lanes.layer_at(10) == 3
    assert lanes.layer_at(lanes.rows[0].height + 10) == 1
    assert lanes.layer_at(500) == 0
    assert lay_out(1000, 600, _score(), has_chords=True).layer_at(10) == 0


def test_overlapping_clips_share_a_layer_in_two_rows() -> None:
    score = _score(_clip("a", 0, 8), _clip("b", 4, 12), _clip("c", 8, 12))
    lanes = lay_out(1000, 600, score, has_chords=False)
    assert [lanes.row_of[ClipId(name)] for name in "abc"] == [0, 1, 0]
    assert [row.is_first for row in lanes.rows] == [True, False]


def test_small_windows_have_lower_lanes() -> None:
    score = _score(_clip("a", 0, 8))
    small, large = (lay_out(w, h, score, has_chords=True) for w, h in ((728, 346), (1084, 504)))
    assert (small.header, small.mix, small.row) == (120, 80, 44)
    assert (large.header, large.mix, large.row) == (140, 112, 58)
    assert small.overflow == 0
    assert lay_out(728, 150, score, has_chords=True).overflow > 0
