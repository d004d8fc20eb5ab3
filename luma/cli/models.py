"""List, install, verify and remove the weights of models."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.analysis.modelstore import ModelStore, Standing, Tell
from luma.app.paths import Paths
from luma.cli.answers import Answers, say
from luma.cli.meter import Meter, so_far
from luma.domain.errors import BadValue, LumaError, NotFound

_STATES = {
    "installed": "installed",
    "begun": "partly fetched",
    "absent": "not installed",
    "own": "installed (your own)",
}


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument(
        "act", choices=("list", "install", "verify", "remove"), help="what to do"
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="a model; verify: all")
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FILE",
        help="install: from this file or folder, without the network",
    )
    parser.add_argument(
        "--sha256", metavar="SUM", help="install: of a file that Luma does not know"
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    store = ModelStore(Paths.find(args.library).make().models)
    if args.act == "list":
        return _list(store, answers)
    if args.act == "verify":
        return _verify(store, args.name, answers)
    if not args.name:
        raise BadValue(f"`luma models {args.act}` takes the name of a model.")
    if args.act == "remove":
        store.remove(args.name)
        answers.tell({"name": args.name, "status": "removed"}, f'"{args.name}" is removed.')
        return 0
    return _install(store, args, answers)


def _list(store: ModelStore, answers: Answers) -> int:
    for model in store.list():
        answers.tell(model, _in_words(model))
    return 0


def _in_words(model: Standing) -> str:
    size = f"{model.bytes / 1e6:.0f} MB"
    lines = [f"{model.name:<12} {_STATES[model.state]:<16} {size:>7}  {model.licence}".rstrip()]
    return "\n".join(
        [*lines, *(f"{'':13}{more}" for more in (model.purpose, model.home) if more)]
    )


def _verify(store: ModelStore, name: str | None, answers: Answers) -> int:
    here = [model.name for model in store.list() if model.state in ("installed", "own")]
    worst = 0
    for each in [name] if name else here:
        status, trouble = "whole", ""
        try:
            store.verify(each)
        except LumaError as error:
            status = "absent" if isinstance(error, NotFound) else "damaged"
            trouble, worst = error.sentence(), 1
            say(f"luma: {trouble}")
        record = {"name": each, "status": status, "error": trouble or None}
        answers.tell(record, f"{each:<12} {status}")
    return worst


def _install(store: ModelStore, args: Namespace, answers: Answers) -> int:
    if args.sha256 is not None:
        if args.source is None:
            raise BadValue("--sha256 goes with --from FILE.")
        folder = store.adopt(args.name, args.source, args.sha256)
    else:
        model = store.known(args.name)
        if args.source is None:
            size = f"{model.bytes / 1e6:.0f} MB"
            say(f"{model.name}: {size} from {model.files[0].url} (licence {model.licence})")
        meter = Meter()
        try:
            folder = store.install(args.name, _teller(meter), args.source)
        finally:
            meter.clear()
    record = {"name": args.name, "status": "installed", "folder": str(folder)}
    answers.tell(record, f'"{args.name}" is installed and was held to its sums.')
    return 0


def _teller(meter: Meter) -> Tell:
    def tell(name: str, got: int, size: int) -> None:
        of_all = f"{name}  {got / 1e6:.1f} of {size / 1e6:.1f} MB"
        meter.show(so_far(of_all, got / max(size, 1)))

    return tell
