"""An artifact's name: the hash of everything that its bytes depend on."""

import hashlib
import json
from collections.abc import Mapping

from luma.domain.ids import Recipe
from luma.domain.nodetype import Json
from luma.domain.units import HOUSE_RATE, LIGHT_FPS


def recipe(
    kind: str,
    engine: str,
    version: int,
    settings: Mapping[str, Json],
    inputs: Mapping[str, str],
) -> Recipe:
    """The name of a result: what makes it, how it is set, and what it is made from by name.

    At the root stands the name of the sound, `payload_sha256`.
    """
    words = {
        "kind": kind,
        "engine": engine,
        "version": version,
        "settings": dict(settings),
        "inputs": dict(inputs),
        "house": [HOUSE_RATE, LIGHT_FPS],
    }
    text = json.dumps(words, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return Recipe(hashlib.sha256(text.encode()).hexdigest())
