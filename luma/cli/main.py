"""The command line: finds the verb, imports that one alone, and turns errors into exit codes.

Only what every call needs is imported here: `--version` answers before any parser is built.
"""

from __future__ import annotations

import sys

from luma import __version__

TYPE_CHECKING = False  # `typing` itself would take longer to import than the version to print
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Protocol

    class Verb(Protocol):
        """A module behind one verb; its docstring is the verb's help."""

        def configure(self, parser: ArgumentParser) -> None:
            """Add what this verb takes."""

        def run(self, args: Namespace) -> int:
            """Do it, and give the exit code."""


ALL_FINE, SOME_FAILED, USAGE, STOPPED = 0, 1, 2, 130

# verb: its module and its line in `luma --help`
VERBS: dict[str, tuple[str, str]] = {
    "import": ("luma.cli.import_", "bring files and folders into the library"),
    "tracks": ("luma.cli.tracks", "list the tracks, or those that a search finds"),
    "track": ("luma.cli.track", "show a track, retitle it, throw it away or take it back"),
    "playlist": ("luma.cli.playlist", "keep playlists, crates, smart lists and folders"),
    "analyse": ("luma.cli.analyse", "hear tracks"),
    "features": ("luma.cli.features", "tell what was heard in a track"),
    "grid": ("luma.cli.grid", "show the beats of a track and put them right"),
    "chords": ("luma.cli.chords", "show the chords of a track and put them right"),
    "sections": ("luma.cli.sections", "show the sections of a track and put them right"),
    "stems": ("luma.cli.stems", "write the voices of a track into files"),
    "waveform": ("luma.cli.waveform", "draw a track's waveform into a picture"),
    "play": ("luma.cli.play", "play a track, or a stretch of it over and over"),
    "bounce": ("luma.cli.bounce", "write a track into a sound file as it would be played"),
    "rack": ("luma.cli.rack", "show and change the effects that all is heard through"),
    "show": ("luma.cli.show", "play a score with sound and light, or render it"),
    "score": ("luma.cli.score", "list, begin, sketch, export and import scores"),
    "venue": ("luma.cli.venue", "list, export and import venues"),
    "fixtures": ("luma.cli.fixtures", "list, show, import and export kinds of lamps"),
    "output": ("luma.cli.output", "list the outputs, try one, or look for Art-Net nodes"),
    "patterns": ("luma.cli.patterns", "list the patterns"),
    "pattern": ("luma.cli.pattern", "check, run, copy, export or import a pattern"),
    "nodes": ("luma.cli.nodes", "list the kinds of nodes"),
    "devices": ("luma.cli.devices", "list the sound devices"),
    "library": ("luma.cli.library", "look after the library: check, copies, archives"),
    "demo": ("luma.cli.demo", "hear, light and show the demo song"),
    "models": ("luma.cli.models", "list, install, verify and remove the weights of models"),
    "doctor": ("luma.cli.doctor", "tell what works here and what is missing"),
    "completion": ("luma.cli.completion", "print what lets a shell complete these commands"),
    "warm": ("luma.cli.warm", "compile what must not be compiled later"),
}


def main(argv: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    words = sys.argv[1:] if argv is None else argv
    if words[:1] == ["--version"]:
        print(f"luma {__version__}")
        return ALL_FINE
    if words[:1] in (["--help"], ["-h"]):
        print(overview())
        return ALL_FINE
    return _guarded(words)


def overview() -> str:
    """The page that `luma --help` shows."""
    width = max((len(verb) for verb in VERBS), default=0)
    verbs = "\n".join(f"  {verb:<{width}}  {line}" for verb, (_, line) in VERBS.items())
    return (
        "Luma: light shows that belong to the music.\n\n"
        "usage: luma [--library DIR]\n"
        "       luma VERB [--library DIR] [--json] …\n\n"
        "Without a verb, the window opens.\n\n"
        f"{verbs}\n\n"
        "`luma VERB --help` tells more. `luma --version` says which Luma this is."
    )


def _guarded(words: list[str]) -> int:
    """Run a verb; say every error in a sentence on stderr."""
    from luma.domain.errors import LumaError

    try:
        code = _dispatch(words)
        sys.stdout.flush()
    except LumaError as error:
        print(f"luma: {error.sentence()}", file=sys.stderr)
        return exit_code(error)
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:  # noqa: BLE001  (the last stop: told whole, and not as the user's fault)
        return _after(error)
    return code


def _after(error: Exception) -> int:
    """End calmly when the reader of our output has left; own up to everything else."""
    import os
    from traceback import print_exception

    if isinstance(error, BrokenPipeError) and _reader_has_left():
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ALL_FINE
    print_exception(error)
    print("luma: luma made a mistake; the lines above tell where.", file=sys.stderr)
    return SOME_FAILED


def _reader_has_left() -> bool:
    """Whether nobody reads our standard output any more; the pipe may have been another one."""
    from select import POLLERR, poll

    watch = poll()
    watch.register(sys.stdout.fileno(), 0)
    return any(event & POLLERR for _, event in watch.poll(0))


def _dispatch(words: list[str]) -> int:
    """Find the verb in the words, parse the rest, and run it."""
    from argparse import Namespace

    args, rest = _options_of_every_verb().parse_known_args(words, Namespace())
    if not rest:
        from luma.cli.window import run

        return run(args)
    name, *rest = rest
    if name not in VERBS:
        print(_unknown(name), file=sys.stderr)
        return USAGE
    return _verb(name).run(parser_of(name).parse_args(rest, args))


def parser_of(name: str) -> ArgumentParser:
    """What a verb takes, with what every verb takes."""
    from argparse import ArgumentParser

    verb = _verb(name)
    parser = ArgumentParser(
        prog=f"luma {name}",
        description=verb.__doc__,
        parents=[_options_of_every_verb()],
        allow_abbrev=False,
    )
    verb.configure(parser)
    return parser


def _verb(name: str) -> Verb:
    """The module behind a verb, imported now."""
    from importlib import import_module
    from typing import cast

    return cast("Verb", import_module(VERBS[name][0]))


def _options_of_every_verb() -> ArgumentParser:
    """What every verb takes, before or after its name."""
    from argparse import ArgumentParser
    from pathlib import Path

    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--library", type=Path, metavar="DIR", help="the library to work in")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object per line on stdout"
    )
    return parser


def _unknown(name: str) -> str:
    """The sentence for a verb that is not there."""
    from difflib import get_close_matches

    close = get_close_matches(name, VERBS)
    meant = f' Did you mean "{close[0]}"?' if close else " `luma --help` lists them all."
    return f'luma: There is no command called "{name}".{meant}'


def exit_code(error: BaseException) -> int:
    """The exit code for an error: 2 where the command itself must change, 1 for all else."""
    from luma.domain.errors import BadExpression, BadValue, SettingsError, UnknownType

    usage = (BadExpression, BadValue, SettingsError, UnknownType)
    return USAGE if isinstance(error, usage) else SOME_FAILED
