"""Which pairs a drill leans towards: those mixed up lately, read from parts of answers with their days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.evidence.confusion import HALF_LIFE, confusion, fade
from quizzes.practice.interleave import Leaning

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.course import Model
    from quizzes.evidence.confusion import Matrix
    from quizzes.practice.marking import Part

LONG_AGO = 8 * HALF_LIFE
"""Days after which an answer counts less than a two-hundredth and is not read any more."""
LEAST = 0.1
"""A pair that weighs less leads no drill: one mistake of more than six weeks ago."""


def recent(model: Model, given: Iterable[tuple[int, Part]], today: int) -> Matrix:
    """What is taken for what on an axis, from (day number, part), older ones counted less."""
    return confusion(model, ((part, fade(today - day)) for day, part in given))


def leanings(matrix: Matrix) -> list[Leaning]:
    """The pairs of an axis that weigh enough to lead a drill, the weightiest first."""
    return [Leaning(matrix.axis, pair.labels, pair.weight) for pair in matrix.mixups() if pair.weight >= LEAST]
