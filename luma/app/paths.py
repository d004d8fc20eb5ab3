"""Where things live; `LUMA_HOME` moves all of it."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from luma.domain.errors import Unavailable

APPLICATION = "luma"


@dataclass(frozen=True, slots=True)
class Paths:
    """The roots under which Luma keeps what it keeps."""

    data: Path
    config: Path
    state: Path
    cache: Path
    runtime: Path

    @classmethod
    def find(cls, library: Path | None = None) -> "Paths":
        """The roots for a library: the one named, `LUMA_LIBRARY`'s, or the platform's own."""
        home = os.environ.get("LUMA_HOME")
        roots = _under(Path(home).absolute()) if home else _of_the_platform()
        chosen = library or os.environ.get("LUMA_LIBRARY")
        return cls(Path(chosen).absolute(), *roots[1:]) if chosen else cls(*roots)

    def make(self) -> "Paths":
        """The same roots, now there; only the owner may look into the runtime one."""
        try:
            for root in (self.data, self.config, self.state, self.cache):
                root.mkdir(parents=True, exist_ok=True)
            self.runtime.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as cause:
            raise Unavailable(
                f'The folder "{cause.filename}" cannot be made: {cause.strerror}.',
                hint="Choose another with --library DIR or LUMA_HOME.",
            ) from cause
        return self

    @property
    def database(self) -> Path:
        """The library's database."""
        return self.data / "luma.db"

    @property
    def files(self) -> Path:
        """The library's own copies of the user's files."""
        return self.data / "files"

    @property
    def fixtures(self) -> Path:
        """The kinds of lamps that the user brought or drew."""
        return self.data / "fixtures"

    @property
    def blobs(self) -> Path:
        """What was made from the files, and can be made again."""
        return self.data / "blobs"

    @property
    def models(self) -> Path:
        """The weights of models."""
        return self.data / "models"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"

    @property
    def compiled(self) -> Path:
        """Compiled code; `NUMBA_CACHE_DIR` moves it alone."""
        return Path(os.environ.get("NUMBA_CACHE_DIR") or self.cache / "compiled")

    def track_file(self, sha256: str, suffix: str) -> Path:
        """The library's copy of a file by its hash."""
        return self.files / sha256[:2] / f"{sha256}{suffix.lower()}"


Roots = tuple[Path, Path, Path, Path, Path]


def _under(home: Path) -> Roots:
    return (home / "data", home / "config", home / "state", home / "cache", home / "runtime")


def _of_the_platform() -> Roots:
    dirs = platformdirs.PlatformDirs(APPLICATION, appauthor=False)
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    memory = Path("/dev/shm")  # noqa: S108  (what the sound callback writes must not touch a disk)
    place = memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
    fallback = place / f"{APPLICATION}-{_user()}"
    return (
        dirs.user_data_path,
        dirs.user_config_path,
        dirs.user_state_path,
        dirs.user_cache_path,
        Path(runtime) / APPLICATION if runtime else fallback,
    )


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
