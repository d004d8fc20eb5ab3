"""A bounce is what is played, in a file that is whole; playing takes a rate and a count-in."""

import os
import signal
from pathlib import Path

import numpy as np
import pytest
import soundfile

from luma.audio.kernel import engine
from luma.cli.play import SHORTEST_LOOP
from luma.domain.units import HOUSE_RATE
from tests import sounds
from tests.app.desks import ROOT, a_desk
from tests.cli.commands import Luma, start


@pytest.fixture
def track(luma: Luma, tmp_path: Path) -> str:
    file = sounds.write(tmp_path / "Song.wav", sounds.drums(120, 4.0))
    return str(luma("import", "--json", file).lines[0]["track"])


def decoded(track: str) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    with a_desk() as desk:
        file = desk.analyses.find_file(desk.library.track(track).id, "pcm")
        assert file is not None
        samples = np.load(file)
    return np.broadcast_to(samples, (len(samples), 2))


def test_a_stretch_is_written_to_the_bit(luma: Luma, track: str, tmp_path: Path) -> None:
    out = tmp_path / "odd näme\n1.wav"
    answer = luma("bounce", track, out, "--from", "1", "--to", "2.5", "--json")
    assert answer.code == 0, answer.err
    (told,) = answer.lines
    assert (told["file"], told["seconds"], told["bits"]) == (str(out), 1.5, "float")
    written, rate = soundfile.read(out, dtype="float32")
    assert rate == HOUSE_RATE
    assert np.array_equal(written, decoded(track)[HOUSE_RATE : HOUSE_RATE * 5 // 2])
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".wav") == [
        "Song.wav",
        out.name,
    ]


def test_a_flac_has_24_bits_and_a_rate_shortens(luma: Luma, track: str, tmp_path: Path) -> None:
    out = tmp_path / "fast.flac"
    assert luma("bounce", track, out, "--rate", "2").code == 0
    info = soundfile.info(out)
    assert (info.subtype, info.frames) == ("PCM_24", 2 * HOUSE_RATE)


def test_the_rack_is_heard_unless_it_is_left_out(
    luma: Luma, track: str, tmp_path: Path
) -> None:
    with a_desk() as desk:
        desk.lane.call(lambda: desk.rack.add("gain", None, {"level": -20.0}))
    soft, plain = tmp_path / "soft.wav", tmp_path / "plain.wav"
    assert luma("bounce", track, soft).code == 0
    assert luma("bounce", track, plain, "--no-effects").code == 0
    wet, dry = (soundfile.read(path)[0] for path in (soft, plain))
    assert np.abs(wet - 0.1 * dry).max() < 1e-5
    assert np.abs(dry).max() > 0.1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["out.mp3"], (2, "end in .wav or .flac")),
        (["nowhere/out.wav"], (1, "there is no folder")),
        (["out.wav", "--from", "9"], (2, "nothing from second 9")),
        (["out.wav", "--to", "nan"], (2, "nothing from second 0")),
        (["out.wav", "--rate", "3"], (2, "It is 0.5 to 2.")),
        (["out.wav", "--stems", "drums,flute"], (2, 'no voice called "flute"')),
        (["out.flac", "--bits", "float"], (2, "does not hold floats")),
    ],
)
def test_what_cannot_be_bounced_is_told_in_words(
    luma: Luma, track: str, tmp_path: Path, words: list[str], told: tuple[int, str]
) -> None:
    answer = luma("bounce", track, tmp_path / words[0], *words[1:])
    code, said = told
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(("out", ".out"))] == []


def test_an_effect_that_is_not_known_is_passed_by_and_told(
    luma: Luma, track: str, tmp_path: Path
) -> None:
    file = tmp_path / "rack.json"
    assert luma("rack", "add", "gain").code == 0
    assert luma("rack", "save", file).code == 0
    file.write_text(file.read_text().replace('"type": "gain"', '"type": "shimmer"'))
    assert luma("rack", "load", file).code == 0
    told = luma("bounce", track, tmp_path / "out.wav", "--to", "1")
    assert told.code == 0
    assert '"shimmer"' in told.err
    assert "passes by" in told.err
    silent = luma("bounce", track, tmp_path / "out.wav", "--to", "1", "--no-effects")
    assert "shimmer" not in silent.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "1", "--to", "1.001", "--loop"], "It lasts 0.01 s or more."),
        (["--for", "-1"], "more than 0"),
        (["--for", "nan"], "more than 0"),
    ],
)
def test_what_cannot_be_played_is_refused_before_a_sound(
    luma: Luma, track: str, words: list[str], said: str
) -> None:
    refused = luma("play", track, "--silent", *words)
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err
    assert "frame" not in refused.err
    assert HOUSE_RATE * SHORTEST_LOOP == engine.SHORTEST_LOOP


@pytest.mark.slow
def test_an_interrupted_bounce_leaves_nothing(luma: Luma, tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "Long.wav", np.zeros((HOUSE_RATE * 600, 1), np.float32))
    track = luma("import", "--json", file).lines[0]["track"]
    luma("analyse", "--only", "pcm", track)
    out = tmp_path / "out" / "long.flac"
    out.parent.mkdir()
    process = start("bounce", track, out, cwd=ROOT)
    while not list(out.parent.iterdir()):
        assert process.poll() is None
    os.kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in said
    assert list(out.parent.iterdir()) == []


def test_play_takes_a_rate_and_counts_in(luma: Luma, track: str) -> None:
    words = ("--silent", "--from", "1", "--to", "3", "--rate", "2", "--count-in", "2")
    answer = luma("play", track, *words, "--json")
    assert answer.code == 0, answer.err
    assert answer.lines[0]["seconds"] == pytest.approx(1.0, abs=0.05), "it counts in first"
    refused = luma("play", track, "--silent", "--rate", "0.1")
    assert (refused.code, refused.out) == (2, "")
    assert "It is 0.5 to 2." in refused.err


@pytest.mark.slow
def test_the_pitch_is_kept_on_wish(luma: Luma, tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "tone.wav", sounds.sine(440, 3.0))
    track = luma("import", "--json", file).lines[0]["track"]
    peaks = []
    for more in ([], ["--keep-pitch"]):
        out = tmp_path / f"{len(more)}.wav"
        answer = luma("bounce", track, out, "--rate", "1.5", *more)
        assert answer.code == 0, answer.err
        heard = soundfile.read(out)[0][HOUSE_RATE // 2 : HOUSE_RATE * 3 // 2, 0]
        peaks.append(int(np.argmax(np.abs(np.fft.rfft(heard)))))
    assert peaks == [pytest.approx(660, abs=2), pytest.approx(440, abs=2)]
    answer = luma("play", track, "--silent", "--rate", "1.5", "--keep-pitch", "--from", "2")
    assert answer.code == 0, answer.err
