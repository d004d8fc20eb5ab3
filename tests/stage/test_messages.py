"""What is said between desk and stage arrives as it was, and is never long."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import BadDocument, BadValue
from luma.domain.lines import LONGEST_LINE, line_of
from luma.domain.units import Decibels, Frames
from luma.stage.messages import (
    BalanceVoices,
    ClearLoop,
    CountIn,
    EndReached,
    Failed,
    KeepNear,
    Loaded,
    LoadSource,
    Pause,
    Play,
    Ready,
    Release,
    Scrub,
    Seek,
    SetCrossfade,
    SetGain,
    SetLoop,
    SetRate,
    Switch,
    Told,
    UseClicks,
    UseDevice,
    UseOther,
    UseStretched,
    UseVoices,
    VoicesLoaded,
    Wish,
    told_of,
    wish_of,
)

frames = st.integers(0, 10**9).map(Frames)
words = st.text(max_size=80)
wishes = st.one_of(
    st.builds(LoadSource, words.map(Path), st.integers(0, 10**6)),
    st.builds(Play),
    st.builds(Pause),
    st.builds(Seek, frames),
    st.builds(SetLoop, frames, frames),
    st.builds(ClearLoop),
    st.builds(SetGain, st.floats(-120, 12).map(Decibels)),
    st.builds(UseDevice, words),
    st.builds(
        UseVoices,
        st.integers(0, 10**6),
        st.lists(words.map(Path), max_size=4).map(tuple),
        st.floats(0.001, 1.0),
    ),
    st.builds(BalanceVoices, st.lists(st.floats(0.0, 2.0), max_size=4).map(tuple)),
    st.builds(Scrub, frames),
    st.builds(Release),
    st.builds(SetRate, st.floats(0.5, 2.0), st.booleans()),
    st.builds(SetCrossfade, frames),
    st.builds(CountIn, words.map(Path), frames, st.floats(-60, 0).map(Decibels)),
    st.builds(UseOther, st.none() | words.map(Path)),
    st.builds(Switch, st.booleans()),
    st.builds(UseStretched, words.map(Path), st.integers(0, 10**6), st.floats(0.5, 2.0)),
    st.builds(KeepNear, st.lists(frames, max_size=9).map(tuple)),
    st.builds(UseClicks, st.none() | words.map(Path), st.floats(-60, 0).map(Decibels)),
)
tellings = st.one_of(
    st.builds(Ready, words, st.booleans(), st.floats(0, 1000)),
    st.builds(Loaded, st.integers(0, 10**6), frames),
    st.builds(Failed, words, words),
    st.builds(VoicesLoaded, st.integers(0, 10**6)),
    st.builds(EndReached, st.integers(0, 10**6)),
)


@given(wishes)
def test_a_wish_arrives_as_it_was(wish: Wish) -> None:
    assert wish_of(line_of(wish)) == wish


@given(tellings)
def test_what_is_told_arrives_as_it_was(told: Told) -> None:
    assert told_of(line_of(told)) == told


def test_a_message_that_is_too_long_is_refused_in_words() -> None:
    with pytest.raises(BadValue, match="too long"):
        line_of(UseDevice("x" * LONGEST_LINE))


@pytest.mark.parametrize("line", [b"hello", b"[]", b'{"is": "Explode"}', b'{"is": "Seek"}'])
def test_a_line_that_says_nothing_is_refused_in_words(line: bytes) -> None:
    with pytest.raises(BadDocument):
        wish_of(line)
