"""Statistics of items a second time: in exact fractions, definition by definition, and slowly."""

from __future__ import annotations

from decimal import Decimal, getcontext
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Table: TypeAlias = "Mapping[tuple[int, str], Fraction]"
"""Points by learner and item, of what was answered."""
ZERO = Fraction(0)
getcontext().prec = 40


def root(square: Fraction) -> float:
    """The square root of a fraction."""
    return float((Decimal(square.numerator) / Decimal(square.denominator)).sqrt())


def mean(values: Sequence[Fraction]) -> Fraction:
    """The mean."""
    return sum(values, ZERO) / len(values)


def covariance(ones: Sequence[Fraction], others: Sequence[Fraction]) -> Fraction:
    """Mean of the products less product of the means."""
    return mean([one * other for one, other in zip(ones, others, strict=True)]) - mean(ones) * mean(others)


def pearson(ones: Sequence[Fraction], others: Sequence[Fraction]) -> float | None:
    """Pearson's r; None where one does not vary."""
    if not ones or not (whole := covariance(ones, ones) * covariance(others, others)):
        return None
    both = covariance(ones, others)
    return (1 if both > 0 else -1) * root(both * both / whole)


def rest(table: Table, learner: int, item: str) -> Fraction | None:
    """The mean points of a learner on all other items."""
    others = [points for (who, what), points in table.items() if who == learner and what != item]
    return mean(others) if others else None


def nearest(share: Fraction, n: int) -> int:
    """floor(share n + 1/2)."""
    return int(share * n + Fraction(1, 2))


def places(scores: Sequence[Fraction], many: int) -> list[Fraction]:
    """What share of so many places on top each score has: what the better ones leave, shared by the equal."""
    return [
        min(Fraction(1), max(ZERO, Fraction(many - sum(other > one for other in scores), scores.count(one))))
        for one in scores
    ]


def top(values: Sequence[Fraction], scores: Sequence[Fraction], many: int) -> float | None:
    """The mean of values among those with the highest scores."""
    if not many:
        return None
    shared = places(scores, many)
    return float(sum((share * value for share, value in zip(shared, values, strict=True)), ZERO) / many)


def bottom(values: Sequence[Fraction], scores: Sequence[Fraction], many: int) -> float | None:
    """The same among those with the lowest."""
    return top(values, [-score for score in scores], many)


def alpha(rows: Sequence[Sequence[Fraction]]) -> float | None:
    """Cronbach's alpha from the mean covariance of two items and the mean variance of one: k c / (v + (k - 1) c)."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    k = len(columns)
    variances = mean([covariance(one, one) for one in columns])
    pairs = [covariance(one, other) for i, one in enumerate(columns) for other in columns[:i]]
    whole = variances + (k - 1) * mean(pairs)
    return float(k * mean(pairs) / whole) if whole else None
