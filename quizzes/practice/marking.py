"""Marking: from a raw response to points, by one documented rule a kind; nothing here is remembered.

Responses are plain JSON: a card `{"grade": "again|hard|good|easy"}`, a question `{"options": [slug, ...]}`, a
scenario `{"labels": {axis: [label, ...]}}` (its keys are the axes that were asked), an order `{"order": [slug, ...]}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from quizzes.course.items import Card, Order, Question, Scenario

if TYPE_CHECKING:
    from quizzes.course.course import Model
    from quizzes.course.items import Item, Option

GRADES = ("again", "hard", "good", "easy")


class ResponseError(ValueError):
    """A response that cannot be marked; its words are for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Part:
    """The mark of one axis (a model's id; "" where there are none): points 0 to 1, what was right, what was chosen."""

    axis: str
    points: float
    right: tuple[str, ...]
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What marking says: points 0 to 1, the mean over the parts, which stand in the item's order of axes."""

    points: float
    parts: tuple[Part, ...]


def mark(item: Item, response: Mapping[str, object], models: Mapping[str, Model] | None = None) -> Mark:
    """Mark a response; with `models`, labels of a scenario that no model knows are refused too.

    Raises:
        ResponseError: an unknown slug, a wrong shape, too many choices, an axis without a choice.
    """
    parts: tuple[Part, ...]
    if isinstance(item, Card):
        parts = (_card(response),)
    elif isinstance(item, Question):
        parts = (_question(item, response),)
    elif isinstance(item, Scenario):
        parts = _scenario(item, response, models or {})
    elif isinstance(item, Order):
        parts = (_order(item, response),)
    else:
        raise ResponseError("There is nothing to answer here.")
    return Mark(sum(part.points for part in parts) / len(parts), parts)


def _card(response: Mapping[str, object]) -> Part:
    """The learner's own word: again is 0, every other grade 1."""
    grade = response.get("grade")
    if grade not in GRADES:
        raise ResponseError("Say how well you knew it: again, hard, good or easy.")
    return Part("", 0.0 if grade == "again" else 1.0, (), (str(grade),))


def _question(item: Question, response: Mapping[str, object]) -> Part:
    """Hits minus false picks over the number of right answers, never below 0; part credit is added.

    A withdrawn option is our mistake, never the learner's: whoever chose one gets full credit for it, and where
    a right option was withdrawn everybody gets full marks.
    """
    chosen = frozenset(_slugs(response.get("options"), "Choose an answer first."))
    worth = {option.id: 1.0 if option.void else option.credit for option in item.options}
    for slug in chosen - worth.keys():
        raise ResponseError(f"This question has no option {slug!r}. It may have changed: load the page again.")
    _at_most(chosen, item.answers)
    right = tuple(option.id for option in item.options if option.credit >= 1 and not option.void)
    points = 1.0 if len(right) < item.answers else _share(chosen, worth, item.answers)
    return Part("", points, right, tuple(option.id for option in item.options if option.id in chosen))


def _scenario(item: Scenario, response: Mapping[str, object], models: Mapping[str, Model]) -> tuple[Part, ...]:
    labels = response.get("labels")
    if not isinstance(labels, Mapping) or not labels:
        raise ResponseError("Choose a label first.")
    for axis in labels.keys() - item.axes.keys():
        raise ResponseError(f"This scenario does not ask about {axis!r}. It may have changed: load the page again.")
    return tuple(_axis(item, axis, labels[axis], models.get(axis)) for axis in item.axes if axis in labels)


def _axis(item: Scenario, axis: str, labels: object, model: Model | None) -> Part:
    """The chosen label's credit; of several to find, hits minus false picks over their number, never below 0."""
    chosen = frozenset(_slugs(labels, f"Choose a label for {axis!r} too."))
    worth = {grade.label: grade.credit for grade in item.axes[axis]}
    known = chosen if model is None else worth.keys() | {label.id for label in model.labels}
    for slug in chosen - known:
        raise ResponseError(f"There is no label {slug!r}. It may have changed: load the page again.")
    right = item.full(axis)
    _at_most(chosen, max(1, len(right)))
    return Part(axis, _share(chosen, worth, len(right)), right, tuple(sorted(chosen)))


def _order(item: Order, response: Mapping[str, object]) -> Part:
    """The share of neighbours kept; only the exact order keeps them all. Withdrawn entries are passed over."""
    right = standing(item.options)
    gone = {option.id for option in item.options if option.void}
    order = tuple(slug for slug in _slugs(response.get("order"), "Put them in order first.") if slug not in gone)
    if sorted(order) != sorted(right):
        raise ResponseError("Give each of them one place. If the list has changed, load the page again.")
    kept = set(pairwise(right)) & set(pairwise(order))
    return Part("", len(kept) / (len(right) - 1) if len(right) > 1 else 1.0, right, order)


def standing(options: tuple[Option, ...]) -> tuple[str, ...]:
    """The slugs of the options that are not withdrawn, as written."""
    return tuple(option.id for option in options if not option.void)


def _share(chosen: frozenset[str], worth_of: Mapping[str, float], wanted: int) -> float:
    worth = [worth_of.get(slug, 0.0) for slug in chosen]
    return min(1.0, max(0.0, sum(worth) - worth.count(0.0)) / max(1, wanted))


def _slugs(value: object, when_empty: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value or not all(isinstance(slug, str) for slug in value):
        raise ResponseError(when_empty)
    return tuple(value)


def _at_most(chosen: frozenset[str], most: int) -> None:
    if len(chosen) > most:
        raise ResponseError("Choose one only." if most == 1 else f"Choose at most {most}.")
