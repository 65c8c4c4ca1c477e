"""How able a learner seems in each area from a few right and wrong answers: a model of item response, as floats.

Abilities theta of n areas are normal before any answer, mean 0, covariance .64 (J + I) with J all ones: half of what
learners differ in is common to all areas. A question with four options is answered rightly with the chance
P = .25 + .75 s(1.3 theta), where s is the logistic function: the 3PL model (Birnbaum 1968) with equal questions.
"""

from __future__ import annotations

from math import exp, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

GUESSING = 0.25
SLOPE = 1.3
SPREAD = 0.64
"""The variance that all areas share, and that each has of its own."""
STEPS, NEAR, LONGEST = 30, 1e-10, 1.0
"""Newton's steps at most (seven are enough for 8 answers an area), where it has arrived, the longest step in theta."""


class Tally(NamedTuple):
    """Right and wrong answers in one area."""

    right: int
    wrong: int

    @property
    def asked(self) -> int:
        """Answers together."""
        return self.right + self.wrong


class Ability(NamedTuple):
    """What is believed of one area: the likeliest theta and its standard deviation."""

    theta: float
    sd: float


def logistic(value: float) -> float:
    """1 / (1 + e^-x)."""
    return 1 / (1 + exp(-value))


def chance(theta: float) -> float:
    """P, the chance of a right answer at an ability."""
    return GUESSING + (1 - GUESSING) * logistic(SLOPE * theta)


def ability(right: float) -> float:
    """The theta at which the chance of a right answer is `right` (above .25, below 1)."""
    return log((right - GUESSING) / (1 - right)) / SLOPE


def abilities(tallies: Sequence[Tally]) -> list[Ability]:
    """The likeliest abilities after these answers (maximum a posteriori, by Newton's method from 0).

    The standard deviations are those of the normal curve that fits the peak (Laplace's approximation).
    """
    thetas = [0.0] * len(tallies)
    for _ in range(STEPS):
        moves, _ = newton(thetas, tallies)
        longest = max(map(abs, moves), default=0.0)
        if longest < NEAR:
            break
        thetas = [theta + move * min(1.0, LONGEST / longest) for theta, move in zip(thetas, moves, strict=True)]
    _, deviations = newton(thetas, tallies)
    return [Ability(*each) for each in zip(thetas, deviations, strict=True)]


def newton(thetas: Sequence[float], tallies: Sequence[Tally]) -> tuple[list[float], list[float]]:
    """One step of Newton's method on the log posterior, and the standard deviations by its curvature here.

    The precision before any answer is (I - J / (n + 1)) / .64, so the negative Hessian is a diagonal less a multiple
    of J, and its inverse is exact and short (Sherman and Morrison 1950).
    """
    common = sum(thetas) / (len(thetas) + 1)
    pulls = [pull(theta, tally) for theta, tally in zip(thetas, tallies, strict=True)]
    slopes = [slope - (theta - common) / SPREAD for theta, (slope, _) in zip(thetas, pulls, strict=True)]
    widths = [1 / (1 / SPREAD - curvature) for _, curvature in pulls]
    shared = 1 / (SPREAD * (len(thetas) + 1) - sum(widths))
    together = shared * sum(width * slope for width, slope in zip(widths, slopes, strict=True))
    moves = [width * (slope + together) for width, slope in zip(widths, slopes, strict=True)]
    return moves, [sqrt(width + shared * width * width) for width in widths]


def pull(theta: float, tally: Tally) -> tuple[float, float]:
    """First and second derivative by theta of the log likelihood of an area's answers."""
    s, p = logistic(SLOPE * theta), chance(theta)
    first = (1 - GUESSING) * SLOPE * s * (1 - s)
    second = first * SLOPE * (1 - 2 * s)
    slope = tally.right * first / p - tally.wrong * SLOPE * s
    curvature = tally.right * (second / p - (first / p) ** 2) - tally.wrong * SLOPE**2 * s * (1 - s)
    return slope, curvature
