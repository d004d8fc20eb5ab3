"""What the pages say is so: links lead somewhere, commands parse, names exist."""

import ast
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from luma.app import events
from luma.cli.main import VERBS, parser_of
from luma.domain.codec import decode, encode
from luma.domain.documents import GRAPH

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"!?\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.M | re.S)
SPAN = re.compile(r"`([^`\n]+)`")
LARGEST_IMAGE = 420_000
NO_FILES = {"luma/_bundled", "luma/x/y.py", "tests/x/test_y.py"}
"""Where a wheel has its folders, and two patterns of names."""
every_page = pytest.mark.parametrize(
    "page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES]
)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """A page without its blocks of code."""
    return FENCE.sub("", text_of(page))


def links_of(page: Path) -> Iterator[tuple[str, str, str]]:
    """The words, path and anchor of each link into the repository."""
    for link in LINK.finditer(prose_of(page)):
        if not re.match(r"https?:|mailto:", link["target"]):
            path, _, anchor = link["target"].partition("#")
            yield link["words"], path, anchor


def anchors_of(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", prose_of(page), re.M)
    return {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for words in headings}


def commands_of(page: Path) -> Iterator[list[str]]:
    """Every `luma …` that a page shows in a block, as its words."""
    for block in FENCE.finditer(text_of(page)):
        if block["kind"] in {"sh", "text", "console"} and page.parent != REFERENCE:
            for line in block["body"].splitlines():
                shown = line.removeprefix("$ ")
                if shown.startswith("luma ") and (block["kind"] == "sh" or shown != line):
                    yield shlex.split(shown, comments=True)[1:]


def names_in(source: Path) -> set[str]:
    """Every name that a module defines, with those of its classes behind a dot."""
    names = set()
    for node in ast.parse(text_of(source)).body:
        names |= set(_defined(node))
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}.{name}" for child in node.body for name in _defined(child)}
    return names


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    for name in (name for target in targets for name in ast.walk(target)):
        if isinstance(name, ast.Name):
            yield name.id


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for words, path, anchor in links_of(page):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{words} leads to {path}, which is not there"
        assert target.is_relative_to(ROOT)
        if anchor:
            assert anchor in anchors_of(target), f"{path} has no heading for #{anchor}"


@every_page
def test_every_name_in_a_link_to_code_is_defined_there(page: Path) -> None:
    for words, path, _ in links_of(page):
        if path.endswith(".py") and re.fullmatch(r"`[A-Za-z_][\w.]*`", words):
            name = words.strip("`")
            file = (page.parent / path).resolve()
            known = {file.name, file.stem.rstrip("_"), *names_in(file)}
            assert name in known, f"{path} has no {name}"


@every_page
def test_every_file_that_is_named_is_there(page: Path) -> None:
    examples = {*NO_FILES, *re.findall(r"^`(\S+\.py)`\n\n```python", text_of(page), re.M)}
    tops = ("luma/", "workers/", "tests/", "docs/", "tools/", "assets/", "migrations/")
    for name in SPAN.findall(prose_of(page)):
        if name.startswith(tops) and " " not in name and not set(name) & set("<{*…"):
            assert (ROOT / name).exists() or name in examples, f"{name} is not there"


@every_page
def test_every_command_that_is_shown_parses(page: Path) -> None:
    for words in commands_of(page):
        if words not in (["--version"], ["--help"]):
            assert words[0] in VERBS, f"luma {shlex.join(words)}"
            if "--help" not in words:
                parser_of(words[0]).parse_args(words[1:])


@every_page
def test_every_word_of_luma_and_make_in_a_sentence_exists(page: Path) -> None:
    made = re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.M)
    for shown in SPAN.findall(prose_of(page)):
        if verb := re.match(r"luma ([a-z]\w*)", shown):
            assert verb[1] in VERBS, shown
            options = re.findall(r"--[a-z][a-z-]*", shown)
            known = {name for a in parser_of(verb[1])._actions for name in a.option_strings}
            assert set(options) <= known, shown
        if word := re.match(r"make ([a-z-]+)", shown):
            assert word[1] in made, shown


def test_commands_are_found_at_all() -> None:
    shown = [words[0] for page in PAGES for words in commands_of(page)]
    assert {"import", "analyse", "features", "demo", "show", "play", "doctor", "warm"} <= {
        *shown
    }


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set[Path](), [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        waiting += [(page.parent / path).resolve() for _, path, _ in links_of(page) if path]
    decisions = set((DOCS / "decisions").glob("*.md"))
    assert set(PAGES) - reached - decisions <= {ROOT / "CHANGELOG.md"}


def test_every_decision_has_a_number_of_its_own_and_a_title() -> None:
    files = sorted((DOCS / "decisions").glob("*"))
    numbers = [file.name[:4] for file in files]
    assert len(set(numbers)) == len(numbers)
    for file in files:
        assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", file.name)
        assert re.match(rf"# {file.name[:4]}:? \S", text_of(file)), file.name


def test_every_verb_is_described_with_all_that_it_takes() -> None:
    page = text_of(REFERENCE / "commands.md")
    sections = dict(re.findall(r"^## `luma (\w+)`\n(.*?)(?=^## |\Z)", page, re.M | re.S))
    assert list(sections) == list(VERBS)
    for name, section in sections.items():
        for action in parser_of(name)._actions:
            assert action.help, f"luma {name} does not say what {action.dest} is"
            if action.dest not in {"help", "library", "json"}:
                assert f"| {action.help}" in section


def test_the_reference_is_fresh_and_a_stale_page_is_noticed(tmp_path: Path) -> None:
    copy = tmp_path / "reference"
    shutil.copytree(REFERENCE, copy)
    assert _checked(copy) == (0, "")
    page = copy / "nodes.md"
    page.write_text(text_of(page).replace("graph", "graf"))
    (copy / "ghosts.md").write_text("# Ghosts\n")
    code, said = _checked(copy)
    assert code == 1
    assert "nodes.md is stale. Run `make docs`" in said
    assert "ghosts.md is stale" in said


def _checked(folder: Path) -> tuple[int, str]:
    command = [sys.executable, "docs/generate.py", "--check", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_the_pictures_are_small() -> None:
    for image in (file for file in (DOCS / "images").rglob("*") if file.is_file()):
        assert image.suffix == ".png"
        assert image.stat().st_size < LARGEST_IMAGE, image.name
        assert any(image.name in text_of(page) for page in PAGES), f"{image.name} is not used"


def test_the_page_of_documents_holds_an_example_that_runs() -> None:
    block = re.search(r"```python\n(.*?)```", text_of(DOCS / "documents.md"), re.S)
    assert block is not None
    names: dict[str, object] = {}
    exec(compile(block[1], "documents.md", "exec"), names)
    graph = names["history"].now  # type: ignore[attr-defined]
    assert GRAPH.read(GRAPH.write(graph)) == decode(type(graph), encode(graph)) == graph


def test_every_fact_is_told_of_and_those_that_lead_to_an_act_are_marked() -> None:
    page = text_of(REFERENCE / "facts.md")
    for name, kind in vars(events).items():
        if isinstance(kind, type) and kind.__module__ == events.__name__:
            assert re.search(rf"^\| `{name}` \| [A-Z].+\. \|", page, re.M), name
    assert re.search(r"^\| `StageLost` .* yes \|$", page, re.M)
    assert re.search(r"^\| `ShowChanged` .* – \|$", page, re.M)
