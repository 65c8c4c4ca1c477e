from __future__ import annotations

from itertools import product
from math import comb, prod, sqrt
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence import scores
from quizzes.evidence.scores import GRID, Paper, Part, poisson_binomial

chances = st.floats(0, 1)
parts = st.lists(st.builds(Part, st.integers(0, 6), chances), max_size=8)


@given(st.lists(chances, max_size=7))
def test_the_distribution_is_that_of_all_outcomes_counted(ps: list[float]) -> None:
    """Exact: the sum over every way to be right and wrong."""
    counted = [0.0] * (len(ps) + 1)
    for way in product((0, 1), repeat=len(ps)):
        counted[sum(way)] += prod(p if right else 1 - p for p, right in zip(ps, way, strict=True))
    assert poisson_binomial(Part(1, p) for p in ps) == pytest.approx(counted)


def test_equal_questions_are_binomial() -> None:
    """Forty of them."""
    expected = [comb(40, n) * 0.6**n * 0.4 ** (40 - n) for n in range(41)]
    assert poisson_binomial([Part(15, 0.6), Part(25, 0.6)]) == pytest.approx(expected)


@given(parts, st.lists(st.builds(Paper, st.integers(0, 40), st.just(40), chances), max_size=3))
def test_a_mixture_is_a_distribution_with_the_mean_of_its_parts(cells: list[Part], papers: list[Paper]) -> None:
    """All chances sum to 1, and so do the weights; what cells expect adds up to the mean, and that is in the range."""
    weights = scores.spread(papers)
    found = scores.mixture(cells, weights)
    assert sum(weights) == pytest.approx(1)
    assert sum(found) == pytest.approx(1)
    assert len(found) == sum(part.questions for part in cells) + 1
    by_cell = [part.questions * scores.expected(part.chance, weights) for part in cells]
    assert scores.mean(found) == pytest.approx(sum(by_cell), abs=1e-9)
    low, high = scores.between(found, 0.1)
    assert 0 <= low <= scores.mean(found) + 1e-9
    assert scores.mean(found) - 1e-9 <= high < len(found)


def test_a_finer_grid_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """With three mocks that agree, twenty times as many points move no score by a hundred-thousandth."""
    cells, papers = [Part(20, 0.55), Part(20, 0.8)], [Paper(30, 40, 0.6)] * 3
    coarse = scores.mixture(cells, scores.spread(papers))
    monkeypatch.setattr(scores, "GRID", tuple(1.8 * (place / 200 - 1) for place in range(401)))
    fine = scores.mixture(cells, scores.spread(papers))
    assert coarse == pytest.approx(fine, abs=1e-5)


def test_a_mock_draws_u_to_itself_and_more_mocks_do_so_more() -> None:
    """A mock as expected leaves the middle where it was and narrows; a better one lifts."""

    def middle(weights: list[float]) -> float:
        return sum((weight * u for weight, u in zip(weights, GRID, strict=True)), 0.0)

    def width(weights: list[float]) -> float:
        at = middle(weights)
        return sqrt(sum(weight * (u - at) ** 2 for weight, u in zip(weights, GRID, strict=True)))

    none, same = scores.spread([]), scores.spread([Paper(26, 40, 0.65)])
    assert middle(none) == pytest.approx(0)
    assert width(none) == pytest.approx(0.35, abs=0.001)
    assert middle(same) == pytest.approx(0, abs=0.02)
    assert width(same) == pytest.approx(0.226, abs=0.02)
    one, two = (middle(scores.spread([Paper(34, 40, 0.65)] * mocks)) for mocks in (1, 2))
    assert 0.3 < one < two < 1.1
    assert middle(scores.spread([Paper(18, 40, 0.65)])) < -0.3


def test_the_chance_of_a_score_or_more() -> None:
    """Read from the upper end; all scores together are certain."""
    found = [0.1, 0.2, 0.3, 0.4]
    assert [scores.at_least(found, score) for score in (-1, 0, 2, 3, 4)] == pytest.approx([1, 1, 0.7, 0.4, 0])


def test_a_range_leaves_out_a_tenth_on_either_side_as_nearly_as_scores_allow() -> None:
    """Neither always more nor always less: .08 is nearer to .1 than .2 is. The mean is inside wherever it is."""
    assert scores.between([0.08, 0.12, 0.3, 0.3, 0.14, 0.06], 0.1) == (1, 4)
    assert scores.between([0.12, 0.2, 0.4, 0.2, 0.08], 0.1) == (1, 3)
    assert scores.between([0.98, 0.02], 0.1) == (0, 1)
    assert scores.between([0.02, 0.98], 0.1) == (0, 1)
    assert scores.between([1.0], 0.1) == (0, 0)
    papers = [poisson_binomial([Part(40, p / 100)]) for p in range(40, 90)]
    inside = [sum(one[low : high + 1]) for one in papers for low, high in [scores.between(one, 0.1)]]
    assert fmean(inside) == pytest.approx(0.8, abs=0.01)
    assert 0.7 < min(inside) < max(inside) < 0.9


def test_certain_things_do_not_break_the_logit() -> None:
    """0 and 1 are moved by a hair."""
    assert scores.shifted(1.0, 0) == pytest.approx(1, abs=2e-6)
    assert scores.shifted(0.0, 0) == pytest.approx(0, abs=2e-6)
    assert scores.shifted(0.5, 0.35) == pytest.approx(0.5866, abs=1e-4)
