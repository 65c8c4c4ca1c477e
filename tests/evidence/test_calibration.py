from __future__ import annotations

from math import log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence.calibration import (
    Bin,
    baseline_by_learner,
    bins,
    brier,
    by_confidence,
    calibration,
    coverage,
    log_loss,
)

pairs = st.lists(st.tuples(st.floats(0, 1), st.sampled_from([0.0, 1.0])), min_size=1, max_size=30)


def test_the_scores_of_two_forecasts() -> None:
    """By hand: one good, one bad."""
    two = [(0.8, 1.0), (0.6, 0.0)]
    assert brier(two) == pytest.approx((0.04 + 0.36) / 2)
    assert log_loss(two) == pytest.approx(-(log(0.8) + log(0.4)) / 2)


def test_a_surprise_costs_much_and_not_without_end() -> None:
    """Certainty that was wrong is read as .999."""
    assert log_loss([(1.0, 0.0)]) == pytest.approx(-log(0.001))
    assert log_loss([(0.0, 0.0)]) == pytest.approx(-log(0.999))


def test_ten_bins_hold_forecasts_by_tenths() -> None:
    """Each with its mean forecast, share right and count; the upper end lies in the last, empty ones are None."""
    found = bins([(0.05, 0.0), (0.31, 1.0), (0.39, 0.0), (1.0, 1.0)])
    assert len(found) == 10
    assert [place for place, each in enumerate(found) if each] == [0, 3, 9]
    assert found[0] == Bin(0.05, 0, 1)
    assert found[3]
    assert found[3].forecast == pytest.approx(0.35)
    assert (found[3].right, found[3].count) == (0.5, 2)
    assert found[9] == Bin(1, 1, 1)


@given(pairs)
def test_figures_stay_in_their_bounds_and_lose_nothing(given_pairs: list[tuple[float, float]]) -> None:
    """Brier within 0 and 1, losses not negative, every pair in one bin; order does not matter."""
    found = calibration(given_pairs)
    assert found
    assert 0 <= found.brier <= 1
    assert found.log_loss >= 0
    assert found.baseline <= log(2) + 1e-9
    assert found.count == sum(each.count for each in found.bins if each) == len(given_pairs)
    backwards = calibration(reversed(given_pairs))
    assert backwards
    assert (backwards.brier, backwards.log_loss) == pytest.approx((found.brier, found.log_loss))


def test_true_chances_beat_the_constant_and_fill_the_diagonal() -> None:
    """Forecasts that tell the truth inform; the same forecasts dealt out at random do not."""
    rng = Random(4)  # noqa: S311 a repeatable story
    said = [rng.random() for _ in range(4000)]
    came = [float(rng.random() < p) for p in said]
    true = calibration(zip(said, came, strict=True))
    mixed = calibration(zip(said, rng.sample(came, len(came)), strict=True))
    assert true
    assert mixed
    assert true.informs
    assert not mixed.informs
    assert all(each and abs(each.forecast - each.right) < 0.08 for each in true.bins)


def test_nothing_is_said_of_no_forecasts() -> None:
    """Neither in all nor by confidence."""
    assert calibration([]) is None
    assert by_confidence([(None, 0.5, 1.0)]) == {}


def test_confidence_is_told_apart() -> None:
    """Sure, unsure, guess, in this order; what was not said is left out."""
    found = by_confidence([("guess", 0.5, 0.0), (None, 0.1, 1.0), ("sure", 0.9, 1.0), ("sure", 0.7, 0.0)])
    assert list(found) == ["sure", "guess"]
    assert [each.count for each in found.values()] == [2, 1]
    assert found["sure"].brier == pytest.approx(0.25)


def test_each_learner_has_a_constant() -> None:
    """Two who are always right and always wrong are foretold by their own shares; one constant knows nothing."""
    good, bad = [(0.5, 1.0)] * 3, [(0.5, 0.0)] * 3
    together = calibration([*good, *bad])
    assert baseline_by_learner([good, [], bad]) == pytest.approx(-log(0.999))
    assert together
    assert together.baseline == pytest.approx(log(2))


def test_coverage_counts_both_ends_of_a_range() -> None:
    """Of four exams one lay outside."""
    assert coverage([(20, 30, 20), (20, 30, 30), (20, 30, 25), (20, 30, 31)]) == 0.75
