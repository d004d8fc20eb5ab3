"""When this happens, do that: the whole of it."""

from dataclasses import replace
from functools import partial

from luma.app.analyses import Analyses
from luma.app.chords import Chords
from luma.app.events import (
    ArtifactReady,
    DeskOpened,
    DocumentChanged,
    DocumentSaved,
    JobFailed,
    KindsChanged,
    LightsLost,
    PatternAdded,
    PatternChanged,
    PatternFailed,
    PatternNear,
    PatternReady,
    PatternRemoved,
    PlanReady,
    RoomChosen,
    SoundReplaced,
    StageLost,
    StageReady,
    TrackAdded,
    TrackOpened,
    TracksJoined,
    TracksRestored,
    TransportChanged,
)
from luma.app.grids import Grids
from luma.app.patternbook import PatternBook
from luma.app.sections import Sections
from luma.app.services import Desk
from luma.app.shows import Shows
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId, TrackId
from luma.domain.score import Score
from luma.domain.venue import Venue


def connect(desk: Desk, *, analyse: bool) -> None:
    """Let facts lead to acts; `analyse` says whether the workshop works by itself."""
    bus, analyses, shows = desk.bus, desk.analyses, desk.shows
    if analyse:
        bus.on(DeskOpened, lambda _: analyses.complete_all())
        bus.on(DeskOpened, lambda _: desk.safekeeping.look_after())
        bus.on(TrackAdded, lambda fact: analyses.complete(fact.track.id))
        bus.on(TracksRestored, lambda fact: _complete(analyses, fact))
    bus.on(TrackOpened, lambda fact: analyses.attend(fact.track))
    bus.on(ArtifactReady, lambda fact: analyses.improve(fact.artifact))
    bus.on(ArtifactReady, lambda fact: analyses.go_on(fact.artifact.track))
    for kept in (desk.grids, desk.chords, desk.sections):
        bus.on(ArtifactReady, partial(_hear, kept))
    bus.on(
        ArtifactReady, lambda fact: shows.hear_artifact(fact.artifact.track, fact.artifact.kind)
    )
    bus.on(
        ArtifactReady,
        lambda fact: desk.opening.hear_artifact(fact.artifact.track, fact.artifact.kind),
    )
    bus.on(JobFailed, lambda fact: analyses.go_on(fact.track))
    bus.on(DocumentChanged, lambda fact: _note(desk.pattern_book, fact))
    bus.on(DocumentChanged, lambda fact: _change(shows, fact))
    bus.on(PatternAdded, lambda fact: desk.pattern_book.look_again(fact.pattern.id))
    bus.on(PatternAdded, lambda fact: shows.change_pattern(fact.pattern.id))
    bus.on(PatternChanged, lambda fact: desk.pattern_book.look_again(fact.after.id))
    bus.on(PatternChanged, lambda fact: _change_default(shows, fact))
    bus.on(PatternRemoved, lambda fact: desk.pattern_book.look_again(fact.pattern.id))
    bus.on(PatternNear, lambda fact: shows.take_near(fact.score, fact.span))
    bus.on(PatternReady, lambda fact: shows.take_light(fact.score, fact.clip))
    bus.on(PatternFailed, lambda fact: shows.take_light(fact.score, fact.clip))
    bus.on(RoomChosen, lambda fact: shows.move_to(fact.venue))
    bus.on(KindsChanged, lambda fact: shows.change_kinds(fact.keys))
    bus.on(PlanReady, lambda _: shows.settle())
    bus.on(StageLost, lambda _: desk.player.restart())
    bus.on(LightsLost, lambda _: desk.lights.restart())


def _complete(analyses: Analyses, fact: TracksRestored) -> None:
    for track in fact.tracks:
        analyses.complete(track)


def connect_files(desk: Desk, *, analyse: bool) -> None:
    """Let the files of tracks and what is known of their sound lead to acts."""
    bus = desk.bus
    if analyse:
        bus.on(SoundReplaced, lambda fact: desk.analyses.complete(fact.track))
        bus.on(DeskOpened, lambda _: desk.watching.start())
    bus.on(ArtifactReady, desk.sameness.note)
    bus.on(TracksJoined, lambda fact: _forget(desk, fact))


def _forget(desk: Desk, fact: TracksJoined) -> None:
    """Close what was put right by hand in tracks that are one now; it is opened anew."""
    desk.analyses.cancel(fact.gone)
    for kind in ("grid", "harmony", "sections"):
        for track in (fact.kept, fact.gone):
            desk.documents.forget(kind, track)


def _hear(kept: Grids | Chords | Sections, fact: ArtifactReady) -> None:
    kept.hear(fact.artifact.track, fact.artifact.kind)


def connect_beats(desk: Desk) -> None:
    """Let the metronome and the lists of tracks follow beats, keys and energy."""
    bus, metronome = desk.bus, desk.metronome
    bus.on(DeskOpened, lambda _: desk.shelves.put_in_order())
    bus.on(DeskOpened, lambda _: desk.shelves.note_tempos())
    bus.on(ArtifactReady, lambda fact: desk.shelves.note_tempo(fact.artifact))
    bus.on(DeskOpened, lambda _: desk.shelves.note_keys())
    bus.on(ArtifactReady, lambda fact: desk.shelves.note_key(fact.artifact))
    bus.on(DeskOpened, lambda _: desk.shelves.note_energies())
    bus.on(ArtifactReady, lambda fact: desk.shelves.note_energy(fact.artifact))
    bus.on(StageReady, lambda _: metronome.begin_again())
    bus.on(StageReady, desk.devices.settle)
    bus.on(TransportChanged, lambda _: metronome.follow())
    bus.on(TransportChanged, lambda fact: _log_play(desk, fact))
    bus.on(ArtifactReady, lambda _: metronome.follow())
    bus.on(DocumentChanged, lambda fact: _click(desk, fact))
    bus.on(DocumentSaved, lambda fact: _note_tempo(desk, fact))


def _note_tempo(desk: Desk, fact: DocumentSaved) -> None:
    if fact.kind == "grid":
        desk.shelves.note_correction(TrackId(fact.id))


def _click(desk: Desk, fact: DocumentChanged) -> None:
    if fact.kind == "grid":
        desk.metronome.follow()


def _note(book: PatternBook, fact: DocumentChanged) -> None:
    if fact.kind == "graph" and isinstance(fact.after, GraphDoc):
        book.note(GraphId(fact.id), fact.after)


def _change_default(shows: Shows, fact: PatternChanged) -> None:
    if fact.before.default != fact.after.default:
        shows.change_pattern(fact.after.id)


def _change(shows: Shows, fact: DocumentChanged) -> None:
    match fact:
        case DocumentChanged(kind="score", before=Score() as before, after=Score() as after):
            shows.change_score(before, after)
        case DocumentChanged(
            kind="graph", id=graph, before=GraphDoc() as old, after=GraphDoc() as new
        ):
            # what is only for the eye gives the same light
            eye = replace(old, layout=new.layout, bends=new.bends, remarks=new.remarks)
            if eye != new:
                shows.change_graph(GraphId(graph))
        case DocumentChanged(kind="grid", id=track):
            shows.change_grid(track)
        case DocumentChanged(kind="harmony", id=track):
            shows.change_chords(track)
        case DocumentChanged(kind="sections", id=track):
            shows.change_sections(track)
        case DocumentChanged(kind="venue", after=Venue() as venue):
            shows.change_venue(venue)
        case _:
            pass


def _log_play(desk: Desk, fact: TransportChanged) -> None:
    desk.play_log.follow(desk.player.wanted.track, playing=fact.playing)
