"""What is missing for a sound, and which of it can start now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from luma.analysis import formats
from luma.analysis.catalogue import BUILT_IN, Catalogue
from luma.analysis.contract import Cost, Job
from luma.analysis.recipe import recipe
from luma.domain.ids import Recipe, new_id
from luma.domain.nodetype import Json

_ROOT = "sound"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for one kind: another engine than the built-in one, or settings."""

    engine: str = ""
    settings: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """One result that a sound can have: its name, its file, and what it is made from."""

    kind: str
    engine: str
    version: int
    cost: Cost
    settings: Mapping[str, Json]
    recipe: Recipe
    inputs: Mapping[str, Recipe]
    file: str

    @property
    def key(self) -> str:
        """The analyzer that makes it, as its failures are noted: a built-in one by its kind."""
        return self.kind if self.engine == BUILT_IN else f"{self.kind}/{self.engine}"

    def job(self, source: Path, title: str = "") -> Job:
        """The same as an order for the pool."""
        return Job(
            new_id(),
            self.recipe,
            self.kind,
            self.engine,
            source,
            title,
            self.cost,
            self.settings,
            self.inputs,
        )


def plan(  # noqa: PLR0913  (all that a plan depends on)
    catalogue: Catalogue,
    sound: str,
    kinds: Iterable[str] | None = None,
    choices: Mapping[str, Choice] | None = None,
    models: Path | None = None,
    *,
    there: Collection[str] = (),
) -> dict[str, Work]:
    """All results for the sound of that name, by kind, each after what it is made from.

    Where nothing is chosen, engines count whose weights are in the folder of models. What an
    analyzer can do without is made use of where its kind is `there`.
    """
    asked = _Asked(catalogue, sound, choices or {}, models, there)
    made: dict[str, Work] = {}
    for kind in catalogue.kinds if kinds is None else kinds:
        _add(asked, kind, made)
    return made


def missing(
    works: Mapping[str, Work],
    have: Collection[Recipe],
    barred: Collection[Recipe] = (),
    wanted: Collection[str] | None = None,
) -> tuple[Work, ...]:
    """What has yet to be made, inputs first.

    What is barred, because it failed before, is left out with all that needs it. An input that
    is gone is made again only for something that is wanted.
    """
    needed: dict[Recipe, Work] = {}
    by_recipe = {work.recipe: work for work in works.values()}
    for kind, work in works.items():
        if wanted is None or kind in wanted:
            _need(work, by_recipe, have, needed)
    hopeless = set(barred)
    left = []
    for work in works.values():
        if work.recipe not in needed:
            continue
        if work.recipe in hopeless or hopeless.intersection(work.inputs.values()):
            hopeless.add(work.recipe)
        else:
            left.append(work)
    return tuple(left)


def startable(works: Iterable[Work], have: Collection[Recipe]) -> tuple[Work, ...]:
    """Those whose inputs are all there."""
    return tuple(work for work in works if all(need in have for need in work.inputs.values()))


@dataclass(frozen=True, slots=True)
class _Asked:
    """For which sound results are planned, and who makes them."""

    catalogue: Catalogue
    sound: str
    choices: Mapping[str, Choice]
    models: Path | None
    there: Collection[str]


def _add(asked: _Asked, kind: str, made: dict[str, Work]) -> Work:
    if kind in made:
        return made[kind]
    choice = asked.choices.get(kind, Choice())
    entry = asked.catalogue.pick(kind, choice.engine, asked.models)
    settings = entry.filled(choice.settings or {})
    extras = asked.catalogue.extras_of(entry).items()
    needs = asked.catalogue.inputs_of(entry)
    needs |= {name: extra for name, extra in extras if extra in asked.there}
    inputs = {name: _add(asked, needed, made).recipe for name, needed in needs.items()}
    roots: dict[str, str] = {_ROOT: asked.sound} if entry.hears_file else {}
    name = recipe(kind, entry.engine, entry.version, settings, {**inputs, **roots})
    made[kind] = Work(
        kind,
        entry.engine,
        entry.version,
        entry.cost,
        settings,
        name,
        inputs,
        formats.file_of(name, entry.gives),
    )
    return made[kind]


def _need(
    work: Work,
    by_recipe: Mapping[Recipe, Work],
    have: Collection[Recipe],
    needed: dict[Recipe, Work],
) -> None:
    if work.recipe in have or work.recipe in needed:
        return
    needed[work.recipe] = work
    for name in work.inputs.values():
        _need(by_recipe[name], by_recipe, have, needed)
