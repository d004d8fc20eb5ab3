"""The small values: what they hold, what they refuse, and what they say of themselves."""

from pathlib import Path

import numpy as np
import pytest

from luma.domain.errors import BadDocument
from luma.domain.frozen import frozen
from luma.domain.ids import TrackId, new_id
from luma.domain.sections import Section, SectionTrack, joined
from luma.domain.sound import Sound
from luma.domain.stems import Stem, StemSet
from luma.domain.track import Source, Tags, Track


def _track(title: str) -> Track:
    source = Source("ab", "cd", Path("files/ab/abcd.m4a"), "My Music/Blue Hour.m4a")
    return Track(TrackId("t"), Tags(title), source, "2020-01-01T00:00:00Z")


def test_a_track_is_called_by_its_title_or_its_file() -> None:
    assert _track("Blue").title == "Blue"
    assert _track("").title == "Blue Hour"


def test_new_names_are_easy_to_read_and_never_the_same() -> None:
    names = {new_id() for _ in range(1000)}
    assert len(names) == 1000
    assert {len(name) for name in names} == {16}
    assert not set("".join(names)) & set("iloILO")
    assert len(new_id(5)) == 5


def test_sections_lie_in_order() -> None:
    track = SectionTrack((Section(0.0, 4.0, "intro"), Section(6.0, 9.0, "drop")))
    heard = {at: track.at(at) for at in (-1.0, 0.0, 3.9, 4.0, 6.0, 9.0)}
    labels = {at: section.label for at, section in heard.items() if section is not None}
    assert labels == {0.0: "intro", 3.9: "intro", 6.0: "drop"}
    with pytest.raises(BadDocument, match='"drop" begins before'):
        SectionTrack((Section(0.0, 4.0, "intro"), Section(3.0, 9.0, "drop")))


@pytest.mark.parametrize("stop", [0.5, 1.0, float("nan")])
def test_a_section_has_a_length(stop: float) -> None:
    with pytest.raises(BadDocument, match='"verse" stops before'):
        Section(1.0, stop, "verse")


def test_sound_knows_its_size_and_mixes_down() -> None:
    sound = Sound(np.array([[1.0, 0.0], [0.5, -0.5], [0.0, 0.0]], np.float32), 3)
    assert (sound.frames, sound.channels, sound.seconds) == (3, 2, 1.0)
    assert sound.mono().tolist() == [0.5, 0.0, 0.0]
    assert sound.mono().dtype == np.float32


@pytest.mark.parametrize(("shape", "rate"), [((4,), 48_000), ((4, 2, 1), 48_000), ((4, 2), 0)])
def test_sound_is_frames_by_channels(shape: tuple[int, ...], rate: int) -> None:
    with pytest.raises(ValueError, match="sound of shape"):
        Sound(np.zeros(shape, np.float32), rate)


def test_a_frozen_mapping_is_a_copy_that_nobody_changes() -> None:
    given = {"a": 1}
    kept = frozen(given)
    given["a"] = 2
    assert kept == {"a": 1}
    assert frozen(kept) is kept
    with pytest.raises(TypeError):
        kept["a"] = 3  # type: ignore[index]


def test_a_stem_set_keeps_where_its_voices_lie() -> None:
    files = {Stem.DRUMS: Path("drums.flac")}
    stems = StemSet(files, 0.5, "tiny")
    files.clear()
    assert stems.files == {Stem.DRUMS: Path("drums.flac")}


def test_neighbours_that_sound_alike_are_one_part_of_up_to_sixteen_bars() -> None:
    assert joined((0, 4, 8, 16, 20), (0, 0, 0, 1)) == ((0, 16, 20), (0, 1))
    assert joined((0, 8, 16, 24), (0, 0, 0)) == ((0, 16, 24), (0, 0))
