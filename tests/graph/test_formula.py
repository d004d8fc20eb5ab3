"""Formulas against a plain reckoning of single numbers, and against mischief."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes, Number
from luma.domain.errors import BadExpression
from luma.domain.graphdoc import Argument
from luma.domain.nodetype import Json
from luma.domain.rhythm import BeatGrid
from luma.graph.check import check
from luma.graph.formula import DEEPEST, LONGEST, read_formula
from luma.graph.nodes.maths_formula import formula
from luma.graph.plan import compile_plan
from luma.graph.run import run
from tests.graph.rooms import context, graph, row

NAMES = ("a", "b", "i")
GRID = BeatGrid.steady(90, count=64)
LEFT_OPEN: dict[str, Json] = {"formula": {"argument": "sum"}}


def value(text: str, **names: float) -> float:
    held = {name: np.array(names.get(name, 0.0), np.float64) for name in NAMES}
    return float(read_formula(text, NAMES).of(held))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("2 ** 3 ** 2", 512),
        ("-2 ** 2", -4),
        ("(-2) ** 2", 4),
        ("2 ** -1", 0.5),
        ("7 % 3 + -7 % 3", 3),
        ("10 - 4 - 3", 3),
        ("12 / 3 / 2", 2),
        (".5e1 + 1.", 6),
        ("1 < 2 and 2 <= 2", 1),
        ("1 == 2 or not 3 > 2", 0),
        ("not not not 0", 1),
        ("not not 5", 1),
        ("not not not not 0", 0),
        ("0 ? 1 : 1 ? 2 : 3", 2),
        ("a > 1 ? a : -a", 5),
        ("b", 0),
        ("--3", 3),
        ("1 / 0", 0),
        ("5 % 0", 0),
        ("0 ** -1", 0),
        ("(-8) ** 0.5", 0),
        ("sqrt(-4) + sqrt(9)", 3),
        ("log(0) + log(-1) + log(exp(2))", 2),
        ("fract(-0.25)", 0.75),
        ("clamp(5, 0, 2) + clamp(-5, 0, 2)", 2),
        ("mix(10, 20, 0.25)", 12.5),
        ("min(3, 1, 2) + max(3, 1, 2)", 4),
        ("smooth(0, 2, 1) + smooth(0, 2, 5) + smooth(1, 1, 1)", 2.5),
        ("step(2, 1.9) + step(2, 2)", 1),
        ("round(2.5) + floor(-0.5) + ceil(0.2)", 3),
        ("sign(-3) + abs(-3)", 2),
        ("mod(7, 4) + pow(2, 5)", 35),
        ("sin(pi / 2) + cos(tau)", 2),
    ],
)
def test_what_formulas_come_to(text: str, expected: float) -> None:
    assert value(text, a=5.0) == pytest.approx(expected, abs=1e-12)


Tree = tuple[str, Callable[[Mapping[str, float]], float]]


def binary(sign: str, reckon: Callable[[float, float], float]) -> Callable[[Tree, Tree], Tree]:
    def made(left: Tree, right: Tree) -> Tree:
        return f"({left[0]} {sign} {right[0]})", lambda v: reckon(left[1](v), right[1](v))

    return made


BINARY = [
    binary("+", lambda a, b: a + b),
    binary("-", lambda a, b: a - b),
    binary("*", lambda a, b: a * b),
    binary("/", lambda a, b: a / b if b else 0.0),
    binary("%", lambda a, b: a % b if b else 0.0),
    binary("<", lambda a, b: float(a < b)),
    binary(">=", lambda a, b: float(a >= b)),
    binary("and", lambda a, b: float(bool(a and b))),
    binary("or", lambda a, b: float(bool(a or b))),
]
UNARY: list[Callable[[Tree], Tree]] = [
    lambda p: (f"-{p[0]}", lambda v: -p[1](v)),
    lambda p: (f"(not {p[0]})", lambda v: float(not p[1](v))),
    lambda p: (f"sin({p[0]})", lambda v: math.sin(p[1](v))),
    lambda p: (f"abs({p[0]})", lambda v: abs(p[1](v))),
    lambda p: (f"floor({p[0]})", lambda v: float(math.floor(p[1](v)))),
    lambda p: (f"clamp({p[0]}, -1, 2)", lambda v: min(max(p[1](v), -1.0), 2.0)),
]


def named(name: str) -> Tree:
    return name, lambda v: v[name]


def leaf(number: int) -> Tree:
    return f"{number / 4}", lambda v: number / 4


leaves = st.sampled_from([named(name) for name in NAMES]) | st.integers(0, 40).map(leaf)
trees = st.recursive(
    leaves,
    lambda part: st.one_of(
        st.builds(lambda made, a, b: made(a, b), st.sampled_from(BINARY), part, part),
        st.builds(lambda made, a: made(a), st.sampled_from(UNARY), part),
    ),
    max_leaves=12,
)
small = st.integers(-64, 64).map(lambda v: v / 8)


@given(trees, small, small)
@settings(max_examples=300)
def test_any_formula_is_reckoned_as_by_hand(tree: Tree, a: float, b: float) -> None:
    text, reckon = tree
    values = {"a": a, "b": b, "i": 3.0}
    try:
        found = value(text, **values)
    except BadExpression as refused:
        assert len(text) > LONGEST or "inside of one another" in refused.message  # noqa: PT017
        return
    assert found == pytest.approx(reckon(values), rel=1e-9, abs=1e-9)


@given(st.text(max_size=60) | st.text("abi0123456789.+-*/%()<>=!?:, sincotmaxe_", max_size=60))
@settings(max_examples=500)
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        found = value(text, a=1e38, b=-3.5, i=7.0)
    except BadExpression as refused:
        assert 0 <= refused.at <= len(text)  # noqa: PT017
    else:
        assert math.isfinite(found)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "a.__class__",
        "().__class__.__bases__",
        "open('/etc/passwd')",
        "eval('1')",
        "lambda: 1",
        "[x for x in a]",
        "{1: 2}",
        "a if b else i",
        "a := 3",
        "a = 3",
        "f'{a}'",
        "a[0]",
        "a @ b",
        "1; 2",
        "exec",
        "sin",
        "sin.__call__(1)",
        "sin()",
        "min(1)",
        "(lambda a: a)(1)",
        "globals()",
        "a\x00b",
        "0x41",
        "1_000",
        "1e999",
        "9" * 400,
        "\N{MATHEMATICAL BOLD SMALL A}",
        "٣",
        "a(1)",
        "(" * 400,
        "-" * 499,
        "2" + "**2" * 160,
        "not " * 120,
        "1?" * 200,
        "1 < 2 < 3",
        "a" * (LONGEST + 1),
        "",
        "   ",
    ],
)
def test_what_tries_to_be_code_is_refused(text: str) -> None:
    with pytest.raises(BadExpression):
        read_formula(text, NAMES)


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("1 + * 2", 4, "should stand here"),
        ("a + sine(b)", 4, "did you mean sin"),
        ("a + (b", 6, "a ) is missing"),
        ("clamp(a, 1)", 0, "clamp takes 3, and is given 2"),
        ("min(a)", 0, "min takes 2 or more"),
        ("1 < 2 < 3", 6, "only two"),
        ("a ? b", 5, "a : is missing"),
        ("a b", 2, "a sign"),
        ("1 + sin", 4, "parentheses"),
        ("2 * 1e99", 4, "too large"),
    ],
)
def test_errors_point_at_the_character(text: str, at: int, words: str) -> None:
    with pytest.raises(BadExpression, match=words.replace(")", r"\)")) as caught:
        read_formula(text, NAMES)
    assert caught.value.at == at


def test_deep_and_long_formulas_stay_within_their_bounds() -> None:
    inside = DEEPEST - 1
    assert value("(" * inside + "7" + ")" * inside) == 7
    assert value("+".join(["1"] * 250)) == 250


def frames(text: str, count: int = 4, first: int = 0) -> np.ndarray:
    a = Number(np.array([[1.0], [2.0], [4.0]], np.float32))
    return formula(GRID, row(3), FrameTimes(first, count), a, formula=text).values


def test_a_formula_knows_time_beat_and_heads() -> None:
    assert frames("a + b").ravel().tolist() == [1, 2, 4]
    assert frames("i * 10 + n").ravel().tolist() == [3, 13, 23]
    assert frames("t", first=90).ravel() == pytest.approx([1.5, 91 / 60, 92 / 60, 93 / 60])
    assert frames("beat", first=120)[0, 0, 0] == pytest.approx(3.0)
    assert frames("a * t").shape == (3, 4, 1)
    assert frames("2").shape == (1, 1, 1)
    whole, part = frames("a * sin(beat)", 60, 30), frames("a * sin(beat)", 20, 50)
    assert np.array_equal(whole[:, 20:40], part)


@given(st.sampled_from(["a*a*a", "a**a", "exp(a)", "a/b - a/b", "a*a - a*a", "sin(a*1e30*a)"]))
def test_no_formula_gives_what_is_no_number(text: str) -> None:
    a = Number(np.array([3e38, -3e38, 1e-38, 0.0, 1e4], np.float32))
    found = formula(GRID, row(1), FrameTimes(0, 5), a, formula=text)
    assert np.isfinite(found.values).all()


@pytest.mark.parametrize(
    ("kind", "key", "text", "words"),
    [
        ("math/formula", "formula", "a +", "character 4: a number"),
        ("math/formula", "formula", "x", 'nothing is called "x" here'),
        ("space/select", "expression", "front and", "character 10"),
    ],
)
def test_what_cannot_be_read_is_told_before_it_runs(
    kind: str, key: str, text: str, words: str
) -> None:
    doc = graph({"it": (kind, {key: text})})
    (problem,) = check(doc)
    assert (problem.node, problem.port) == ("it", key)
    assert words in problem.words


def test_a_clip_whose_formula_does_not_read_gets_the_patterns() -> None:
    nodes = {"it": ("math/formula", LEFT_OPEN), "lamp": ("out/light", {})}
    doc = graph(nodes, ["it.out > lamp.intensity"])
    doc = replace(doc, arguments=(Argument("sum", "text", "0.25"),))
    result = run(compile_plan(doc), replace(context(), arguments={"sum": "import os"}))
    assert result.light.values[0, 0, 0] == 0.25
    assert any("character 1" in problem.words for problem in result.problems)
