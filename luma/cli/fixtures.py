"""List the kinds of lamps, show one, bring them from QLC+, GDTF or Luma files, or write one."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.app.fixtures import Brought, Fixtures
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.desks import desk_for
from luma.domain.errors import BadValue
from luma.domain.profile import Mode, Profile, Slot

ACTS = ("list", "show", "import", "export")


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("act", choices=ACTS, help="what to do")
    parser.add_argument(
        "of", nargs="?", metavar="WHAT",
        help="list: words to look for; show and export: a key or name; import: a .qxf, .gdtf "
        "or .json file, or a folder of them, such as /usr/share/qlcplus/fixtures",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="export: write it here, as .gdtf or .json"
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    if args.act != "list" and args.of is None:
        raise BadValue("Which one?", hint=f"Name it: `luma fixtures {args.act} WHAT`.")
    with desk_for(args) as desk:
        match args.act:
            case "list":
                return _list(desk.fixtures, args.of or "", answers)
            case "show":
                return _show(*desk.fixtures.find(args.of), answers)
            case "import":
                return _import(desk.fixtures, Path(args.of), answers)
            case _:
                return _export(desk.fixtures, args.of, args.out, answers)


def _list(fixtures: Fixtures, words: str, answers: Answers) -> int:
    sought = words.casefold().split()
    found = [
        (key, profile)
        for key, profile in fixtures.profiles.items()
        if all(w in f"{key} {profile.maker} {profile.name}".casefold() for w in sought)
    ]
    records = [_record(key, profile, own=fixtures.is_own(key)) for key, profile in found]
    for record in records:
        answers.tell(record)
    heads = ("key", "maker", "name", "modes", "own")
    rows = [[_cell(record[head]) for head in heads] for record in records]
    answers.table(rows, heads)
    if not found:
        say("No kind of lamp is called so.")
    return 0


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)


def _record(key: str, profile: Profile, *, own: bool) -> dict[str, object]:
    return {
        "key": key,
        "maker": profile.maker,
        "name": profile.name,
        "modes": len(profile.modes),
        "own": own,
    }


def _show(key: str, profile: Profile, answers: Answers) -> int:
    answers.tell({"key": key, "profile": profile}, f"{key}: {profile.maker} {profile.name}")
    moves = any(slot.does in {"pan", "tilt"} for mode in profile.modes for slot in mode.slots)
    if moves and not answers.as_json:
        print(f"pan {profile.pan_degrees:g} degrees, tilt {profile.tilt_degrees:g} degrees")
    for mode in profile.modes:
        _show_mode(mode, answers)
    return 0


def _show_mode(mode: Mode, answers: Answers) -> None:
    if answers.as_json:
        return
    channels, heads = len(mode.slots), len(mode.heads)
    print(
        f"\n{on_one_line(mode.name)}: {channels} channel{'s' * (channels != 1)}, "
        f"{heads} head{'s' * (heads != 1)}"
    )
    rows = [
        [str(at), slot.does + (" (fine)" if slot.fine else ""), _head(slot), str(slot.default),
         _ranges(slot), slot.name]
        for at, slot in enumerate(mode.slots, 1)
    ]  # fmt: skip
    answers.table(rows, ("channel", "does", "head", "rest", "ranges", "name"))


def _head(slot: Slot) -> str:
    return "" if slot.head is None else str(slot.head + 1)


def _ranges(slot: Slot) -> str:
    told = [f"{part.start}–{part.stop - 1} {part.means}" for part in slot.ranges[:4]]
    return ", ".join(told) + (" …" if len(slot.ranges) > len(told) else "")


def _import(fixtures: Fixtures, place: Path, answers: Answers) -> int:
    kept = lost = 0
    for each in fixtures.bring(place):
        if isinstance(each, Brought):
            kept += 1
            answers.tell(
                {"key": each.key, "file": str(each.file), "new": each.is_new},
                on_one_line(each.key),
            )
        else:
            lost += 1
            answers.tell({"file": str(each.file), "error": each.why.sentence()})
            say(f"luma: {each.file}: {each.why.sentence()}")
    refused = f", {lost} file{'s' * (lost != 1)} refused" if lost else ""
    say(f"{kept} kind{'s' * (kept != 1)} of lamps brought{refused}.")
    return 1 if lost else 0


def _export(fixtures: Fixtures, name: str, file: Path | None, answers: Answers) -> int:
    key, _ = fixtures.find(name)
    if file is None:
        raise BadValue(
            "Where to?", hint=f"Say it: `luma fixtures export {key} --out FILE.gdtf`."
        )
    fixtures.write(key, file)
    answers.tell({"key": key, "file": str(file)}, on_one_line(str(file)))
    return 0
