"""How well mixes come apart whose voices are known, beside plain ways in the same run.

`python -m benchmarks.separation --corpus DIR … [--limit N] [--weights FILE] [--models DIR]`
takes folders of items with `mix.flac` and `stems/`. Means of SDR and scale-invariant SDR in
decibels, of the mean of both channels, over the items in which a voice sounds; what the sum of
the four voices differs from the mix by; seconds of the processor for one of sound.
"""

import argparse
import sys
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soxr

from benchmarks import _separators as separators
from luma.domain.stems import Stem
from luma.domain.units import HOUSE_RATE
from workers.training import corpus

Rows = dict[str, list[dict[str, float]]]

OWN = "luma"
_SILENT = 1e-3


def sdr(truth: separators.Singles, said: separators.Singles) -> tuple[float, float] | None:
    """How far the error lies below a voice, plain and at the best level; `None` for silence."""
    true, made = truth.mean(axis=1, dtype=np.float64), said.mean(axis=1, dtype=np.float64)
    power = float(true @ true)
    if power < _SILENT:
        return None
    level = float(true @ made) / power
    off, rest = made - true, made - level * true
    plain = power / (float(off @ off) + 1e-9)
    free = level**2 * power / (float(rest @ rest) + 1e-9)
    return float(10 * np.log10(plain)), float(10 * np.log10(free + 1e-12))


def measure(items: Sequence[corpus.Item], ways: dict[str, separators.Way]) -> Rows:
    """The figures of each way, item by item, and those of Luma by whether drums play."""
    rows: Rows = {}
    for item in items:
        mix = _at_house_rate(*item.mix())
        truth = {stem: _at_house_rate(*item.stem(stem)) for stem in Stem}
        for name, way in ways.items():
            began = time.process_time()
            voices = way(mix, truth)
            cost = (time.process_time() - began) / (len(mix) / HOUSE_RATE)
            figures = {"cost": cost}
            for stem in Stem:
                if (pair := sdr(truth[stem], voices[stem])) is not None:
                    figures[f"SDR {stem}"], figures[f"SI-SDR {stem}"] = pair
            off = np.sum([voices[stem] for stem in Stem], axis=0) - mix
            figures["sum"] = _decibels(off, mix)
            rows.setdefault(name, []).append(figures)
            if name == OWN:
                part = "with" if "SDR drums" in figures else "without"
                rows.setdefault(f"{name}, {part} drums", []).append(figures)
    return rows


def table(rows: Rows) -> str:
    """Means over the items in which a voice sounds, a line for each way."""
    head = ["SDR / SI-SDR dB", "n", *(str(stem) for stem in Stem), "sum dB", "cost"]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for name, items in rows.items():
        cells = [name, str(len(items))]
        for stem in Stem:
            heard = [one for one in items if f"SDR {stem}" in one]
            pair = [_mean(heard, f"{kind} {stem}") for kind in ("SDR", "SI-SDR")]
            cells.append(f"{pair[0]:.2f} / {pair[1]:.2f}" if heard else "-")
        cells += [f"{max(one['sum'] for one in items):.0f}", f"{_mean(items, 'cost'):.3f}"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _mean(items: Sequence[dict[str, float]], figure: str) -> float:
    return float(np.mean([one[figure] for one in items])) if items else 0.0


def _at_house_rate(samples: separators.Singles, rate: int) -> separators.Singles:
    made = samples if rate == HOUSE_RATE else soxr.resample(samples, rate, HOUSE_RATE)
    return np.asarray(made, np.float32)


def _decibels(off: separators.Singles, of: separators.Singles) -> float:
    return float(10 * np.log10(np.mean(off**2) / max(float(np.mean(of**2)), 1e-12) + 1e-20))


def main(arguments: Sequence[str] | None = None) -> int:
    """Take each corpus apart in each way and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--limit", type=int, default=0, help="so many items of each corpus")
    parser.add_argument("--weights", type=Path, help="of the built-in separator")
    parser.add_argument("--models", type=Path, help="a model store that holds htdemucs")
    parser.add_argument("--own-only", action="store_true", help="no other ways beside it")
    asked = parser.parse_args(arguments)
    if not asked.corpus:
        print("Not measured: name a folder of music with its voices by --corpus.")
        return 0
    ways: dict[str, separators.Way] = {}
    if not asked.own_only:
        ways |= {
            "the mix itself": separators.untouched,
            "harmonic, percussive and bands": separators.plain,
            "oracle ratio mask": separators.oracle,
        }
    ways[OWN] = separators.luma(asked.weights)
    if asked.models and (asked.models / "htdemucs").is_dir():
        ways["demucs"] = separators.demucs(asked.models)
    for folder in asked.corpus:
        items = list(corpus.items(folder))
        items.sort(key=lambda item: zlib.crc32(item.name.encode()))
        items = items[: asked.limit or None]
        print(f"\n{folder.name}, n = {len(items)}", flush=True)
        print(table(measure(items, ways)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
