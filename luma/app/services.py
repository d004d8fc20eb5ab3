"""The desk as a front door sees it."""

from dataclasses import dataclass

from luma.app.analyses import Analyses
from luma.app.autoscore import AutoScores
from luma.app.bus import Bus
from luma.app.chords import Chords
from luma.app.devices import Devices
from luma.app.documents import Documents
from luma.app.fixtures import Fixtures
from luma.app.grids import Grids
from luma.app.ground import Ground
from luma.app.lane import Lane
from luma.app.library import Library
from luma.app.lights import Lights
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
from luma.app.repertoire import Repertoire
from luma.app.safekeeping import Safekeeping
from luma.app.sameness import Sameness
from luma.app.scoreshelf import ScoreShelf
from luma.app.sections import Sections
from luma.app.settings import Settings
from luma.app.shelves import Shelves
from luma.app.shows import Shows
from luma.app.venues import Venues
from luma.app.watching import Watching


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """Everything that a front door may ask for."""

    paths: Paths
    settings: Settings
    ground: Ground
    library: Library
    analyses: Analyses
    documents: Documents
    grids: Grids
    chords: Chords
    sections: Sections
    patterns: Patterns
    lights: Lights
    shows: Shows
    player: Player
    rack: Rack
    metronome: Metronome
    devices: Devices
    opening: Opening
    shelves: Shelves
    repertoire: Repertoire
    pattern_shelf: PatternShelf
    score_shelf: ScoreShelf
    pattern_book: PatternBook
    venues: Venues
    fixtures: Fixtures
    auto_scores: AutoScores
    outputs: Outputs
    safekeeping: Safekeeping
    playlists: Playlists
    play_log: PlayLog
    sameness: Sameness
    watching: Watching

    @property
    def bus(self) -> Bus:
        """Where facts are heard."""
        return self.ground.bus

    @property
    def lane(self) -> Lane:
        """Where decisions are made."""
        return self.ground.lane
