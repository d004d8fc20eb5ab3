"""The sound of a track, its parts and its drums, on their way into patterns."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luma.analysis import formats
from luma.app import patterns, recordings
from luma.app.events import ArtifactReady, ShowReady
from luma.app.features import features_of
from luma.app.recordings import DecodedMix, Voice, recordings_of
from luma.app.services import Desk
from luma.audio.pcm import Pcm
from luma.domain.drums import DrumTrack, Hits
from luma.domain.graphdoc import NodeDoc, Wire
from luma.domain.graphedits import AddNode, Connect
from luma.domain.ids import NodeId, Recipe, TrackId
from luma.domain.sections import Section, SectionTrack
from luma.domain.sound import Samples
from luma.domain.stems import Stem, StemSet
from luma.domain.track import Artifact
from luma.graph.cache import Cache
from luma.graph.run import Result
from luma.graph.run import run as graph_run
from tests import sounds
from tests.app.desks import GLOW, LAMP, Facts, a_clip, a_desk, a_show, a_track, hear, until

LENGTH = 2500
DRUMS = DrumTrack(*(Hits(np.array([0.5, 1.5]), np.array([1.0, 0.5])) for _ in range(3)))
PARTS = SectionTrack((Section(0.0, 4.0, "verse"), Section(4.0, 8.0, "drop", 1)))


def by_chance(length: int, seed: int = 1) -> Samples:
    dice = np.random.default_rng(seed)
    return dice.uniform(-0.4, 0.4, (length, 2)).astype(np.float32)


def voices(folder: Path, length: int = LENGTH) -> tuple[StemSet, dict[Stem, Samples]]:
    """Four voices in a folder, and what they are."""
    folder.mkdir(exist_ok=True)
    sound = {stem: by_chance(length, seed) for seed, stem in enumerate(Stem)}
    return sounds.write_stems(folder, sound, "demucs"), sound


def expected(sound: Samples, start: int, stop: int) -> Samples:
    """The mean of two channels, sample by sample."""
    return np.array(
        [sound[n].mean() if 0 <= n < len(sound) else 0.0 for n in range(start, stop)],
        np.float32,
    )


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Voices that are decoded in pieces of a thousand samples, of which four are kept."""
    monkeypatch.setattr(recordings, "PIECE", 1000)
    monkeypatch.setattr(recordings, "_decoded", Cache(4 * (4000 + 256)))


spans = given(st.integers(-1500, 4000), st.integers(0, 3000))
shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@spans
@shared
def test_the_mix_is_read_where_it_is_listened_to(
    tmp_path: Path, start: int, count: int
) -> None:
    sound = by_chance(LENGTH)
    mix = DecodedMix(Pcm.gather([sound], tmp_path / "abc.npy"))
    assert mix.name == "abc.npy"
    assert np.allclose(mix.mono(start, start + count), expected(sound, start, start + count))


@spans
@shared
@pytest.mark.usefixtures("small_pieces")
def test_a_voice_is_put_together_from_its_pieces(
    tmp_path: Path, start: int, count: int
) -> None:
    stems, sound = voices(tmp_path / "stems")
    heard = Voice(stems, Stem.BASS).mono(start, start + count)
    wanted = expected(sound[Stem.BASS], start, start + count)
    assert heard.shape == wanted.shape
    assert np.allclose(heard, wanted, atol=1e-6)


@pytest.mark.usefixtures("small_pieces")
def test_a_piece_is_decoded_when_it_is_needed_and_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stems, _ = voices(tmp_path / "stems")
    read, asked = formats.read_stem, []

    def counted(of: StemSet, stem: Stem, start: int = 0, stop: int | None = None) -> Samples:
        asked.append((stem, start))
        return read(of, stem, start, stop)

    monkeypatch.setattr(formats, "read_stem", counted)
    bass, drums = Voice(stems, Stem.BASS), Voice(stems, Stem.DRUMS)
    assert asked == []
    bass.mono(1100, 1200)
    assert asked == [(Stem.BASS, 1000)]
    bass.mono(900, 1300)
    Voice(stems, Stem.BASS).mono(0, 2000)
    assert asked == [(Stem.BASS, 1000), (Stem.BASS, 0)]
    assert not bass.mono(-500, 0).any()
    assert asked == [(Stem.BASS, 1000), (Stem.BASS, 0)]
    asked.clear()
    drums.mono(0, 3000)
    bass.mono(0, 3000)
    assert recordings._decoded.size <= recordings._decoded.limit
    assert len(asked) == 6, "four pieces fit, and the oldest were let go"


