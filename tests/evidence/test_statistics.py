"""Figures of items on bare numbers: known values, exact fractions, what they are where there is nothing to tell."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence.statistics import (
    Z,
    alpha,
    correlation,
    ends,
    error_of_measurement,
    kr21,
    tail,
    third,
    upper_lower,
    wilson,
)
from tests.evidence import exact_statistics as exact

points = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)])
pairs = st.lists(st.tuples(points, st.fractions(0, 1, max_denominator=12)), min_size=2, max_size=25)
near = pytest.approx


def test_wilson_gives_what_tables_give() -> None:
    """R's binom::binom.confint, method wilson: 12 of 15, 0 of 10, 10 of 10."""
    assert wilson(12 / 15, 15) == near((0.5481, 0.9295), abs=1e-4)
    assert wilson(0, 10) == near((0, 0.2775), abs=1e-4)
    assert wilson(1, 10) == near((0.7225, 1), abs=1e-4)


@given(st.integers(0, 60), st.integers(1, 60))
def test_the_ends_of_wilson_are_where_the_share_is_z_errors_away(right: int, more: int) -> None:
    """Both ends q solve (p - q)^2 = z^2 q (1 - q) / n, and hold p between them."""
    n = right + more
    low, high = wilson(right / n, n)
    assert 0 <= low <= right / n <= high <= 1
    for end in (low, high):
        assert (right / n - end) ** 2 == near(Z * Z * end * (1 - end) / n, abs=1e-9)


@given(pairs)
def test_r_and_d_are_those_of_exact_fractions(rows: list[tuple[Fraction, Fraction]]) -> None:
    """To 1e-9; None exactly where one of the two does not vary."""
    own, scores = [list(column) for column in zip(*rows, strict=True)]
    floats = [float(one) for one in own], [float(one) for one in scores]
    assert correlation(*floats) == near(exact.pearson(own, scores), abs=1e-9)
    many = exact.nearest(Fraction(27, 100), len(rows))
    high, low = exact.top(own, scores, many), exact.bottom(own, scores, many)
    assert upper_lower(*floats) == (None if high is None or low is None else near(high - low, abs=1e-9))


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.data())
def test_places_are_shared_by_the_tied_and_all_are_given_away(scores: list[int], data: st.DataObject) -> None:
    """Equal scores have equal shares, a better one no smaller share, and the shares make up the places."""
    many = data.draw(st.integers(0, len(scores)))
    strong, weak = ends(scores, many)
    assert sum(strong) == near(many)
    assert sum(weak) == near(many)
    for one, share, other in zip(scores, strong, weak, strict=True):
        assert all(share >= strong[at] for at, score in enumerate(scores) if score <= one)
        assert all(other >= weak[at] for at, score in enumerate(scores) if score >= one)


@pytest.mark.parametrize(("n", "group", "of_three"), [(1, 0, 0), (2, 1, 1), (15, 4, 5), (40, 11, 13), (50, 14, 17)])
def test_groups_are_as_large_as_the_book_says(n: int, group: int, of_three: int) -> None:
    """floor(.27 n + .5) and floor(n / 3 + .5), halves upwards."""
    assert (tail(n), third(n)) == (group, of_three)


@given(st.integers(1, 9).flatmap(lambda k: st.lists(st.lists(points, min_size=k, max_size=k), min_size=1, max_size=12)))
def test_alpha_is_that_of_exact_fractions(rows: list[list[Fraction]]) -> None:
    """Worked out from covariances there, from variances here."""
    expected = exact.alpha(rows) if len(rows[0]) > 1 else None
    assert alpha([[float(one) for one in row] for row in rows]) == near(expected, abs=1e-9)


@given(st.lists(st.lists(st.integers(0, 1), min_size=5, max_size=5), min_size=2, max_size=20))
def test_kr21_is_at_most_kr20(rows: list[list[int]]) -> None:
    """Questions of one facility are the case in which both agree."""
    kr20, short = alpha(rows), kr21([sum(row) for row in rows], 5)
    assert (kr20 is None) == (short is None)
    assert kr20 is None or short is None or short <= kr20 + 1e-12


def test_the_error_of_measurement_is_the_spread_that_is_not_reliable() -> None:
    """Of a perfectly reliable paper nothing, of one that measures nothing all of it."""
    assert error_of_measurement([1, 3], 1.0) == 0
    assert error_of_measurement([1, 3], 0.0) == 1
    assert error_of_measurement([1, 3], 0.75) == near(0.5)


def test_where_nothing_varies_there_is_no_figure() -> None:
    """One learner, all alike, one item: None, and no division by nothing."""
    assert correlation([1.0], [0.5]) is None
    assert correlation([], []) is None
    assert correlation([1, 1, 1], [0.1, 0.2, 0.3]) is None
    assert correlation([0, 1], [0.1 + 0.2, 0.3]) is None
    assert upper_lower([1.0], [0.5]) is None
    assert alpha([[1], [0]]) is None
    assert alpha([]) is None
    assert alpha([[1, 0], [0, 1]]) is None
    assert kr21([3, 3], 5) is None
    assert kr21([0, 1], 1) is None
