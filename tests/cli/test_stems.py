"""The voices of a track as files."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from luma.app import stemfiles
from luma.domain.errors import Refused
from luma.domain.stems import Stem, StemSet
from tests import sounds
from tests.cli.commands import Luma


@pytest.fixture
def track(luma: Luma, tmp_path: Path) -> str:
    file = sounds.write(tmp_path / "Song.wav", sounds.drums(120, 3.0))
    return str(luma("import", "--json", file).lines[0]["track"])


def test_a_track_is_taken_apart_and_its_voices_sum_to_it(
    luma: Luma, track: str, tmp_path: Path
) -> None:
    out = tmp_path / "apart"
    answer = luma("stems", track, "--out", out, "--engine", "built-in", "--json")
    assert answer.code == 0
    told = answer.lines[0]
    assert told["engine"] == "built-in"
    assert sorted(path.name for path in out.iterdir()) == sorted(f"{s}.flac" for s in Stem)
    song, rate = soundfile.read(tmp_path / "Song.wav", dtype="float32", always_2d=True)
    read = [soundfile.read(out / f"{stem}.flac", always_2d=True) for stem in Stem]
    assert {each[1] for each in read} == {48_000}
    if rate == 48_000:
        total = sum(each[0] for each in read) / float(str(told["gain"]))
        left = np.abs(total - song).max()
        assert left < 1e-4
    again = luma("stems", track, "--out", out, "--format", "wav")
    assert again.code == 0
    assert (out / "drums.wav").exists()


def test_an_engine_that_is_not_known_is_refused(luma: Luma, track: str, tmp_path: Path) -> None:
    answer = luma("stems", track, "--out", tmp_path / "apart", "--engine", "magic")
    assert answer.code != 0
    assert not (tmp_path / "apart").exists()


@pytest.fixture
def loud(tmp_path: Path) -> StemSet:
    folder = tmp_path / "made"
    folder.mkdir()
    dice = np.random.default_rng(4)
    voices = {stem: dice.uniform(-1.6, 1.6, (9000, 2)).astype(np.float32) for stem in Stem}
    return sounds.write_stems(folder, voices, "luma")


def test_wav_has_the_level_of_the_mix_and_flac_that_of_the_library(
    tmp_path: Path, loud: StemSet
) -> None:
    wav = stemfiles.write_stem_files(loud, tmp_path / "out", "wav")
    flac = stemfiles.write_stem_files(loud, tmp_path / "out", "flac")
    for stem in Stem:
        floats, _ = soundfile.read(wav[stem], dtype="float32")
        bits, _ = soundfile.read(flac[stem], dtype="float32")
        assert np.abs(floats).max() > 1.5
        assert np.allclose(bits / loud.gain, floats, atol=1e-6)
        assert flac[stem].read_bytes() == loud.files[stem].read_bytes()


def test_what_cannot_be_written_leaves_nothing_half_done(
    tmp_path: Path, loud: StemSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused):
        stemfiles.write_stem_files(loud, tmp_path / "file", "flac")

    def full(stems: StemSet, stem: Stem, file: Path) -> None:
        file.write_bytes(b"half")
        if stem is Stem.VOCALS:
            raise OSError("No space left on device")

    monkeypatch.setattr(stemfiles, "_copy", full)
    with pytest.raises(Refused, match="No space"):
        stemfiles.write_stem_files(loud, tmp_path / "out", "flac")
    assert list((tmp_path / "out").iterdir()) == []
