"""One learner under one policy, day by day to the exam."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.bench.learning.grid import NEW, RIGHT, WRONG
from tests.bench.learning.papers import GUESSING
from tests.bench.learning.people import chance, untaught

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.learning.grid import Cell
    from tests.bench.learning.models import Model
    from tests.bench.learning.policies import Policy

SLIP = 0.05


class Course(NamedTuple):
    """What is learned: weights with sum 1, and which memories are asked with options, so that guessing helps."""

    weights: Sequence[float]
    guessed: Sequence[bool]


def sit(model: Model, policy: Policy, course: Course, cell: Cell) -> float:
    """Recall on exam day, weighted, after every day that is not skipped was studied."""
    counts = [0] * len(course.weights)
    for day in range(cell.days):
        if day not in model.person.skipped:
            study(model, policy, (day, cell.minutes * 60), course.guessed, counts)
    end = float(cell.days)
    return sum(
        weight * (model.recall(item, end) if counts[item] else untaught(end) if model.person.known[item] else 0.0)
        for item, weight in enumerate(course.weights)
    )


def study(model: Model, policy: Policy, when: tuple[int, int], guessed: Sequence[bool], counts: list[int]) -> None:
    """One session of (day, seconds): the last item may run over."""
    day, seconds = when
    policy.begin(day)
    clock = 0.0
    while clock < seconds:
        item = policy.next(clock)
        if item is None:
            return
        time, new = day + clock / 86400, counts[item] == 0
        knew, right = ask(model, item, time, counts[item], guessing=guessed[item])
        counts[item] += 1
        (model.taught if new else model.answered)(item, time, knew=knew)
        clock += NEW if new else RIGHT if right else WRONG
        policy.heard(item, right=right, clock=clock)


def ask(model: Model, item: int, time: float, number: int, *, guessing: bool) -> tuple[bool, bool]:
    """Whether the learner knew, and whether the answer was right."""
    person = model.person
    p = model.recall(item, time) if number else untaught(time) if person.known[item] else 0.0
    knew = chance(person.seed, item, 2 * number) < p
    if not guessing:
        return knew, knew
    return knew, chance(person.seed, item, 2 * number + 1) < (1 - SLIP if knew else GUESSING)
