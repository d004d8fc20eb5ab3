"""The callback neither locks, allocates, faults nor meets the interpreter."""

import ctypes
import mmap
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numba.core import types

from luma.audio.kernel import slots
from luma.audio.kernel.callback import make_block, publish
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.engine import Engine
from luma.audio.kernel.resident import lock
from luma.audio.kernel.slots import Audio, Memory, Words
from luma.audio.sinks.null import NullSink
from luma.domain.blocks import SEQUENCE, PositionBlock, block_path

ARITHMETIC = {"cos", "exp", "log10", "pow", "sin", "sincos", "sqrt"}
OUTSIDE = {"clock_gettime", "memcpy", "memmove", "memset"} | ARITHMETIC
"""All that the callback may call: the clock without a system call, and arithmetic."""

RUSAGE_THREAD, MINOR, MAJOR = 1, 8, 9
getrusage: Any = types.ExternalFunction("getrusage", types.int32(types.int32, types.intp))

ASSEMBLY = """
from luma.audio.kernel.callback import callback
from luma.audio.kernel.deckcode import deck_code
from luma.audio.kernel.effectcode import code_of
from luma.audio.kernel.entrances import ENTRANCES
for name, code in (
    ("callback", callback), ("deck", deck_code()), *((key, code_of(key)) for key in ENTRANCES)
):
    print("# part", name, code.native_name)
    print(code._library.get_asm_str())
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the machine code: the outside names that it reaches, and the body of it all."""

    outside: set[str]
    body: str


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Part]:
    """The callback, and all that it calls by address: the deck and every effect."""
    env = {"NUMBA_CACHE_DIR": str(tmp_path_factory.mktemp("code")), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", ASSEMBLY], check=True, capture_output=True, text=True, env=env
    )
    found = {}
    for part in done.stdout.split("# part ")[1:]:
        head, text = part.split("\n", 1)
        name, entry = head.split()
        found[name] = reached(text, entry)
    return found


def reached(text: str, entry: str) -> Part:
    """What some assembly reaches from an entry of it."""
    found = re.findall(r'^"?([^\s".][^\s"]*)"?:\n(.*?)^\.Lfunc_end', text, re.M | re.S)
    assembly = dict(found)
    waiting, seen, outside = [entry], set[str](), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name not in assembly:
            outside.add(name)
            continue
        body = assembly[name]
        direct = re.findall(r'^\s+(?:call|jmp)q?\s+"?([\w.$]+)"?(?:@PLT)?$', body, re.M)
        indirect = re.findall(r'\$"?([A-Za-z_][\w.$]*)"?, %r', body)
        waiting += [n for n in direct + indirect if not n.startswith(".L")]
    return Part(outside, "".join(assembly[name] for name in seen - outside))


def test_nothing_is_called_but_the_clock_and_arithmetic(parts: dict[str, Part]) -> None:
    assert "clock_gettime" in parts["callback"].outside, "the calls were not found"
    assert {"deck", "gain", "limiter"} < set(parts)
    for name, part in parts.items():
        assert part.outside <= OUTSIDE, (name, part.outside - OUTSIDE)
        assert "gil_ensure" not in part.body, name
        assert "NRT_" not in part.body, name


def test_both_increments_of_the_sequence_counter_stand_in_the_machine_code(
    parts: dict[str, Part],
) -> None:
    body = parts["callback"].body
    stores = re.findall(rf"xchgq\s+%\w+, {SEQUENCE * 8}\(%\w+\)", body)
    assert len(stores) == 2
    first, last = (body.index(stores[0]), body.rindex(stores[1]))
    assert body[first:last].count("\n") > 50, "the writing lies between them"


@compiled
def count_faults(out: Audio, memory: Memory, blocks: int, usage: Words) -> int:
    """The page faults of this thread while it makes so many blocks."""
    getrusage(RUSAGE_THREAD, usage.ctypes.data)
    before = usage[MINOR] + usage[MAJOR]
    for _ in range(blocks):
        make_block(out, memory, 0, 0)
    getrusage(RUSAGE_THREAD, usage.ctypes.data)
    return int(usage[MINOR] + usage[MAJOR] - before)


@pytest.fixture
def block() -> Iterator[PositionBlock]:
    """A position block in a folder that lies in memory, as the runtime folder does."""
    path = block_path(Path("/dev/shm"), "test-position")
    made = PositionBlock(path, create=True)
    yield made
    made.close()
    path.unlink()


def test_the_callback_never_faults_though_it_plays_through_a_whole_song(
    block: PositionBlock,
) -> None:
    engine = Engine(block.block.words)
    engine.use_source(np.ones((60 * 48_000, 2), np.float32), 1)
    engine.play()
    out, usage = np.zeros((512, 2), np.float32), np.zeros(32, np.int64)
    lock(out)
    lock(usage)
    count_faults(out, engine.memory, 10, usage)
    for _ in range(3):
        engine.play()
        assert count_faults(out, engine.memory, 6000, usage) == 0
    assert block.read().ends == 3


def test_a_fault_would_be_counted() -> None:
    engine = Engine()
    usage = np.zeros(32, np.int64)
    mapped = mmap.mmap(-1, 8_000_000 * 8)
    mapped.madvise(mmap.MADV_NOHUGEPAGE)
    cold = np.frombuffer(mapped, np.float32).reshape(-1, 2)
    assert count_faults(cold, engine.memory, 1, usage) > 100


@compiled
def hammer(memory: Memory, stop: Words) -> None:
    """Publish, without a rest, positions whose numbers all agree."""
    n = 0
    while stop[0] == 0:
        n += 1
        memory.control[slots.STREAM_FRAME] = n
        memory.transport[slots.PLACE] = n
        memory.transport[slots.GENERATION] = n
        memory.transport[slots.ENDS] = n
        memory.control[slots.TIMES_AT + 63] = n
        memory.states[0:64] = n
        publish(memory, n, n)


def test_a_reader_that_hammers_sees_no_torn_position(block: PositionBlock) -> None:
    engine = Engine(block.block.words)
    stop = np.zeros(1, np.int64)
    writer = threading.Thread(target=hammer, args=(engine.memory, stop))
    writer.start()
    whole, newest = 0, 0
    try:
        until = time.monotonic() + 60.0
        while whole < 3000 and time.monotonic() < until:
            record = block.block.read()
            if record is None or not record["stream_frame"]:
                continue  # the writer has not begun
            told = [int(record[name]) for name in ("stream_frame", "generation", "ends")]
            told += [
                int(record["song_frame"]),
                int(record["heard_ns"]),
                int(record["times"][63]),
            ]
            assert len({*told}) == 1, "a position was torn"
            whole, newest = whole + 1, told[0]
    finally:
        stop[0] = 1
        writer.join()
    assert whole == 3000
    assert newest > whole, "the writer ran beside the reader"


def test_sound_goes_on_while_the_interpreter_is_held() -> None:
    engine = Engine()
    sink = NullSink(engine)
    try:
        before = engine.stream_frame
        ctypes.PyDLL(None).usleep(400_000)
        made = engine.stream_frame - before
    finally:
        sink.close()
    assert made > 4 * 512
    assert not sink.is_alive
