"""What dice throw: always alike for one seed, by head and step, and evenly."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.ids import NodeId
from luma.graph.chance import Chance, Throws
from tests.graph.rooms import row

WORD = (1 << 64) - 1
DICE = Chance(3, NodeId("it"))


def splitmix(base: int, step: int) -> int:
    """Splitmix64 as its authors write it, in whole numbers of any length."""
    z = (base + (step + 1) * 0x9E3779B97F4A7C15) & WORD
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
    return z ^ (z >> 31)


@given(st.lists(st.integers(-(2**40), 2**40), max_size=5), st.integers(), st.text())
def test_throws_are_those_of_splitmix(steps: list[int], seed: int, node: str) -> None:
    dice = Chance(seed, NodeId(node))
    thrown = dice.stream(np.array(steps, np.int64))
    base = dice._base("all")
    assert thrown.tolist() == [(splitmix(base, step) >> 11) / 2**53 for step in steps]


def test_splitmix_gives_its_known_numbers() -> None:
    assert [splitmix(1234567, step) for step in range(3)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]


def test_a_table_holds_the_throws_of_its_steps() -> None:
    heads, steps = row(5), np.array([7, -3, 0, 7])
    table = DICE.table(heads, steps)
    assert table.shape == (5, 4)
    for column, step in enumerate(steps):
        assert np.array_equal(table[:, column], DICE.throws(heads, int(step)))


def test_a_head_throws_the_same_wherever_it_stands() -> None:
    heads, steps = row(6), np.arange(9)
    backwards = DICE.table(heads[::-1], steps)
    assert np.array_equal(backwards[::-1], DICE.table(heads, steps))


def test_seed_node_head_and_step_each_change_the_throw() -> None:
    heads, steps = row(4), np.arange(50)
    others = (Chance(4, NodeId("it")), Chance(3, NodeId("that")))
    tables = [DICE.table(heads, steps), *(dice.table(heads, steps) for dice in others)]
    streams = [dice.stream(steps)[None] for dice in (DICE, *others)]
    every = np.concatenate([*tables, *streams]).ravel()
    assert np.unique(every).size == every.size


def test_throws_are_even_and_do_not_hang_together() -> None:
    table: Throws = DICE.table(row(64), np.arange(4096))
    assert table.min() >= 0.0
    assert table.max() < 1.0
    counts, _ = np.histogram(table, 64, (0.0, 1.0))
    expected = table.size / 64
    chi = float((((counts - expected) ** 2) / expected).sum())
    assert 25.0 < chi < 120.0  # 63 degrees of freedom: both ends lie beyond one in 10 000
    beside = np.asarray(np.corrcoef(table))[np.triu_indices(64, 1)]
    assert np.abs(beside).max() < 0.1
    centred = table - 0.5
    assert abs((centred[:, :-1] * centred[:, 1:]).mean() * 12.0) < 0.01


def test_nobody_throws_nothing() -> None:
    assert DICE.table((), np.arange(3)).shape == (0, 3)
    assert DICE.throws(()).shape == (0,)
    assert DICE.stream(np.arange(0)).shape == (0,)
