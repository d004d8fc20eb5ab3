"""Writes `docs/reference/` from the registers: `python docs/generate.py [--check] [FOLDER]`.

With `--check` nothing is written: it says which pages are stale, and ends with 1 if any is.
"""

import dataclasses
import inspect
import re
import sys
from argparse import Action, ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from node_pages import node_pages
from preset_pages import presets
from wording import code, page, settings_table, table

from luma.analysis.catalogue import BUILT_IN, AnalyzerType, Catalogue, open_workshop
from luma.app import events, flow
from luma.app.bundled import bundled
from luma.app.settings import Between, Settings
from luma.audio import fx
from luma.audio.fx.effect import Effect, effects
from luma.cli.main import VERBS, parser_of
from luma.domain.register import import_all
from luma.light.register import OutputType, outputs

FOLDER = Path(__file__).with_name("reference")


def analyzers() -> str:
    """The page of analyzers."""
    workshop = open_workshop(bundled("workers"))
    words = (
        "Everything that the workshop can make of a sound, by kind and engine. The engine "
        f"`{BUILT_IN}` is taken unless another one is asked for, as in "
        "`luma analyse --engine KIND=ENGINE`. A raised version makes every older result again. "
        "[How an analyzer is added](../add-an-analyzer.md)."
    )
    body = (line for entry in workshop for line in _analyzer(workshop, entry))
    return page("Analyzers", words, body)


def _analyzer(workshop: Catalogue, entry: AnalyzerType) -> Iterator[str]:
    yield from ("", f"## `{entry.key}`", "", entry.help)
    inputs = [code(kind) for kind in workshop.inputs_of(entry).values()]
    made_of = [*(["the sound file"] if entry.hears_file else []), *inputs]
    yield from table(
        ("made of", "gives", "version", "runs on", "weights"),
        [
            (
                ", ".join(made_of),
                code(entry.gives.__name__),
                str(entry.version),
                entry.cost,
                code(entry.model) if entry.model else "none",
            )
        ],
    )
    yield from settings_table(entry.settings)


def sound_effects() -> str:
    """The page of effects."""
    import_all(fx)
    words = (
        "Every effect that the sound engine can run, as machine code, inside the callback. "
        "The deck is followed by a gain and a meter. "
        "[How an effect is added](../add-an-effect.md)."
    )
    return page("Effects", words, (line for kind in effects for line in _effect(kind)))


def _effect(kind: Effect) -> Iterator[str]:
    yield from ("", f"## `{kind.key}`", "", kind.help, "")
    yield f"It remembers {kind.state} numbers from block to block."
    yield from settings_table(kind.settings)


def ways_out() -> str:
    """The page of outputs."""
    words = (
        "Every way out for light. Unless somebody says otherwise light goes nowhere. One is "
        "chosen by a table `[[light.outputs]]` in `settings.toml`, which holds its `kind`, "
        "what every output has (`name`, `universes`, `latency_ms`, `at_close`) and its own "
        "settings, as here. "
        "[How an output is added](../add-an-output.md)."
    )
    return page("Outputs", words, (line for kind in outputs() for line in _output(kind)))


def _output(kind: OutputType) -> Iterator[str]:
    yield from ("", f"## `{kind.key}`", "", kind.help)
    fields: tuple[Any, ...] = dataclasses.fields(kind.kind)  # type: ignore[arg-type]
    hints = get_type_hints(kind.kind)
    words = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}
    rows = ((code(f.name), words[hints[f.name]], code(f.default)) for f in fields)
    yield from table(("setting", "takes", "at first"), rows)


def commands() -> str:
    """The page of commands."""
    words = (
        "`luma VERB [--library DIR] [--json] …`. With `--json` every answer is one JSON object "
        "on its line on stdout, and messages go to stderr. The exit code is 0 if all went "
        "well, 1 if something did not, 2 if the command itself has to change. `--library DIR` "
        "(or `LUMA_LIBRARY`) names the library; `LUMA_HOME` moves library, settings, cache and "
        "runtime files together. `luma --version` says which Luma this is."
    )
    return page("Commands", words, (line for name in VERBS for line in _command(name)))


def _command(name: str) -> Iterator[str]:
    yield from _verb(f"luma {name}", parser_of(name), "##")


