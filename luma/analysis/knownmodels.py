"""The models that Luma knows by name: their files, where these lie, and their sums."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: where it is had from, and what it must be.

    A file with `text` is written, not fetched.
    """

    name: str
    sha256: str
    bytes: int
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A model that can be installed: what it is for, whose it is, and on what terms."""

    name: str
    purpose: str
    licence: str
    home: str
    files: tuple[ModelFile, ...]

    @property
    def bytes(self) -> int:
        """How much room it takes."""
        return sum(file.bytes for file in self.files)


HTDEMUCS = Model(
    "htdemucs",
    "takes tracks apart into drums, bass, vocals and the rest (kind stems)",
    "MIT",
    "https://github.com/adefossez/demucs",
    (
        ModelFile(
            "955717e8-8726e21a.th",
            "8726e21a993978c7ba086d3872e7608d7d5bfca646ca4aca459ffda844faa8b4",
            84_141_911,
            "https://dl.fbaipublicfiles.com/demucs/hybrid_transformer/955717e8-8726e21a.th",
        ),
        ModelFile(
            "htdemucs.yaml",
            "239c445d0b14454d541ad8bd9bb271c9e536d267e8a4625208744cbb2e7bb66c",
            21,
            text="models: ['955717e8']\n",
        ),
    ),
)
BEAT_THIS = Model(
    "beat_this",
    "finds beats and downbeats (engine beat_this of the kind beats)",
    "MIT",
    "https://github.com/CPJKU/beat_this",
    (
        ModelFile(
            "final0.ckpt",
            "8c328b45f59d8dd3dff219253ff6a8d6482be57d0133a29140e2febbf8eb8331",
            81_058_141,
            "https://cloud.cp.jku.at/public.php/dav/files/7ik4RrBKTS273gp/final0.ckpt",
        ),
    ),
)
KNOWN: Mapping[str, Model] = MappingProxyType({m.name: m for m in (BEAT_THIS, HTDEMUCS)})
