"""Documents and edits as hypothesis draws them: small, with few names, so that edits meet."""

import typing
from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from hypothesis import strategies as st

from luma.domain.argumentkinds import ARGUMENT_KINDS
from luma.domain.chorddoc import ChordDoc
from luma.domain.chordedits import (
    ChordEdit,
    ForgetChords,
    JoinChord,
    MoveChordEdge,
    PutChord,
    RenameChord,
    SplitChord,
    UseChords,
)
from luma.domain.errors import LumaError
from luma.domain.graphdoc import (
    ARGUMENTS_NODE,
    Argument,
    Bend,
    GraphDoc,
    NodeDoc,
    Offer,
    Remark,
    Use,
    Wire,
)
from luma.domain.graphedits import (
    AddNode,
    BendWire,
    Connect,
    Disconnect,
    GraphEdit,
    MoveArgument,
    MoveNodes,
    PutNodes,
    PutRemark,
    RemoveArgument,
    RemoveNode,
    RemoveOffer,
    RemoveRemark,
    RenameArgument,
    RenameNode,
    ReplaceNode,
    SetArgument,
    SetOffer,
    SetParam,
    UseNodes,
)
from luma.domain.griddoc import GridDoc
from luma.domain.gridedits import (
    ForgetGrid,
    GridEdit,
    MoveBeat,
    ScaleGrid,
    SetDownbeat,
    SetMetre,
    SetTempo,
    ShiftGrid,
    UseGrid,
)
from luma.domain.groupedits import MoveGroup, RemoveGroup, RenameGroup
from luma.domain.harmony import QUALITIES, Chord, ChordTrack
from luma.domain.history import Edit
from luma.domain.ids import (
    ClipId,
    FixtureId,
    GraphId,
    NodeId,
    PatternId,
    ScoreId,
    TrackId,
    VenueId,
)
from luma.domain.layeredits import MoveLayer, PutLayer, RemoveLayer, RenameScore
from luma.domain.nodetype import Json
from luma.domain.rhythm import BeatGrid
from luma.domain.roomedits import (
    AddFixtures,
    MoveFixtures,
    RemoveFixtures,
    RenameFixtures,
    RenameVenue,
    RotateFixtures,
    SetAddresses,
    SetMode,
    SetTrim,
)
from luma.domain.score import Anchor, Blend, Clip, Layer, Score
from luma.domain.scoreedits import (
    AddClip,
    HoldClips,
    LockClips,
    MoveClips,
    MuteClips,
    Place,
    PutClips,
    RemoveClips,
    ScoreEdit,
    SetAnchor,
    SetArguments,
    SetBlend,
    SetFades,
    SetSeed,
    SplitClip,
    TrimClip,
)
from luma.domain.settingvalue import left_to
from luma.domain.venue import Fixture, Group, Trim, Venue
from luma.domain.venueedits import (
    AddFixture,
    AssignGroup,
    MoveFixture,
    Readdress,
    RemoveFixture,
    VenueEdit,
)

D = TypeVar("D")


def tried(edit: Edit[D], document: D) -> D:
    """The document after an edit, or as it was when the edit is refused in a sentence."""
    try:
        return edit.apply(document)
    except LumaError as refused:
        told = refused.sentence()
    assert told.endswith(".")
    return document


finite = st.floats(-1e6, 1e6)
texts = st.text(st.characters(codec="utf-8"), max_size=6)
leaves = st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | finite | texts
json_values: st.SearchStrategy[Json] = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
settings = st.dictionaries(texts, json_values, max_size=3)
vectors = st.tuples(finite, finite, finite)

node_ids = st.sampled_from([NodeId(name) for name in "abcdef"])
ports = st.sampled_from(["in", "out"])
spots = st.tuples(finite, finite)
places = st.dictionaries(node_ids, spots, max_size=4)
uses = st.sampled_from(typing.get_args(Use))
wires = st.builds(Wire, node_ids, ports, node_ids, ports)
argument_names = st.sampled_from(["in", "out", "speed", ""])


