from hypothesis import given
from hypothesis import strategies as st

from luma.ui.library.columns import Column, widths


@given(st.integers(220, 4000))
def test_the_columns_fill_the_table_exactly(total: int) -> None:
    seen = widths(total)
    assert sum(seen.values()) == total
    assert min(seen.values()) > 0
    assert {Column.STATE, Column.TITLE, Column.BPM, Column.KEY} <= set(seen)


def test_a_narrow_table_leaves_out_artist_and_length() -> None:
    assert {Column.ARTIST, Column.LENGTH}.isdisjoint(widths(299))
    assert {Column.ARTIST, Column.LENGTH} <= set(widths(300))
    assert set(widths(1000)) == set(Column)
