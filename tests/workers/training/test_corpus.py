"""Songs on disk: read whole, and dealt so that nothing learnt from judges."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import BadDocument
from workers.training.corpus import Item, Split, Truth, items, read
from workers.training.dance import make_song
from workers.training.dance.writing import write

NOTHING = Truth(np.array([]), np.array([], np.int64))
names = st.sets(st.sampled_from([f"p{n}" for n in range(12)]), max_size=3).map(frozenset)
fonts = st.sets(st.sampled_from(["fluid", "muse", "timgm", "avl"]), max_size=2).map(frozenset)
pieces = st.builds(
    Item,
    st.just(Path("x")),
    st.sampled_from([f"song {n}" for n in range(40)]),
    fonts,
    names,
    st.just(NOTHING),
    st.just({}),
)


def test_a_written_song_comes_back(tmp_path: Path) -> None:
    made = make_song("garage", 3, 6.0)
    write(made, tmp_path / "dance-garage-3_s3")
    (item,) = items(tmp_path)
    assert item.song == "dance-garage-3"
    assert item.patterns == set(made.meta["drum_patterns"])
    assert item.truth.beats == pytest.approx([b.second for b in made.beats], abs=1e-6)
    assert item.truth.per_bar == 4
    assert item.truth.key == made.key
    assert [c.name for c in item.truth.chords] == [c.label for c in made.chords]
    assert len(item.truth.strokes) == len(made.drums)
    assert [s.name for s in item.truth.sections] == [s.label for s in made.sections]
    sound, rate = item.mix()
    assert (sound.shape, rate) == ((6 * 44_100, 2), 44_100)
    assert np.abs(sound - made.mix.T).max() < 1e-3
    assert np.abs(item.stem("bass")[0] - made.stems["bass"].T).max() < 1e-3


def test_what_is_not_whole_is_passed_over_or_named(tmp_path: Path) -> None:
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "meta.json").write_text("{}")
    assert list(items(tmp_path)) == []
    with pytest.raises(BadDocument, match="half"):
        read(tmp_path / "half")


def test_rendered_corpora_name_their_fonts(tmp_path: Path) -> None:
    parts = {"bass": {"soundfont": "timgm"}, "melody": {"program": "formant singer"}}
    about = {"song": "215", "parts": parts, "drum_patterns": ["waltz"]}
    (tmp_path / "meta.json").write_text(json.dumps(about))
    (tmp_path / "beats.txt").write_text("0.5\t1\n1.0\t2\n")
    item = read(tmp_path)
    assert (item.song, item.fonts, item.patterns) == (
        "215",
        frozenset({"timgm"}),
        frozenset({"waltz"}),
    )
    assert list(item.truth.downbeats) == [0.5]
    assert Split().side(item) != "train"


@given(st.lists(pieces, max_size=30))
def test_nothing_stands_on_both_sides(found: list[Item]) -> None:
    split = Split(songs=0.3, patterns=0.3)
    sides: dict[str, set[str]] = {"train": set(), "test": set(), "neither": set()}
    for item in found:
        sides[split.side(item)] |= {item.song, *item.fonts, *item.patterns}
    assert not sides["train"] & sides["test"]


def test_the_split_never_changes() -> None:
    """Which songs judge is fixed for ever, or weights of long ago could not be compared."""
    held = [
        n
        for n in range(40)
        if Split().holds_back(Item(Path(), f"{n:03d}", frozenset(), frozenset(), NOTHING, {}))
    ]
    assert held == [16, 24, 27, 28]
