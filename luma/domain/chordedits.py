"""Edits of a track's chords, each a value that gives a new document.

A chord that a person has set is certain; the others stay as sure as they were heard.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite

from luma.domain.chorddoc import ChordDoc
from luma.domain.errors import BadValue, Refused
from luma.domain.harmony import Chord, ChordTrack

SHORTEST = 0.02
"""How many seconds a chord lasts at least."""


@dataclass(frozen=True, slots=True)
class UseChords:
    """Take chords as the person's own; they were made from what was heard then."""

    chords: ChordTrack
    heard: ChordTrack | None = None

    def apply(self, doc: ChordDoc) -> ChordDoc:
        """Give the document with those chords."""
        return replace(doc, chords=self.chords, heard=self.heard)


@dataclass(frozen=True, slots=True)
class ForgetChords:
    """Let what was heard count again."""

    def apply(self, doc: ChordDoc) -> ChordDoc:
        """Give the document without chords of its own."""
        return ChordDoc(doc.track)


@dataclass(frozen=True, slots=True)
class RenameChord:
    """Let the chord that sounds at a second be another; the former one stays on offer."""

    at: float
    chord: Chord

    def apply(self, doc: ChordDoc) -> ChordDoc:
        """Give the document with that chord."""
        track = _chords_of(doc)
        index = chord_index(track, self.at)
        pieces = _pieces(track)
        pieces[index] = _renamed(pieces[index], self.chord)
        return _with(doc, pieces)


@dataclass(frozen=True, slots=True)
class MoveChordEdge:
    """Let a chord begin at another second, between its neighbours' other edges."""

    edge: int
    seconds: float

    def apply(self, doc: ChordDoc) -> ChordDoc:
        """Give the document with that edge moved."""
        track = _chords_of(doc)
        if not 0 < self.edge < len(track.chords):
            raise BadValue(
                f"Between the chords of the track lie edges 1 to {len(track.chords) - 1}, so "
                f"none of number {self.edge}."
            )
        low, high = (
            float(track.edges[self.edge - 1]) + SHORTEST,
            float(track.edges[self.edge + 1]) - SHORTEST,
        )
        if not low <= self.seconds <= high:
            raise Refused(
                f"That edge stays between its neighbours, from {low:.3f} to {high:.3f} s."
            )
        pieces = _pieces(track)
        before, after = pieces[self.edge - 1], pieces[self.edge]
        pieces[self.edge - 1] = replace(before, stop=self.seconds)
        pieces[self.edge] = replace(after, start=self.seconds)
        return _with(doc, pieces)


@dataclass(frozen=True, slots=True)
class SplitChord:
    """Let a chord end at a second within it, and begin again there."""

    at: float

    def apply(self, doc: ChordDoc) -> ChordDoc:
        """Give the document with two chords for one."""
        track = _chords_of(doc)
        index = chord_index(track, self.at)
        piece = _pieces(track)[index]
        if min(self.at - piece.start, piece.stop - self.at) < SHORTEST:
            raise Refused(
                f"At {self.at:.3f} s one chord follows another already.",
                hint="Split a chord in its middle.",
            )
        halves = [replace(piece, stop=self.at), replace(piece, start=self.at)]
        pieces = _pieces(track)
        return _with(doc, [*pieces[:index], *halves, *pieces[index + 1 :]])


@dataclass(frozen=True, slots=True)
class JoinChord:
    """Take away the chord at a second; the one before it goes on, or the next begins sooner."""

    at: float

    def apply(self, doc: ChordDoc) -> ChordDoc:
        """Give the document without that chord."""
        track = _chords_of(doc)
        index = chord_index(track, self.at)
        pieces = _pieces(track)
        if len(pieces) == 1:
            raise Refused("It is the track's only chord.", hint="Let it be N for no chord.")
        gone = pieces.pop(index)
        if index:
            pieces[index - 1] = replace(pieces[index - 1], stop=gone.stop)
        else:
            pieces[0] = replace(pieces[0], start=gone.start)
        return _with(doc, pieces)


