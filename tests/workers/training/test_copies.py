"""What trainers hear: every song on one side, and altered copies with their own truth."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
import soundfile

from luma.domain.harmony import Chord
from workers import _beatears, _drumears, _pitches
from workers.training import augment, beats_data, chords_corpus, drums_data, stems_data
from workers.training.copies import Copy, copies
from workers.training.corpus import STEMS, items

RATE, SECONDS = 44_100, 6
BEATS = np.arange(0.5, 5.6, 0.5)
SPEED = 2 ** (1 / 12)
TRAINERS = ["beats", "chords", "drums", "stems"]

One = TypeVar("One", beats_data.Item, drums_data.Item, stems_data.Item)

FONTS = {
    "song1_s1": ("song1", "fluid", "pattern1"),
    "song1_s2": ("song1", "timgm", "pattern1"),
    "song2_s1": ("song2", "muse", "pattern0"),
    "song3_s1": ("song3", "fluid", "pattern1"),
    "song3_s2": ("song3", "timgm", "pattern0"),
    "song4_s1": ("song4", "muse", "pattern2"),
    "dance-house-0_s0": ("dance-house-0", "", "pattern1"),
    "dance-house-3_s3": ("dance-house-3", "", "pattern0"),
}
LEARNT = {"song1_s1", "song4_s1", "dance-house-3_s3"}
JUDGING = {"song3_s2", "dance-house-0_s0"}


def write_song(folder: Path, song: str, font: str, pattern: str) -> None:
    """A low A under strokes on every beat, and everything that is known about them."""
    (folder / "stems").mkdir(parents=True)
    time = np.arange(SECONDS * RATE) / RATE
    drums, silence = np.zeros((2, len(time)))
    burst = np.random.default_rng(1).normal(0, 0.3, 600) * np.exp(-np.arange(600) / 100)
    for beat in BEATS:
        drums[round(beat * RATE) :][:600] = burst
    tone = 0.05 * np.sin(2 * np.pi * 220 * time)
    voices = dict(zip(STEMS, (drums, tone, silence, tone), strict=True))
    for name, voice in voices.items():
        soundfile.write(folder / "stems" / f"{name}.flac", np.stack([voice] * 2, 1), RATE)
    mix = np.stack([drums + 2 * tone] * 2, 1)
    soundfile.write(folder / "mix.flac", mix, RATE)
    rows = [f"{beat}\t{n % 4 + 1}\n" for n, beat in enumerate(BEATS)]
    (folder / "beats.txt").write_text("".join(rows))
    (folder / "drums.txt").write_text("".join(f"{beat}\tsnare\t0.7\n" for beat in BEATS))
    (folder / "chords.lab").write_text("0\t6\tA:maj\n")
    parts = {"bass": {"soundfont": font}} if font else {}
    about = {"song": song, "parts": parts, "drum_patterns": [pattern]}
    (folder / "meta.json").write_text(json.dumps(about))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Songs that teach, songs that judge, and songs that mix both."""
    folder = tmp_path_factory.mktemp("corpus")
    for name, made_of in FONTS.items():
        write_song(folder / name, *made_of)
    return folder


