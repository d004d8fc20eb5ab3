"""How each kind of result is written to and read from its file, and where that file lies."""

import dataclasses
import json
import os
import typing
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Protocol, Self, TypeVar, runtime_checkable
from zipfile import BadZipFile

import numpy as np
import soundfile

from luma.domain import codec
from luma.domain.errors import ArtifactError, BadDocument, OutOfRoom
from luma.domain.ids import Recipe
from luma.domain.sound import Samples
from luma.domain.stems import Stem, StemSet
from luma.domain.units import HOUSE_RATE

T = TypeVar("T")
_STEMS_FILE = "stems.json"
_HEADROOM = 0.999
_SPARE = 0.8
_BLOCK = 1 << 20
MORE_ROOM = "Make room on the disk; it is tried again at the next start."


@runtime_checkable
class OwnFile(Protocol):
    """A result that knows its own file, as decoded sound and its peaks do."""

    suffix: ClassVar[str]

    def write(self, path: Path) -> None:
        """Keep it in a file."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Take it from a file."""


def suffix_of(kind: type) -> str:
    """How the names of this kind's files end; a folder's name has no ending."""
    if hasattr(kind, "suffix"):
        return str(kind.suffix)
    if kind is StemSet:
        return ""
    return ".npz" if _is_all_arrays(kind) else ".json"


def file_of(recipe: Recipe, kind: type) -> str:
    """Where a result lies below the blobs folder."""
    return f"{recipe[:2]}/{recipe}{suffix_of(kind)}"


def save(value: object, path: Path) -> None:
    """Write a result to a file, or a folder of files."""
    if isinstance(value, OwnFile):
        value.write(path)
    elif isinstance(value, StemSet):
        _save_stems(value, path)
    elif _is_all_arrays(type(value)):
        with path.open("wb") as file:
            np.savez(file, **_arrays(value))
    else:
        text = json.dumps(codec.encode(value), allow_nan=False)
        path.write_text(text, encoding="utf-8")


def load(kind: type[T], path: Path) -> T:
    """The result of a kind that a file keeps."""
    if hasattr(kind, "suffix"):
        return typing.cast("T", typing.cast("type[OwnFile]", kind).open(path))
    try:
        if kind is StemSet:
            return typing.cast("T", _load_stems(path))
        if _is_all_arrays(kind):
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                return kind(**{name: kept[name] for name in kept.files})
        return codec.decode(kind, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, EOFError, BadZipFile, BadDocument) as error:
        raise ArtifactError(
            f'"{path}" does not hold what its name says: {error}',
            hint="Delete it; it will be made again.",
        ) from error


def shelve(value: object, blobs: Path, recipe: Recipe, aside: Path) -> Path:
    """Write a result aside, make it safe on disk, and let it appear whole under its name."""
    target = blobs / file_of(recipe, type(value))
    draft = aside / f"draft{target.suffix}"
    save(value, draft)
    _sync(draft)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft.replace(target)
    _sync_folder(target.parent)
    return target


def size_of(path: Path) -> int:
    """How many bytes a result takes."""
    files = path.iterdir() if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files)


class StemWriter:
    """Voices on their way into 24-bit FLAC files, block after block, at one gain for all.

    Where a voice grows too loud, what is written already is written anew, softer: none clips,
    and together they are the mix.
    """

    def __init__(self, folder: Path, stems: Iterable[Stem] = tuple(Stem)) -> None:
        """Open a file for each voice."""
        self._folder = folder
        self._gain = 1.0
        self._frames = 0
        self._files = {stem: _flac(folder / f"{stem}.flac") for stem in stems}

    def write(self, voices: Mapping[Stem, Samples]) -> None:
        """Go on with a block of each voice, all of one length."""
        loudest = max(float(np.abs(voice).max(initial=0.0)) for voice in voices.values())
        if loudest * self._gain > _HEADROOM:
            gain = _HEADROOM * _SPARE / loudest
            if self._frames:
                self._soften(gain / self._gain)
            self._gain = gain
        self._frames += max(len(voice) for voice in voices.values())
        for stem, voice in voices.items():
            self._put(self._files[stem], voice * self._gain)

    def close(self, engine: str) -> StemSet:
        """The finished voices, each looked at once more: on a full disk they are cut short."""
        for file in self._files.values():
            file.close()
        files = {stem: Path(file.name) for stem, file in self._files.items()}
        if any(soundfile.info(file).frames != self._frames for file in files.values()):
            raise self._full()
        return StemSet(files, self._gain, engine)

    def _soften(self, factor: float) -> None:
        for stem, loud in self._files.items():
            path = Path(loud.name)
            loud.close()
            aside = path.rename(path.with_suffix(".loud.flac"))
            soft = self._files[stem] = _flac(path)
            with soundfile.SoundFile(aside) as written:
                for block in written.blocks(_BLOCK, dtype="float64", always_2d=True):
                    self._put(soft, block * factor)
            aside.unlink()

    def _put(self, file: soundfile.SoundFile, block: Samples) -> None:
        try:
            file.write(block)
        except soundfile.SoundFileError as error:  # it says no more than "System error"
            raise self._full() from error

    def _full(self) -> OutOfRoom:
        return OutOfRoom(
            f'The disk of "{self._folder}" did not take the voices; it is most likely full.',
            hint=MORE_ROOM,
        )


def _flac(path: Path) -> soundfile.SoundFile:
    return soundfile.SoundFile(path, "w", HOUSE_RATE, 2, "PCM_24")


def read_stem(stems: StemSet, stem: Stem, start: int = 0, stop: int | None = None) -> Samples:
    """One voice, or a part of it, at the level that it has in the mix."""
    try:
        with soundfile.SoundFile(stems.files[stem]) as file:
            end = file.frames if stop is None else min(stop, file.frames)
            begin = min(start, end)
            file.seek(begin)
            samples = file.read(end - begin, dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, KeyError) as error:
        raise ArtifactError(f'The voice "{stem}" cannot be read: {error}') from error
    return np.asarray(samples / stems.gain, dtype=np.float32)


def _save_stems(stems: StemSet, folder: Path) -> None:
    folder.mkdir()
    for stem, file in stems.files.items():
        file.replace(folder / f"{stem}.flac")
    about = {"gain": stems.gain, "engine": stems.engine, "stems": [str(s) for s in stems.files]}
    (folder / _STEMS_FILE).write_text(json.dumps(about), encoding="utf-8")


def _load_stems(folder: Path) -> StemSet:
    about = json.loads((folder / _STEMS_FILE).read_text(encoding="utf-8"))
    files = {Stem(name): folder / f"{name}.flac" for name in about["stems"]}
    return StemSet(files, float(about["gain"]), str(about["engine"]))


def _is_all_arrays(kind: type) -> bool:
    if not dataclasses.is_dataclass(kind):
        return False
    hints = typing.get_type_hints(kind)
    fields = dataclasses.fields(kind)
    return all(typing.get_origin(hints[field.name]) is np.ndarray for field in fields)


def _arrays(value: object) -> dict[str, Any]:
    assert dataclasses.is_dataclass(value)  # asked before
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _sync(path: Path) -> None:
    for file in path.iterdir() if path.is_dir() else [path]:
        with file.open("rb+") as handle:
            os.fsync(handle.fileno())
    if path.is_dir():
        _sync_folder(path)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
