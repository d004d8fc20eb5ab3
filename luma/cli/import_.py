"""Bring files and folders into the library; nothing is moved or changed where it lies."""

import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from luma.app.analyses import Wish
from luma.app.library import Outcome
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.desks import desk_for
from luma.cli.working import finish_tracks


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
    parser.add_argument("--analyse", action="store_true", help="hear the tracks too, and wait")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        began = time.monotonic()
        outcomes = desk.library.add(
            args.paths, lambda outcome: tell_outcome(answers, outcome)
        ).result()
        new = {outcome.track.id for outcome in outcomes if outcome.track is not None}
        heard = finish_tracks(desk, new, Wish(), answers) if args.analyse else True
        code = summed_up(answers, outcomes, time.monotonic() - began)
    return code if heard else 1


def tell_outcome(answers: Answers, outcome: Outcome) -> None:
    """Say what became of one file."""
    sentence = None if outcome.trouble is None else outcome.trouble.sentence()
    record = {
        "path": str(outcome.path),
        "status": outcome.status,
        "track": None if outcome.track is None else outcome.track.id,
        "sha256": outcome.sha256 or None,
        "error": sentence,
    }
    words = f"{outcome.status:<9}  {on_one_line(str(outcome.path))}"
    answers.tell(record, f"{words}{_remark(outcome)}")
    if sentence is not None:
        say(f"luma: {sentence}")


def summed_up(answers: Answers, outcomes: Sequence[Outcome], seconds: float = 0.0) -> int:
    """Say how much came in, and give the exit code."""
    counts = Counter(outcome.status for outcome in outcomes)
    summary = {
        "imported": counts["imported"],
        "duplicates": counts["duplicate"],
        "skipped": counts["skipped"],
        "failed": counts["failed"],
        "seconds": round(seconds, 3),
    }
    answers.tell(summary, _in_words(summary))
    return 1 if counts["failed"] else 0


def _remark(outcome: Outcome) -> str:
    """What a duplicate is, where that is not plain from its name."""
    if outcome.track is None or outcome.status != "duplicate":
        return ""
    title = on_one_line(outcome.track.title)
    if outcome.restored:
        return f'  ("{title}" came back from the trash)'
    return f'  (the sound of "{title}")' if outcome.same == "sound" else ""


def _in_words(summary: dict[str, float]) -> str:
    counts = ", ".join(
        f"{summary[k]:g} {k}" for k in ("imported", "duplicates", "skipped", "failed")
    )
    return f"{counts} in {summary['seconds']:.1f} s"
