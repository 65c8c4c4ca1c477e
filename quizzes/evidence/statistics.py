"""Figures of classical test theory on bare numbers: facility, discrimination, reliability.

Points run from 0 to 1, of each learner's first answer alone. A figure that the data cannot give is None.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import sqrt
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Z = 1.959963984540054
"""The normal quantile of a 95 % interval."""
TINY = 1e-12
"""A variance below this is none: what is left of adding floats."""


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of n answers, both ends 0 to 1 (E. B. Wilson, JASA 1927).

    (p + z^2 / 2n +- z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n). Of part points, whose spread is smaller than
    that of ones and zeros with the same mean, it is somewhat too wide.
    """
    middle = share + Z * Z / (2 * n)
    half = Z * sqrt(max(0.0, share * (1 - share)) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    return max(0.0, min(share, (middle - half) / whole)), min(1.0, max(share, (middle + half) / whole))


def correlation(ones: Sequence[float], others: Sequence[float]) -> float | None:
    """Pearson's r, -1 to 1: cov / sqrt(var var); None where one of the two does not vary."""
    n = len(ones)
    if n < 2:  # noqa: PLR2004 one pair has no spread
        return None
    mean, mean_of_others = sum(ones) / n, sum(others) / n
    off, off_of_others = [one - mean for one in ones], [other - mean_of_others for other in others]
    spread, spread_of_others = product(off, off), product(off_of_others, off_of_others)
    if spread / n < TINY or spread_of_others / n < TINY:
        return None
    return max(-1.0, min(1.0, product(off, off_of_others) / sqrt(spread * spread_of_others)))


def product(ones: Sequence[float], others: Sequence[float]) -> float:
    """The sum of the products, pair by pair."""
    found: float = sum(map(mul, ones, others))
    return found


def tail(n: int) -> int:
    """How many learners make up the upper or lower group: floor(.27 n + .5) (T. L. Kelley, J. Educ. Psych. 1939)."""
    return (27 * n + 50) // 100


def third(n: int) -> int:
    """How many learners are a third of n: floor(n / 3 + .5)."""
    return (2 * n + 3) // 6


def ends(scores: Sequence[float], places: int) -> tuple[list[float], list[float]]:
    """What share of a place, 0 to 1, each learner has among so many strongest, and among so many weakest.

    Who are tied at the edge share the places left there, so that each list sums to `places`.
    """
    if not places:
        return [0.0] * len(scores), [0.0] * len(scores)
    ranked = sorted(scores)
    low, high = ranked[places - 1], ranked[-places]
    below, above = bisect_left(ranked, low), len(ranked) - bisect_right(ranked, high)
    at_low = (places - below) / (bisect_right(ranked, low) - below)
    at_high = (places - above) / (len(ranked) - above - bisect_left(ranked, high))
    strong = [1.0 if score > high else at_high if score == high else 0.0 for score in scores]
    weak = [1.0 if score < low else at_low if score == low else 0.0 for score in scores]
    return strong, weak


def upper_lower(points: Sequence[float], scores: Sequence[float]) -> float | None:
    """D, -1 to 1: the mean points of the upper group by `scores` less those of the lower.

    The U-L index of A. P. Johnson (J. Educ. Psych. 1951). Both hold `tail` places; None where that is none, as for
    one learner.
    """
    places = tail(len(points))
    if not places:
        return None
    upper, lower = ends(scores, places)
    return (product(upper, points) - product(lower, points)) / places


def alpha(rows: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha of learners (rows) by k items, at most 1.

    k / (k - 1) (1 - sum of the items' variances / variance of the learners' sums) (L. J. Cronbach, Psychometrika 1951).
    Of ones and zeros it is KR-20 (Kuder and Richardson, Psychometrika 1937). None for fewer than two items, or where
    all have the same sum.
    """
    k = len(rows[0]) if rows else 0
    whole = _variance([sum(row) for row in rows])
    if k < 2 or whole < TINY:  # noqa: PLR2004 one item agrees with nothing
        return None
    return k / (k - 1) * (1 - sum(_variance(column) for column in zip(*rows, strict=True)) / whole)


def kr21(scores: Sequence[float], k: int) -> float | None:
    """KR-21, at most 1: k / (k - 1) (1 - M (k - M) / (k s^2)), of scores in marks on papers of k questions.

    It needs no common items, so it serves where every learner has a paper drawn anew (F. M. Lord, Psychometrika 1955).
    As it takes all questions for equally hard, it is at most KR-20.
    """
    whole = _variance(scores)
    if k < 2 or whole < TINY:  # noqa: PLR2004 one question has no other to agree with
        return None
    mean = sum(scores) / len(scores)
    return k / (k - 1) * (1 - mean * (k - mean) / (k * whole))


def error_of_measurement(scores: Sequence[float], reliability: float) -> float:
    """The standard error of measurement, in marks: s sqrt(1 - reliability)."""
    return sqrt(_variance(scores) * (1 - reliability))


def _variance(values: Sequence[float]) -> float:
    """The mean squared distance from the mean; 0 where there are no values."""
    n = len(values) or 1
    mean = sum(values) / n
    return sum((value - mean) ** 2 for value in values) / n
