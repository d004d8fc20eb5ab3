"""The kinds of nodes are listed, and found by a part of their names."""

from tests.cli.commands import Luma


def test_a_word_chooses_among_them(luma: Luma) -> None:
    every = [line["type"] for line in luma("nodes", "--json").lines]
    some = [line["type"] for line in luma("nodes", "in/", "--json").lines]
    assert some == [key for key in every if "in/" in key]
    assert 0 < len(some) < len(every)


def test_a_word_that_no_node_has_is_told(luma: Luma) -> None:
    answer = luma("nodes", "wobble")
    assert (answer.code, answer.out) == (0, "")
    assert '"wobble"' in answer.err


def test_a_word_of_the_help_finds_a_node_and_its_key_shows_all_of_it(luma: Luma) -> None:
    assert "colour/from_chords" in luma("nodes", "CHORD").out
    told = luma("nodes", "time/beat_envelope")
    assert "takes  beats: Beats, the track's own where nothing is wired" in told.out
    assert "set    offset = 0.0: number, -32 … 32 beats, can be wired" in told.out
    assert "set    attack = 0.0: number, 0 … 1, can be wired" in told.out
    (line,) = luma("nodes", "time/beat_envelope", "--json").lines
    assert line["type"] == "time/beat_envelope"