@pytest.fixture
def faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every altered copy is a semitone higher, and nothing else happens to it."""
    use = np.arange(9) == 0
    monkeypatch.setattr(augment, "_chosen", lambda _: (use.copy(), SPEED))


def sides(trainer: str, corpus: Path, features: Path) -> set[tuple[str, bool]]:
    """The copies that a trainer hears, and whether they are kept back."""
    found: Sequence[Copy | beats_data.Item | drums_data.Item | stems_data.Item]
    if trainer == "chords":
        found = chords_corpus.sung([corpus])
    elif trainer == "beats":
        found = beats_data.gather([corpus], features)
    elif trainer == "drums":
        found = drums_data.gather([corpus], features)
    else:
        found = stems_data.gather([corpus], features)
    return {(item.name, item.is_kept_back) for item in found}


@pytest.mark.parametrize("trainer", TRAINERS)
def test_all_trainers_hold_the_same_songs_back(
    corpus: Path, tmp_path: Path, trainer: str, faster: None
) -> None:
    wanted = {(f"{corpus.name}-{name}-plain", False) for name in LEARNT}
    wanted |= {(f"{corpus.name}-{name}-altered1", False) for name in LEARNT}
    wanted |= {(f"{corpus.name}-{name}-plain", True) for name in JUDGING}
    assert sides(trainer, corpus, tmp_path) == wanted


def test_nothing_learnt_from_judges(corpus: Path) -> None:
    """Songs, SoundFonts and patterns; of dance music only the songs are dealt."""
    heard: dict[bool, set[str]] = {False: set(), True: set()}
    for copy in copies([corpus], 2):
        heard[copy.is_kept_back].add(copy.item.song)
        if not copy.item.song.startswith("dance"):
            heard[copy.is_kept_back] |= copy.item.fonts | copy.item.patterns
    assert heard[False] == {"song1", "song4", "fluid", "muse", "pattern1", "pattern2"} | {
        "dance-house-3"
    }
    assert not heard[False] & heard[True]


def test_beats_follow(corpus: Path, tmp_path: Path, faster: None) -> None:
    item = _altered(beats_data.gather([corpus], tmp_path))
    assert item.times == pytest.approx(BEATS / SPEED)
    assert list(item.places[:5]) == [1, 2, 3, 4, 1]
    rise = np.diff(item.loud.astype(np.float64).mean(axis=1))
    struck = np.round(item.times * _beatears.FPS).astype(int)
    assert all(rise[at - 3 : at + 2].max() > 0.2 * rise.max() for at in struck)


def test_strokes_follow(corpus: Path, tmp_path: Path, faster: None) -> None:
    item = _altered(drums_data.gather([corpus], tmp_path))
    assert item.strokes["snare"][:, 0] == pytest.approx(BEATS / SPEED)
    assert set(item.strokes["snare"][:, 1]) == {0.7}
    assert len(item.strokes["kick"]) == len(item.strokes["hat"]) == 0
    rise = np.diff(item.loud.astype(np.float64).mean(axis=1))
    struck = np.round(item.strokes["snare"][:, 0] * _drumears.FPS).astype(int)
    assert all(rise[at - 3 : at + 2].max() > 0.2 * rise.max() for at in struck)


def test_chords_follow(corpus: Path, tmp_path: Path, faster: None) -> None:
    plain, higher = (
        chords_corpus.item(copy, tmp_path, 1)
        for copy in chords_corpus.sung([corpus])
        if copy.item.name == "song1_s1"
    )
    middle = slice(10, 40)
    for item, name in ((plain, "A:maj"), (higher, "A#:maj")):
        chord = Chord.parse(name)
        assert set(item.chords[middle]) == {chords_corpus.state_of(name)}
        assert set(item.bass[middle]) == {chord.root}
        assert item.tones[20, chord.root] == 1
    per_tone = plain.spectra.shape[2] / (_pitches.TONES + 2 * chords_corpus.SPARE)
    loudest = [int(item.spectra[0, middle].mean(axis=0).argmax()) for item in (plain, higher)]
    assert loudest[1] - loudest[0] == pytest.approx(per_tone, abs=1)


def test_written_notes_follow(corpus: Path, tmp_path: Path, faster: None) -> None:
    track = bytes.fromhex("00ff5103 07a120 00 90 39 40 8f00 39 00 00ff2f00")
    head = b"MThd" + bytes.fromhex("00000006 0000 0001 01e0")
    write_song(tmp_path / "c" / "song1_s9", "song1", "fluid", "pattern1")
    file = tmp_path / "c" / "song1_s9" / "band.mid"
    file.write_bytes(head + b"MTrk" + len(track).to_bytes(4) + track)
    copy = chords_corpus.sung([tmp_path / "c"])[1]
    tones = chords_corpus.item(copy, tmp_path, 1).tones
    last = round(2.0 / SPEED * _pitches.FPS)
    assert set(tones[:last].argmax(axis=1)) == {10}
    assert tones[:last].sum() == last
    assert tones[last:].sum() == 0


def test_voices_stay_together(corpus: Path, tmp_path: Path, faster: None) -> None:
    item = _altered(stems_data.gather([corpus], tmp_path))
    assert item.bpm == pytest.approx(120 * SPEED)
    assert np.abs(item.voices[STEMS.index("vocals")]).max() == 0
    level = np.abs(item.voices[STEMS.index("drums")].astype(np.float64)).mean(axis=1)
    frame = stems_data.SAME / 4 / RATE
    struck = np.round(BEATS / SPEED / frame).astype(int)
    assert all(level[at - 1 : at + 2].max() > 10 * level[at - 8] for at in struck)


def test_what_was_heard_is_kept(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = beats_data.gather([corpus], tmp_path)
    monkeypatch.setattr(augment, "augmented", None)
    again = beats_data.gather([corpus], tmp_path)
    assert len(once) == len(again) == 2 * len(LEARNT) + len(JUDGING)
    for one, other in zip(once, again, strict=True):
        assert np.array_equal(one.loud, other.loud)
        assert np.array_equal(one.times, other.times)


def test_a_copy_is_the_same_on_every_run(corpus: Path) -> None:
    (song,) = (item for item in items(corpus) if item.name == "song4_s1")
    runs = [[c for c in copies([corpus], 2) if c.item.name == song.name] for _ in range(2)]
    plain, *others = ([copy.mix()[0] for copy in pair] for pair in zip(*runs, strict=True))
    assert np.array_equal(plain[0], song.mix()[0])
    for one, other in others:
        assert np.array_equal(one, other)
        assert not np.array_equal(one, plain[0])
    assert not np.array_equal(others[0][0], others[1][0])


def _altered(found: Sequence[One]) -> One:
    return next(item for item in found if item.name.endswith("song1_s1-altered1"))