def extras(*taken: str) -> st.SearchStrategy[Mapping[str, Json]]:
    """What a newer version may have written beside the known fields."""
    return st.dictionaries(
        texts.filter(lambda name: name not in taken), json_values, max_size=2
    )


nodes = st.builds(
    NodeDoc,
    st.sampled_from(["math/arithmetic", "out/light", "of/tomorrow", ARGUMENTS_NODE]),
    st.integers(1, 9),
    settings | st.fixed_dictionaries({"b": st.builds(left_to, argument_names)}),
    extras("type", "version", "settings", "use"),
    uses,
)
arguments = st.builds(
    Argument,
    argument_names,
    st.sampled_from(ARGUMENT_KINDS) | texts,
    json_values,
    st.none() | finite,
    st.none() | finite,
)
bends = st.builds(Bend, wires, st.lists(spots, max_size=2).map(tuple))
offers = st.builds(Offer, argument_names, node_ids, ports)
remarks = st.builds(Remark, texts, spots, st.tuples(finite, finite), st.booleans(), texts)
remark_ids = st.sampled_from(["note", "frame"])
graphs = st.builds(
    GraphDoc,
    st.dictionaries(node_ids, nodes, max_size=4),
    st.lists(wires, max_size=4).map(tuple),
    st.lists(arguments, max_size=2).map(tuple),
    places,
    extras(
        "nodes", "wires", "arguments", "layout", "luma", "schema", "offers", "bends", "remarks"
    ),
    st.lists(offers, max_size=2).map(tuple),
    st.lists(bends, max_size=2).map(tuple),
    st.dictionaries(remark_ids, remarks, max_size=2),
)

clip_ids = st.sampled_from([ClipId(name) for name in "klmnop"])
starts = st.integers(-64, 256).map(lambda quarter: quarter / 4)
lengths = st.integers(1, 64).map(lambda quarter: quarter / 4)


def _clip(name: ClipId, start: float, length: float, rest: Mapping[str, object]) -> Clip:
    return Clip(name, PatternId("p"), start, start + length, **rest)  # type: ignore[arg-type]


clips = st.builds(
    _clip,
    clip_ids,
    starts,
    lengths,
    st.fixed_dictionaries(
        {},
        optional={
            "layer": st.integers(-3, 3),
            "blend": st.sampled_from(Blend),
            "opacity": st.floats(0, 1),
            "fade_in": st.floats(0, 8),
            "fade_out": st.floats(0, 8),
            "arguments": settings,
            "seed": st.integers(0, 2**32),
            "implementation": st.none() | st.just(GraphId("g")),
            "anchor": st.sampled_from(Anchor),
            "start_s": finite,
            "locked": st.booleans(),
            "muted": st.booleans(),
            "reason": st.text(max_size=6),
        },
    ),
)
layer_numbers = st.integers(-3, 3)
layers = st.builds(Layer, layer_numbers, texts, st.booleans(), st.booleans(), st.booleans())
scores = st.builds(
    Score,
    st.just(ScoreId("s")),
    st.just(TrackId("t")),
    texts,
    st.lists(clips, max_size=4, unique_by=lambda clip: clip.id).map(tuple),
    st.lists(layers, max_size=2, unique_by=lambda layer: layer.number).map(tuple),
)
some_clips = st.lists(clip_ids, max_size=2).map(tuple)
clip_places = st.builds(
    lambda start, length: Place(
        start, start + length, start / 2, (start + length) / 2, 0.0, length / 4
    ),
    starts,
    lengths,
)

fixture_ids = st.sampled_from([FixtureId(name) for name in "uvwxyz"])
trims = st.builds(Trim, st.booleans(), st.booleans(), st.booleans(), st.floats(-360, 360))
fixtures = st.builds(
    Fixture,
    fixture_ids,
    texts,
    st.just("generic/par"),
    st.just("rgb"),
    st.integers(1, 9),
    st.integers(1, 512),
    vectors,
    vectors,
    trims,
)
vectors_of = st.dictionaries(fixture_ids, vectors, max_size=2)
members = st.lists(fixture_ids, max_size=3, unique=True).map(tuple)
group_names = st.sampled_from(["front", "back"])
venues = st.builds(
    Venue,
    st.just(VenueId("v")),
    texts,
    st.lists(fixtures, max_size=4, unique_by=lambda fixture: fixture.id).map(tuple),
    st.lists(
        st.builds(Group, group_names, members), max_size=2, unique_by=lambda group: group.name
    ).map(tuple),
)

