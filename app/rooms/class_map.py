"""What a class mixes up and what is hard for it: counts of first answers, never anybody's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import current
from app.db import database
from app.rooms import assigning
from app.store import tallies
from quizzes.evidence import classroom as thought
from quizzes.evidence.classroom import FEWEST, Count, Tally

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.store.classes import Classroom
    from quizzes.course.course import Model
    from quizzes.course.items import Item
    from quizzes.evidence.classroom import Confused, Places

MOST = 10
"""How many of the hardest items are shown."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis as a class answers it."""

    model: Model
    confused: Confused

    @property
    def shown(self) -> bool:
        """Whether enough learners answered that the matrix can point at none of them."""
        return self.confused.learners >= FEWEST

    @property
    def sentence(self) -> str:
        """What is confused most, in one sentence."""
        if not self.confused.taken:
            return "Nobody took one for another so far."
        worst = self.confused.taken[0]
        true, chosen = (self.model.label(label).title for label in (worst.true, worst.chosen))
        return f"{worst.who} of {worst.met} took “{true}” for “{chosen}”."


@dataclass(frozen=True, slots=True)
class Map:
    """A class in figures: its axes, the hardest items with their counts, and how it does in each chapter.

    `learners` have answered something.
    """

    axes: tuple[Axis, ...]
    hardest: tuple[tuple[Item, Count], ...]
    chapters: tuple[tuple[str, Count], ...]
    learners: int


def tallied(whom: Collection[int]) -> tuple[Places, dict[int, Tally]]:
    """Every learner's tally as it stands; what has changed is kept for the next time."""
    where = thought.places(current.course())
    with database().reading() as db:
        found = tallies.read(db, where, whom)
    if found.changed:
        with database().writing() as db:
            tallies.keep(db, found.changed)
    return where, dict(found.tallies)


def of_class(classroom: Classroom, whom: Collection[int]) -> Map:
    """The map of a class over these learners."""
    where, found = tallied(whom)
    every = [tally for tally in found.values() if tally.answered]
    axes = [Axis(model, thought.confused(model, every)) for model in assigning.axes(classroom)]
    enough = len(every) >= FEWEST
    return Map(
        axes=tuple(axis for axis in axes if axis.confused.learners),
        hardest=tuple(hard(classroom, where, every)) if enough else (),
        chapters=tuple(named(thought.by_chapter(where, every))) if enough else (),
        learners=len(every),
    )


def hard(classroom: Classroom, where: Places, every: list[Tally]) -> list[tuple[Item, Count]]:
    """The live items of the class's editions that are surely hard."""
    course, studied = current.course(), set(assigning.editions(classroom))
    asked = ((item, course.find(item)) for item in where.items)
    live = {item for item, one in asked if one and one.status == "live" and studied & set(one.editions)}
    rows = thought.hardest(thought.counts(where, every), MOST, live)
    return [(item, row) for row in rows if (item := course.find(row.name))]


def named(rows: list[Count]) -> list[tuple[str, Count]]:
    """Counts under the titles of their chapters."""
    titles = {one.id: f"{one.number}. {one.title}" for one in current.course().chapters}
    return [(titles[row.name], row) for row in rows]
