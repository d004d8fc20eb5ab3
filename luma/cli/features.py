"""Tell what was heard in a track: beats, bars and chords."""

from argparse import ArgumentParser, Namespace

from luma.cli.answers import Answers
from luma.cli.desks import desk_for
from luma.domain.errors import NotFound
from luma.domain.harmony import ChordTrack
from luma.domain.rhythm import BeatGrid


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("id", metavar="ID", help="a track")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        track = desk.library.track(args.id)
        grid = desk.analyses.load(track.id, BeatGrid)
        chords = desk.analyses.load(track.id, ChordTrack)
    if grid is None:
        raise NotFound(
            f'Nothing was heard in "{track.title}" yet.', hint=f"Run `luma analyse {track.id}`."
        )
    spans = _spans(chords)
    record = {
        "bpm": round(grid.bpm, 3),
        "metre": grid.metre,
        "assumed": grid.assumed,
        "beats": [round(float(beat), 4) for beat in grid.beats],
        "downbeats": [round(float(beat), 4) for beat in grid.bar_starts],
        "chords": spans,
        "key": track.tags.key or None,
        "camelot": None,
        "sections": [],
        "loudness": None,
    }
    how = "assumed" if grid.assumed else "heard"
    words = [
        f"{track.title}: {grid.bpm:.2f} BPM ({how}), {grid.metre} beats a bar",
        f"{grid.beats.size} beats, the first bar at {grid.bar_starts[0]:.3f} s",
        *(f"{span['start']:8.3f}  {span['label']}" for span in spans),
    ]
    answers.tell(record, "\n".join(words))
    return 0


def _spans(chords: ChordTrack | None) -> list[dict[str, object]]:
    if chords is None:
        return []
    edges = [round(float(edge), 4) for edge in chords.edges]
    return [
        {"start": start, "end": end, "label": chord.label}
        for start, end, chord in zip(edges, edges[1:], chords.chords, strict=False)
    ]
