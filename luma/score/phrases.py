"""Parts cut into smaller ones: builds before drops, and halves where all sounds alike."""

from collections.abc import Iterable
from dataclasses import replace

from luma.domain.sections import SectionTrack
from luma.score.bars import Bars, Floats
from luma.score.roles import Part, Role, energy_of_bars, heard_parts, told_parts

_BUILD_BARS = 4
LEAST_LOOKS = 4


def parts_of(bars: Bars, sections: SectionTrack | None, moments: Floats) -> tuple[Part, ...]:
    """The parts of a track: as its sections say, or else as its bars sound.

    `moments` are the seconds of the edges of the bars. Drops are led into by builds, and where
    the track is long enough there are four kinds of parts.
    """
    energy = energy_of_bars(bars)
    if sections is not None and len(sections.sections) > 1:
        parts = told_parts(sections, moments, energy)
    else:
        parts = heard_parts(bars, energy)
    return varied(with_builds(parts, energy))


def with_builds(parts: Iterable[Part], energy: Floats) -> tuple[Part, ...]:
    """The same parts, where the bars that lead into a drop are a build of their own.

    A short verse before a drop becomes one as a whole if there is no other like it; of all
    else the last four bars do, or the last two of less than eight. All builds are one group.
    """
    parts = list(parts)
    number = max((part.group for part in parts), default=-1) + 1
    found: list[Part] = []
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        leads = after is not None and after.role is Role.DROP and part.role is not Role.DROP
        alone = sum(other.group == part.group for other in parts) == 1
        reach = _BUILD_BARS if part.bars >= 2 * _BUILD_BARS else _BUILD_BARS // 2
        cut = part.stop - reach
        if not leads or part.role is Role.BUILD or part.bars < 2 * reach:
            found.append(part)
        elif part.bars <= 2 * _BUILD_BARS and alone and part.role is Role.VERSE:
            found.append(replace(part, role=Role.BUILD, group=number))
        else:
            rest, end = energy[part.start : cut].mean(), energy[cut : part.stop].mean()
            found.append(replace(part, stop=cut, energy=float(rest)))
            found.append(Part(cut, part.stop, Role.BUILD, number, float(end), part.label))
    return tuple(
        replace(part, group=number) if part.role is Role.BUILD else part for part in found
    )


def varied(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The same parts, cut until there are four kinds of them or nothing is left to cut.

    What lasts longest is cut first, and everywhere where it comes again.
    """
    found = list(parts)
    while len({part.group for part in found}) < LEAST_LOOKS:
        lengths = {part.group: part.bars for part in sorted(found, key=lambda p: p.bars)}
        group = max(lengths, key=lambda each: lengths[each])
        if lengths[group] < 2:
            break
        number = max(part.group for part in found) + 1
        found = [piece for part in found for piece in _halves(part, group, number)]
    return tuple(found)


def _halves(part: Part, group: int, number: int) -> tuple[Part, ...]:
    if part.group != group or part.bars < 2:
        return (part,)
    half = part.bars // 2
    step = 4 if part.bars >= 8 else 1
    cut = part.start + max(step, half // step * step)
    return replace(part, stop=cut), replace(part, start=cut, group=number)
