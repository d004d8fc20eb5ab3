"""Tell what was heard in a track, and put right: beats, bars, chords, key and sections.

Formats: json (all of it, one object), jams (for research on music), csv, labels (Audacity),
lab (chords in Harte's syntax) and midi (beats as the tempo, chords as notes).
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.app.dynamics import whole_words
from luma.app.heard.known import Known, known_of
from luma.app.heard.record import record_of
from luma.app.heard.tables import LAYERS
from luma.cli.answers import Answers, on_one_line
from luma.cli.desks import desk_for
from luma.cli.named import write_bytes
from luma.domain.errors import BadValue, NotFound

FORMATS = ("json", "jams", "csv", "labels", "midi", "lab")


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("id", metavar="ID", help="a track")
    parser.add_argument("--format", choices=FORMATS, help="write it so; else words are told")
    parser.add_argument(
        "--only", metavar="WHAT", help="csv, labels, lab: beats, chords, key or sections alone"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it into this file")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    layers = _layers(args)
    with desk_for(args) as desk:
        track = desk.library.track(args.id)
        both = (desk.chords, desk.sections)
        known = desk.lane.call(lambda: known_of(track, desk.grids, both, desk.analyses))
    if not known.is_anything:
        raise NotFound(
            f'Nothing was heard in "{track.title}" yet.', hint=f"Run `luma analyse {track.id}`."
        )
    if args.format is None and args.out is None:
        answers.tell(record_of(known), _words(known))
        return 0
    _write(known, args, layers, answers)
    return 0


def _layers(args: Namespace) -> tuple[str, ...] | None:
    if args.only is None:
        return None
    names = tuple(name.strip() for name in args.only.split(","))
    unknown = next((name for name in names if name not in LAYERS), None)
    if unknown is not None:
        raise BadValue(
            f'There is nothing called "{unknown}" to write.', hint=f"Say {', '.join(LAYERS)}."
        )
    return names


def _write(
    known: Known, args: Namespace, layers: tuple[str, ...] | None, answers: Answers
) -> None:
    form = args.format or "json"
    data = _data(known, form, layers)
    if args.out is not None:
        write_bytes(args.out, data)
        record = {"track": known.track.id, "format": form, "file": str(args.out)}
        answers.tell(record, on_one_line(str(args.out)))
    elif args.format == "midi" and sys.stdout.isatty():
        raise BadValue(
            "A MIDI file is nothing to read here.", hint="Say where with --out FILE."
        )
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


def _data(known: Known, form: str, layers: tuple[str, ...] | None) -> bytes:
    """The bytes of a file in a format."""
    from luma.app.heard import jams, midi, tables

    chosen = {} if layers is None else {"layers": layers}
    writers = {
        "jams": lambda: jams.jams_of(known),
        "csv": lambda: tables.csv_of(known, **chosen),
        "labels": lambda: tables.labels_of(known, **chosen),
        "lab": lambda: tables.lab_of(known, **chosen),
    }
    if form == "midi":
        return midi.midi_of(known)
    if form == "json":
        return (json.dumps(record_of(known), ensure_ascii=False) + "\n").encode()
    return writers[form]().encode()


def _words(known: Known) -> str:
    grid, title = known.grid, known.track.title
    how = "corrected" if known.own_grid else "assumed" if grid.assumed else "heard"
    words = [
        on_one_line(f"{title}: {grid.bpm:.2f} BPM ({how}), {grid.metre} beats a bar"),
        f"{grid.beats.size} beats, the first bar at {grid.bar_starts[0]:.3f} s",
    ]
    key = None if known.keys is None else known.keys.main
    if key is not None:
        words.append(f"{key.name} ({key.camelot}, {key.open_key})")
    if known.loudness is not None:
        words.append(whole_words(known.loudness))
    words += [f"{each.start:8.3f}  {each.label}" for each in known.chord_stretches()]
    return "\n".join(words)
