"""Why a clip was placed, in words."""

from collections.abc import Sequence

from luma.score.colouring import Scheme, hue_name
from luma.score.looks import Voice
from luma.score.roles import Part, Role

_TASKS = {
    "ground": "the ground of the look",
    "bed": "a dim ground above which the build has room to rise",
    "rise": "it rises until the drop",
    "movers": "the moving heads draw figures of their own",
    "flash": "a flash opens the part",
}


def reason_for(part: Part, parts: Sequence[Part], voice: Voice, scheme: Scheme) -> str:
    """Where a clip lies, what the music does there, why this pattern, and why these colours."""
    chosen = f'"{voice.preset.name}": {_TASKS[voice.place.task]}.'
    return f"{_where(part)}: {_why(part, parts)}. {chosen}{_colour(voice, scheme)}"


def _colour(voice: Voice, scheme: Scheme) -> str:
    """Why it has its colour, if it was given one."""
    given = voice.arguments
    if "palette" not in given and not any(isinstance(value, list) for value in given.values()):
        return ""
    hue = hue_name(scheme.main).capitalize()
    if not scheme.root:
        return f" {hue} tells it from other parts."
    if scheme.is_its_own:
        return f" {hue} stands for {scheme.root}, the root that is heard most."
    return f" {hue} tells it from other parts on {scheme.root}."


def _where(part: Part) -> str:
    said = f' "{part.label}"' if part.label and part.label != part.role.value else ""
    return f"{part.role.value.capitalize()}{said}, bars {part.start + 1} to {part.stop}"


def _why(part: Part, parts: Sequence[Part]) -> str:
    place = parts.index(part)
    twins = [other for other in parts if other.look == part.look and other != part]
    if twins:
        first = min(twins, key=lambda other: other.start)
        alike = f", the same look as in bars {first.start + 1} to {first.stop}"
    else:
        alike = ""
    before = parts[place - 1].energy if place else 1.0
    drops = (other.start + 1 for other in parts[place + 1 :] if other.role is Role.DROP)
    strong = _share(part.energy)
    words = {
        Role.INTRO: f"the track begins, energy {strong}",
        Role.VERSE: f"neither the strongest nor the calmest, energy {strong}",
        Role.BUILD: f"it leads into the drop in bar {next(drops, part.stop + 1)}",
        Role.DROP: f"among the strongest parts, energy {strong}",
        Role.BREAK: f"the energy falls from {_share(before)} to {strong}",
        Role.OUTRO: f"the track ends, energy {strong}",
    }
    return words[part.role] + alike


def _share(value: float) -> str:
    return f"{round(value * 100)} %"
