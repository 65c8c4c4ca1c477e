"""How many of an exam's questions will be right: distributions of scores from the chance of each, as bare floats.

A score is a sum of independent questions whose chances differ (Poisson-binomial). All chances may be shifted together
on the logit by u, what the forecast cannot know of a learner: u is normal before anything was seen of it, and a mock
exam tells about it. Distributions are lists: the place is the score, the value its chance.
"""

from __future__ import annotations

from itertools import accumulate
from math import ceil, exp, floor, log
from typing import TYPE_CHECKING, NamedTuple

from quizzes.practice.beliefs import sigma

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SPREAD = 0.35
"""Standard deviation of u, in logits: how far a learner does better or worse on papers than in practice. Where that is
so, the range holds 80 % of simulated scores; where papers are just like practice 90 %, which is wide but never false
comfort."""
POINTS, REACH = 21, 4.0
"""The grid of u: so many points, evenly from -4 to 4 standard deviations; more change nothing in five decimals."""
GRID = tuple(SPREAD * REACH * (2 * place / (POINTS - 1) - 1) for place in range(POINTS))
LEAST, MOST = 1e-6, 1 - 1e-6
"""Chances are kept within these before a logarithm is taken."""


class Part(NamedTuple):
    """So many questions that are each right with one chance."""

    questions: int
    chance: float


class Paper(NamedTuple):
    """A mock exam: `right` of `questions`, of which the share `expected` (0 to 1) was thought to be right."""

    right: int
    questions: int
    expected: float


def logit(p: float) -> float:
    """Ln (p / (1 - p)), p kept off 0 and 1."""
    p = min(max(p, LEAST), MOST)
    return log(p / (1 - p))


def shifted(p: float, by: float) -> float:
    """A chance moved on the logit: s(logit p + by)."""
    return sigma(logit(p) + by)


def poisson_binomial(parts: Iterable[Part]) -> list[float]:
    """The distribution of the number right, exact, by convolution with one question after the other."""
    found = [1.0]
    for questions, p in parts:
        q = 1 - p
        for _ in range(questions):
            found = [q * stay + p * come for stay, come in zip([*found, 0.0], [0.0, *found], strict=True)]
    return found


def spread(papers: Iterable[Paper]) -> list[float]:
    """The weight of each u of the grid, sum 1: N(0, .35^2), times how likely each mock's score was at that u.

    A mock's questions are taken as equally hard: binomial in s(logit expected + u).
    """
    logs = [-0.5 * (u / SPREAD) ** 2 for u in GRID]
    for right, questions, share in papers:
        for place, u in enumerate(GRID):
            p = min(max(shifted(share, u), LEAST), MOST)
            logs[place] += right * log(p) + (questions - right) * log(1 - p)
    top = max(logs)
    weights = [exp(each - top) for each in logs]
    total = sum(weights)
    return [weight / total for weight in weights]


def expected(p: float, weights: Sequence[float]) -> float:
    """The chance of a right answer over all u of the grid: the sum of weight s(logit p + u)."""
    at = logit(p)
    return sum(weight * sigma(at + u) for weight, u in zip(weights, GRID, strict=True))


def mixture(parts: Sequence[Part], weights: Sequence[float]) -> list[float]:
    """The distribution of the score over all u of the grid."""
    at = [(questions, logit(p)) for questions, p in parts]
    found = [0.0] * (sum(questions for questions, _ in parts) + 1)
    for weight, u in zip(weights, GRID, strict=True):
        scores = poisson_binomial(Part(questions, sigma(place + u)) for questions, place in at)
        found = [so_far + weight * each for so_far, each in zip(found, scores, strict=True)]
    return found


def mean(scores: Sequence[float]) -> float:
    """The expected score."""
    return sum(score * each for score, each in enumerate(scores))


def at_least(scores: Sequence[float], score: int) -> float:
    """The chance of this score or more."""
    return min(1.0, sum(scores[max(0, score) :]))


def between(scores: Sequence[float], tail: float) -> tuple[int, int]:
    """The lowest and highest score of a range that leaves out a tail on either side, as nearly as whole scores allow.

    The mean is never outside.
    """
    sums = [0.0, *accumulate(scores)]
    low = min(range(len(scores)), key=lambda score: abs(sums[score] - tail))
    high = min(range(len(scores)), key=lambda score: abs(1 - sums[score + 1] - tail))
    middle = min(mean(scores), len(scores) - 1.0)
    return min(low, floor(middle)), max(high, ceil(middle))
