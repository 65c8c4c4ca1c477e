"""Three beliefs about a memory: laws that hold whatever was answered, and figures worked out by hand."""

from __future__ import annotations

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.practice import memory as fsrs6
from quizzes.practice.beliefs import BELIEFS, Traces, Trust, after, curve, expected, knew, next_traces, recall, shares
from quizzes.practice.memory import Rating, review

START = 739_000
answers = st.tuples(st.integers(0, 40), st.floats(0, 1) | st.sampled_from([0.0, 1.0]), st.sampled_from([0.0, 0.25]))
histories = st.lists(answers, min_size=1, max_size=20)
logliks = st.floats(-3000, 0)
trusts = st.builds(Trust, loglik=st.tuples(logliks, logliks, logliks))


def lived(history: list[tuple[int, float, float]], trust: Trust | None = None) -> tuple[Traces, Trust]:
    """The traces and trust after a history of (gap, right, guessing)."""
    traces, known, day = None, trust or Trust(), START
    for gap, right, guessing in history:
        day += gap
        traces, known = after(traces, known, day, right, guessing)
    assert traces is not None
    return traces, known


@given(histories)
def test_recall_is_a_chance_that_falls_with_time(history: list[tuple[int, float, float]]) -> None:
    """Between 0 and 1 by each belief and by all, today and in three years."""
    traces, trust = lived(history)
    for belief in BELIEFS:
        told = [recall(traces, belief, trust, traces.day + later) for later in (0, 1, 2, 5, 20, 90, 1000)]
        assert all(0 <= p <= 1 for p in told)
        assert told == sorted(told, reverse=True)
    assert 0 <= expected(traces, trust, traces.day + 3) <= 1


@given(histories, st.integers(0, 60), st.integers(1, 90), st.sampled_from([0.0, 0.25]))
def test_a_right_answer_never_leaves_less_than_a_wrong_one(
    history: list[tuple[int, float, float]], gap: int, later: int, guessing: float
) -> None:
    """Whatever came before and however soon it is asked again."""
    traces, trust = lived(history)
    day = traces.day + gap
    right, wrong = (after(traces, trust, day, y, guessing)[0] for y in (1.0, 0.0))
    for belief in BELIEFS:
        assert recall(right, belief, trust, day + later) >= recall(wrong, belief, trust, day + later) - 1e-12


@given(histories)
def test_the_learners_numbers_stay_within_bounds(history: list[tuple[int, float, float]]) -> None:
    """Variance only shrinks, and likelihood only falls, for every answer could have been another."""
    _, trust = lived(history)
    assert all(-2.5 <= theta <= 3 for theta in trust.theta)
    assert trust.theta[2] <= 2
    assert all(0 < var <= 0.49 for var in trust.var)
    assert all(seen <= 0 for seen in trust.loglik)


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=15))
def test_belief_f_is_fsrs_where_answers_are_taken_at_their_word(history: list[tuple[int, bool]]) -> None:
    """Right rates Good, wrong rates Again."""
    traces, _ = lived([(gap, float(right), 0.0) for gap, right in history])
    memory, day = None, START
    for gap, right in history:
        day += gap
        memory = review(memory, Rating.GOOD if right else Rating.AGAIN, day)
    assert memory is not None
    assert (traces.stability, traces.difficulty) == pytest.approx((memory.stability, memory.difficulty))
    assert recall(traces, "F", Trust(), day + 9) == pytest.approx(fsrs6.retrievability(memory, day + 9))


def test_half_lives_by_hand() -> None:
    """4 days after a right answer; at recall one half a right one makes 2.3 times as much; a wrong one halves it."""
    trust = Trust()
    first, _ = after(None, trust, START, 1.0)
    assert first.h == 4
    assert recall(first, "E", trust, START + 4) == pytest.approx(0.5)
    assert after(first, trust, START + 4, 1.0)[0].h == pytest.approx(4 * 2.3)
    assert after(first, trust, START + 4, 0.0)[0].h == 2
    assert after(first, trust, START, 1.0)[0].h == pytest.approx(4.08)
    assert after(first, trust, START, 0.0)[0].h == 4
    assert after(None, trust, START, 0.0)[0].h == 2
    lapsed = next_traces(after(None, trust, START, 0.0)[0], trust, START + 1, 0.0)
    assert next_traces(lapsed, trust, START + 2, 0.0).h == 1


