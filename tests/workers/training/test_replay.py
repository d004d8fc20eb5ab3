"""Songs are played anew: the same music on other drums and basses, with its truth."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from workers.training import anew, corpus, replay
from workers.training.chords_midi import Note, Stroke, melodic_notes, struck
from workers.training.copies import SPLIT
from workers.training.dance.sound import RATE

SECONDS = 4


def song(track: bytes, name: str) -> bytes:
    """A track of a MIDI file, at sixty beats a minute and ninety-six ticks a beat."""
    named = bytes([0, 0xFF, 3, len(name)]) + name.encode()
    body = named + track + bytes([0, 0xFF, 0x2F, 0])
    return b"MTrk" + len(body).to_bytes(4) + body


def midi(path: Path, *tracks: bytes) -> Path:
    """A MIDI file of tracks."""
    tempo = bytes([0, 0xFF, 0x51, 3]) + (1_000_000).to_bytes(3)
    head = b"MThd" + (6).to_bytes(4) + bytes([0, 1, 0, 1 + len(tracks), 0, 96])
    path.write_bytes(head + song(tempo, "") + b"".join(tracks))
    return path


def notes(channel: int, pitches: Sequence[int]) -> bytes:
    """A note a half beat, each held nearly to the next."""
    on, off = bytes([0x90 | channel]), bytes([0x80 | channel])
    each = [bytes([0]) + on + bytes([p, 100, 40]) + off + bytes([p, 0]) for p in pitches]
    rest = bytes([8]) + off + bytes([0, 0])
    return b"".join(one + rest for one in each)


@pytest.fixture
def item(tmp_path: Path) -> corpus.Item:
    """A song of four seconds with drums on an ordinary channel, a bass and a lead."""
    folder = tmp_path / "corpus" / "song1_s1"
    (folder / "stems").mkdir(parents=True)
    midi(
        folder / "band.mid",
        song(notes(0, [36, 42, 38, 42, 36, 42, 38, 42]), "drums"),
        song(notes(1, [33, 33, 40, 40, 33, 33, 40]), "bass"),
        song(notes(2, [69, 71]), "melody"),
    )
    time = np.arange(SECONDS * RATE) / RATE
    tone = np.repeat(0.2 * np.sin(2 * np.pi * 440 * time)[:, None], 2, axis=1)
    for stem in corpus.STEMS:
        soundfile.write(folder / "stems" / f"{stem}.flac", tone, RATE)
    soundfile.write(folder / "mix.flac", tone, RATE)
    (folder / "beats.txt").write_text("".join(f"{n}\t{n + 1}\n" for n in range(4)))
    meta = {"song": "song1", "bpm": 60, "parts": {"melody": {"soundfont": "fluid"}}}
    (folder / "meta.json").write_text(json.dumps(meta))
    return corpus.read(folder)


def test_a_track_named_drums_is_drums_whatever_its_channel(item: corpus.Item) -> None:
    file = item.folder / "band.mid"
    assert [stroke.pitch for stroke in struck(file)] == [36, 42, 38, 42] * 2
    assert {note.pitch for note in melodic_notes(file)} == {33, 40, 69, 71}
    assert [note.pitch for note in melodic_notes(file, "bass")] == [33, 33, 40, 40, 33, 33, 40]


def test_a_song_played_anew_has_new_drums_and_their_truth(
    item: corpus.Item, tmp_path: Path
) -> None:
    folder = replay.replayed(item, 0, anew.Kits(), tmp_path / "out")
    assert folder is not None
    made = corpus.read(folder)
    assert (made.song, made.fonts) == ("song1", frozenset({"fluid"}))
    assert np.array_equal(made.truth.beats, item.truth.beats)
    mix, rate = made.mix()
    voices = {stem: made.stem(stem)[0] for stem in corpus.STEMS}
    assert rate == RATE
    assert np.abs(np.sum(list(voices.values()), axis=0) - mix).max() < 4 / 32768
    assert made.truth.strokes
    quick = np.abs(voices["drums"]).max(axis=1)
    for stroke in made.truth.strokes:
        at = round(stroke.second * RATE)
        assert (
            quick[at : at + RATE // 50].max()
            > 3 * quick[max(0, at - RATE // 100) : at].max(initial=1e-4)
            or stroke.strength < 0.5
        )


def test_drums_are_struck_when_they_are_said_to_be(item: corpus.Item) -> None:
    rng = np.random.default_rng(1)
    played = anew.varied([Stroke(0.5, 36, 110), Stroke(1.5, 38, 110)] * 20, rng)
    assert {name for _, name, _ in played} <= {"kick", "snare", "clap", "rim", "hat"}
    for name in ("kick", "snare", "hat"):
        wave, fonts = anew.drums([(0.5, name, 1.0)], RATE, anew.Kits(), rng)
        assert not fonts
        loud = np.abs(wave).max(axis=0)
        at = RATE // 2
        assert loud[at : at + 500].max() > 5 * loud[: at - 100].max()


def test_basses_of_kits_play_the_pitches_asked_for(tmp_path: Path) -> None:
    time = np.arange(RATE) / RATE
    tones: dict[str, Any] = {
        str(pitch): np.repeat(
            (9000 * np.sin(2 * np.pi * 440 * 2 ** ((pitch - 69) / 12) * time))[None], 2, axis=0
        ).astype(np.int16)
        for pitch in (28, 40, 52)
    }
    np.savez(tmp_path / "bass-own-0-33.npz", **tones)
    found = anew.Kits.of(tmp_path)
    heard = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        wave, fonts = anew.bassline([Note(0.0, 0.9, 33)], RATE, found, rng)
        if fonts:
            heard.append(np.abs(np.fft.rfft(wave.mean(axis=0), 8 * RATE)).argmax() / 8)
    assert len(heard) > 4
    assert np.median(heard) == pytest.approx(55, rel=0.02)


def test_the_same_number_plays_the_same(item: corpus.Item, tmp_path: Path) -> None:
    one, two = (replay.replayed(item, 3, anew.Kits(), tmp_path / name) for name in "ab")
    other = replay.replayed(item, 4, anew.Kits(), tmp_path / "a")
    assert one is not None
    assert two is not None
    assert other is not None
    assert (one / "mix.wav").read_bytes() == (two / "mix.wav").read_bytes()
    assert (one / "mix.wav").read_bytes() != (other / "mix.wav").read_bytes()


def test_songs_of_the_test_are_not_played_anew(item: corpus.Item, tmp_path: Path) -> None:
    names = (f"song{n}" for n in range(99))
    away = next(name for name in names if SPLIT.holds_back(replace(item, song=name)))
    meta = json.loads((item.folder / "meta.json").read_text())
    (item.folder / "meta.json").write_text(json.dumps(meta | {"song": away}))
    asked = ["--corpus", str(item.folder.parent), "--out", str(tmp_path / "out")]
    assert replay.main(asked) == 0
    assert not (tmp_path / "out").exists()
    (item.folder / "meta.json").write_text(json.dumps(meta))
    assert replay.main([*asked, "--copies", "2"]) == 0
    assert len(list(corpus.items(tmp_path / "out"))) == 2
