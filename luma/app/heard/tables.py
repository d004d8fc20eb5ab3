"""What is known of a track's music as plain tables: CSV, Audacity's labels, and .lab files."""

import csv
import io
from collections.abc import Collection, Iterable

from luma.app.heard.known import Beat, Known, Stretch

LAYERS = ("beats", "chords", "key", "sections")
"""What can be written, each alone or together."""
HEADS = ("kind", "start", "end", "label", "confidence")


def csv_of(known: Known, layers: Collection[str] = LAYERS) -> str:
    """One row for each beat, chord, key and section, under a row of names.

    A beat's label is its bar and its place in the bar.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADS)
    if "beats" in layers:
        for beat in known.beats():
            sure = f"{beat.certainty:.3f}"
            writer.writerow(("beat", _time(beat.at), _time(beat.at), place_of(beat), sure))
    for kind, stretches in _named(known, layers):
        for each in stretches:
            sure = "" if each.certainty is None else f"{each.certainty:.3f}"
            row = (kind, _time(each.start), _time(each.stop), each.label, sure)
            writer.writerow(row)
    return text.getvalue()


def labels_of(known: Known, layers: Collection[str] = LAYERS) -> str:
    """A file of labels for Audacity: start, end and name, parted by tabs; beats are points."""
    rows = [(each.start, each.stop, each.label) for _, s in _named(known, layers) for each in s]
    if "beats" in layers:
        rows += [(beat.at, beat.at, place_of(beat)) for beat in known.beats()]
    lines = (f"{_time(start)}\t{_time(stop)}\t{name}\n" for start, stop, name in sorted(rows))
    return "".join(lines)


def lab_of(known: Known, layers: Collection[str] = ("chords",)) -> str:
    """A .lab file: start, end and name of each chord in Harte's syntax, parted by blanks.

    Of beats it has the second and the place in the bar.
    """
    lines = [
        f"{_time(each.start)} {_time(each.stop)} {each.label.replace(' ', ':')}\n"
        for _, stretches in _named(known, layers)
        for each in stretches
    ]
    if "beats" in layers:
        lines += [f"{_time(beat.at)} {beat.place}\n" for beat in known.beats()]
    return "".join(lines)


def place_of(beat: Beat) -> str:
    """A beat as its bar and its place in it, such as 12.3."""
    return f"{beat.bar}.{beat.place}"


def _named(known: Known, layers: Collection[str]) -> Iterable[tuple[str, tuple[Stretch, ...]]]:
    told = {
        "chords": ("chord", known.chord_stretches()),
        "key": ("key", known.key_stretches()),
        "sections": ("section", known.section_stretches()),
    }
    return [told[layer] for layer in told if layer in layers]


def _time(seconds: float) -> str:
    return f"{max(0.0, seconds):.6f}"
