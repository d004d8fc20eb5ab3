"""A span holds its start and not its stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.span import Span
from luma.domain.units import Beats

edges = st.integers(-8, 8).map(float)
spans = st.tuples(edges, edges).map(lambda pair: Span(Beats(min(pair)), Beats(max(pair))))
moments = st.integers(-20, 20).map(lambda half: half / 2)
EVERYWHERE = [half / 2 for half in range(-20, 20)]


@given(spans, spans)
def test_spans_overlap_where_they_share_a_moment(one: Span[Beats], other: Span[Beats]) -> None:
    shared = [at for at in EVERYWHERE if one.holds(at) and other.holds(at)]
    part = one.clipped(other)
    assert one.overlaps(other) == other.overlaps(one) == bool(shared) == (part is not None)
    if part is not None:
        assert [at for at in EVERYWHERE if part.holds(at)] == shared


@given(spans, spans, spans)
def test_clipping_keeps_no_order(
    one: Span[Beats], two: Span[Beats], three: Span[Beats]
) -> None:
    def clipped(span: Span[Beats] | None, to: Span[Beats]) -> Span[Beats] | None:
        return None if span is None else span.clipped(to)

    assert clipped(one.clipped(two), three) == clipped(one.clipped(three), two)


def test_its_edges() -> None:
    span = Span(Beats(1.0), Beats(3.0))
    assert span.holds(1.0)
    assert not span.holds(3.0)
    assert span.length == 2.0
    assert not span.overlaps(Span(Beats(3.0), Beats(4.0)))
    assert not span.overlaps(Span(Beats(2.0), Beats(2.0)))


@pytest.mark.parametrize("stop", [0.5, float("nan")])
def test_it_never_runs_backwards(stop: float) -> None:
    with pytest.raises(ValueError, match="cannot stop"):
        Span(Beats(1.0), Beats(stop))
