"""Show the effects that everything is heard through, and change them.

What each act takes: show · effects (all that there are, with their settings) ·
add EFFECT [SETTING=VALUE …] [--at PLACE] · remove NAME · move NAME PLACE ·
set NAME SETTING=VALUE … (`default` goes back) · bypass NAME · mute NAME · on NAME ·
presets EFFECT · preset NAME PRESET · save FILE · load FILE · undo · redo.
A NAME is an effect's own in the rack; a PLACE is counted from 1.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from luma.app.rack import RackNode
from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line
from luma.cli.desks import desk_for
from luma.cli.places import taken
from luma.domain.errors import BadValue, Refused
from luma.domain.graphdoc import Use
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json, NodeType, Setting

ACTS = (
    "show", "effects", "add", "remove", "move", "set", "bypass", "mute", "on", "presets",
    "preset", "save", "load", "undo", "redo",
)  # fmt: skip
USES: dict[str, Use] = {"bypass": "bypassed", "mute": "muted", "on": "on"}
_SWITCH = {"true": True, "on": True, "false": False, "off": False}


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("act", nargs="?", choices=ACTS, default="show", help="what to do")
    parser.add_argument("values", nargs="*", metavar="VALUE", help="what the act takes")
    parser.add_argument("--at", type=int, metavar="PLACE", help="where to add, counted from 1")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    answers = Answers(as_json=args.json)
    with desk_for(args) as desk:
        if args.act == "effects":
            _tell_effects(answers, desk.rack.effects())
        elif args.act == "presets":
            (effect,) = taken(args.values, 1, "rack presets EFFECT")
            names = desk.rack.presets(effect)
            answers.tell({"effect": effect, "presets": names}, "\n".join(names))
        else:
            desk.lane.call(lambda: _act(desk, args))
            _tell_rack(answers, desk)
    return 0


def _act(desk: Desk, args: Namespace) -> None:
    rack, values, usage = desk.rack, args.values, f"rack {args.act}"
    match args.act:
        case "show" | "undo" | "redo":
            taken(values, 0, usage)
            if args.act != "show":
                _step(desk, args.act)
        case "add":
            effect, *settings = values or taken(values, 1, f"{usage} EFFECT")
            kind = next((kind for kind in rack.effects() if kind.key == effect), None)
            at = None if args.at is None else args.at - 1
            rack.add(effect, at, _settings(kind, settings))
        case "set":
            name, *settings = values or taken(values, 2, f"{usage} NAME SETTING=VALUE")
            kind = rack.node(NodeId(name)).kind
            if not settings:
                raise BadValue("Too few words for that.", hint=_takes(name, kind))
            rack.set_some(NodeId(name), _settings(kind, settings))
        case "save" | "load":
            (file,) = taken(values, 1, f"{usage} FILE")
            (rack.write if args.act == "save" else rack.read)(Path(file))
        case _:
            _change(desk, args)


def _change(desk: Desk, args: Namespace) -> None:
    rack, values, usage = desk.rack, args.values, f"rack {args.act} NAME"
    match args.act:
        case "move":
            name, place = taken(values, 2, f"{usage} PLACE")
            rack.move(NodeId(name), _place(place) - 1)
        case "preset":
            name, preset = taken(values, 2, f"{usage} PRESET")
            rack.use_preset(NodeId(name), preset)
        case "remove":
            (name,) = taken(values, 1, usage)
            rack.remove(NodeId(name))
        case _:
            (name,) = taken(values, 1, usage)
            rack.use(NodeId(name), USES[args.act])


def _takes(name: str, kind: NodeType | None) -> str:
    """What can be set of an effect, as a person writes it."""
    known = "; ".join(_range(setting) for setting in kind.settings) if kind else ""
    return f"Write `luma rack set {name} SETTING=VALUE`. {known}".strip()


def _step(desk: Desk, act: str) -> None:
    before = desk.rack.doc()
    (desk.rack.undo if act == "undo" else desk.rack.redo)()
    if desk.rack.doc() == before:
        raise Refused(f"There is nothing to {act} in the rack.")


def _place(text: str) -> int:
    if not text.isdecimal() or text == "0":
        raise BadValue(f'"{text}" is no place in the rack.', hint="Places are counted from 1.")
    return int(text)


def _settings(kind: NodeType | None, words: list[str]) -> dict[str, Json]:
    """Settings as they were typed: `name=value`."""
    settings: dict[str, Json] = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals:
            raise BadValue(f'"{word}" is no setting.', hint="Write it as SETTING=VALUE.")
        settings[name] = _value(None if kind is None else kind.find_setting(name), text)
    return settings


def _value(setting: Setting | None, text: str) -> Json:
    if text == "default":
        return None
    if setting is None or setting.kind == "choice":
        return text
    if setting.kind == "switch":
        return _SWITCH.get(text, text)
    try:
        return float(text)
    except ValueError:
        return text


def _tell_rack(answers: Answers, desk: Desk) -> None:
    nodes = desk.lane.call(desk.rack.nodes)
    troubles = desk.lane.call(desk.rack.troubles)
    record = {
        "nodes": [
            {
                "id": node.id,
                "effect": node.type,
                "use": node.use,
                "settings": dict(node.settings),
                "trouble": node.trouble,
            }
            for node in nodes
        ],
        "troubles": [trouble.sentence for trouble in troubles],
    }
    answers.tell(record, "" if nodes else "The rack is empty: sound is heard as it is.")
    rows = [
        [f"{n}", node.id, node.type, node.use, _words(node)] for n, node in enumerate(nodes, 1)
    ]
    answers.table(rows, ("", "name", "effect", "use", "settings"))


def _words(node: RackNode) -> str:
    if node.kind is None:
        return node.trouble
    return ", ".join(_setting(s, node.settings.get(s.name)) for s in node.kind.settings)


def _setting(setting: Setting, value: Json) -> str:
    shown = f"{value:g}" if type(value) in {int, float} else _plain(value)
    return on_one_line(f"{setting.name} {shown} {setting.unit}".strip())


def _plain(value: Json) -> str:
    """A value as it is typed; a switch is true or false."""
    return str(value).lower() if isinstance(value, bool) else f"{value}"


def _tell_effects(answers: Answers, kinds: tuple[NodeType, ...]) -> None:
    for kind in kinds:
        record = {
            "effect": kind.key,
            "title": kind.title,
            "help": kind.help,
            "settings": kind.settings,
        }
        lines = [f"{kind.key}: {kind.help}", *(f"  {_range(s)}" for s in kind.settings)]
        answers.tell(record, "\n".join(lines))


def _range(setting: Setting) -> str:
    if setting.kind == "choice":
        return f"{setting.name}: {', '.join(setting.choices)} ({setting.default})"
    if setting.kind == "switch":
        return f"{setting.name}: true or false ({_plain(setting.default)})"
    unit = f" {setting.unit}" if setting.unit else ""
    return f"{setting.name}: {setting.low:g} to {setting.high:g}{unit} ({setting.default:g})"
