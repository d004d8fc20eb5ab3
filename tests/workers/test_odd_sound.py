"""Odd sounds through the whole workshop: heard, or failed with a reason, and never for ever."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from luma.app.analyses import Wish
from luma.app.events import JobFailed, TrackComplete
from luma.app.services import Desk
from luma.audio.pcm import Pcm
from luma.audio.peaks import Peaks
from luma.domain.energy import Energy, Loudness
from luma.domain.ids import TrackId
from luma.domain.rhythm import BeatGrid
from luma.domain.stems import StemSet
from luma.domain.units import HOUSE_RATE
from tests import sounds
from tests.app.desks import PATIENCE, ROOT, Facts, a_desk, a_track
from tests.cli.commands import Luma

Samples = np.ndarray
RNG = np.random.default_rng(11)
THREE_HOURS, ROOM_FOR_IT = 3 * 3600, 12 << 30


def speech(seconds: float) -> Samples:
    """Syllables: bursts of coloured noise of uneven length, with pauses."""
    at = np.arange(round(seconds * HOUSE_RATE))
    loud = np.interp(at, np.sort(RNG.choice(at, 40)), RNG.uniform(0, 1, 40) ** 3)
    hiss = np.convolve(RNG.standard_normal(len(at)), np.ones(16) / 16, "same")
    return sounds.stereo(0.4 * loud * hiss)


def with_holes(seconds: float) -> Samples:
    """Drums with numbers in them that are none."""
    out = sounds.drums(120, seconds)
    out[1000:1010], out[5000], out[7000] = np.nan, np.inf, -1e30
    return out


ODD: dict[str, tuple[Samples, int, str]] = {
    "silence": (sounds.silence(6.0), HOUSE_RATE, "PCM_16"),
    "one second": (sounds.sine(330, 1.0), HOUSE_RATE, "PCM_16"),
    "a tenth of a second": (sounds.sine(330, 0.1), HOUSE_RATE, "PCM_16"),
    "one sample": (sounds.sine(330, 1 / HOUSE_RATE), HOUSE_RATE, "PCM_16"),
    "speech": (speech(8.0), HOUSE_RATE, "PCM_16"),
    "noise": (0.3 * RNG.standard_normal((6 * HOUSE_RATE, 2)), HOUSE_RATE, "FLOAT"),
    "holes": (with_holes(6.0), HOUSE_RATE, "FLOAT"),
    "all of it no number": (np.full((HOUSE_RATE, 2), np.nan), HOUSE_RATE, "FLOAT"),
    "direct current": (np.full((4 * HOUSE_RATE, 2), 0.7), HOUSE_RATE, "FLOAT"),
    "clipping": (np.clip(20 * sounds.drums(128, 6.0), -1, 1), HOUSE_RATE, "PCM_16"),
    "far too loud": (40.0 * sounds.drums(128, 6.0), HOUSE_RATE, "FLOAT"),
    "mono": (sounds.drums(120, 6.0)[:, :1], HOUSE_RATE, "PCM_16"),
    "8 kHz": (sounds.drums(120, 6.0)[::6, :1], 8000, "PCM_U8"),
}


def hear_all(desk: Desk, names: dict[TrackId, str]) -> dict[str, list[str]]:
    """Hear all kinds of some tracks; the failures of each."""
    facts = Facts(desk, (TrackComplete, JobFailed))
    for name in names:
        desk.lane.call(lambda name=name: desk.analyses.complete(name))  # type: ignore[misc]  # default binds
    left = set(names)
    failed: dict[str, list[str]] = {title: [] for title in names.values()}
    while left:
        fact = facts.heard.get(timeout=10 * PATIENCE)
        if isinstance(fact, JobFailed):
            failed[names[fact.track]].append(fact.trouble.sentence())
        else:
            left.discard(fact.track)
    return failed


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_odd_sound_is_heard_to_its_end(tmp_path: Path) -> None:
    files = []
    for title, (samples, rate, subtype) in ODD.items():
        soundfile.write(tmp_path / f"{title}.wav", samples, rate, subtype=subtype)
        files.append(tmp_path / f"{title}.wav")
    with a_desk() as desk:
        outcomes = desk.library.add(files).result(PATIENCE)
        names = {each.track.id: each.path.stem for each in outcomes if each.track}
        assert sorted(names.values()) == sorted(ODD)
        failed = hear_all(desk, names)
        assert {title: said for title, said in failed.items() if said} == {}
        for name, title in names.items():
            _is_plausible(desk, name, title)


def _is_plausible(desk: Desk, name: TrackId, title: str) -> None:
    samples, rate, _ = ODD[title]
    pcm, peaks = desk.analyses.load(name, Pcm), desk.analyses.load(name, Peaks)
    energy, grid = desk.analyses.load(name, Energy), desk.analyses.load(name, BeatGrid)
    loudness = desk.analyses.load(name, Loudness)
    assert pcm is not None, title
    assert peaks is not None, title
    assert energy is not None, title
    assert grid is not None, title
    assert loudness is not None, title
    assert abs(pcm.frames - len(samples) * HOUSE_RATE / rate) <= 2, title
    for values in (pcm.samples, peaks.levels[0], energy.loudness, grid.beats):
        assert np.isfinite(values).all(), title
    assert np.isfinite([loudness.integrated, loudness.true_peak]).all(), title
    assert (np.diff(grid.beats) > 0).all(), title
    if title in ("silence", "direct current", "all of it no number", "one sample"):
        assert grid.assumed, title


@pytest.mark.slow
def test_damaged_weights_are_told_and_luma_hears_with_its_own(tmp_path: Path) -> None:
    with a_desk() as desk:
        store = desk.paths.models / "htdemucs"
        store.mkdir(parents=True)
        (store / "htdemucs.yaml").write_text("models: []\n")
        (store / "SHA256SUMS").write_text(f"{'0' * 64}  htdemucs.yaml\n")
        track = a_track(desk, tmp_path, 2.0)
        facts = Facts(desk, (TrackComplete, JobFailed))
        wish = Wish(("stems", "pcm", "peaks", "loudness"))
        desk.lane.call(lambda: desk.analyses.complete(track.id, wish))
        assert "weights" in facts.wait(JobFailed).trouble.sentence()
        assert facts.wait(TrackComplete).failed == ()
        stems = desk.analyses.load(track.id, StemSet)
        assert stems is not None
        assert stems.engine == "luma"
        assert desk.analyses.load(track.id, Loudness) is not None


def _with_little_room(
    home: Path, size: str, *words: object
) -> subprocess.CompletedProcess[str]:
    """A command whose results lie on a disk of its own, which is small."""
    blobs = home / "data" / "blobs"
    blobs.mkdir(parents=True, exist_ok=True)
    script = 'mount -t tmpfs -o "size=$1" none "$2" && shift 2 && exec "$@"'
    command = [sys.executable, "-m", "luma", *map(str, words)]
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", size, blobs, *command],
        cwd=ROOT, env={**os.environ, "LUMA_HOME": str(home)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_a_full_disk_fails_what_has_no_room_and_is_told(
    luma_home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    luma = Luma(capsys)
    may = subprocess.run(
        ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"],
        capture_output=True, check=False,
    )  # fmt: skip
    if may.returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk")
    small = sounds.write(tmp_path / "Small.wav", sounds.drums(120, 2.0))
    large = sounds.write(tmp_path / "Large.wav", sounds.drums(120, 20.0))
    assert luma("import", small, large).code == 0
    words = ("analyse", "--only", "pcm,peaks", "--jobs", "1")
    told = _with_little_room(luma_home, "3m", *words)
    assert told.returncode == 1
    assert '"pcm" did not finish for "Large": there was no room in' in told.stderr
    assert "Make room" in told.stderr
    assert sorted(line.split()[0] for line in told.stdout.splitlines()) == ["pcm", "peaks"]
    healed = luma(*words)
    assert (healed.code, healed.err) == (0, "")
    assert luma("library", "check").code == 0


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_mix_of_three_hours_is_heard(tmp_path: Path) -> None:
    """As a FLAC of 8 kHz in which little happens; decoded it takes four gigabytes."""
    if shutil.disk_usage(tmp_path).free < ROOM_FOR_IT:
        pytest.skip("the disk has no room for three hours of sound")
    beat = sounds.drums(120, 2.0)[::6, :1]
    minute = np.concatenate([np.tile(beat, (3, 1)), np.zeros((54 * 8000, 1), np.float32)])
    file = tmp_path / "mix.flac"
    with soundfile.SoundFile(file, "w", 8000, 1, subtype="PCM_S8") as out:
        for _ in range(THREE_HOURS // 60):
            out.write(minute)
    with a_desk() as desk:
        (outcome,) = desk.library.add([file]).result(PATIENCE)
        assert outcome.track is not None
        assert hear_all(desk, {outcome.track.id: "mix"}) == {"mix": []}
        peaks = desk.analyses.load(outcome.track.id, Peaks)
        assert peaks is not None
        assert peaks.frames == THREE_HOURS * HOUSE_RATE
