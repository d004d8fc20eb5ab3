"""The sound, the drums and the parts of a track, as graphs are told of them."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes, Trigger
from luma.domain.drums import DrumTrack, Hits
from luma.domain.energy import Loudness
from luma.domain.recording import Recordings, Silence
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import Section, SectionTrack
from luma.domain.stems import Stem
from luma.graph.context import NO_SECTIONS, Features
from luma.graph.nodes.inputs_heard import Part, audio, drums, loudness, section, stem
from tests.graph.sound import Tape, tape

SONG = SectionTrack(
    (
        Section(0.5, 1.5, "Intro", 0),
        Section(1.5, 2.5, "verse 1", 1),
        Section(2.5, 3.0, "Chorus", 2),
        Section(3.5, 4.5, "verse 2", 1),
        Section(4.5, 5.0, "drop", 3),
    )
)
moments = st.lists(st.floats(-2.0, 20.0), max_size=20).map(sorted)


def hits(*seconds: float) -> Hits:
    return Hits(np.array(seconds), np.linspace(0.1, 1.0, len(seconds)))


def listed(trigger: Trigger) -> list[tuple[int, float]]:
    found = zip(trigger.frames, trigger.strength, strict=True)
    return [(int(frame), round(float(strength), 4)) for frame, strength in found]


def test_sound_is_that_of_the_span() -> None:
    mix = tape(np.arange(4 * 800, dtype=np.float32))
    heard = audio(mix, FrameTimes(1, 2))
    assert (heard.first, heard.frames) == (1, 2)
    assert np.array_equal(heard.samples, np.arange(800, 2400))


@pytest.mark.parametrize("first", [-3, 2, 10])
def test_before_and_after_the_track_is_silence(first: int) -> None:
    heard = audio(tape(np.ones(3 * 800, np.float32)), FrameTimes(first, 4))
    lit = [int(0 <= first + n < 3) for n in range(4)]
    assert np.array_equal(heard.samples, np.repeat(np.array(lit, np.float32), 800))


def test_a_voice_is_heard_alone_and_one_that_is_not_there_is_silent() -> None:
    loud, quiet = Tape("a", np.ones(800, np.float32)), Tape("b", np.full(800, 0.25, np.float32))
    voices = Recordings(None, {Stem.BASS: loud, Stem.VOCALS: quiet})
    at = FrameTimes(0, 1)
    assert np.all(stem(voices, at, voice="bass").samples == 1.0)
    assert np.all(stem(voices, at, voice="vocals").samples == 0.25)
    assert not stem(voices, at, voice="other").samples.any()
    assert not audio(Silence(), at).samples.any()


def test_blows_fall_on_the_first_frame_that_does_not_begin_before_them() -> None:
    heard = DrumTrack(hits(0.0, 0.1, 0.11, 0.5, 1.0), hits(), hits(0.99, 1.2))
    found = drums(heard, FrameTimes(0, 60))
    assert listed(found.kick) == [(0, 0.1), (6, 0.325), (7, 0.55), (30, 0.775)]
    assert listed(found.snare) == []
    assert listed(found.hat) == []
    assert listed(drums(heard, FrameTimes(60, 12)).hat) == [(60, 0.1)]


def test_of_two_blows_in_one_frame_the_harder_counts() -> None:
    both = Hits(np.array([0.101, 0.105, 0.2]), np.array([0.9, 0.4, 7.0]))
    found = drums(DrumTrack(both, both, both), FrameTimes(0, 60)).snare
    assert listed(found) == [(7, 0.9), (12, 1.0)]


@given(moments, st.integers(-90, 1200), st.integers(1, 200), st.integers(0, 200))
def test_spans_that_meet_share_no_blow_and_lose_none(
    seconds: list[float], first: int, one: int, two: int
) -> None:
    heard = DrumTrack(hits(*seconds), hits(), hits())
    parts = [FrameTimes(first, one), FrameTimes(first + one, two)]
    whole = drums(heard, FrameTimes(first, one + two)).kick
    assert listed(whole) == [blow for at in parts for blow in listed(drums(heard, at).kick)]
    frames = {math.ceil(s * 60 - 1e-6) for s in seconds}
    assert [f for f, _ in listed(whole)] == sorted(
        f for f in frames if first <= f < first + one + two
    )


def test_loudness_is_told_beside_that_of_the_whole_track() -> None:
    levels = np.array([-40.0, -30.0, -24.0, -20.0, -14.0], np.float32)
    heard = Loudness(-20.0, -1.0, 8.0, levels - 2.0, levels)
    made = loudness(heard, FrameTimes(0, 7), quiet=-10.0, loud=6.0)
    assert made.momentary.values[0, :, 0] == pytest.approx([0, 0, 0.375, 0.625, 1, 0, 0])
    assert made.short_term.values[0, :, 0] == pytest.approx([0, 0, 0.25, 0.5, 0.875, 0, 0])
    later = loudness(heard, FrameTimes(-1, 4), quiet=-10.0, loud=6.0)
    assert later.momentary.values[0, :, 0] == pytest.approx([0, 0, 0, 0.375])


def test_loudness_with_no_way_from_quiet_to_loud_is_a_step() -> None:
    levels = np.array([-20.1, -20.0, -10.0], np.float32)
    made = loudness(
        Loudness(-20.0, -1.0, 8.0, levels, levels), FrameTimes(0, 3), quiet=3.0, loud=0.0
    )
    assert made.momentary.values[0, :, 0].tolist() == [0.0, 1.0, 1.0]


@pytest.mark.parametrize("known", [None, Loudness(-9.0, -1.0)], ids=["unheard", "older"])
def test_before_moments_of_loudness_are_heard_it_is_that_of_the_whole(
    known: Loudness | None,
) -> None:
    features = Features(BeatGrid.assume(4.0), loudness=known)
    at = FrameTimes(30, 40)
    made = loudness(features.loudness_over(at), at)
    assert made.momentary.values[0, :, 0] == pytest.approx(np.full(40, 20 / 24))
    assert np.array_equal(made.short_term.values, made.momentary.values)


def values(part: Part, name: str) -> list[float]:
    return [float(v) for v in getattr(part, name).values[0, :, 0]]


def told(label: str, second: float, **more: float) -> dict[str, float]:
    part = section(SONG, FrameTimes(round(second * 60), 1), label=label, **more)
    return {name: values(part, name)[0] for name in part._fields if name != "start"}


def test_what_is_told_within_a_part() -> None:
    assert told("verse*", 2.0) == pytest.approx(
        {"matches": 1, "share": 0.5, "since": 0.5, "left": 0.5, "number": 1, "group": 1}
    )
    assert told("verse*", 2.75) == pytest.approx(
        {"matches": 0, "share": 0.5, "since": 0.25, "left": 0.25, "number": 2, "group": 2}
    )


@pytest.mark.parametrize("second", [0.0, 3.2, 5.0, 99.0])
def test_between_and_outside_of_the_parts_nothing_is_told(second: float) -> None:
    assert not any(told("*", second).values())


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("chorus, drop", [2.5, 4.5]),
        (" CHORUS ", [2.5]),
        ("verse ?", [1.5, 3.5]),
        ("bridge", []),
        ("", []),
    ],
)
def test_parts_are_found_by_their_names(label: str, expected: list[float]) -> None:
    lit = values(section(SONG, FrameTimes(0, 360), label=label), "matches")
    rises = [f / 60 for f in range(1, 360) if lit[f] > lit[f - 1]]
    assert rises == expected


def test_a_part_begins_earlier_by_its_lead_and_ends_when_it_ends() -> None:
    lit = values(section(SONG, FrameTimes(0, 360), label="drop", lead=0.5), "matches")
    assert [f for f in range(360) if lit[f]] == list(range(240, 300))


def test_every_start_is_a_moment_also_where_parts_do_not_meet() -> None:
    start = section(SONG, FrameTimes(31, 300)).start
    assert listed(start) == [(90, 1.0), (150, 1.0), (210, 1.0), (270, 1.0)]


@pytest.mark.parametrize("track", [NO_SECTIONS, SectionTrack(())])
def test_while_no_parts_are_known_none_begins(track: SectionTrack) -> None:
    part = section(track, FrameTimes(-60, 600))
    assert not part.start.frames.size
    assert not any(values(part, "matches"))
    for name in ("share", "since", "left"):
        assert np.isfinite(values(part, name)).all()


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=8, unique=True).map(sorted),
    st.integers(-600, 600),
    st.integers(1, 60),
    st.integers(1, 60),
)
def test_a_span_is_a_piece_of_the_whole(
    edges: list[float], first: int, one: int, two: int
) -> None:
    parts = [Section(a, b, "x") for a, b in itertools.pairwise(edges) if b > a]
    track = SectionTrack(tuple(parts))
    whole = section(track, FrameTimes(first, one + two), label="x")
    later = section(track, FrameTimes(first + one, two), label="x")
    for name in ("matches", "share", "since", "left", "number", "group"):
        assert np.isfinite(values(whole, name)).all()
        assert values(whole, name)[one:] == values(later, name)
    assert 0.0 <= min(values(whole, "share")) <= max(values(whole, "share")) <= 1.0
