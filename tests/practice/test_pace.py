"""PACE and PACE-M: laws of a plan, and the formulas against the slow ones they are written out from."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.practice import lookahead, pace, pace_m
from quizzes.practice.beliefs import BELIEFS, Belief, Traces, Trust, after, curve, next_traces, recall
from quizzes.practice.lookahead import AHEAD, NOW, RIGHT, WRONG
from quizzes.practice.memory import W, forgetting_curve
from quizzes.practice.pace import Situation, knew_first, scaled
from tests.builders import dice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from quizzes.practice.learning import Key
    from quizzes.practice.pace import Ranked

    Order = Callable[..., Iterator[Ranked]]

TODAY = 739_020
KEYS: list[Key] = [("card", f"card-{n:03}") for n in range(60)]


def plain(held: Mapping[Key, Traces], weights: Mapping[Key, float], at: Situation, **more: object) -> Iterator[Ranked]:
    """PACE, asked like PACE-M."""
    return pace.order(held, weights, at, **more)  # type: ignore[arg-type]


def threefold(
    held: Mapping[Key, Traces], weights: Mapping[Key, float], at: Situation, **more: object
) -> Iterator[Ranked]:
    """PACE-M, for a learner of whom something is known."""
    trust = Trust((0.3, -0.2, -0.5), (0.2, 0.2, 0.2), (-20, -22, -21), 0.002)
    return pace_m.order(held, weights, trust, at, **more)  # type: ignore[arg-type]


policies = pytest.mark.parametrize("order", [plain, threefold])


def a_situation(**changes: float) -> Situation:
    """The twenty-first of thirty days, twenty minutes each."""
    own: dict[str, float] = {"day": TODAY, "days_left": 10, "elapsed": 21, "span": 30, "minutes": 20}
    return Situation(**(own | changes))  # type: ignore[arg-type]


def studied(many: int, seed: int = 1) -> dict[Key, Traces]:
    """The first so many memories after one to six answers each, none of today."""
    rng, held = dice(seed), {}
    for key in KEYS[:many]:
        traces = None
        for day in sorted(rng.sample(range(TODAY - 20, TODAY), rng.randint(1, 6))):
            traces, _ = after(traces, Trust(), day, float(rng.random() < 0.7), rng.choice([0.0, 0.25]))
        assert traces is not None
        held[key] = traces
    return held


def heavy(seed: int = 1) -> dict[Key, float]:
    """Marks of all sixty memories, a few heavy, most light."""
    rng = dice(seed)
    return {key: rng.lognormvariate(0, 1) for key in KEYS}


situations = st.builds(
    Situation,
    day=st.just(TODAY),
    days_left=st.integers(1, 70),
    elapsed=st.integers(1, 70),
    span=st.integers(1, 70),
    minutes=st.sampled_from([0, 5, 20, 45]),
    tries=st.integers(0, 60),
    knew=st.floats(-5, 60),
)


@policies
@given(situations, st.integers(0, 60), st.integers(0, 5))
def test_a_plan_computed_twice_is_equal(order: Order, at: Situation, many: int, seed: int) -> None:
    """Nothing depends on the order in which a database hands out its rows."""
    held, weights = studied(many, seed), heavy(seed)
    places = {key: place for place, key in enumerate(KEYS)}
    once = list(order(held, weights, at, places=places))
    back = {key: held[key] for key in reversed(held)}
    assert list(order(back, weights, at, places=places)) == once
    shuffled = [row.key for row in order(back, dict(reversed(weights.items())), at, places=places)]
    assert shuffled == [row.key for row in once]


@policies
@given(situations, st.integers(0, 60))
def test_a_plan_is_sound(order: Order, at: Situation, many: int) -> None:
    """Nothing twice, nothing already answered today; seen and new each best first; new only up to the line."""
    held, weights = studied(many), heavy()
    for key in KEYS[:many:7]:
        held[key] = next_traces(held[key], Trust(), TODAY, 1.0)
    rows = list(order(held, weights, at))
    keys = [row.key for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(row.new == (row.key not in held) for row in rows)
    assert {row.key for row in rows if not row.new} == {key for key in held if held[key].day < TODAY}
    for new in (True, False):
        indices = [row.index for row in rows if row.new == new]
        assert indices == sorted(indices, reverse=True)
    part = pace.LINE if order is plain else pace_m.line_end(len(KEYS), at)
    introduced = many + sum(row.new for row in rows)
    assert introduced < max(pace.line(len(KEYS), at, part) + 1, many + 1)


@policies
def test_all_is_introduced_when_the_line_ends(order: Order) -> None:
    """With nine tenths of the days gone everything new is on offer."""
    rows = list(order({}, heavy(), a_situation(elapsed=27, days_left=4)))
    assert {row.key for row in rows if row.new} == set(KEYS)


@policies
@pytest.mark.parametrize("changes", [{"days_left": 1}, {"span": 1, "elapsed": 1}, {"minutes": 0}, {"days_left": 0}])
def test_no_division_by_zero_at_the_ends(order: Order, changes: dict[str, float]) -> None:
    """The last day, a plan of one day, no minutes, weights all 0, nothing at all, an answer of tomorrow."""
    at = a_situation(**changes)
    assert list(order(studied(30), heavy(), at))
    assert list(order(studied(30), dict.fromkeys(KEYS, 0.0), at))
    assert not list(order({}, {}, at))
    late = {key: next_traces(traces, Trust(), TODAY + 1, 1.0) for key, traces in studied(30).items()}
    assert all(row.new for row in order(late, heavy(), at))


@policies
def test_equals_stand_in_course_order(order: Order) -> None:
    """New memories of one weight come as the course has them; without places, by key."""
    weights = dict.fromkeys(KEYS, 1.0)
    places = {key: -place for place, key in enumerate(KEYS)}
    assert [row.key for row in order({}, weights, a_situation(elapsed=30), places=places)] == KEYS[::-1]
    assert [row.key for row in order({}, weights, a_situation(elapsed=30))] == KEYS


@policies
def test_heavier_comes_first(order: Order) -> None:
    """Of new ones always; of two memories with one history the one with more marks."""
    weights = heavy()
    fresh = [weights[row.key] for row in order({}, weights, a_situation(elapsed=30))]
    assert fresh == sorted(fresh, reverse=True)
    twins = dict.fromkeys(KEYS, studied(1)[KEYS[0]])
    seen = [weights[row.key] for row in order(twins, weights, a_situation())]
    assert seen == sorted(seen, reverse=True)


@policies
def test_closed_chapters_offer_nothing_new(order: Order) -> None:
    """What was begun before its chapter closed goes on."""
    held = studied(20)
    rows = list(order(held, heavy(), a_situation(elapsed=30), closed=KEYS[:40]))
    assert {row.key for row in rows} == {*held, *KEYS[40:]}


def test_pace_by_hand() -> None:
    """One memory of S = 2.3065 (a first Good), five days old, ten days left; one that is new."""
    traces, _ = after(None, Trust(), TODAY - 5, 1.0)
    at = a_situation(tries=10, knew=4)
    assert at.first == pytest.approx(6 / 15)
    p = forgetting_curve(5, W[2])
    good, again = (next_traces(traces, Trust(), TODAY, y).stability for y in (1.0, 0.0))
    gain = p * forgetting_curve(10, good) + (1 - p) * forgetting_curve(10, again) - forgetting_curve(15, W[2])
    index, _ = pace.index_of_seen(traces, 2.0, at)
    assert index == pytest.approx(2 * gain / (p * 12 + (1 - p) * 37))
    known = 0.14 * forgetting_curve(10, W[1]) + 0.66 * forgetting_curve(10, W[2]) + 0.2 * forgetting_curve(10, W[3])
    new = 0.6 * forgetting_curve(10, W[0]) + 0.4 * known - 0.9 * 0.4 * 1.5**-0.2
    rows = list(pace.order({KEYS[0]: traces}, {KEYS[0]: 2.0, KEYS[1]: 2.0}, at))
    assert {row.key: row.index for row in rows} == pytest.approx({KEYS[0]: index / 2, KEYS[1]: new / (30 + 0.6 * 12)})


def slow_gain(belief: Belief, traces: Traces, trust: Trust, at: Situation, price: float) -> float:
    """G of one belief, step by step as planner.md says it, on whole traces."""
    theta, left = trust.theta[BELIEFS.index(belief)], at.days_left
    look = max(1, left // 2)
    p = recall(traces, belief, trust, at.day)
    right, wrong = next_traces(traces, trust, at.day, 1.0), next_traces(traces, trust, at.day, 0.0)
    far = at.day + left
    now = p * recall(right, belief, trust, far) + (1 - p) * recall(wrong, belief, trust, far)
    now -= recall(traces, belief, trust, far)

    def value(state: Traces) -> float:
        q = recall(state, belief, trust, far - look)
        after_right, after_wrong = (next_traces(state, trust, far - look, y) for y in (1.0, 0.0))
        looked = q * curve(belief, after_right, theta, look) + (1 - q) * curve(belief, after_wrong, theta, look)
        return max(recall(state, belief, trust, far), looked - price * (q * RIGHT + (1 - q) * WRONG))

    if left < 3:
        return now
    return NOW * now + AHEAD * (p * value(right) + (1 - p) * value(wrong) - value(traces))


@given(
    st.integers(0, 40),
    st.integers(1, 60),
    st.sampled_from([0.0, 0.001, 0.02]),
    st.tuples(st.floats(-2.5, 3), st.floats(-2.5, 3), st.floats(-2.5, 2)),
)
def test_the_quick_gains_are_the_slow_ones(which: int, days_left: int, price: float, theta: tuple[float, ...]) -> None:
    """The folded formulas of F, E and C agree with beliefs and memory to 1e-9."""
    traces = studied(60)[KEYS[which]]
    trust, at = Trust(theta=(theta[0], theta[1], theta[2])), a_situation(days_left=days_left)
    makers: dict[Belief, Callable[[int, float], lookahead.Gain]] = {
        "F": lookahead.fsrs,
        "E": lookahead.exponential,
        "C": lookahead.windows,
    }
    for belief, maker in makers.items():
        p, gain = maker(days_left, trust.theta[BELIEFS.index(belief)])(traces, TODAY - traces.day, price)
        assert p == pytest.approx(recall(traces, belief, trust, TODAY), abs=1e-9)
        assert gain == pytest.approx(slow_gain(belief, traces, trust, at, price), abs=1e-9)


def test_a_look_that_costs_too_much_is_not_counted_on() -> None:
    """The dearer a second, the less a plan leans on the second look."""
    traces, _ = after(None, Trust(), TODAY - 5, 1.0)
    gain = lookahead.fsrs(20, 0.0)
    dear, dearer = gain(traces, 5, 1.0)[1], gain(traces, 5, 2.0)[1]
    assert dear == dearer != gain(traces, 5, 0.0)[1]


def test_the_price_follows_what_is_shown() -> None:
    """A moving average of the indices, one in fifty."""
    trust = Trust(price=0.01)
    assert pace_m.paid(trust, 0.02).price == pytest.approx(0.0102)
    assert pace_m.paid(trust, 0.02).theta == trust.theta


@given(situations, st.integers(0, 60), st.sampled_from([(2.0, 2), (0.8, 2), (0.5, 4), (0.0, 6), (-1.0, 11)]))
def test_new_ones_leave_room_for_old_ones(at: Situation, many: int, forgets: tuple[float, int]) -> None:
    """By PACE-M never three new ones on end while something seen waits, or more for who forgets slowly."""
    theta, most = forgets
    rows = [row.new for row in pace_m.order(studied(many), heavy(), Trust(theta=(theta, 0.0, -0.6)), at)]
    last = max((place for place, new in enumerate(rows) if not new), default=0)
    assert [True] * (most + 1) not in [rows[place : place + most + 1] for place in range(last - most + 1)]


def test_repeats_come_back_where_they_beat_what_comes_next() -> None:
    """A heavy memory among light ones comes back, and the last of a plan; among equals none does."""
    weights = heavy() | {KEYS[7]: 100.0}
    rows = list(threefold({}, weights, a_situation(elapsed=30)))
    assert [row.key for row in rows if row.again] == [KEYS[7], rows[-1].key]
    equals = threefold({}, dict.fromkeys(KEYS, 1.0), a_situation(elapsed=30))
    assert [row.again for row in equals] == [False] * 59 + [True]
    plan = list(islice(pace.order({}, weights, a_situation(elapsed=1, span=60, minutes=20)), 2))
    assert all(row.again for row in plan)
    assert not any(row.again for row in pace.order({}, weights, a_situation(elapsed=30, minutes=5)))


def test_the_line_ends_later_the_less_time_there_is() -> None:
    """Six tenths of the days with all the time in the world, seven tenths at most."""
    assert pace_m.line_end(600, a_situation(minutes=1000, span=60)) == pytest.approx(0.6035)
    assert pace_m.line_end(600, a_situation(minutes=20, span=30)) == pytest.approx(0.7)
    assert pace_m.line_end(600, a_situation(minutes=0)) == 0.7


def test_first_tries_correct_for_guessing() -> None:
    """A quarter right by guessing alone counts as nothing known; six tenths right, as a half."""
    assert 0.25 * knew_first(1.0, 0.25) + 0.75 * knew_first(0.0, 0.25) == pytest.approx(0)
    assert 0.6 * knew_first(1.0, 0.25) + 0.4 * knew_first(0.0, 0.25) == pytest.approx(0.5)
    assert knew_first(1.0, 0.0) == 1
    assert a_situation().first == 0.4
    assert a_situation(tries=50, knew=-9).first == pace.LEAST_FIRST


def test_weights_are_scaled_to_a_mean_of_one() -> None:
    """Whatever the paper's marks are."""
    assert scaled({KEYS[0]: 3.0, KEYS[1]: 1.0}) == {KEYS[0]: 1.5, KEYS[1]: 0.5}
    assert scaled({KEYS[0]: 0.0}) == {KEYS[0]: 1.0}


@policies
def test_when_all_was_answered_today_nothing_is_left(order: Order) -> None:
    """An empty plan is no fault."""
    at = a_situation()
    held = {key: replace(traces, day=at.day) for key, traces in studied(600).items()}
    assert list(order(held, dict.fromkeys(held, 1.0), at)) == []