def test_windows_by_hand() -> None:
    """A right and a wrong answer a week apart."""
    trust = Trust()
    level = 1 / (1 + exp(0.6))
    first, _ = after(None, trust, START, 1.0)
    assert (first.c1, first.c7, first.c30, first.right, first.wrong) == (1, 1, 1, 1, 0)
    assert first.lift == pytest.approx(0.5 * (1 - level))
    odds = -0.6 + first.lift + 0.5 * log(1 + exp(-7)) + 0.6 * log(1 + exp(-1)) + 0.5 * log(1 + exp(-7 / 30))
    p = 1 / (1 + exp(-(odds + 0.5 * log(2))))
    assert recall(first, "C", trust, START + 7) == pytest.approx(p)
    second, _ = after(first, trust, START + 7, 0.0)
    assert (second.right, second.wrong, second.c7) == pytest.approx((1, 1, exp(-1)))
    assert second.lift == pytest.approx(first.lift - 0.5 * p / 1.25)


def test_a_guess_says_less_than_a_word() -> None:
    """P(knew | right) and P(knew | wrong) by Bayes at p = .5, with one guess in four and one slip in twenty."""
    assert knew(0.5, 1.0, 0.25) == pytest.approx(0.95 * 0.5 / 0.6)
    assert knew(0.5, 0.0, 0.25) == pytest.approx(0.05 * 0.5 / 0.4)
    assert (knew(0.5, 1.0, 0.0), knew(0.5, 0.0, 0.0)) == (1, 0)
    guessed, spoken = after(None, Trust(), START, 1.0, 0.25)[0], after(None, Trust(), START, 1.0)[0]
    assert guessed.stability < spoken.stability


def test_one_step_of_the_filter_by_hand() -> None:
    """A memory of half-life 4 forgotten after 4 days: E's clock runs faster, and surer."""
    first, trust = after(None, Trust(), START, 1.0)
    assert trust == Trust()
    slope = (curve("E", first, 0.05, 4) - curve("E", first, -0.05, 4)) / 0.1
    v = 0.49 * slope
    q = slope * v + 0.25
    _, fitted = after(first, trust, START + 4, 0.0)
    assert fitted.theta[1] == pytest.approx(-0.5 * v / q)
    assert fitted.theta[1] > 0
    assert fitted.var[1] == pytest.approx(0.49 - v * v / q)
    assert fitted.loglik[1] == pytest.approx(log(0.5))


def test_answers_of_the_same_day_teach_nothing_about_the_learner() -> None:
    """Only a gap of a day or more is evidence; a day before the last counts as the last."""
    first, trust = after(None, Trust(), START, 1.0)
    assert after(first, trust, START, 0.0)[1] == trust
    assert after(first, trust, START - 3, 0.0) == after(first, trust, START, 0.0)


def test_a_learner_who_forgets_fast_is_found_out() -> None:
    """Forty memories, all lost after two days: every belief comes to expect less."""
    trust = Trust()
    for _ in range(40):
        traces, trust = after(None, trust, START, 1.0)
        _, trust = after(traces, trust, START + 2, 0.0)
    traces, _ = after(None, Trust(), START, 1.0)
    for belief in BELIEFS:
        assert recall(traces, belief, trust, START + 2) < recall(traces, belief, Trust(), START + 2) - 0.1


@given(trusts)
def test_belief_f_keeps_its_floor_whatever_the_evidence(trust: Trust) -> None:
    """F keeps .8, what counts under .03 is silent, and the sum is 1."""
    f, e, c = shares(trust)
    assert f + e + c == pytest.approx(1)
    assert f >= 0.8 - 1e-9
    assert all(share == 0 or share >= 0.03 for share in (e, c))


def test_shares_before_any_evidence() -> None:
    """F 1, E .2, C 1: the floor of F binds, the rest is shared out."""
    assert shares(Trust()) == pytest.approx((0.8, 0.2 / 6, 1 / 6))


def test_fast_forgetting_is_a_steeper_curve_too() -> None:
    """At theta = 2, k = e: R(e k; S)^k, so that far less is left in the end than a faster clock alone would leave."""
    traces, _ = after(None, Trust(), START, 1.0)
    steep = fsrs6.forgetting_curve(30 * exp(1), traces.stability) ** exp(1)
    assert curve("F", traces, 2.0, 30) == pytest.approx(steep)
    assert steep < fsrs6.forgetting_curve(30 * exp(2), traces.stability) - 0.2