def _verb(name: str, parser: ArgumentParser, mark: str) -> Iterator[str]:
    """A verb with what it takes, and after it the acts that it has."""
    actions = [action for action in actions_of(parser) if action.dest not in EVERYWHERE]
    acts = [action for action in actions if isinstance(action.choices, dict)]
    own = [action for action in actions if action not in acts]
    usage = " ".join([name, *("ACT …" for _ in acts), *(_in_usage(action) for action in own)])
    yield from ("", f"{mark} `{name}`", "", (parser.description or "").strip(), "")
    yield from ("```text", usage, "```")
    if actions:
        rows = ((code(_named(action)), _explained(action)) for action in (*acts, *own))
        yield from table(("argument", "what it does"), rows)
    for action in acts:
        assert isinstance(action.choices, dict)
        for act, each in action.choices.items():
            yield from _verb(f"{name} {act}", each, f"{mark}#")


EVERYWHERE = frozenset({"help", "library", "json"})


def actions_of(parser: ArgumentParser) -> list[Action]:
    """What a parser takes."""
    return list(parser._actions)  # noqa: SLF001  (argparse has no other way to ask)


def _named(action: Action) -> str:
    value = str(action.metavar or "") or "|".join(map(str, action.choices or ()))
    if not action.option_strings:
        return value or action.dest
    return f"{action.option_strings[0]} {value}".strip()


def _in_usage(action: Action) -> str:
    name = _named(action)
    if action.nargs in {"*", "+"}:
        name += " …"
    return name if not action.option_strings and action.nargs not in {"*", "?"} else f"[{name}]"


def _explained(action: Action) -> str:
    said = action.help or ""
    return f"{said} (at first {code(action.default)})" if action.default else said


def facts() -> str:
    """The page of facts."""
    words = (
        "Everything that the desk announces, on its lane and in order. What follows from a "
        "fact stands in `luma/app/flow.py`; those it acts on are marked."
    )
    acted_on = re.findall(r"bus\.on\(\s*(\w+)", inspect.getsource(flow))
    rows = (
        (
            code(name),
            inspect.cleandoc(kind.__doc__ or "").replace("\n", " "),
            ", ".join(code(field.name) for field in _fields(kind)),
            "yes" if name in acted_on else "",
        )
        for name, kind in vars(events).items()
        if inspect.isclass(kind) and kind.__module__ == events.__name__
    )
    return page("Facts", words, table(("fact", "what has happened", "carries", "acts"), rows))


def choices() -> str:
    """The page of settings."""
    words = (
        "`settings.toml` lies in the settings folder (`luma doctor` reads it and says what is "
        "wrong). Every key may be left out; one that is not known is refused, with the nearest."
    )
    kinds = get_type_hints(Settings)
    return page("Settings", words, (line for name in kinds for line in _section(name, kinds)))


def _section(name: str, kinds: dict[str, Any]) -> Iterator[str]:
    kind = kinds[name]
    yield from ("", f"## `[{name}]`", "", kind.__doc__)
    hints = get_type_hints(kind, include_extras=True)
    rows = ((code(f.name), _taken(hints[f.name]), code(f.default)) for f in _fields(kind))
    yield from table(("key", "takes", "at first"), rows)


def _fields(kind: Any) -> tuple[Any, ...]:
    return dataclasses.fields(kind)


def _taken(hint: Any) -> str:
    if get_origin(hint) is tuple:
        return "tables, each an [output](outputs.md)"
    if get_origin(hint) is Literal:
        return ", ".join(map(code, get_args(hint)))
    limits = next((mark for mark in get_args(hint)[1:] if isinstance(mark, Between)), None)
    if limits is None:
        return "a text"
    whole = "whole " if get_args(hint)[0] is int else ""
    return f"a {whole}number, {limits.low:g} to {limits.high:g}"


PAGES = {
    **node_pages(),
    "presets.md": presets,
    "analyzers.md": analyzers,
    "effects.md": sound_effects,
    "outputs.md": ways_out,
    "commands.md": commands,
    "facts.md": facts,
    "settings.md": choices,
}


def main() -> int:
    """Write all pages, or with `--check` say which are stale."""
    words = sys.argv[1:]
    check = "--check" in words
    folder = next((Path(word) for word in words if word != "--check"), FOLDER)
    texts = {name: write() for name, write in PAGES.items()}
    stale = [name for name, text in texts.items() if _kept(folder / name) != text]
    there = (str(file.relative_to(folder)) for file in folder.rglob("*.md"))
    odd = [name for name in there if name not in texts]
    if check:
        for name in [*stale, *odd]:
            print(f"{name} is stale. Run `make docs` and commit it.", file=sys.stderr)
        return 1 if stale or odd else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(texts[name], encoding="utf-8")
    for name in odd:
        (folder / name).unlink()
    print(f"{len(stale)} of {len(texts)} pages written anew in {folder}.")
    return 0


def _kept(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.exists() else None


if __name__ == "__main__":
    sys.exit(main())
