"""Audio graphs as files, with what their nodes remember where that was asked for."""

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from luma.audio.kernel.places import Memoir
from luma.domain.audiograph import AUDIO
from luma.domain.errors import BadDocument
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json

MEMORY: Final = "memory"
_LARGEST = 64 * 1024 * 1024


def write_graph(path: Path, doc: GraphDoc, memoirs: Mapping[NodeId, Memoir]) -> None:
    """Write a graph, and beside its nodes what they remember."""
    memory: dict[str, Json] = {name: _written(memoir) for name, memoir in memoirs.items()}
    kept = replace(doc, extra={**doc.extra, MEMORY: memory})
    aside = path.with_name(path.name + ".new")
    aside.write_text(AUDIO.write(kept))
    aside.replace(path)


def read_graph(path: Path) -> tuple[GraphDoc, dict[NodeId, Memoir]]:
    """The graph in a file, and what its nodes remembered when it was written."""
    try:
        text = path.read_text()
    except (OSError, UnicodeDecodeError) as cause:
        raise BadDocument(f"The audio graph in {path.name} cannot be read.") from cause
    doc = AUDIO.read(text)
    kept = doc.extra.get(MEMORY, {})
    bare = replace(doc, extra={k: v for k, v in doc.extra.items() if k != MEMORY})
    if not isinstance(kept, dict):
        raise BadDocument(
            f"What the nodes in {path.name} remember is not written as it should."
        )
    return bare, {NodeId(name): _read(path, each) for name, each in kept.items()}


def _written(memoir: Memoir) -> dict[str, Json]:
    return {
        "kind": memoir.key,
        "state": _packed(memoir.state),
        "room": _packed(memoir.room),
    }


def _packed(array: npt.NDArray[Any]) -> str:
    little = array.astype(array.dtype.newbyteorder("<"))
    return base64.b64encode(zlib.compress(little.tobytes(), 1)).decode()


def _read(path: Path, data: Json) -> Memoir:
    try:
        assert isinstance(data, dict)
        kind = str(data["kind"])
        return Memoir(kind, _unpacked(data["state"], "<f8"), _unpacked(data["room"], "<f4"))
    except (AssertionError, KeyError, ValueError, zlib.error, binascii.Error) as cause:
        raise BadDocument(f"What a node in {path.name} remembers cannot be read.") from cause


def _unpacked(text: Json, kind: str) -> npt.NDArray[Any]:
    assert isinstance(text, str)
    packed = base64.b64decode(text, validate=True)
    return np.frombuffer(zlib.decompressobj().decompress(packed, _LARGEST), kind).copy()