strictly_rising = st.lists(
    st.integers(-4000, 400_000), min_size=2, max_size=24, unique=True
).map(lambda milliseconds: np.sort(np.array(milliseconds)) / 1000.0)


@st.composite
def grids(draw: st.DrawFn) -> BeatGrid:
    """A grid of any tempo, pickup and metre."""
    beats = draw(strictly_rising)
    downbeats = draw(
        st.lists(st.integers(0, beats.size - 1), min_size=1, max_size=8, unique=True)
    )
    return BeatGrid(
        beats, np.array(sorted(downbeats)), draw(st.floats(0, 1)), draw(st.booleans())
    )


grid_docs = st.builds(GridDoc, st.just(TrackId("t")), st.none() | grids(), st.none() | grids())
beat_numbers = st.integers(-9, 24)
grid_edits: dict[type, st.SearchStrategy[GridEdit]] = {
    UseGrid: st.builds(UseGrid, grids(), st.none() | grids()),
    ForgetGrid: st.just(ForgetGrid()),
    ShiftGrid: st.builds(ShiftGrid, st.floats(-9, 9)),
    ScaleGrid: st.builds(ScaleGrid, st.booleans()),
    MoveBeat: st.builds(MoveBeat, beat_numbers, st.floats(-9, 400)),
    SetDownbeat: st.builds(SetDownbeat, beat_numbers),
    SetMetre: st.builds(SetMetre, st.integers(0, 9)),
    SetTempo: st.builds(SetTempo, st.floats(5, 900), st.none() | st.floats(-9, 400)),
}


tones = st.integers(0, 11)
chords = st.builds(
    Chord, st.none() | tones, st.sampled_from([*QUALITIES, "min9"]), st.none() | tones
)


@st.composite
def chord_tracks(draw: st.DrawFn) -> ChordTrack:
    """Any chords over any edges."""
    edges = draw(strictly_rising)
    count = edges.size - 1
    return ChordTrack(edges, tuple(draw(st.lists(chords, min_size=count, max_size=count))))


