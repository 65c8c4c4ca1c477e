from __future__ import annotations

from itertools import product
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exam.ability import SPREAD, Tally, abilities, ability, chance, newton

tallies = st.lists(st.builds(Tally, st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=9)


def log_posterior(thetas: list[float], heard: list[Tally]) -> float:
    """What is to be made largest, written from the definition with the precision (I - J / (n + 1)) / .64."""
    prior = (sum(theta * theta for theta in thetas) - sum(thetas) ** 2 / (len(thetas) + 1)) / SPREAD
    pairs = zip(map(chance, thetas), heard, strict=True)
    return sum(tally.right * log(p) + tally.wrong * log(1 - p) for p, tally in pairs) - prior / 2


def test_the_precision_is_the_inverse_of_the_covariance() -> None:
    """(J + I)(I - J / (n + 1)) = I, for seven areas; so the spread before any answer is the square root of 1.28."""
    n = 7
    rows = range(n)
    for i, j in product(rows, rows):
        entry = sum((1 + (i == k)) * ((k == j) - 1 / (n + 1)) for k in rows)
        assert entry == pytest.approx(int(i == j))
    assert abilities([Tally(0, 0)] * n) == [pytest.approx((0, 1.28**0.5))] * n


def test_chances_and_abilities_are_one_another_s_inverse() -> None:
    """A quarter is guessing, and the middling learner knows half of the rest."""
    assert chance(0) == 0.625
    assert chance(-50) == pytest.approx(0.25)
    assert chance(50) == pytest.approx(1)
    assert chance(ability(0.65)) == pytest.approx(0.65)
    assert ability(0.65) == pytest.approx(log((8 / 15) / (7 / 15)) / 1.3)


@given(tallies, st.integers(0, 8), st.floats(-0.5, 0.5))
def test_nothing_nearby_is_likelier(heard: list[Tally], place: int, off: float) -> None:
    """The slope there is nothing, and any other value of an area is less likely."""
    thetas = [each.theta for each in abilities(heard)]
    moves, _ = newton(thetas, heard)
    assert max(map(abs, moves)) < 1e-9
    moved = list(thetas)
    moved[place % len(moved)] += off
    assert log_posterior(moved, heard) <= log_posterior(thetas, heard) + 1e-12


@given(tallies, st.lists(st.floats(-3, 3), min_size=9, max_size=9))
def test_nothing_far_off_is_likelier(heard: list[Tally], elsewhere: list[float]) -> None:
    """The peak found from 0 is the highest one."""
    best = log_posterior([each.theta for each in abilities(heard)], heard)
    assert log_posterior(elsewhere[: len(heard)], heard) <= best + 1e-12


def test_the_spread_is_that_of_the_curve_at_its_peak() -> None:
    """For one area: the second difference of the log posterior, turned over, and its square root."""
    heard = [Tally(3, 2)]
    [(theta, sd)] = abilities(heard)
    step = 1e-4
    low, peak, high = (log_posterior([theta + off], heard) for off in (-step, 0, step))
    assert (-(low - 2 * peak + high) / step**2) ** -0.5 == pytest.approx(sd, rel=1e-4)


@pytest.mark.parametrize("heard", [[Tally(28, 0)], [Tally(0, 28)], [Tally(200, 200)] * 7, [Tally(40, 0), Tally(0, 40)]])
def test_many_answers_do_no_harm(heard: list[Tally]) -> None:
    """More answers than a diagnostic asks are settled all the same."""
    found = abilities(heard)
    assert all(0 < each.sd < 1.14 for each in found)
    assert max(map(abs, newton([each.theta for each in found], heard)[0])) < 1e-9


def test_half_of_what_learners_differ_in_is_common() -> None:
    """Eight right answers in one area lift the others too, but by less than half as much."""
    first, other = abilities([Tally(8, 0), Tally(0, 0)])
    assert 0 < other.theta == pytest.approx(first.theta / 2)
    assert other.sd > first.sd


def test_a_whole_diagnostic_takes_no_time() -> None:
    """Nobody's answers are so far apart that a number overflows."""
    assert exp(1.3 * max(each.theta for each in abilities([Tally(10_000, 0)]))) < 1e12
    assert abilities([]) == []
