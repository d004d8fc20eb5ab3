"""The reference page of the presets: what each does, looks like, and leaves to be turned."""

from collections.abc import Iterator

from wording import accepts, code, page, table

from luma.app.bundled import bundled
from luma.app.presets import PRESETS, presets_in
from luma.domain.argumentkinds import SELECTION, as_setting
from luma.domain.graphdoc import Argument
from luma.domain.patterndoc import PatternDoc


def presets() -> str:
    """The page of presets."""
    words = (
        "The patterns that come along with Luma. Each works on any number of heads, in any "
        "metre and at any tempo, and with whatever is known of the track. The pictures show "
        "bars 37 to 40 of the demo song on the 24 heads of its room "
        "(`python docs/preset_strips.py`)."
    )
    found = sorted(presets_in(bundled("assets") / PRESETS), key=lambda each: each.name)
    return page("Presets", words, (line for preset in found for line in _preset(preset)))


def _preset(preset: PatternDoc) -> Iterator[str]:
    picture = f"../images/presets/{preset.id}.png"
    yield from ("", f"## {preset.name}", "", preset.description, "")
    yield f"{code(preset.id)}: {', '.join(preset.tags)}"
    yield from ("", f"![{preset.name} over four bars of the demo song]({picture})")
    chosen = preset.default or preset.implementations[0].id
    graph = next(each.graph for each in preset.implementations if each.id == chosen)
    rows = ((code(a.name), a.help, _takes(a), _shown(a.default)) for a in graph.arguments)
    yield from table(("argument", "what it does", "takes", "at first"), rows)


def _takes(argument: Argument) -> str:
    setting = as_setting(argument)
    if setting is None or argument.kind == SELECTION:
        return "heads, such as `front` or `all[::2]`"
    return accepts(setting)


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return code(", ".join(f"{part:g}" for part in value))
    return code(value)
