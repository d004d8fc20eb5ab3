"""The street door: versions at once, one verb at a time, errors as sentences and exit codes."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from luma import __version__
from luma.cli import main as door
from luma.domain.errors import BadValue, DeviceError, LumaError

Verb = Callable[[Namespace], int]


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> Callable[[Verb], None]:
    """Puts a verb called `echo` into the table, which takes one word and does what is given."""

    def install(run: Verb) -> None:
        module = ModuleType("luma.cli.echo", "Say it again.")

        def configure(parser: ArgumentParser) -> None:
            parser.add_argument("word", nargs="?")

        vars(module).update(configure=configure, run=run)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setitem(door.VERBS, "echo", (module.__name__, "say it again"))

    return install


def test_the_version_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main(["--version"]) == 0
    assert capsys.readouterr().out == f"luma {__version__}\n"


def test_the_version_is_answered_before_any_parser_or_library_is_loaded() -> None:
    code = (
        "import sys; before = set(sys.modules)\n"
        "from luma.cli.main import main\n"
        "main(['--version'])\n"
        "print(sorted(set(sys.modules) - before), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stderr == "['__future__', 'luma', 'luma.cli', 'luma.cli.main']\n"


def test_luma_is_also_a_module() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "luma", "--version"], capture_output=True, text=True, check=True
    )
    assert run.stdout == f"luma {__version__}\n"


def test_every_verb_of_the_table_is_there_and_can_be_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, (module, line) in door.VERBS.items():
        assert line
        with pytest.raises(SystemExit) as ended:
            door.main([name, "--help"])
        assert not ended.value.code
        assert f"usage: luma {name}" in capsys.readouterr().out, module


def test_help_lists_every_verb(
    verb: Callable[[Verb], None], capsys: pytest.CaptureFixture[str]
) -> None:
    verb(lambda _: 0)
    assert door.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(line in said for _, line in door.VERBS.values())


@pytest.mark.parametrize(
    "words",
    [
        ["--library", "there", "--json", "echo", "hello"],
        ["echo", "--library", "there", "hello", "--json"],
    ],
)
def test_library_and_json_stand_before_or_after_the_verb(
    verb: Callable[[Verb], None], words: list[str]
) -> None:
    taken: list[Namespace] = []

    def keep(args: Namespace) -> int:
        taken.append(args)
        return 1

    verb(keep)
    assert door.main(words) == 1
    assert taken == [Namespace(library=Path("there"), json=True, word="hello")]


def test_without_a_verb_and_a_display_it_says_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert door.main([]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("luma: There is no display here")
    assert "`luma --help`" in told.err


def test_help_says_that_the_window_opens_without_a_verb(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert door.main(["--help"]) == 0
    assert "Without a verb, the window opens." in capsys.readouterr().out


def test_an_unknown_verb_names_the_nearest(
    verb: Callable[[Verb], None], capsys: pytest.CaptureFixture[str]
) -> None:
    verb(lambda _: 0)
    assert door.main(["ehco"]) == 2
    assert capsys.readouterr().err == (
        'luma: There is no command called "ehco". Did you mean "echo"?\n'
    )


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DeviceError("No sound device is there.", hint="Plug one in."), 1),
        (BadValue("That is no rate.", hint="Give 0.5 to 2."), 2),
    ],
)
def test_an_error_is_a_sentence_and_a_code(
    verb: Callable[[Verb], None],
    capsys: pytest.CaptureFixture[str],
    error: LumaError,
    code: int,
) -> None:
    def stumble(_: Namespace) -> int:
        raise error

    verb(stumble)
    assert door.main(["echo"]) == code
    assert capsys.readouterr().err == f"luma: {error.sentence()}\n"


def test_a_mistake_of_ours_is_owned_and_told_whole(
    verb: Callable[[Verb], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def stumble(_: Namespace) -> int:
        raise KeyError("nothing")

    verb(stumble)
    assert door.main(["echo"]) == 1
    said = capsys.readouterr().err
    assert "KeyError: 'nothing'" in said
    assert "luma made a mistake" in said


def test_an_interrupt_ends_without_a_story(
    verb: Callable[[Verb], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: Namespace) -> int:
        raise KeyboardInterrupt

    verb(interrupt)
    assert door.main(["echo"]) == 130
    assert capsys.readouterr().err == ""


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "chatter.py").write_text(
        "def configure(parser): pass\n"
        "def run(args):\n"
        "    for line in range(100_000): print('another line of many')\n"
        "    return 0\n"
    )
    code = (
        "import sys; from luma.cli import main\n"
        "main.VERBS['chatter'] = ('chatter', 'talk')\n"
        "sys.exit(main.main(['chatter']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
