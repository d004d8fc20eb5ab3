"""List the outputs of the settings, try one by a moving pattern, or find Art-Net nodes."""

import time
from argparse import ArgumentParser, Namespace
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from luma.app.outputs import in_words, with_source
from luma.app.paths import Paths
from luma.app.settings import read_settings
from luma.cli.answers import Answers, say
from luma.domain.errors import BadValue, NotFound
from luma.light.artnet import ARTNET_PORT, numbering, port_address_in_words
from luma.light.discovery import SECONDS, nodes_at
from luma.light.messages import OutputChoice, OutputFailed, OutputReady
from luma.light.network import check_address
from luma.light.register import outputs
from luma.light.walk import walk
from luma.light.wire import Wire

EXAMPLE = ("[[light.outputs]]", 'kind = "artnet"', 'host = "10.0.0.5"', "universes = [1]")
MOST_UNIVERSES = 512


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("act", choices=("list", "test", "find"), help="what to do")
    parser.add_argument(
        "of", nargs="*", metavar="WHAT", help="test: an output; find: addresses to ask"
    )
    parser.add_argument(
        "--universe", metavar="N[-M]", help="test: these universes, and not the output's own"
    )
    parser.add_argument(
        "--for", dest="most", type=float, metavar="S", help="end after S seconds"
    )
    parser.add_argument(
        "--broadcast", metavar="ADDRESS", help="find: ask everybody by this address"
    )


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers, paths = Answers(as_json=args.json), Paths.find(args.library)
    if args.most is not None and not args.most > 0.0:
        raise BadValue(f"A time is longer than nothing, not {args.most:g} s.")
    if args.act == "find":
        return _find(answers, args)
    chosen = read_settings(paths.settings).light.outputs
    if args.act == "list":
        _list(answers, chosen, paths.settings)
        return 0
    return _test(answers, with_source(_named(chosen, args.of), paths.data), args)


def _list(answers: Answers, chosen: tuple[OutputChoice, ...], settings: Path) -> None:
    for choice in chosen:
        numbers = [_numbered(choice, number) for number in choice.universes]
        record = {
            "name": choice.name,
            "kind": choice.kind,
            "settings": choice.settings,
            "universes": list(choice.universes),
            "numbered": numbers,
            "latency_ms": choice.latency_ms,
            "at_close": choice.at_close,
        }
        line = in_words(choice)
        answers.tell(record, "\n".join([line, *(f"  universe {said}" for said in numbers)]))
    if not chosen:
        say(f"Light goes nowhere. To send it, write into {settings}:")
        for line in EXAMPLE:
            say(line)


def _numbered(choice: OutputChoice, universe: int) -> str:
    """A universe as it is counted here, and as the listener counts it."""
    first = choice.settings.get("first")
    if choice.kind == "artnet":
        return numbering(universe, first if isinstance(first, int) else 0)
    if choice.kind == "sacn":
        return f"{universe} (sACN {universe - 1 + (first if isinstance(first, int) else 1)})"
    return str(universe)


def _named(chosen: tuple[OutputChoice, ...], words: list[str]) -> OutputChoice:
    if len(words) != 1:
        raise BadValue("Which output?", hint="Name one: `luma output test NAME`.")
    found = next((choice for choice in chosen if choice.name == words[0]), None)
    if found is None:
        known = ", ".join(choice.name for choice in chosen) or "none"
        raise NotFound(f'No output is called "{words[0]}".', hint=f"The settings name {known}.")
    return found


def _test(answers: Answers, choice: OutputChoice, args: Namespace) -> int:
    universes = _universes(args.universe) or choice.universes or (1,)
    numbers = ", ".join(_numbered(choice, number) for number in universes)
    choice = replace(choice, universes=universes)
    say(f"A moving ramp goes to {in_words(choice)}.")
    say(f"Universe {numbers}. Ctrl+C ends it.")
    wire = Wire(choice.name, outputs().get(choice.kind).make(choice.settings), _tell)
    began, told = time.monotonic(), 0.0
    with closing(walk(wire, universes)) as steps:
        for step in steps:
            after = time.monotonic() - began
            if args.most is not None and after >= args.most:
                break
            if after - told >= 1.0:
                told = after
                answers.tell(
                    {"seconds": round(after, 1), "packets": step + 1},
                    f"{after:.0f} s, {step + 1} packets for each universe",
                )
    say("The universes are dark again.")
    return 0


def _tell(told: OutputFailed | OutputReady) -> None:
    if isinstance(told, OutputFailed):
        say(f"luma: {told.sentence}")


def _universes(words: str | None) -> tuple[int, ...]:
    if words is None:
        return ()
    first, _, last = words.partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()):
        raise BadValue(f'"{words}" is no universe.', hint="Give a number, or two as in 1-4.")
    numbers = range(int(first), int(last or first) + 1)
    if not numbers or numbers[0] < 1 or len(numbers) > MOST_UNIVERSES:
        raise BadValue(f'"{words}" is no run of universes from 1, or too long a one.')
    return tuple(numbers)


def _find(answers: Answers, args: Namespace) -> int:
    places = [(address, ARTNET_PORT) for address in (args.of or [])]
    if args.broadcast:
        places.append((args.broadcast, ARTNET_PORT))
    if not places:
        raise BadValue(
            "Whom should Luma ask?",
            hint="Give addresses, or --broadcast 2.255.255.255 to ask a whole network.",
        )
    for address, _ in places:
        check_address(address, one=not args.broadcast)
    found = 0
    most = SECONDS if args.most is None else args.most
    for node in nodes_at(
        places,
        seconds=most,
        broadcast=bool(args.broadcast),
        tell=lambda trouble: say(f"luma: {trouble.sentence()}"),
    ):
        found += 1
        plays = "; ".join(port_address_in_words(each) for each in node.port_addresses)
        answers.tell(node, f"{node.address}  {node.name}: {plays or 'plays nothing'}")
    if not found:
        say("Nobody answered.")
    return 0
