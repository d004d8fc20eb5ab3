"""Weights come in whole or not at all, go on where they broke off, and are what they were."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from luma.analysis import fetching
from luma.analysis.knownmodels import KNOWN, Model, ModelFile
from luma.analysis.modelstore import SUMS, ModelStore, check
from luma.domain.errors import BadValue, Damaged, LumaError, NotFound, Unavailable, UnknownType

WEIGHTS = np.random.default_rng(4).bytes(3_000_000)


@dataclass
class Web:
    """A server that breaks off, or knows no ranges, as a test wants it."""

    content: bytes = WEIGHTS
    breaks_after: list[int] = field(default_factory=list)
    knows_ranges: bool = True
    code: int = 0
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/weights.bin"


@pytest.fixture
def web() -> Iterator[Web]:
    site = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            given = self.headers.get("Range", "")
            site.asked.append(given)
            if site.code:
                self.send_error(site.code)
                return
            first = int(given[6:-1]) if given and site.knows_ranges else 0
            if first >= len(site.content):
                self.send_error(416)
                return
            body = site.content[first:]
            self.send_response(206 if first else 200)
            if first:
                whole = len(site.content)
                self.send_header("Content-Range", f"bytes {first}-{whole - 1}/{whole}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            much = site.breaks_after.pop(0) if site.breaks_after else len(body)
            self.wfile.write(body[:much])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_wait", lambda _: None)


def sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def a_store(folder: Path, web: Web | None = None) -> ModelStore:
    text = "models: ['weights']\n"
    files = (
        ModelFile("weights.bin", sum_of(WEIGHTS), len(WEIGHTS), web.url if web else ""),
        ModelFile("about.yaml", sum_of(text.encode()), len(text), text=text),
    )
    known = {"ear": Model("ear", "hears", "MIT", "https://ear.example", files)}
    return ModelStore(folder / "models", known)


def states(store: ModelStore) -> dict[str, str]:
    return {model.name: model.state for model in store.list()}


def nothing(*_: object) -> None:
    return


def test_a_model_comes_in_whole_and_is_held_to_its_sums(tmp_path: Path, web: Web) -> None:
    store = a_store(tmp_path, web)
    told: list[tuple[str, int, int]] = []
    assert states(store) == {"ear": "absent"}
    folder = store.install("ear", lambda *moved: told.append(moved))
    assert (folder / "weights.bin").read_bytes() == WEIGHTS
    assert {file.name for file in folder.iterdir()} == {"weights.bin", "about.yaml", SUMS}
    assert told[-1] == ("weights.bin", len(WEIGHTS), len(WEIGHTS))
    assert states(store) == {"ear": "installed"}
    store.verify("ear")
    check(folder)
    store.install("ear", nothing)
    assert len(web.asked) == 1, "what is there is not fetched again"


def test_a_download_that_breaks_off_goes_on_where_it_was(tmp_path: Path, web: Web) -> None:
    web.breaks_after = [1_000_000, 500_000]
    folder = a_store(tmp_path, web).install("ear", nothing)
    assert web.asked == ["", "bytes=1000000-", "bytes=1500000-"]
    assert (folder / "weights.bin").read_bytes() == WEIGHTS


def test_what_was_fetched_before_the_program_ended_is_kept(tmp_path: Path, web: Web) -> None:
    web.breaks_after = [200_000] * fetching.TRIES
    store = a_store(tmp_path, web)
    with pytest.raises(Unavailable, match=r"broke off after 1,000,000 of 3,000,000 bytes"):
        store.install("ear", nothing)
    assert states(store) == {"ear": "begun"}
    web.asked.clear()
    a_store(tmp_path, web).install("ear", nothing)
    assert web.asked == ["bytes=1000000-"]
    assert states(store) == {"ear": "installed"}


def test_a_server_without_ranges_is_asked_for_all_of_it_again(tmp_path: Path, web: Web) -> None:
    web.breaks_after, web.knows_ranges = [1_000_000], False
    folder = a_store(tmp_path, web).install("ear", nothing)
    assert (folder / "weights.bin").read_bytes() == WEIGHTS


def test_what_is_not_what_was_meant_is_thrown_away(tmp_path: Path, web: Web) -> None:
    web.content = WEIGHTS[:-1] + b"?"
    store = a_store(tmp_path, web)
    with pytest.raises(Damaged, match=r"SHA-256 sum is"):
        store.install("ear", nothing)
    assert not (store.folder / "ear").exists()
    web.content = WEIGHTS
    store.install("ear", nothing)


def test_a_longer_answer_is_not_taken_whole(tmp_path: Path, web: Web) -> None:
    web.content = WEIGHTS + b"more" * 100_000
    folder = a_store(tmp_path, web).install("ear", nothing)
    assert (folder / "weights.bin").read_bytes() == WEIGHTS


@pytest.mark.parametrize(("code", "tries"), [(404, 1), (503, fetching.TRIES)])
def test_a_server_that_refuses_is_told_in_words(
    tmp_path: Path, web: Web, code: int, tries: int
) -> None:
    web.code = code
    with pytest.raises(Unavailable, match=f"{code}") as told:
        a_store(tmp_path, web).install("ear", nothing)
    assert "--from FILE" in told.value.hint
    assert len(web.asked) == tries


def test_a_web_that_is_not_there_is_told_in_words(tmp_path: Path, web: Web) -> None:
    gone = replace(web, port=9)
    with pytest.raises(Unavailable, match="broke off after 0"):
        a_store(tmp_path, gone).install("ear", nothing)


def test_files_come_in_without_a_network(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    (given / "weights.bin").write_bytes(WEIGHTS)
    for place, source in (("a", given), ("b", given / "weights.bin")):
        folder = a_store(tmp_path / place).install("ear", nothing, source)
        assert (folder / "weights.bin").read_bytes() == WEIGHTS
    (given / "weights.bin").write_bytes(WEIGHTS[:-1])
    with pytest.raises(Damaged):
        a_store(tmp_path / "c").install("ear", nothing, given)
    assert (given / "weights.bin").exists(), "a person's own file stays"
    with pytest.raises(NotFound, match="nothing here"):
        a_store(tmp_path / "c").install("ear", nothing, given / "nothing here")


def test_a_damaged_model_is_noticed_and_can_be_had_anew(tmp_path: Path, web: Web) -> None:
    store = a_store(tmp_path, web)
    folder = store.install("ear", nothing)
    (folder / "weights.bin").write_bytes(WEIGHTS[:-1] + b"?")
    with pytest.raises(Unavailable, match=r"weights\.bin is not what it was"):
        store.verify("ear")
    with pytest.raises(Unavailable, match="damaged"):
        check(folder)
    store.remove("ear")
    assert states(store) == {"ear": "absent"}
    with pytest.raises(NotFound):
        store.remove("ear")
    store.install("ear", nothing)
    forged = WEIGHTS[:-1] + b"!"
    (folder / "weights.bin").write_bytes(forged)
    sums = (folder / SUMS).read_text().replace(sum_of(WEIGHTS), sum_of(forged))
    (folder / SUMS).write_text(sums)
    with pytest.raises(Damaged, match="not the file that Luma knows"):
        store.verify("ear")


def test_a_file_that_luma_does_not_know_needs_a_sum(tmp_path: Path) -> None:
    store, file = a_store(tmp_path), tmp_path / "mine.onnx"
    file.write_bytes(b"weights of my own")
    with pytest.raises(UnknownType):
        store.install("mine", nothing, file)
    for name, total in (("mine", "123"), ("../mine", sum_of(b"x")), ("mine", "z" * 64)):
        with pytest.raises(BadValue):
            store.adopt(name, file, total)
    with pytest.raises(Damaged):
        store.adopt("mine", file, sum_of(b"another"))
    store.adopt("mine", file, sum_of(file.read_bytes()).upper())
    store.verify("mine")
    assert states(store) == {"ear": "absent", "mine": "own"}
    with pytest.raises(BadValue, match="already"):
        store.adopt("mine", file, sum_of(file.read_bytes()))
    store.remove("mine")


@pytest.mark.parametrize("name", ["../beside", "ear/../ear", "..", "", "nobody"])
def test_only_what_lies_in_the_store_is_verified_or_removed(tmp_path: Path, name: str) -> None:
    store = a_store(tmp_path)
    beside = store.folder.parent / "beside"
    beside.mkdir(parents=True)
    for act in (store.verify, store.remove):
        with pytest.raises(NotFound, match="no model"):
            act(name)
    assert beside.is_dir()


def test_a_file_that_is_not_there_leaves_nothing_begun(tmp_path: Path) -> None:
    store, lacking = a_store(tmp_path), tmp_path / "lacking.bin"
    with pytest.raises(NotFound, match=r"lacking\.bin"):
        store.install("ear", nothing, lacking)
    with pytest.raises(NotFound, match=r"lacking\.bin"):
        store.adopt("mine", lacking, sum_of(b"x"))
    assert states(store) == {"ear": "absent"}
    assert not list(store.folder.glob(".*.part"))


def test_a_full_disk_is_told_before_anything_is_fetched(
    tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luma.analysis.modelstore._SPARE", 1 << 60)
    with pytest.raises(Unavailable, match="takes 3 MB"):
        a_store(tmp_path, web).install("ear", nothing)
    assert web.asked == []


def test_every_known_model_says_what_it_is_and_has_whole_sums() -> None:
    for name, model in KNOWN.items():
        assert name == model.name
        assert model.purpose
        assert model.licence
        assert model.home.startswith("https://")
        for file in model.files:
            assert len(file.sha256) == 64
            assert file.url.startswith("https://") != bool(file.text)
            if file.text:
                assert sum_of(file.text.encode()) == file.sha256
                assert len(file.text) == file.bytes
    name = KNOWN["htdemucs"].files[0].name
    assert name.partition("-")[2].removesuffix(".th") == KNOWN["htdemucs"].files[0].sha256[:8]


def test_only_the_web_is_fetched_from(tmp_path: Path) -> None:
    with pytest.raises(LumaError, match="no address on the web"):
        fetching.fetch("file:///etc/hostname", tmp_path / "a", 10, nothing)