graph_edits: dict[type, st.SearchStrategy[GraphEdit]] = {
    AddNode: st.builds(AddNode, node_ids, nodes, st.tuples(finite, finite)),
    RemoveNode: st.builds(RemoveNode, node_ids),
    Connect: st.builds(Connect, wires, st.booleans()),
    Disconnect: st.builds(Disconnect, wires),
    SetParam: st.builds(SetParam, node_ids, texts, json_values),
    PutNodes: st.builds(PutNodes, st.dictionaries(node_ids, nodes, max_size=2)),
    UseNodes: st.builds(UseNodes, st.lists(node_ids, max_size=3).map(tuple), uses),
    RenameNode: st.builds(RenameNode, node_ids, node_ids),
    ReplaceNode: st.builds(
        ReplaceNode, node_ids, nodes, st.lists(wires, max_size=2).map(tuple)
    ),
    SetArgument: st.builds(SetArgument, arguments),
    RemoveArgument: st.builds(RemoveArgument, argument_names),
    RenameArgument: st.builds(RenameArgument, argument_names, argument_names),
    MoveArgument: st.builds(MoveArgument, argument_names, st.integers(-3, 9)),
    SetOffer: st.builds(SetOffer, offers),
    RemoveOffer: st.builds(RemoveOffer, argument_names),
    MoveNodes: st.builds(MoveNodes, places),
    BendWire: st.builds(BendWire, wires, st.lists(spots, max_size=2).map(tuple)),
    PutRemark: st.builds(PutRemark, remark_ids, remarks),
    RemoveRemark: st.builds(RemoveRemark, remark_ids),
}
score_edits: dict[type, st.SearchStrategy[ScoreEdit]] = {
    AddClip: st.builds(AddClip, clips),
    PutClips: st.builds(
        PutClips, st.lists(clips, max_size=3, unique_by=lambda clip: clip.id).map(tuple)
    ),
    RemoveClips: st.builds(RemoveClips, st.lists(clip_ids, max_size=2).map(tuple)),
    MoveClips: st.builds(
        MoveClips, st.lists(clip_ids, max_size=2).map(tuple), starts, st.integers(-2, 2)
    ),
    TrimClip: st.builds(TrimClip, clip_ids, starts, starts),
    SplitClip: st.builds(SplitClip, clip_ids, starts, clip_ids),
    SetBlend: st.builds(SetBlend, clip_ids, st.sampled_from(Blend), st.floats(-0.5, 1.5)),
    SetFades: st.builds(SetFades, clip_ids, st.floats(-1, 8), st.floats(-1, 8)),
    SetArguments: st.builds(SetArguments, clip_ids, settings),
    SetSeed: st.builds(SetSeed, clip_ids, st.integers(0, 2**32)),
    SetAnchor: st.builds(SetAnchor, some_clips, st.sampled_from(Anchor)),
    LockClips: st.builds(LockClips, some_clips, st.booleans()),
    MuteClips: st.builds(MuteClips, some_clips, st.booleans()),
    PutLayer: st.builds(PutLayer, layers),
    MoveLayer: st.builds(MoveLayer, layer_numbers, layer_numbers),
    RemoveLayer: st.builds(RemoveLayer, layer_numbers),
    RenameScore: st.builds(RenameScore, texts),
    HoldClips: st.builds(HoldClips, st.dictionaries(clip_ids, clip_places, max_size=2)),
}
venue_edits: dict[type, st.SearchStrategy[VenueEdit]] = {
    AddFixture: st.builds(AddFixture, fixtures),
    RemoveFixture: st.builds(RemoveFixture, fixture_ids),
    MoveFixture: st.builds(MoveFixture, fixture_ids, vectors, vectors),
    Readdress: st.builds(Readdress, fixture_ids, st.integers(0, 3), st.integers(0, 600)),
    AssignGroup: st.builds(AssignGroup, group_names, members),
    AddFixtures: st.builds(
        AddFixtures,
        st.lists(fixtures, max_size=3, unique_by=lambda fixture: fixture.id).map(tuple),
        st.just("") | group_names,
    ),
    RemoveFixtures: st.builds(RemoveFixtures, members),
    MoveFixtures: st.builds(MoveFixtures, vectors_of),
    RotateFixtures: st.builds(RotateFixtures, vectors_of),
    SetAddresses: st.builds(
        SetAddresses,
        st.dictionaries(
            fixture_ids, st.tuples(st.integers(0, 3), st.integers(0, 600)), max_size=2
        ),
    ),
    SetMode: st.builds(SetMode, members, texts, texts),
    SetTrim: st.builds(SetTrim, members, trims),
    RenameFixtures: st.builds(RenameFixtures, st.dictionaries(fixture_ids, texts, max_size=2)),
    RenameVenue: st.builds(RenameVenue, texts),
    RenameGroup: st.builds(RenameGroup, group_names, group_names),
    MoveGroup: st.builds(MoveGroup, group_names, st.integers(-2, 4)),
    RemoveGroup: st.builds(RemoveGroup, group_names),
}


chord_docs = st.builds(
    ChordDoc, st.just(TrackId("t")), st.none() | chord_tracks(), st.none() | chord_tracks()
)
chord_edits: dict[type, st.SearchStrategy[ChordEdit]] = {
    UseChords: st.builds(UseChords, chord_tracks(), st.none() | chord_tracks()),
    ForgetChords: st.just(ForgetChords()),
    RenameChord: st.builds(RenameChord, st.floats(-9, 400), chords),
    MoveChordEdge: st.builds(MoveChordEdge, st.integers(-1, 24), st.floats(-9, 400)),
    SplitChord: st.builds(SplitChord, st.floats(-9, 400)),
    JoinChord: st.builds(JoinChord, st.floats(-9, 400)),
    PutChord: st.builds(PutChord, st.floats(-9, 400), st.floats(-9, 400), chords),
}
