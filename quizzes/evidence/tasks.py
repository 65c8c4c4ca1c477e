"""What one part of an item asks: its choices, which of them are the key, and what chance alone would earn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from statistics import fmean
from string import ascii_uppercase
from typing import TYPE_CHECKING, TypeAlias

from quizzes.course.items import Card, Order, Question, Scenario
from quizzes.practice.marking import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizzes.course.course import Course, Model
    from quizzes.course.items import Item

Of: TypeAlias = tuple[str, str]
"""An item's id (an event's for cases) and an axis, "" where there is none."""
LETTERS = ascii_uppercase


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: `name` as it is spoken of, `text` as its author wrote it, `key`: worth a full mark."""

    id: str
    name: str
    text: str
    key: bool


@dataclass(frozen=True, slots=True)
class Task:
    """One axis of an item. `guess`: the points, 0 to 1, that choosing blindly would bring on average.

    A card has no key: the learner judges. An order has no choices to count.
    """

    item: Item
    axis: str
    choices: tuple[Choice, ...]
    guess: float

    @property
    def judged(self) -> bool:
        """Whether the learner judged and not a key."""
        return isinstance(self.item, Card)

    @property
    def written(self) -> bool:
        """Whether its author wrote the choices; labels of an axis are those of the model."""
        return isinstance(self.item, Question)

    @property
    def wrong(self) -> tuple[Choice, ...]:
        """The distractors."""
        return tuple(choice for choice in self.choices if not choice.key)


def tasks(course: Course) -> dict[Of, Task]:
    """All that a course asks, in its order; events of cases come last."""
    items = (*course.items.values(), *course.events.values())
    return {(task.item.id, task.axis): task for item in items for task in of_item(course, item)}


def of_item(course: Course, item: Item) -> Iterator[Task]:
    """What an item asks: one task, of a scenario one for each axis; nothing of what cannot be answered."""
    if isinstance(item, Card):
        yield Task(item, "", (), 0.0)
    elif isinstance(item, Order):
        yield Task(item, "", (), 1 / max(1, len(standing(item.options))))  # each neighbour is kept one time in n
    elif isinstance(item, Question):
        yield _question(item)
    elif isinstance(item, Scenario):
        yield from (_axis(item, axis, course.models.get(axis)) for axis in item.axes)


def _question(item: Question) -> Task:
    """Letters stand for the options in the order they are written; a withdrawn one is no choice any more."""
    named = zip(LETTERS, item.options, strict=False)
    choices = [Choice(one.id, name, one.text, one.credit >= 1) for name, one in named if not one.void]
    worth = [1.0 if one.void else one.credit for one in item.options]
    sound = sum(choice.key for choice in choices) >= item.answers
    return Task(item, "", tuple(choices), blind(worth, item.answers) if sound else 1.0)


def _axis(item: Scenario, axis: str, model: Model | None) -> Task:
    worth = {grade.label: grade.credit for grade in item.axes[axis]}
    titles = {label.id: label.title for label in model.labels} if model else {label: label for label in worth}
    full = item.full(axis)
    choices = tuple(Choice(label, f"\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}", title,
                           label in full) for label, title in titles.items())  # fmt: skip
    return Task(item, axis, choices, blind([worth.get(label, 0.0) for label in titles], max(1, len(full))))


def blind(worth: Sequence[float], wanted: int) -> float:
    """The mean points of every way to choose so many: hits minus false picks over their number, as they are marked."""
    ways = combinations(worth, min(wanted, len(worth)))
    marks = [min(1.0, max(0.0, sum(way) - way.count(0.0)) / wanted) for way in ways]
    return fmean(marks) if any(marks) else 0.0
