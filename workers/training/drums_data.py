"""Music whose drum strokes are known, as the drum network meets it."""

import functools
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from workers._drumears import BANDS, FPS, level, loudness, seen
from workers._drumnet import DRUMS
from workers.training import corpus
from workers.training.chords_midi import struck
from workers.training.copies import ALTERED, Copy, copies, kept

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
Dice = np.random.Generator

NOTES = {
    "kick": frozenset({35, 36}),
    "snare": frozenset({37, 38, 39, 40}),
    "hat": frozenset({42, 44, 46, 51, 53, 59}),
}
"""Which numbers of General MIDI each drum has; rides are hats, crashes and toms nothing."""
OFTENER = 3.0
"""How much oftener whole songs of others are learnt from than dance music of our own."""
FLOOR = -13.8
_OF_DRUMS = 0.6


@dataclass(frozen=True, eq=False)
class Item:
    """A sound: what is heard of it, and when each drum is struck how hard, `(strokes, 2)`.

    `share` says how much oftener than others it is learnt from. What is kept back is for
    choosing settings, and never learnt from.
    """

    name: str
    song: str
    loud: Halves
    strokes: dict[str, Floats]
    share: float = 1.0
    voice: str = "mix"
    is_kept_back: bool = False

    @functools.cached_property
    def level(self) -> float:
        """How loud its loud moments are."""
        return level(self.loud.astype(np.float32))


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """What the network sees, what it should say, and how hard the strokes are."""

    picture: Singles
    wanted: Singles
    strength: Singles


def strokes_of(item: corpus.Item) -> dict[str, Floats]:
    """The moment and strength of each drum's strokes in a song."""
    midi = item.folder / "band.mid"
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in DRUMS}
    if midi.is_file():
        for stroke in struck(midi):
            for name, notes in NOTES.items():
                if stroke.pitch in notes:
                    found[name].append((stroke.start, stroke.velocity / 127))
    for told in item.truth.strokes:
        found[told.drum].append((told.second, told.strength))
    return {name: np.array(sorted(rows)).reshape(-1, 2) for name, rows in found.items()}


def gather(corpora: Sequence[Path], features: Path, altered: int = ALTERED) -> list[Item]:
    """What is learnt from and what judges; what is heard is worked out once and kept.

    Of every second song the drums alone are a sound of their own. Of songs without drums every
    third is taken.
    """
    features.mkdir(parents=True, exist_ok=True)
    return [item for copy in copies(corpora, altered) for item in _sounds(copy, features)]


def _sounds(copy: Copy, features: Path) -> Iterator[Item]:
    item = copy.item
    strokes = strokes_of(item)
    lot = zlib.crc32(item.name.encode())
    has_drums = any(len(rows) for rows in strokes.values())
    share = OFTENER if has_drums and not item.is_own else 1.0
    voices = ["mix"] if has_drums or lot % 3 == 0 else []
    voices += ["drums"] if has_drums and lot % 2 == 0 else []
    for voice in voices:
        yield Item(
            copy.name,
            item.song,
            kept(features / f"{copy.name}-{voice}.npy", functools.partial(_loud, copy, voice)),
            _followed(copy, strokes),
            share if voice == "mix" else 1.0,
            voice,
            copy.is_kept_back,
        )


def _followed(copy: Copy, strokes: dict[str, Floats]) -> dict[str, Floats]:
    """Where and how hard the drums are struck in a copy."""
    told = [corpus.Stroke(at, name, force) for name in strokes for at, force in strokes[name]]
    truth = copy.truth(replace(copy.item.truth, strokes=tuple(told)))
    rows = {
        name: [(s.second, s.strength) for s in truth.strokes if s.drum == name]
        for name in DRUMS
    }
    return {name: np.array(found).reshape(-1, 2) for name, found in rows.items()}


def _loud(copy: Copy, voice: str) -> Halves:
    samples, rate = copy.mix() if voice == "mix" else copy.stem(voice)
    return loudness(samples, rate=rate).astype(np.float16)


