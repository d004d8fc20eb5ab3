"""Look after the library as a whole: whether it is whole, its copies, archives of it."""

from argparse import ArgumentParser, Namespace
from importlib import import_module
from typing import Any

ACTS: dict[str, str] = {
    "check": "look whether it is whole",
    "backup": "copy its database now",
    "backups": "list the copies of its database",
    "restore": "put a copy of its database back",
    "export": "write all of it into one file",
    "import": "fill an empty library from such a file",
    "watch": "watch folders for new files",
    "import-from": "bring in another program's library",
    "export-to": "write it for other programs",
}
"""Each act and its line of help; its module in this package bears its name."""


def configure(parser: ArgumentParser) -> None:
    """Add what each act takes."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True, help="what to do")
    for act, line in ACTS.items():
        module = _module(act)
        own = acts.add_parser(act, help=line, description=module.__doc__, allow_abbrev=False)
        module.configure(own)


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    code: int = _module(args.act).run(args)
    return code


def _module(act: str) -> Any:
    return import_module(f"{__name__}.{act.replace('-', '_')}{'_' * (act == 'import')}")
