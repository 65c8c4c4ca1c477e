"""What the planner remembers of a learner: the traces of every memory and the trust in three beliefs, from the log."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from quizzes.course.items import Question, Scenario
from quizzes.practice.beliefs import Traces, Trust, after
from quizzes.practice.learning import Key, keys
from quizzes.practice.pace import knew_first
from quizzes.practice.ruling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzes.course.course import Course
    from quizzes.course.items import Item
    from quizzes.practice.learning import Given

PRIOR_RIGHT, PRIOR_TRIES = 2.0, 5.0
"""First tries that everybody starts with: two of five known, Beta(2, 3)."""
LEAST, MOST = 0.02, 0.98


@dataclass(frozen=True, slots=True)
class Remembered:
    """All traces of one learner, the trust in each belief, and how the first tries went (corrected for guessing)."""

    traces: Mapping[Key, Traces] = field(default_factory=dict)
    trust: Trust = field(default_factory=Trust)
    first_right: float = 0.0
    first_tries: int = 0


def advance(course: Course, so_far: Remembered, given: Iterable[Given]) -> Remembered:
    """What is remembered after more answers, in the order given; answers that no longer fit are passed over."""
    traces, trust = dict(so_far.traces), so_far.trust
    right, tries = so_far.first_right, so_far.first_tries
    for answer in given:
        for key, points, guessing in heard(course, answer):
            prior = min(max((right + PRIOR_RIGHT) / (tries + PRIOR_TRIES), LEAST), MOST)
            if key not in traces:
                right, tries = right + knew_first(points, guessing), tries + 1
            traces[key], trust = after(traces.get(key), trust, answer.day, points, guessing, prior)
    return Remembered(traces, trust, right, tries)


def heard(course: Course, answer: Given) -> list[tuple[Key, float, float]]:
    """The memories an answer speaks to, each with its points and the chance of a right guess."""
    weighed = counted(course, answer)
    if weighed is None:
        return []
    item, marked = weighed
    found: dict[Key, tuple[float, float]] = {}
    for part in marked.parts:
        for key in keys(course, item, (part.axis,)):
            points, chance = found.get(key, (1.0, 0.0))
            found[key] = (min(points, part.points), max(chance, guessing(course, item, part.axis)))
    return [(key, points, chance) for key, (points, chance) in found.items()]


def guessing(course: Course, item: Item, axis: str) -> float:
    """The chance of a right answer by chance alone: one of the options or labels; nothing for cards and orders."""
    if isinstance(item, Question):
        return 1 / max(2, len(item.options))
    if isinstance(item, Scenario) and axis in course.models:
        return 1 / max(2, len(course.models[axis].labels))
    return 0.0


def as_json(remembered: Remembered) -> dict[str, Any]:
    """What is remembered, as plain JSON."""
    trust = remembered.trust
    return {
        "traces": [[*key, *_numbers(one)] for key, one in remembered.traces.items()],
        "trust": [list(trust.theta), list(trust.var), list(trust.loglik), trust.price],
        "first": [remembered.first_right, remembered.first_tries],
    }


def from_json(written: Mapping[str, Any]) -> Remembered:
    """What was written by `as_json`."""
    traces = {cast("Key", (row[0], row[1])): Traces(*row[2:]) for row in written["traces"]}
    theta, var, loglik, price = written["trust"]
    return Remembered(traces, Trust(tuple(theta), tuple(var), tuple(loglik), price), *written["first"])


def with_price(remembered: Remembered, price: float) -> Remembered:
    """The same with another price of a second, carried from session to session."""
    return replace(remembered, trust=replace(remembered.trust, price=price))


def _numbers(one: Traces) -> list[float]:
    return [
        *(one.day, one.stability, one.difficulty, one.h, one.lift),
        *(one.c1, one.c7, one.c30, one.right, one.wrong),
    ]