@dataclass(frozen=True, slots=True)
class PutChord:
    """Let one chord sound over a stretch of seconds, whatever lay there."""

    start: float
    stop: float
    chord: Chord

    def apply(self, doc: ChordDoc) -> ChordDoc:
        """Give the document with that chord there; what lay beside the stretch stays."""
        track = _chords_of(doc)
        start, stop = (_near_edge(track, at) for at in (self.start, self.stop))
        if stop - start < SHORTEST:
            raise BadValue(
                f"A chord lasts {SHORTEST * 1000:.0f} ms or more and lies within the track; "
                f"from {self.start:g} to {self.stop:g} s it cannot."
            )
        pieces = _pieces(track)
        before = [replace(p, stop=min(p.stop, start)) for p in pieces if p.start < start]
        after = [replace(p, start=max(p.start, stop)) for p in pieces if p.stop > stop]
        return _with(doc, [*before, _Piece(start, stop, self.chord), *after])


ChordEdit = (
    UseChords | ForgetChords | RenameChord | MoveChordEdge | SplitChord | JoinChord | PutChord
)


def chord_index(track: ChordTrack, seconds: float) -> int:
    """Which chord sounds at a second."""
    index = int(track.index_at(seconds)) if isfinite(seconds) else -1
    if index < 0:
        raise BadValue(
            f"The chords last from {track.edges[0]:.3f} to {track.edges[-1]:.3f} s, so there "
            f"is none at {seconds:g} s."
        )
    return index


def share_apart(one: ChordTrack, other: ChordTrack) -> float:
    """The share of the time of both tracks in which they name different chords."""
    cuts = sorted({*one.edges.tolist(), *other.edges.tolist()})
    apart = whole = 0.0
    for start, stop in pairwise(cuts):
        middle, length = (start + stop) / 2.0, stop - start
        whole += length
        apart += length * (one.at(middle) != other.at(middle))
    return apart / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """One chord of a track on its own."""

    start: float
    stop: float
    chord: Chord
    certainty: float = 1.0
    others: tuple[Chord, ...] = ()


def _renamed(piece: _Piece, chord: Chord) -> _Piece:
    others = tuple(dict.fromkeys((piece.chord, *piece.others)))
    others = tuple(other for other in others if other != chord)
    return replace(piece, chord=chord, certainty=1.0, others=others)


def _pieces(track: ChordTrack) -> list[_Piece]:
    count = len(track.chords)
    edges = track.edges.tolist()
    sure = track.certainty.tolist() or [1.0] * count
    others = track.alternatives or ((),) * count
    rows = zip(edges, edges[1:], track.chords, sure, others, strict=False)
    return [_Piece(*row) for row in rows]


def _with(doc: ChordDoc, pieces: Sequence[_Piece]) -> ChordDoc:
    edges = [*(piece.start for piece in pieces), pieces[-1].stop]
    chords = ChordTrack(
        edges,  # type: ignore[arg-type]  # it makes an array of them
        tuple(piece.chord for piece in pieces),
        [piece.certainty for piece in pieces],  # type: ignore[arg-type]  # as above
        tuple(piece.others for piece in pieces),
    )
    return replace(doc, chords=chords)


def _near_edge(track: ChordTrack, seconds: float) -> float:
    """A second within the track, or an edge that is as good as there."""
    if not isfinite(seconds):
        raise BadValue("A chord lies at a number of seconds, not at infinity.")
    inside = min(max(seconds, float(track.edges[0])), float(track.edges[-1]))
    nearest = min(track.edges.tolist(), key=lambda edge: abs(edge - inside))
    return nearest if abs(nearest - inside) < SHORTEST else inside


def _chords_of(doc: ChordDoc) -> ChordTrack:
    if doc.chords is None:
        raise Refused(
            "The track has no chords of its own yet.", hint="Take over the heard ones first."
        )
    return doc.chords
