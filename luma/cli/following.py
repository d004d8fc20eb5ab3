"""Tells where the music is, for as long as it plays."""

import queue
import time
from typing import Any

from luma.app.events import (
    LightsLost,
    OutputFailed,
    ProblemRaised,
    StageLost,
    StageReady,
    TransportChanged,
)
from luma.app.services import Desk
from luma.cli.answers import Answers, clock, say
from luma.cli.desks import facts_of
from luma.stage.snapshot import Snapshot

LOOK_EVERY = 0.05
TELL_EVERY = 1.0
PATIENCE = 2.0
HEARD = (TransportChanged, ProblemRaised, OutputFailed, StageLost, StageReady, LightsLost)


def play_on(desk: Desk, answers: Answers, stop: float | None, most: float | None) -> int:
    """Play, and tell where the music is until it ends, reaches a second, or was long enough."""
    with facts_of(desk, *HEARD) as facts:
        desk.lane.call(desk.player.play)
        if not _has_begun(desk, facts):
            return 0
        began, told = time.monotonic(), -TELL_EVERY
        while not _has_ended(facts):
            time.sleep(LOOK_EVERY)
            now, snapshot = time.monotonic() - began, desk.player.snapshot()
            if snapshot is None or (most is not None and now >= most):
                break
            if stop is not None and snapshot.seconds >= stop:
                break
            if now - told >= TELL_EVERY:
                told = now
                _tell(answers, snapshot)
    return 0


def _has_begun(desk: Desk, facts: queue.SimpleQueue[Any]) -> bool:
    """Wait for the first sound, which takes longer when the engine has yet to be compiled."""
    said, began = False, time.monotonic()
    while not _has_ended(facts):
        snapshot = desk.player.snapshot()
        if snapshot is not None and snapshot.playing:
            return True
        if not said and time.monotonic() - began > PATIENCE:
            said = True
            say("The sound engine is being compiled; this happens once.")
        time.sleep(LOOK_EVERY)
    return False


def _has_ended(facts: queue.SimpleQueue[Any]) -> bool:
    while not facts.empty():
        match facts.get():
            case TransportChanged(playing=playing):
                if not playing:
                    return True
            case ProblemRaised(trouble=trouble) | OutputFailed(trouble=trouble):
                say(f"luma: {trouble.sentence()}")
            case StageLost(said=said) | LightsLost(said=said):
                say(f"luma: {said}")
            case StageReady(sink=sink):
                say(f"Playing on {sink}.")
    return False


def _tell(answers: Answers, snapshot: Snapshot) -> None:
    answers.tell(
        {
            "seconds": round(snapshot.seconds, 3),
            "playing": snapshot.playing,
            "looping": snapshot.looping,
            "peak": [round(level, 4) for level in snapshot.peak],
            "underruns": snapshot.underruns,
        },
        f"{clock(snapshot.seconds)}  peak {max(snapshot.peak):.2f}  gaps {snapshot.underruns}",
    )
