"""Where the timeline's pictures come from: waveform, strips and names, fetched beside Qt."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from luma.app.clipstrips import Lit, light_of_clips, strip_of
from luma.app.events import ArtifactReady, JobFailed, JobMoved, PatternFailed, PatternReady
from luma.app.placing import Label, pattern_labels
from luma.app.tones import Tones, tones_of
from luma.app.waveforms import Sketch, sketch_of
from luma.domain.ids import ClipId, PatternId, TrackId
from luma.ui.session import Session
from luma.ui.timeline.strips import Pictures
from luma.ui.timeline.tones import ToneTiles, tones_picture
from luma.ui.timeline.wave import Tiles, WaveTiles

GATHER_MS = 25
WAVE_KINDS = frozenset({"pcm", "peaks"})
TONE_KIND = "mel"


class Sources(QObject):
    """Holds what was made for the open track so far, and says when there is more."""

    changed = Signal()
    """Names, strips, troubles or words are others."""
    waved = Signal()
    """There is more of the waveform."""

    def __init__(self, session: Session, parent: QObject) -> None:
        """Have nothing yet."""
        super().__init__(parent)
        self._session = session
        self.tiles = WaveTiles(partial(self._paint, "wave"))
        self.whole = WaveTiles(partial(self._paint, "overview"))
        self.tones = ToneTiles(partial(self._paint, "tones"), tones_picture)
        self._shows_tones = False
        self.labels: Mapping[PatternId, Label] = {}
        self.strips: dict[ClipId, Pictures] = {}
        self.troubles: dict[ClipId, str] = {}
        self.wave_words = ""
        self._wanted: set[ClipId] = set()
        self._gathering = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gathering.timeout.connect(self._fetch_light)
        session.track_changed.connect(self._open)
        session.score_changed.connect(self._look_at_score)
        bridge = session.bridge
        bridge.on(PatternReady, self._hear_light, self)
        bridge.on(PatternFailed, self._hear_trouble, self)
        bridge.on(ArtifactReady, self._hear_artifact, self)
        bridge.on(JobMoved, self._hear_progress, self)
        bridge.on(JobFailed, self._hear_failure, self)

    @property
    def shows_tones(self) -> bool:
        """Whether the lane of the spectrogram is unfolded."""
        return self._shows_tones

    def fold_tones(self) -> None:
        """Unfold the spectrogram, or fold it away."""
        self._shows_tones = not self._shows_tones
        if self._shows_tones and self.tones.sketch is None:
            self._load_tones()
        self.changed.emit()

    def _open(self, _: object) -> None:
        self.strips, self.troubles = {}, {}
        self._wanted.clear()
        for tiles in (self.tiles, self.whole):
            tiles.show(None)
        self.tones.show(None)
        self.wave_words = "Waiting for the sound"
        self.changed.emit()
        self.waved.emit()
        self._load_sketch()
        self._load_tones()
        self._load_labels()

    def _load_sketch(self) -> None:
        track, analyses = self._session.track, self._session.desk.analyses
        if track is not None:
            self._session.ask_aside(
                lambda: sketch_of(analyses, track.id),
                partial(self._take_sketch, track.id),
                key="sketch",
            )

    def _load_tones(self) -> None:
        track, analyses = self._session.track, self._session.desk.analyses
        if track is not None and self._shows_tones:
            self._session.ask_aside(
                lambda: tones_of(analyses, track.id), self._take_tones, key="tones"
            )

    def _take_tones(self, tones: Tones | None) -> None:
        track = self._session.track
        if tones is not None and track is not None and track.id == tones.track:
            self.tones.show(tones)
            self.waved.emit()

    def _take_sketch(self, track: TrackId, sketch: Sketch | None) -> None:
        if sketch is None or self._session.track is None or self._session.track.id != track:
            return
        for tiles in (self.tiles, self.whole):
            tiles.show(sketch)
        self.waved.emit()

    def _load_labels(self) -> None:
        store = self._session.desk.ground.store
        self._session.ask_aside(lambda: pattern_labels(store), self._take_labels, key="labels")

    def _take_labels(self, labels: Mapping[PatternId, Label]) -> None:
        self.labels = labels
        self.changed.emit()

    def _look_at_score(self, _: object) -> None:
        score = self._session.score
        clips = () if score is None else score.clips
        names = {clip.id for clip in clips}
        if not names >= self.strips.keys() | self.troubles.keys():
            self.strips = {name: each for name, each in self.strips.items() if name in names}
            self.troubles = {n: words for n, words in self.troubles.items() if n in names}
        if any(clip.pattern not in self.labels for clip in clips):
            self._load_labels()
        self._want(names - self.strips.keys())

    def _hear_light(self, fact: PatternReady) -> None:
        if self._is_ours(fact):
            if fact.clip in self.troubles:
                others = self.troubles.items()
                self.troubles = {name: words for name, words in others if name != fact.clip}
            self._want({fact.clip})

    def _hear_trouble(self, fact: PatternFailed) -> None:
        if self._is_ours(fact):
            self.troubles = {**self.troubles, fact.clip: fact.trouble.message}
            self.changed.emit()

    def _is_ours(self, fact: PatternReady | PatternFailed) -> bool:
        score = self._session.score
        return score is not None and score.id == fact.score

    def _want(self, names: set[ClipId]) -> None:
        self._wanted |= names
        if self._wanted and not self._gathering.isActive():
            self._gathering.start()

    def _fetch_light(self) -> None:
        names, patterns = tuple(self._wanted), self._session.desk.patterns
        self._wanted.clear()
        self._session.ask(lambda: light_of_clips(patterns, names), self._make_strips)

    def _make_strips(self, light: Mapping[ClipId, Lit]) -> None:
        if light:
            self._session.ask_aside(lambda: _pictures(light), self._take_strips)

    def _take_strips(self, made: dict[ClipId, Pictures]) -> None:
        score = self._session.score
        names = set() if score is None else {clip.id for clip in score.clips}
        self.strips = self.strips | {n: each for n, each in made.items() if n in names}
        self.changed.emit()

    def _paint(self, key: str, work: Callable[[], Tiles]) -> None:
        self._session.ask_aside(work, partial(self._take_tiles, key), key=f"{key} tiles")

    def _take_tiles(self, key: str, made: Tiles) -> None:
        takes = {
            "wave": self.tiles.take,
            "overview": self.whole.take,
            "tones": self.tones.take,
        }
        takes[key](made)
        self.waved.emit()

    def _hear_artifact(self, fact: ArtifactReady) -> None:
        if self._concerns(fact.artifact.track, fact.artifact.kind):
            self._load_sketch()
        track = self._session.track
        is_ours = track is not None and fact.artifact.track == track.id
        if is_ours and fact.artifact.kind == TONE_KIND:
            self._load_tones()

    def _hear_progress(self, fact: JobMoved) -> None:
        if self._concerns(fact.track, fact.kind) and self.tiles.sketch is None:
            doing = "Decoding the sound" if fact.kind == "pcm" else "Drawing the waveform"
            self._say(f"{doing}  {fact.share * 100:.0f} %")

    def _hear_failure(self, fact: JobFailed) -> None:
        if self._concerns(fact.track, fact.kind):
            self._say(fact.trouble.message)

    def _say(self, words: str) -> None:
        self.wave_words = words
        self.changed.emit()

    def _concerns(self, track: TrackId, kind: str) -> bool:
        open_track = self._session.track
        return open_track is not None and open_track.id == track and kind in WAVE_KINDS


def _pictures(light: Mapping[ClipId, Lit]) -> dict[ClipId, Pictures]:
    strips = ((name, strip_of(told)) for name, told in light.items())
    return {name: Pictures.of(strip) for name, strip in strips if strip is not None}
