"""What is held, for how long, and under which name."""

import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes, Number
from luma.domain.rhythm import BeatGrid
from luma.graph.cache import Cache, digest, recipe_of
from luma.graph.sizes import size_of


def number(frames: int) -> Number:
    return Number(np.zeros(frames, np.float32))


def test_what_was_kept_is_found() -> None:
    cache, kept = Cache(), number(10)
    cache.keep("a", kept)
    assert cache.find("a") is kept
    assert cache.find("b") is None


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    cache = Cache(limit=3 * size_of(number(1000)))
    for name in "abc":
        cache.keep(name, number(1000))
    cache.find("a")
    cache.keep("d", number(1000))
    assert [name for name in "abcd" if cache.find(name)] == ["a", "c", "d"]


def test_what_is_larger_than_the_cache_is_not_kept() -> None:
    cache = Cache(limit=1000)
    cache.keep("a", number(10))
    cache.keep("big", number(10_000))
    assert cache.find("big") is None
    assert cache.find("a") is not None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3000)), max_size=60))
def test_it_never_holds_more_than_its_limit(kept: list[tuple[int, int]]) -> None:
    cache, held = Cache(limit=20_000), dict[str, int]()
    for name, frames in kept:
        cache.keep(str(name), number(frames))
        held[str(name)] = size_of(number(frames))
        assert cache.size <= cache.limit
    assert cache.size == sum(size_of(cache.find(name)) for name in held if cache.find(name))


def test_several_threads_may_use_it() -> None:
    cache = Cache(limit=50 * size_of(number(100)))

    def work(seed: int) -> None:
        for i in range(300):
            cache.keep(str((i * seed) % 97), number(100))
            cache.find(str(i % 97))

    threads = [threading.Thread(target=work, args=(seed,)) for seed in (1, 3, 7, 11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 0 < cache.size <= cache.limit
    assert cache.size == len(cache) * size_of(number(100))


def test_a_digest_tells_content_and_not_identity() -> None:
    assert digest(BeatGrid.steady(120)) == digest(BeatGrid.steady(120))
    assert digest(BeatGrid.steady(120)) != digest(BeatGrid.steady(121))
    assert digest(FrameTimes(0, 60)) != digest(FrameTimes(1, 60))


def test_a_recipe_is_the_same_for_the_same_parts_in_any_order() -> None:
    assert recipe_of("a", {"x": 1, "y": 2.0}) == recipe_of("a", {"y": 2.0, "x": 1})
    assert recipe_of("a", {"x": 1}) != recipe_of("a", {"x": True})
    assert recipe_of("math/arithmetic", 1) == "bdce249a735a23cb6db1aaafae72c131"


def test_what_two_want_at_once_is_made_once() -> None:
    cache, made, given_to = Cache(), list[int](), list[object]()
    entered, go = threading.Event(), threading.Event()

    def make() -> object:
        made.append(1)
        entered.set()
        assert go.wait(30)
        return number(10)

    threads = [
        threading.Thread(target=lambda: given_to.append(cache.made("a", make)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    assert entered.wait(30)
    go.set()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(given_to) == 4
    assert all(one is given_to[0] for one in given_to)


def test_who_waited_in_vain_makes_it_himself() -> None:
    cache, entered, go = Cache(limit=1000), threading.Event(), threading.Event()
    told: list[str] = []

    def fail() -> object:
        entered.set()
        assert go.wait(30)
        raise KeyError

    def first() -> None:
        try:
            cache.made("a", fail)
        except KeyError:
            told.append("failed")

    one = threading.Thread(target=first)
    one.start()
    assert entered.wait(30)
    two = threading.Thread(target=lambda: cache.made("a", lambda: told.append("made")))
    two.start()
    go.set()
    one.join(30)
    two.join(30)
    assert told == ["failed", "made"]
    too_large = number(10_000)
    assert cache.made("b", lambda: too_large) is too_large
    assert cache.find("b") is None
