"""Every error has a lasting code and says in words what happened, to what, and what to do."""

import inspect
import re
from pathlib import Path

import pytest

from luma.domain import errors
from luma.domain.errors import (
    BadExpression,
    LumaError,
    SettingsError,
    UnknownType,
    UnreadableFile,
    WorkFailed,
    code_of,
)

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, LumaError)
]
CODES = {
    "LumaError": "luma_error", "Refused": "refused", "UnreadableFile": "unreadable_file",
    "CycleError": "cycle_error", "PortMismatch": "port_mismatch", "UnknownType": "unknown_type",
    "NotFound": "not_found", "StaleRevision": "stale_revision", "BadGraph": "bad_graph",
    "BadExpression": "bad_expression", "ShapeMismatch": "shape_mismatch",
    "BadValue": "bad_value", "BadDocument": "bad_document", "Unavailable": "unavailable",
    "DeviceError": "device_error", "OutputError": "output_error", "MixerError": "mixer_error",
    "StageError": "stage_error", "OutOfRoom": "out_of_room",
    "WorkFailed": "work_failed", "Damaged": "damaged",
    "StoreError": "store_error", "MigrationError": "migration_error",
    "ArtifactError": "artifact_error", "SettingsError": "settings_error",
    "PatchConflict": "patch_conflict",
}  # fmt: skip
EXAMPLES = [
    (
        UnreadableFile("Blue.m4a", ["soundfile: unknown format", "av: no stream"]),
        '"Blue.m4a" could not be read as sound (soundfile: unknown format; av: no stream). '
        "Check that it is a whole audio file, or convert it to WAV or FLAC.",
    ),
    (
        UnreadableFile("Blue.m4a", []),
        '"Blue.m4a" could not be read as sound (no decoder took it). '
        "Check that it is a whole audio file, or convert it to WAV or FLAC.",
    ),
    (
        UnknownType("node", "math/ad", ["math/add", "math/and"]),
        'There is no node called "math/ad". Did you mean math/add, math/and?',
    ),
    (
        BadExpression("front and", 9, "a name should follow"),
        '"front and" does not read at character 10: a name should follow.',
    ),
    (
        WorkFailed("stems", "Blue", "out of memory", hint="Close something."),
        '"stems" did not finish for "Blue": out of memory. Close something.',
    ),
    (
        SettingsError("light.rate", 90, "up to 44", "light.fps"),
        'The setting "light.rate" is 90, but takes up to 44. Did you mean "light.fps"?',
    ),
    (LumaError("It is so."), "It is so."),
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_it_is(kind: type[LumaError]) -> None:
    own = kind.__dict__.get("__doc__") or ""
    assert re.fullmatch(r"[A-Z“\"].*[.]", own), f"{kind.__name__} has no sentence of its own"


def test_codes_are_for_ever() -> None:
    assert {kind.__name__: code_of(kind) for kind in KINDS} == CODES
    assert len(set(CODES.values())) == len(CODES)


@pytest.mark.parametrize(("error", "sentence"), EXAMPLES)
def test_sentences_read_as_sentences(error: LumaError, sentence: str) -> None:
    assert error.sentence() == sentence
    assert str(error) == error.message
    assert error.code == CODES[type(error).__name__]


def test_no_sentence_of_the_house_blames_or_shrugs() -> None:
    house = Path(errors.__file__).parent.parent
    worn = re.compile(r"[fF]ailed to|[iI]nvalid |[uU]nable to")
    raised = re.compile(r"raise \w+\((.*?)\)\n", re.DOTALL)
    worn_out = [
        f"{path.relative_to(house)}: {text}"
        for path in sorted(house.rglob("*.py"))
        for text in raised.findall(path.read_text())
        if worn.search(text)
    ]
    assert worn_out == []
