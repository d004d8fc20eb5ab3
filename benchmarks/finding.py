"""How fast a hundred thousand tracks are listed and searched: `python -m benchmarks.finding`.

A library of made-up tracks is shelved in a folder of its own. Timed are the first page of each
order, and every keystroke of some searches: the order of all that is meant, and the rows that
are seen. Beside each stands SQLite alone, asked by its own module for the numbers of the same
page. Memory is that of this process, which holds the store and nothing else.
"""

import argparse
import os
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from luma.app.bundled import bundled
from luma.domain.listing import Order, Query
from luma.store.store import Store

PAGE = 40
SYLLABLES = (
    "night", "nine", "sun", "signal", "kiosk", "kite", "rain", "reed",
    "ultra", "violet", "amber", "bass", "cold", "drift", "echo", "fire",
    "gold", "haze", "iron", "jade", "kind", "lake", "moon", "north",
    "ocean", "pale", "quiet", "river", "stone", "tide", "under", "velvet",
)  # fmt: skip
TYPED = (
    "night drive", "artist:kite", "bpm:120-128", "key:8A sun", "key:~8A", "moon -night",
    "stars:>=4 bpm:>126", "added:<7d", "rain length:<4:00", "xyzzy",
)  # fmt: skip


def fill(path: Path, count: int) -> None:
    """Shelve made-up tracks."""
    dice = random.Random(1)  # noqa: S311
    with closing(sqlite3.connect(path)) as raw:
        raw.executemany(
            "INSERT INTO tracks (number, id, title, artist, album, bpm, musical_key, seconds,"
            " added, heard_bpm, heard_key, stars, genre)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_track(number, dice) for number in range(1, count + 1)),
        )
        raw.executemany(
            "INSERT INTO track_sources"
            " (file_sha256, track, payload_sha256, path, original, seen)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                (f"f{n}", f"t{n}", f"p{n}", f"files/{n}.mp3", f"/music/{n}.mp3", "2026-01-01")
                for n in range(1, count + 1)
            ),
        )
        raw.commit()


def _track(number: int, dice: random.Random) -> tuple[object, ...]:
    words = dice.choices(SYLLABLES, k=5)
    key = f"{dice.randint(1, 12)}{dice.choice('AB')}"
    bpm = round(90 + dice.random() * 60, 2)
    added = (
        f"20{dice.randint(18, 26)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}T00:00"
    )
    heard = bpm if dice.random() < 0.8 else None
    return (
        number, f"t{number}", " ".join(words[:3]).title(), " ".join(words[3:]).title(),
        words[0].title(), bpm, key if dice.random() < 0.7 else "", 120 + dice.random() * 300,
        added, heard, key, dice.randint(0, 5), "House",
    )  # fmt: skip


def timed(act: Callable[[], object]) -> float:
    """How many milliseconds something takes."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def look(store: Store, query: Query) -> int:
    """What a list asks for when it changes: the whole order, and the first page."""
    with store.read() as shelf:
        order = shelf.listing.order(query)
        shelf.listing.rows(order[:PAGE])
    return len(order)


def main() -> None:
    """Fill, list, type, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tracks", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "luma.db"
        Store.open(path, bundled("migrations")).close()
        fill(path, wanted.tracks)
        store = Store.open(path, bundled("migrations"))
        with store.begin():
            pass  # a write ends by putting what is new in order
        with closing(sqlite3.connect(path)) as raw:
            page = f"SELECT number FROM tracks ORDER BY number DESC LIMIT {PAGE}"  # noqa: S608
            floor = statistics.median(
                timed(lambda: raw.execute(page).fetchall()) for _ in range(wanted.rounds)
            )
        print(
            f"load {os.getloadavg()[0]:.1f}, {wanted.tracks} tracks; "
            f"SQLite alone {floor:.2f} ms"
        )
        print("\n| first page by | ms | of SQLite alone |\n|---|---|---|")
        for order in Order:
            cost = statistics.median(
                timed(partial(look, store, Query(order=order))) for _ in range(wanted.rounds)
            )
            print(f"| {order.value} | {cost:.1f} | {cost / floor:.0f} |")
        print(
            "\n| typed | keys | median ms | p95 ms | worst ms | found |"
            "\n|---|---|---|---|---|---|"
        )
        every: list[float] = []
        for words in TYPED:
            costs = [
                timed(partial(look, store, Query(words[:end])))
                for _ in range(wanted.rounds)
                for end in range(1, len(words) + 1)
            ]
            every += costs
            found = look(store, Query(words))
            print(f"| `{words}` | {len(words)} | {_three(costs)} | {found} |")
        print(f"| all | {len(every) // wanted.rounds} | {_three(every)} | |")
        store.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nmemory {memory:.0f} MB at most")


def _three(costs: list[float]) -> str:
    ranked = sorted(costs)
    p95 = ranked[min(len(ranked) - 1, round(0.95 * len(ranked)))]
    return f"{statistics.median(ranked):.1f} | {p95:.1f} | {ranked[-1]:.1f}"


if __name__ == "__main__":
    main()
