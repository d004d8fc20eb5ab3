"""The chord network learns end to end, and hears in NumPy what it heard in torch."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from luma.domain.harmony import Chord
from luma.domain.units import HOUSE_RATE
from tests import sounds
from workers._chordnet import FAMILIES, NONE, ChordNet

torch = pytest.importorskip("torch", reason="the network is trained with torch")
pytest.importorskip("soxr", reason="songs are brought to the house rate with soxr")

PROGRESSIONS = (
    ["C:maj", "A:min", "F:maj", "G:maj"],
    ["D:maj", "B:min", "G:maj", "A:maj"],
    ["E:min", "C:maj", "D:maj", "B:min"],
)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer and shorter parts of songs in each step, and less noise."""
    monkeypatch.setattr("workers.training.chords._BATCH", 3)
    monkeypatch.setattr("workers.training.chords._FRAMES", 48)
    monkeypatch.setattr("workers.training.chords_nothing._SECONDS", 4)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three short songs with their chords."""
    for number, names in enumerate(PROGRESSIONS):
        place = tmp_path / "corpus" / f"song{number}_s1"
        place.mkdir(parents=True)
        soundfile.write(place / "mix.flac", sounds.progression(names, 1.5), HOUSE_RATE)
        rows = [f"{n * 1.5}\t{n * 1.5 + 1.5}\t{name}\n" for n, name in enumerate(names)]
        (place / "chords.lab").write_text("".join(rows))
        (place / "key.lab").write_text(f"0\t6\t{names[0]}\n")
        (place / "beats.txt").write_text("0\t1\n1.5\t1\n")
        (place / "meta.json").write_text(json.dumps({"song": f"song{number}"}))
    return tmp_path / "corpus"


def test_training_writes_weights_that_can_be_heard_with(corpus: Path, tmp_path: Path) -> None:
    from workers.training.chords import main

    out = tmp_path / "made" / "chords.npz"
    main(
        [
            "--corpus",
            str(corpus),
            "--out",
            str(out),
            "--minutes",
            "0",
            "--steps",
            "2",
        ]
    )
    assert out.stat().st_size <= 1_000_000
    with np.load(out, allow_pickle=False) as kept:
        net = ChordNet({name: kept[name] for name in kept.files})
    heard = net.hear(np.zeros((30, 252), np.float32))
    assert heard.chords.shape == (30, NONE + 1)
    assert np.allclose(np.exp(heard.chords).sum(axis=1), 1, atol=1e-4)
    assert net.turns.shape == (NONE + 1, NONE + 1)
    assert net.keys.shape == (24, NONE + 1)


def test_training_makes_the_loss_smaller(corpus: Path, tmp_path: Path) -> None:
    from workers.training import chords as training
    from workers.training.chords_corpus import item, sung
    from workers.training.chords_network import forward, fresh

    songs = [item(copy, tmp_path, 1) for copy in sung([corpus])]
    spectra, *targets = training._batch(songs, songs[0], np.random.default_rng(1))
    losses = [
        float(training._loss(forward(weights, spectra), *targets).detach())
        for weights in (fresh(1), training.train(songs, [], 0, 1, steps=20))
    ]
    assert losses[1] < 0.9 * losses[0]


def test_the_same_seed_gives_the_same_weights(corpus: Path, tmp_path: Path) -> None:
    from workers.training import chords as training
    from workers.training.chords_corpus import item, sung

    songs = [item(copy, tmp_path, 1) for copy in sung([corpus])]
    one, two, other = (training.train(songs, [], 0, seed, steps=2) for seed in (1, 1, 2))
    assert all(torch.equal(one[name], two[name]) for name in one)
    assert not torch.equal(one["fold"], other["fold"])


def test_numpy_hears_what_torch_hears() -> None:
    from workers.training.chords_network import forward, fresh

    weights = fresh(3)
    spectra = np.random.default_rng(4).random((400, 252), np.float32)
    with torch.no_grad():
        chords, bass, tones = forward(weights, torch.from_numpy(spectra)[None])
    heard = ChordNet({name: w.detach().numpy() for name, w in weights.items()}).hear(spectra)
    assert np.allclose(heard.chords, chords[0].log_softmax(1), atol=2e-3)
    assert np.allclose(heard.bass, bass[0].log_softmax(1), atol=2e-3)
    assert np.allclose(heard.tones, tones[0].sigmoid(), atol=2e-3)


def test_chords_are_counted_as_they_follow_each_other(corpus: Path) -> None:
    from workers.training.chords_corpus import state_of
    from workers.training.chords_habits import habits

    found = habits(sorted(corpus.iterdir()))
    assert np.allclose(np.exp(found["turns"]).sum(axis=1), 1, atol=1e-5)
    major, after = FAMILIES.index("maj"), np.exp(found["turns"])[FAMILIES.index("maj")]
    assert after[: len(FAMILIES)].sum() < 0.02
    assert after.argmax() in {state_of("A:min"), state_of("G:maj"), state_of("D:maj")}
    assert found["keys"][0].argmax() == major


@pytest.mark.parametrize(
    ("label", "plain"),
    [("G:maj6", "G:maj"), ("D:sus4(b7)", "D:sus4"), ("A:min7/b3", "A:min7"), ("N", "N")],
)
def test_richer_names_count_as_what_they_build_on(label: str, plain: str) -> None:
    from workers.training.chords_corpus import state_of

    chord = Chord.parse(plain)
    expected = NONE if chord.root is None else chord.root * len(FAMILIES)
    if chord.root is not None:
        expected += FAMILIES.index(chord.quality)
    assert state_of(label) == expected


def test_notes_come_out_of_a_midi_file(tmp_path: Path) -> None:
    from workers.training.chords_midi import Note, melodic_notes

    track = bytes.fromhex("00ff5103 07a120 00 90 3c 40 8360 3c 00 00 99 24 40 10 89 24 00")
    end = bytes.fromhex("00ff2f00")
    head = b"MThd" + bytes.fromhex("00000006 0000 0001 01e0")
    body = track + end
    file = tmp_path / "a.mid"
    file.write_bytes(head + b"MTrk" + len(body).to_bytes(4) + body)
    assert melodic_notes(file) == [Note(0.0, 0.5, 60)]
