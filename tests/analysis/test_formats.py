"""Every kind of result comes back from its file, and appears whole or not at all."""

import resource
import signal
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luma.analysis import formats
from luma.audio.pcm import Pcm
from luma.audio.peaks import Peaks
from luma.domain.curve import Chroma
from luma.domain.energy import Energy
from luma.domain.errors import ArtifactError, OutOfRoom
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.ids import Recipe
from luma.domain.rhythm import BeatGrid
from luma.domain.stems import Stem, StemSet
from tests import sounds

per_example = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@per_example
@given(st.floats(40, 220), st.floats(0, 3), st.integers(2, 400))
def test_a_grid_comes_back_to_the_last_bit(
    tmp_path: Path, bpm: float, first: float, count: int
) -> None:
    grid = BeatGrid.steady(bpm, first=first, count=count)
    formats.save(grid, tmp_path / "a.json")
    back = formats.load(BeatGrid, tmp_path / "a.json")
    assert np.array_equal(back.beats, grid.beats)
    assert np.array_equal(back.downbeats, grid.downbeats)
    assert (back.confidence, back.assumed) == (grid.confidence, grid.assumed)


def test_chords_energy_and_chroma_come_back(tmp_path: Path) -> None:
    chords = ChordTrack(np.array([0, 1, 2.5]), (Chord.parse("C:maj/3"), Chord.parse("N")))
    formats.save(chords, tmp_path / f"a{formats.suffix_of(ChordTrack)}")
    back = formats.load(ChordTrack, tmp_path / "a.json")
    assert back.chords == chords.chords
    assert np.array_equal(back.edges, chords.edges)
    values = np.linspace(0, 1, 50, dtype=np.float32)
    formats.save(Energy(values, values**2, values**3), tmp_path / "b.npz")
    assert np.array_equal(formats.load(Energy, tmp_path / "b.npz").onset, values**2)
    chroma = Chroma(np.random.default_rng(1).random((1, 60, 12), np.float32))
    formats.save(chroma, tmp_path / "c.npz")
    assert np.array_equal(formats.load(Chroma, tmp_path / "c.npz").values, chroma.values)


def test_each_kind_has_its_own_ending() -> None:
    endings = {
        kind: formats.suffix_of(kind) for kind in (Pcm, Peaks, StemSet, BeatGrid, Energy)
    }
    assert list(endings.values()) == [".npy", ".npz", "", ".json", ".npz"]


@per_example
@given(st.floats(0.01, 4.0), st.integers(0, 2**31))
def test_stems_sum_back_to_the_mix_and_never_clip(
    tmp_path_factory: pytest.TempPathFactory, level: float, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("stems")
    rng = np.random.default_rng(seed)
    voices = {s: (level * rng.uniform(-1, 1, (2000, 2))).astype(np.float32) for s in Stem}
    shelved = formats.shelve(
        sounds.write_stems(folder, voices, "demucs"), folder / "blobs", Recipe("ab12"), folder
    )
    stems = formats.load(StemSet, shelved)
    assert stems.engine == "demucs"
    assert shelved == folder / "blobs" / "ab" / "ab12"
    total = sum(formats.read_stem(stems, stem) for stem in Stem)
    assert np.allclose(total, sum(voices.values()), atol=1e-5 * max(1, level))
    assert formats.size_of(shelved) == sum(f.stat().st_size for f in shelved.iterdir())


@per_example
@given(st.lists(st.floats(0.0, 4.0), min_size=1, max_size=5), st.integers(0, 2**31))
def test_stems_that_grow_louder_as_they_are_written_sum_back_too(
    tmp_path_factory: pytest.TempPathFactory, levels: list[float], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    writer = formats.StemWriter(tmp_path_factory.mktemp("stems"))
    written = [
        {s: (level * rng.uniform(-1, 1, (500, 2))).astype(np.float32) for s in Stem}
        for level in levels
    ]
    for block in written:
        writer.write(block)
    stems = writer.close("luma")
    for stem in Stem:
        voice = np.concatenate([block[stem] for block in written])
        assert np.abs(formats.read_stem(stems, stem) - voice).max(initial=0) < 1e-5
        assert np.abs(soundfile.read(stems.files[stem])[0]).max(initial=0) < 0.9995
    assert sorted(p.suffix for p in stems.files[Stem.BASS].parent.iterdir()) == [".flac"] * 4


@pytest.mark.parametrize("lacking", [200_000, 1_000])
def test_a_full_disk_is_told_and_leaves_no_voice_that_seems_whole(
    tmp_path: Path, lacking: int
) -> None:
    """Files that may not grow further: early, and in what the codec keeps back to the end."""
    rng = np.random.default_rng(1)
    voices = {s: rng.uniform(-1, 1, (50_000, 2)).astype(np.float32) * 0.5 for s in Stem}
    made = sounds.write_stems(tmp_path, voices, "luma")
    room = min(file.stat().st_size for file in made.files.values()) - lacking
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(OutOfRoom, match="did not take the voices"):
            sounds.write_stems(tmp_path, voices, "luma")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)


def test_sound_and_peaks_are_shelved_by_their_own_hand(tmp_path: Path) -> None:
    pcm = Pcm.gather([sounds.sine(440, 0.1)], tmp_path / "draft-of-mine.npy")
    path = formats.shelve(pcm, tmp_path / "blobs", Recipe("cd34"), tmp_path)
    assert np.array_equal(formats.load(Pcm, path).samples, pcm.samples)
    peaks = formats.shelve(Peaks.of(pcm.samples), tmp_path / "blobs", Recipe("cd35"), tmp_path)
    assert formats.load(Peaks, peaks).frames == pcm.frames
    assert sorted(p.name for p in (tmp_path / "blobs" / "cd").iterdir()) == [
        "cd34.npy",
        "cd35.npz",
    ]


@pytest.mark.parametrize("kind", [BeatGrid, Energy, StemSet, Pcm, Peaks])
def test_a_damaged_or_missing_file_is_told(tmp_path: Path, kind: type) -> None:
    with pytest.raises(ArtifactError, match="none"):
        formats.load(kind, tmp_path / "none")
    (tmp_path / "torn").write_bytes(b"{")
    with pytest.raises(ArtifactError, match="torn"):
        formats.load(kind, tmp_path / "torn")


@pytest.mark.parametrize("kind", [Energy, Peaks])
def test_arrays_that_break_off_are_told(tmp_path: Path, kind: type) -> None:
    values = np.linspace(0, 1, 50, dtype=np.float32)
    whole = (
        Energy(values, values, values)
        if kind is Energy
        else Peaks.of(np.stack([values, values], 1))
    )
    path = tmp_path / "torn.npz"
    formats.save(whole, path)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ArtifactError, match="torn"):
        formats.load(kind, path)
