"""Presets: settings of an effect that go together, under a name that says what they are for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luma.domain.nodetype import Json


@dataclass(frozen=True, slots=True)
class Preset:
    """A name for some settings of an effect; what is not named has its default."""

    effect: str
    name: str
    settings: Mapping[str, Json] = field(default_factory=dict)


PRESETS = (
    Preset("gain", "Half as loud", {"level": -10.0}),
    Preset("gain", "Silence", {"level": -120.0}),
    Preset("pan", "Half left", {"place": -0.5}),
    Preset("pan", "Half right", {"place": 0.5}),
    Preset("width", "Mono", {"amount": 0.0}),
    Preset("width", "Narrow", {"amount": 0.6}),
    Preset("width", "Wide", {"amount": 1.4}),
    Preset("eq3", "No bass", {"low": -60.0}),
    Preset("eq3", "No mids", {"mid": -60.0}),
    Preset("eq3", "No highs", {"high": -60.0}),
    Preset("eq3", "Bass alone", {"mid": -60.0, "high": -60.0}),
    Preset("eq", "Clear voice", {"low_cut": 90.0, "first_gain": -3.0, "third_gain": 3.0}),
    Preset("eq", "Warm", {"low_gain": 3.0, "second_gain": -1.0, "high_gain": -2.0}),
    Preset("eq", "Bright", {"low_gain": -1.0, "high_gain": 4.0}),
    Preset("eq", "Small speaker", {"low_cut": 300.0, "high_cut": 4500.0, "second_gain": 4.0}),
    Preset("eq", "No rumble", {"low_cut": 35.0}),
    Preset("filter", "From next door", {"kind": "low", "frequency": 350.0}),
    Preset("filter", "Thin", {"kind": "high", "frequency": 800.0}),
    Preset("filter", "Telephone", {"kind": "band", "frequency": 1500.0, "resonance": 0.8}),
    Preset("filter", "Hum away", {"kind": "notch", "frequency": 50.0, "resonance": 10.0}),
    Preset("sweep", "Under water", {"knob": -0.7, "resonance": 2.0}),
    Preset("sweep", "Build", {"knob": 0.6, "resonance": 2.5}),
    Preset(
        "compressor",
        "Gentle",
        {"threshold": -20.0, "ratio": 2.0, "knee": 12.0, "attack": 0.02, "release": 0.25},
    ),
    Preset(
        "compressor",
        "Punchy drums",
        {"threshold": -16.0, "ratio": 4.0, "knee": 3.0, "attack": 0.03, "makeup": 4.0},
    ),
    Preset(
        "compressor",
        "Even voice",
        {"threshold": -24.0, "ratio": 3.5, "attack": 0.005, "release": 0.12, "makeup": 6.0},
    ),
    Preset(
        "compressor",
        "Pumping",
        {"threshold": -36.0, "ratio": 10.0, "knee": 0.0, "attack": 0.002, "release": 0.22},
    ),
    Preset("limiter", "Safe", {"ceiling": -1.0}),
    Preset("limiter", "Loud", {"ceiling": -0.5, "drive": 6.0, "release": 0.05}),
    Preset("limiter", "For neighbours", {"ceiling": -18.0, "drive": 6.0, "release": 0.4}),
    Preset("gate", "Drums", {"threshold": -35.0, "hold": 0.03, "release": 0.06}),
    Preset("gate", "Noise away", {"threshold": -55.0, "release": 0.3, "floor": -20.0}),
    Preset("delay", "Slap", {"seconds": 0.09, "feedback": 0.0, "mix": 0.25}),
    Preset("delay", "Dotted eighths", {"timing": "beats", "beats": 0.75, "feedback": 0.45}),
    Preset(
        "delay",
        "From side to side",
        {"timing": "beats", "beats": 0.5, "ping_pong": True, "feedback": 0.55, "mix": 0.35},
    ),
    Preset(
        "delay",
        "Dub",
        {"timing": "beats", "beats": 0.75, "feedback": 0.75, "damping": 2000.0, "mix": 0.4},
    ),
    Preset("reverb", "Room", {"decay": 0.5, "size": 0.5, "before": 0.0, "mix": 0.2}),
    Preset("reverb", "Plate", {"decay": 1.6, "size": 0.7, "damping": 12_000.0}),
    Preset("reverb", "Hall", {"decay": 2.6, "size": 1.4, "before": 0.025, "damping": 5000.0}),
    Preset("reverb", "Cathedral", {"decay": 7.0, "size": 1.7, "before": 0.04, "mix": 0.35}),
)
"""All presets, those of one effect together."""


def presets_of(effect: str) -> tuple[Preset, ...]:
    """The presets of an effect, by its key."""
    return tuple(preset for preset in PRESETS if preset.effect == effect)
