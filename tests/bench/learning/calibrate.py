"""Fit the constants of a model to what FSRS-6 with its defaults says of made-up histories.

`python -m tests.bench.learning.calibrate` prints them; they are then written into the model by hand.
"""

from __future__ import annotations

from math import exp, log
from random import Random
from typing import TYPE_CHECKING

from quizzes.practice.memory import Rating, retrievability, review
from tests.bench.learning.models import DEVELOPED, Model
from tests.bench.learning.people import Person
from tests.bench.timing import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    History = list[tuple[int, bool, float]]

HISTORIES, LONGEST, WIDEST = 400, 8, 14
AVERAGE = Person(0, 1.0, 1.0, (0.0,), (False,), frozenset())


def histories(rng: Random) -> list[History]:
    """Answers of one memory each: (day, knew, the recall FSRS-6 expected); the first has no expectation."""
    return [_history(rng) for _ in range(HISTORIES)]


def _history(rng: Random) -> History:
    knew = rng.random() < 0.3
    found, day = [(0, knew, 0.0)], 0
    memory = review(None, Rating.GOOD if knew else Rating.AGAIN, 0)
    for _ in range(rng.randint(1, LONGEST)):
        day += round(exp(rng.uniform(0, log(WIDEST))))
        p = retrievability(memory, day)
        knew = rng.random() < p
        found.append((day, knew, p))
        memory = review(memory, Rating.GOOD if knew else Rating.AGAIN, day)
    return found


def loss(model: type[Model], values: Sequence[float], past: Sequence[History]) -> float:
    """Mean cross entropy of the model's predictions against the expectations of FSRS-6."""
    fitted = type(model.__name__, (model,), dict(zip(model.FITTED, values, strict=True)))
    total, many = 0.0, 0
    for history in past:
        mind: Model = fitted(AVERAGE)
        for number, (day, knew, p) in enumerate(history):
            if number:
                q = min(max(mind.recall(0, day), 1e-4), 1 - 1e-4)
                total, many = total - p * log(q) - (1 - p) * log(1 - q), many + 1
            (mind.answered if number else mind.taught)(0, day, knew=knew)
    return total / many


def fit(model: type[Model], rng: Random, rounds: int = 600) -> tuple[float, list[float]]:
    """A random search with steps that adapt: all constants are moved on the log scale."""
    past = histories(rng)
    best = [float(getattr(model, name)) for name in model.FITTED]
    least, step = loss(model, best, past), 0.3
    for _ in range(rounds):
        tried = [value * exp(rng.gauss(0, step) * (rng.random() < 0.5)) for value in best]
        found = loss(model, tried, past)
        better = found < least
        least, best = (found, tried) if better else (least, best)
        step *= 1.3 if better else 0.98
    return least, best


if __name__ == "__main__":
    for one in DEVELOPED:
        if one.FITTED:
            entropy, constants = fit(one, Random(1))  # noqa: S311 a search
            say(
                f"{one.name:<22}{entropy:.4f}  "
                + ", ".join(f"{name} {x:.3g}" for name, x in zip(one.FITTED, constants, strict=True))
            )