def test_long_after_its_end_a_voice_is_silent_at_once(tmp_path: Path) -> None:
    stems, _ = voices(tmp_path / "stems")
    heard = Voice(stems, Stem.OTHER).mono(10**12, 10**12 + 800)
    assert not heard.any()


def test_voices_of_other_tracks_have_other_names(tmp_path: Path) -> None:
    one, other = (voices(tmp_path / name)[0] for name in ("one", "other"))
    names = {Voice(stems, stem).name for stems in (one, other) for stem in Stem}
    assert len(names) == 8
    heard = recordings_of(None, one)
    assert heard is not None
    assert set(heard.stems) == set(Stem)
    assert recordings_of(None, None) is None


def shelve(desk: Desk, track: TrackId, kind: str, value: object) -> Artifact:
    """Put a result on its shelf, as if the workshop had made it."""
    folder = desk.paths.blobs / "aside"
    folder.mkdir(parents=True, exist_ok=True)
    path = formats.shelve(value, desk.paths.blobs, Recipe(f"{kind}0"), folder)
    file = str(path.relative_to(desk.paths.blobs))
    artifact = Artifact(Recipe(f"{kind}0"), track, kind, "test", 1, file, 1)
    desk.ground.keeper.save(lambda shelf: shelf.artifacts.add(artifact)).result()
    return artifact


def test_what_nothing_here_makes_is_not_known_and_nothing_fails(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 1.0).id
        features = features_of(desk.analyses, track, 1.0)
        assert features.beats.assumed
        assert features.sections is None
        assert features.drums is None
        assert features.recordings is None
        hear(desk, track, "pcm")
        known = features_of(desk.analyses, track, 1.0).recordings
        assert known is not None
        assert known.mix is not None
        assert np.abs(known.mix.mono(0, 48_000)).max() > 0.1
        assert not known.stems


def test_sections_drums_and_voices_are_known_once_they_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds: dict[type, str] = {SectionTrack: "sections", DrumTrack: "drums", StemSet: "stems"}
    monkeypatch.setattr(
        "luma.analysis.catalogue.Catalogue.makes", lambda _, kind: kind in kinds
    )
    monkeypatch.setattr(
        "luma.analysis.catalogue.Catalogue.kind_of", lambda _, kind: kinds[kind]
    )
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 1.0).id
        shelve(desk, track, "sections", PARTS)
        shelve(desk, track, "drums", DRUMS)
        shelve(desk, track, "stems", voices(tmp_path / "stems")[0])
        features = features_of(desk.analyses, track, 1.0)
    assert features.sections == PARTS
    assert features.drums is not None
    assert np.array_equal(features.drums.snare.seconds, [0.5, 1.5])
    assert features.recordings is not None
    assert set(features.recordings.stems) == set(Stem)
    assert features.recordings.mix is None


def test_an_open_show_takes_voices_when_they_come_and_makes_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[set[str]] = []

    def counted(*given: object) -> Result:
        result = graph_run(*given)  # type: ignore[arg-type]
        ran.append({str(name) for name in result.timings})
        return result

    monkeypatch.setattr(patterns, "run", counted)
    it, loud = NodeId("it"), NodeId("loud")
    with a_show(tmp_path, a_clip("a", 0.0, 8.0)) as (desk, facts):
        track = desk.shows.show
        assert track is not None
        stems, _ = voices(tmp_path / "stems", 8 * 48_000)
        made = shelve(desk, track.track, "stems", stems)
        ran.clear()
        arrive(desk, facts, made)
        assert ran == [set()], "light that needs no voices is at hand"
        for edit in (
            AddNode(it, NodeDoc("in/stem")),
            AddNode(loud, NodeDoc("listen/follow")),
            Connect(Wire(it, "out", loud, "audio")),
            Connect(Wire(loud, "out", LAMP, "intensity")),
        ):
            desk.documents.edit("graph", GLOW, edit)
            facts.wait(ShowReady)
        lit = until(lambda: desk.lane.call(lambda: desk.lights.plan.frame(60)[0][0, 0]))
    assert 0.3 < lit < 0.5


def arrive(desk: Desk, facts: Facts, artifact: Artifact) -> None:
    """Tell of a result, and wait for the light that it leads to."""
    facts.so_far()
    desk.lane.call(lambda: desk.bus.announce(ArtifactReady(artifact, 1.0)))
    facts.wait(ShowReady)
