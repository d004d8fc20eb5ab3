"""New clips lie where nothing else plays, and copies keep everything but their names."""

from dataclasses import replace

from luma.app.placing import COLOURS, colour_of, copies, free_layer, new_clip
from luma.domain.ids import PatternId, ScoreId, TrackId
from luma.domain.score import Clip, Layer, Score

GLOW = PatternId("glow")


def _score(*clips: Clip) -> Score:
    return Score(ScoreId("s"), TrackId("t"), clips=clips)


def test_the_lowest_free_layer_is_taken_else_a_new_one_on_top() -> None:
    score = _score(new_clip(GLOW, 0, 8, 0), new_clip(GLOW, 8, 8, 1))
    assert free_layer(score, 8, 16) == 0
    assert free_layer(score, 0, 8) == 1
    assert free_layer(score, 4, 12) == 2
    assert free_layer(_score(), 4, 12) == 0


def test_copies_are_the_same_later_under_new_names() -> None:
    clips = (new_clip(GLOW, 0, 8, 0), new_clip(GLOW, 4, 8, 2))
    made = copies(clips, 16.0)
    assert [(c.start_beat, c.stop_beat, c.layer) for c in made] == [(16, 24, 0), (20, 28, 2)]
    assert len({clip.id for clip in (*clips, *made)}) == 4


def test_a_pattern_keeps_its_colour() -> None:
    names = [PatternId(f"pattern {number}") for number in range(200)]
    colours = [colour_of(name) for name in names]
    assert colours == [colour_of(name) for name in names]
    assert set(colours) == set(range(COLOURS))


def test_a_locked_layer_is_not_free_and_a_named_one_is() -> None:
    score = replace(_score(), layers=(Layer(0, locked=True), Layer(1, "Movers")))
    assert free_layer(score, 4, 12) == 1
    assert free_layer(replace(score, layers=score.layers[:1]), 4, 12) == 1


def test_copies_of_what_is_locked_can_be_changed() -> None:
    (copy,) = copies((replace(new_clip(PatternId("p"), 0.0, 4.0, 0), locked=True),), 4.0)
    assert not copy.locked
