"""Classes made for tests: so many learners over the small course, from the weakest to the strongest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.store import answers, sittings
from app.store.sittings import Asked, Sitting
from quizzes.course.items import Card, Order, Question, Scenario
from tests.store.actors import NOON, a_learner, a_submission

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask import Flask

    from quizzes.course.items import Item

DAY = 739_943
WRONG_BOX = ("large", "middle", "none")


def tries(place: int, strength: float) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a learner of a strength from 0 to 1 answers; the key of name-the-step is wrong, as the strong can tell."""
    yield "box-size", {"options": ["small" if strength >= 0.3 else WRONG_BOX[place % 3]]}
    yield "two-tools", {"options": ["strap", "trolley" if strength >= 0.5 else "kettle"]}
    yield "name-the-step", {"options": ["route" if strength >= 0.5 else "act"]}
    step, activity = ("act", "carry") if strength >= 0.4 else ("route", "pack")
    yield "sofa-go", {"labels": {"step": [step], "activity": [activity]}}
    yield "move-order", {"order": ["look", "plan", "carry"] if strength >= 0.6 else ["carry", "plan", "look"]}
    yield "box-meaning", {"grade": "good" if strength >= 0.5 else "again"}


def enrol(app: Flask, learners: int) -> list[int]:
    """Let a class answer; the numbers of its learners, the weakest first."""
    course, found = app.extensions["library"].course, []
    with app.extensions["database"].writing() as db:
        for place in range(learners):
            learner = a_learner(db, f"Secret Name {place}")
            found.append(learner.id)
            for item, response in tries(place, place / max(1, learners - 1)):
                answers.keep(db, course, learner, a_submission(item, response, ms=1200), DAY)
    return found


def enrol_in(app: Flask, learners: int) -> list[str]:
    """Let a class answer one item of each kind of any course, the weaker half not rightly; the ids of the items."""
    course = app.extensions["library"].course
    items = {item.kind: item for item in (*course.items.values(), *course.events.values()) if guesses(item)}
    with app.extensions["database"].writing() as db:
        for place in range(learners):
            learner = a_learner(db)
            for item in items.values():
                response = guesses(item)[0 if place > learners // 2 else -1]
                answers.keep(db, course, learner, a_submission(item.id, response), DAY)
    return [item.id for item in items.values()]


def guesses(item: Item) -> list[dict[str, Any]]:
    """Some responses to an item, the right one first; none where there is nothing to answer."""
    if isinstance(item, Card):
        return [{"grade": "good"}, {"grade": "again"}]
    if isinstance(item, Question):
        return [{"options": [one.id]} for one in sorted(item.options, key=lambda one: -one.credit)] * (
            item.answers == 1
        )
    if isinstance(item, Order):
        right = [one.id for one in item.options]
        return [{"order": right}, {"order": right[::-1]}]
    if isinstance(item, Scenario):
        full = {axis: [*item.full(axis)] for axis in item.axes}
        other = {axis: [item.axes[axis][-1].label] for axis in item.axes}
        return [{"labels": full}, {"labels": other}]
    return []


def sit(app: Flask, marks: Sequence[tuple[int, ...]]) -> None:
    """Let a learner each hand in the same mock, with these marks."""
    with app.extensions["database"].writing() as db:
        for place, row in enumerate(marks):
            paper = tuple(Asked(f"q{number}", "1.1", (), ("", "", "")) for number in range(len(row)))
            sitting = Sitting(
                id=f"sitting-{place}", kind="mock", practice=False, edition="itil4", about={}, paper=paper, seed=1,
                seconds=60, expected=None, began=NOON, deadline=NOON,
            )  # fmt: skip
            learner = a_learner(db)
            sittings.begin(db, learner, sitting)
            sittings.settle(db, learner, sitting, row, [""] * len(row))
