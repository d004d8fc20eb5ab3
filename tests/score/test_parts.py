"""Finding where parts begin, and which of them are alike."""

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.sections import Section, SectionTrack
from luma.score import parts
from luma.score.parts import (
    edges_of_sections,
    features_of_bars,
    find_edges,
    find_groups,
    novelty,
    similarity,
)
from tests.score.songs import Block, bars_of

KINDS = ((0.2, "C"), (0.5, "G"), (0.95, "A:min"), (0.35, "F"))
lengths = st.sampled_from([8, 16])


@given(st.lists(st.tuples(lengths, st.integers(0, 3)), min_size=2, max_size=7))
def test_blocks_of_bars_are_found_where_they_begin(drawn: list[tuple[int, int]]) -> None:
    unlike = [drawn[0], *(b for a, b in pairwise(drawn) if a[1] != b[1])]
    blocks: list[Block] = [(count, *KINDS[kind]) for count, kind in unlike]
    features = features_of_bars(bars_of(blocks))
    edges = find_edges(novelty(similarity(features)))
    begun = np.cumsum([0, *(count for count, _, _ in blocks)])
    if len({kind for _, kind in unlike}) > 1 and len(unlike) == len({k for _, k in unlike}):
        assert set(begun) <= set(edges)
    assert edges[0] == 0
    assert edges[-1] == begun[-1]
    assert all(later > earlier for earlier, later in pairwise(edges))


def test_parts_that_sound_alike_are_of_one_group() -> None:
    blocks: list[Block] = [(8, *KINDS[n]) for n in (0, 2, 1, 2, 0)]
    features = features_of_bars(bars_of(blocks))
    edges = find_edges(novelty(similarity(features)))
    assert edges == (0, 8, 16, 24, 32, 40)
    assert find_groups(features, edges) == (0, 1, 2, 1, 0)


def test_novelty_is_a_checkerboard_on_the_diagonal() -> None:
    dice = np.random.default_rng(4)
    alike = similarity(dice.normal(size=(20, 5)))
    reference = []
    for edge in range(1, 20):
        sums = []
        for reach in (4, 8):
            before = [n for n in range(edge - reach, edge) if n >= 0]
            after = [n for n in range(edge, edge + reach) if n < 20]

            def mean(rows: list[int], columns: list[int]) -> float:
                return float(
                    np.mean([alike[row, column] for row in rows for column in columns])
                )

            inside = (mean(before, before) + mean(after, after)) / 2
            sums.append(inside - mean(before, after))
        reference.append(max(sum(sums) / 2, 0.0))
    found = novelty(alike)
    np.testing.assert_allclose(found[1:-1], np.array(reference) / max(reference), atol=1e-12)
    assert found[0] == found[-1] == 0.0


@given(st.lists(st.floats(0, 1), min_size=6, max_size=10))
def test_no_other_way_to_cut_is_better(fresh: list[float]) -> None:
    new = np.array([0.0, *fresh, 0.0])
    count = new.size - 1

    def worth(edges: tuple[int, ...]) -> float:
        total = float(sum(new[edge] for edge in edges[1:-1]))
        for a, b in pairwise(edges):
            odd = {0: 0.0, 4: 0.04, 2: 0.25, 6: 0.25}.get((b - a) % 8, 0.4)
            total -= 0.2 + odd * (0.5 if a == 0 or b == count else 1.0)
            total -= 1.5 if b - a < 4 else 0.0
        return total

    inner = range(1, count)
    ways = ((0, *cuts, count) for size in range(count) for cuts in combinations(inner, size))
    best = max(worth(way) for way in ways)
    assert abs(worth(find_edges(new)) - best) < 1e-9


def test_silence_all_over_is_one_group() -> None:
    features = features_of_bars(bars_of([(24, 0.0, "N")]))
    edges = find_edges(novelty(similarity(features)))
    assert set(find_groups(features, edges)) == {0}


def test_at_most_so_many_kinds_of_parts_are_told_apart() -> None:
    dice = np.random.default_rng(2)
    features = np.repeat(dice.normal(size=(12, 8)), 8, axis=0)
    edges = tuple(range(0, 97, 8))
    assert len(set(find_groups(features, edges))) <= parts.MOST_GROUPS


def test_sections_begin_at_the_nearest_bars() -> None:
    sections = SectionTrack((Section(0.3, 7.6, "intro"), Section(8.4, 15.0, "drop")))
    assert edges_of_sections(sections, np.arange(0, 18, 2.0)) == (0, 4, 8)


def test_parts_are_joined_by_those_of_them_that_are_farthest_apart() -> None:
    dice = np.random.default_rng(8)
    features = np.repeat(dice.normal(size=(6, 3)), 4, axis=0)
    edges = tuple(range(0, 25, 4))
    rows = features[::4]
    mean = features.mean(axis=0)
    near = parts.ALIKE * float(np.mean([np.linalg.norm(row - mean) for row in features]))
    clusters = [[number] for number in range(6)]

    def far(one: list[int], other: list[int]) -> float:
        return max(float(np.linalg.norm(rows[i] - rows[j])) for i in one for j in other)

    while len(clusters) > 1:
        one, other = min(combinations(clusters, 2), key=lambda pair: far(*pair))
        if far(one, other) > near:
            break
        clusters = [c for c in clusters if c not in (one, other)] + [sorted(one + other)]
    order = sorted(clusters)
    wanted = tuple(next(n for n, c in enumerate(order) if part in c) for part in range(6))
    assert find_groups(features, edges) == wanted
    assert 1 < len(clusters) < 6


def test_hours_of_music_are_no_trouble() -> None:
    dice = np.random.default_rng(1)
    features = dice.normal(size=(3000, 20))
    edges = find_edges(novelty(similarity(features)))
    assert edges[-1] == 3000
    assert len(set(find_groups(features, edges))) <= parts.MOST_GROUPS
