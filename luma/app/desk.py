"""Builds every service of the desk, wires the flow, and closes in reverse."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from luma.analysis.catalogue import catalogue
from luma.app.analyses import Analyses
from luma.app.autoscore import AutoScores
from luma.app.bundled import bundled
from luma.app.bus import Bus
from luma.app.chords import Chords
from luma.app.chores import Chores
from luma.app.devices import Devices
from luma.app.documents import Documents
from luma.app.events import DeskOpened
from luma.app.fixtures import Fixtures
from luma.app.flow import connect, connect_beats, connect_files
from luma.app.grids import Grids
from luma.app.ground import Ground
from luma.app.keeper import Keeper
from luma.app.lane import Lane
from luma.app.library import Library
from luma.app.lights import Lights
from luma.app.logs import start_log, stop_log
from luma.app.metronome import Metronome
from luma.app.opening import Opening
from luma.app.outputrack import Outputs
from luma.app.paths import Paths
from luma.app.patternbook import PatternBook
from luma.app.patterns import Patterns
from luma.app.patternshelf import PatternShelf
from luma.app.player import Player
from luma.app.playlists import Playlists
from luma.app.playlog import PlayLog
from luma.app.rack import Rack
from luma.app.racklink import RackLink
from luma.app.racktempo import RackTempo
from luma.app.repertoire import Repertoire
from luma.app.safekeeping import Safekeeping
from luma.app.sameness import Sameness
from luma.app.scoreshelf import ScoreShelf
from luma.app.sections import Sections
from luma.app.services import Desk
from luma.app.settings import Settings, read_settings
from luma.app.shelves import Shelves
from luma.app.shows import Shows
from luma.app.venues import Venues
from luma.app.watching import Watching
from luma.light.fixtures import read_definitions
from luma.store.copies import Copies
from luma.store.store import Store


@contextmanager
def open_desk(
    paths: Paths, settings: Settings | None = None, *, analyse: bool = False
) -> Iterator[Desk]:
    """The desk of a library; with `analyse` the workshop works by itself."""
    paths.make()
    chosen = read_settings(paths.settings) if settings is None else settings
    with ExitStack() as closing:
        closing.callback(stop_log, start_log(paths.state, "desk"))
        ground = _ground(paths, closing)
        desk = _services(paths, chosen, ground, closing)
        connect(desk, analyse=analyse)
        connect_beats(desk)
        connect_files(desk, analyse=analyse)
        ground.bus.announce(DeskOpened())
        yield desk


def _ground(paths: Paths, closing: ExitStack) -> Ground:
    store = Store.open(paths.database, bundled("migrations"))
    closing.callback(store.close)
    lane = Lane()
    closing.callback(lane.close)
    keeper = Keeper(store, lane.post)
    closing.callback(keeper.close)
    chores = Chores(lane)
    closing.callback(chores.close)
    return Ground(lane, Bus(lane), chores, keeper, store)


def _services(paths: Paths, settings: Settings, ground: Ground, closing: ExitStack) -> Desk:
    workshop = catalogue(bundled("workers"))
    wanted = settings.analysis
    analyses = Analyses(ground, paths, workshop, wanted.slots, scheduler=wanted.scheduler)
    closing.callback(analyses.close)
    documents = Documents(ground)
    closing.callback(documents.close)
    player = Player(ground, paths, settings.sound, analyses)
    closing.callback(lambda: ground.lane.call(player.close))
    link = RackLink(paths, player)
    closing.callback(link.close)
    rack = Rack(ground, documents, link)
    book = PatternBook(ground.store)
    patterns = Patterns(ground, documents, book, player.light_frame)
    definitions = read_definitions(bundled("assets") / "fixtures", paths.fixtures)
    lights = Lights(ground, paths, settings.light, definitions)
    closing.callback(lambda: ground.lane.call(lights.close))
    chords = Chords(ground, documents, analyses)
    sections = Sections(ground, documents, analyses)
    grids = Grids(ground, documents, analyses, (chords, sections))
    RackTempo(ground.bus, player, grids, link)
    devices = Devices(ground, paths, settings.sound, player)
    closing.callback(lambda: ground.lane.call(devices.close))
    metronome = Metronome(paths, settings.sound, player, grids)
    closing.callback(metronome.close)
    shows = Shows(ground, documents, grids, patterns, lights)
    fixtures = Fixtures(paths.fixtures, definitions)
    venues = Venues(ground, documents, paths, fixtures)
    library, watching = _library(ground, paths, settings, closing)
    play_log = PlayLog(ground)
    closing.callback(lambda: ground.lane.call(play_log.close))
    return Desk(
        paths,
        settings,
        ground,
        library,
        analyses,
        documents,
        grids,
        chords,
        sections,
        patterns,
        lights,
        shows,
        player,
        rack,
        metronome,
        devices,
        Opening(ground, shows, player, lights, venues),
        Shelves(ground, analyses),
        Repertoire(ground, documents, book),
        PatternShelf(ground),
        ScoreShelf(ground, documents, shows),
        book,
        venues,
        fixtures,
        AutoScores(ground, documents, grids, lights, book),
        Outputs(ground, paths, lights, settings.light),
        _safekeeping(ground, paths, settings),
        Playlists(ground),
        play_log,
        Sameness(ground, paths),
        watching,
    )


def _safekeeping(ground: Ground, paths: Paths, settings: Settings) -> Safekeeping:
    copies = Copies(paths.database, bundled("migrations"))
    return Safekeeping(ground, paths, copies, settings.library.room_gb)


def _library(
    ground: Ground, paths: Paths, settings: Settings, closing: ExitStack
) -> tuple[Library, Watching]:
    library = Library(ground, paths, settings.library.copy)
    closing.callback(library.close)
    watching = Watching(ground, paths, library)
    closing.callback(watching.close)
    return library, watching