def example(item: Item, frames: int, dice: Dice) -> Example:
    """A stretch of a sound with its colour, pitch and noise changed."""
    first = int(dice.integers(0, max(1, len(item.loud) - frames)))
    heard = item.loud[first : first + frames].astype(np.float32)
    if len(heard) < frames:
        heard = np.pad(heard, ((0, frames - len(heard)), (0, 0)), constant_values=FLOOR)
    loudest = item.level + dice.normal(0, 0.25)
    wanted, strength = wishes(item.strokes, frames, first / FPS)
    return Example(seen(_changed(heard, dice), loudest), wanted, strength)


def laid_over(music: Item, drums: Item, frames: int, dice: Dice) -> Example:
    """A stretch of drums on a stretch of music that has none, more or less loud."""
    gain = float(music.level - drums.level + dice.uniform(-1.0, 0.5))
    _, under = _stretch(music, frames, dice)
    first, over = _stretch(drums, frames, dice)
    over = over + np.float32(gain) + _curve(dice, _OF_DRUMS)
    heard = _changed(np.logaddexp(under, over), dice)
    level = float(np.logaddexp(music.level, drums.level + gain)) - 0.2 + dice.normal(0, 0.25)
    return Example(seen(heard, level), *wishes(drums.strokes, frames, first / FPS))


def _stretch(item: Item, frames: int, dice: Dice) -> tuple[int, Singles]:
    """Some frames of an item, and where they begin in it."""
    first = int(dice.integers(0, max(1, len(item.loud) - frames)))
    heard = item.loud[first : first + frames].astype(np.float32)
    short = frames - len(heard)
    return first, np.pad(heard, ((0, short), (0, 0)), constant_values=FLOOR)


def wishes(strokes: dict[str, Floats], frames: int, start: float) -> tuple[Singles, Singles]:
    """What the network should say from a second on, and how hard, `(drums, frames)` each."""
    wanted = np.zeros((len(DRUMS), frames), np.float32)
    strength = np.zeros_like(wanted)
    for row, name in enumerate(DRUMS):
        rows = strokes[name]
        rows = rows[(rows[:, 0] > start - 0.02) & (rows[:, 0] < start + frames / FPS + 0.01)]
        at = np.round((rows[:, 0] - start) * FPS).astype(int)
        for aside, share in ((-1, 0.4), (1, 0.4), (0, 1.0)):
            near = at + aside
            inside = (near >= 0) & (near < frames)
            np.maximum.at(wanted[row], near[inside], share)
        inside = (at >= 0) & (at < frames)
        np.maximum.at(strength[row], at[inside], rows[inside, 1].astype(np.float32))
    return wanted, strength


def _changed(loud: Singles, dice: Dice) -> Singles:
    """The same music through other ears: pitch, colour, distance and noise."""
    if dice.random() < 0.5:
        bands = np.arange(BANDS) + dice.uniform(-2, 2) * np.linspace(0.3, 1, BANDS)
        bands = np.clip(bands, 0, BANDS - 1.001)
        low = bands.astype(int)
        share = (bands - low).astype(np.float32)
        loud = loud[:, low] * (1 - share) + loud[:, low + 1] * share
    if dice.random() < 0.7:
        loud = loud + _curve(dice, 0.7)
    if dice.random() < 0.3:
        middle = loud.mean(axis=0)
        loud = middle + (loud - middle) * np.float32(dice.uniform(0.75, 1.15))
    if dice.random() < 0.4:
        noise = dice.uniform(-9, -4) + _curve(dice, 0.8)
        grain = 0.5 * np.log(dice.exponential(1.0, loud.shape) + 1e-3)
        loud = np.logaddexp(loud, (noise + grain).astype(np.float32))
    return np.maximum(loud, np.float32(FLOOR)).astype(np.float32)


def _curve(dice: Dice, height: float) -> Singles:
    """A smooth change of colour over all bands."""
    at = np.linspace(0, 1, 5)
    return np.interp(np.linspace(0, 1, BANDS), at, dice.normal(0, height, 5)).astype(np.float32)
