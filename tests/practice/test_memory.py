from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import isclose, isfinite

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.practice import memory as fsrs6
from quizzes.practice.memory import Memory, Rating, due, forgetting_curve, interval, retrievability, review

ratings = st.sampled_from(Rating)
gaps = st.one_of(st.integers(0, 3), st.integers(0, 60), st.integers(0, 2000))
histories = st.lists(st.tuples(gaps, ratings), min_size=1, max_size=40)
memories = st.builds(
    Memory,
    stability=st.floats(0.001, 40000),
    difficulty=st.floats(1, 10),
    day=st.just(1000),
    rating=st.sampled_from([1, 2, 3, 4]),
    reps=st.integers(1, 50),
    lapses=st.integers(0, 50),
)
START = 730000
ORACLE = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
GAP_LIMIT = 0.001


def noon(day: int) -> datetime:
    """Noon UTC of a day number, as the library wants it."""
    return datetime.fromordinal(day).replace(hour=12, tzinfo=UTC)


def after(history: list[tuple[int, Rating]]) -> Memory:
    """The memory after a history of gaps and ratings."""
    memory, day = None, START
    for gap, rating in history:
        day += gap
        memory = review(memory, rating, day)
    assert memory is not None
    return memory


@given(histories)
def test_memory_equals_the_fsrs_library(history: list[tuple[int, Rating]]) -> None:
    """State, due day and recall agree to 1e-9 after every review, repeats on one day included."""
    memory, card, day = None, fsrs.Card(card_id=1), START
    for gap, rating in history:
        day += gap
        memory = review(memory, rating, day)
        card, _ = ORACLE.review_card(card, fsrs.Rating(int(rating)), noon(day))
        assert isclose(memory.stability, card.stability or 0, rel_tol=1e-9)
        assert isclose(memory.difficulty, card.difficulty or 0, rel_tol=1e-9)
        assert noon(due(memory)) == card.due
        for later in (0, 1, 30, 400):
            recall = ORACLE.get_card_retrievability(card, noon(day) + timedelta(days=later))
            assert isclose(retrievability(memory, day + later), recall, rel_tol=1e-9)


def test_the_parameters_are_those_of_the_library() -> None:
    """The defaults of FSRS-6, all twenty-one."""
    assert fsrs.Scheduler().parameters == fsrs6.W


@given(memories, st.integers(0, 4000), st.floats(0.7, 0.97))
def test_a_better_rating_never_gives_a_shorter_interval(memory: Memory, gap: int, retention: float) -> None:
    """Again, Hard, Good, Easy: each waits at least as long as the one before."""
    ends = [review(memory, rating, memory.day + gap) for rating in Rating]
    waits = [due(end, retention) for end in ends]
    assert waits == sorted(waits)
    assert [end.stability for end in ends] == sorted(end.stability for end in ends)
    assert [end.difficulty for end in ends] == sorted((end.difficulty for end in ends), reverse=True)


def test_a_better_first_rating_never_gives_a_shorter_interval() -> None:
    """The same holds at the first meeting."""
    waits = [due(review(None, rating, START)) - START for rating in Rating]
    assert waits == [1, 1, 2, 8]


@given(histories)
def test_states_stay_in_bounds(history: list[tuple[int, Rating]]) -> None:
    """Stability is finite and at least 0.001 days, difficulty 1 to 10, an interval 1 day to 100 years."""
    memory = after(history)
    assert isfinite(memory.stability)
    assert memory.stability >= GAP_LIMIT
    assert 1 <= memory.difficulty <= 10
    assert 1 <= due(memory) - memory.day <= 36500
    assert memory.reps == len(history)
    assert memory.lapses == sum(rating is Rating.AGAIN for _, rating in history[1:])


@given(memories, st.integers(0, 5000), st.integers(1, 5000))
def test_recall_falls_with_time(memory: Memory, soon: int, more: int) -> None:
    """The longer ago, the less is known; just after an answer everything is."""
    first, second = (retrievability(memory, memory.day + gap) for gap in (soon, soon + more))
    assert 0 < second < first <= 1
    assert retrievability(memory, memory.day) == 1


@given(st.floats(0.001, 40000))
def test_recall_is_nine_in_ten_after_stability_days(stability: float) -> None:
    """That is what stability means."""
    assert forgetting_curve(stability, stability) == pytest.approx(0.9, abs=1e-12)


@given(st.floats(1, 30000), st.floats(0.7, 0.97))
def test_an_interval_ends_where_recall_meets_the_retention_wanted(stability: float, retention: float) -> None:
    """Half a day to either side of it, as intervals are whole days."""
    days = interval(stability, retention)
    assert days in (1, 36500) or forgetting_curve(days + 0.501, stability) <= retention
    assert days in (1, 36500) or forgetting_curve(days - 0.501, stability) >= retention


@given(memories, ratings, st.integers(1, 400))
def test_a_clock_set_back_counts_as_the_same_day(memory: Memory, rating: Rating, back: int) -> None:
    """A learner who flies west loses nothing, and the last day stays the last."""
    assert review(memory, rating, memory.day - back) == review(memory, rating, memory.day)
    assert retrievability(memory, memory.day - back) == 1


@pytest.mark.parametrize(
    ("story", "stability", "difficulty", "wait"),
    [
        ("3", 2.3065, 2.1181, 2),
        ("1", 0.2120, 6.4133, 1),
        ("3 2:3", 10.9643, 2.1112, 11),
        ("3 2:3 11:3", 46.2802, 2.1043, 46),
        ("3 2:3 11:1", 1.5383, 7.3922, 2),
        ("3 0:1", 0.7751, 7.3945, 1),
        ("4 8:4 90:4", 475.4989, 1.0000, 475),
        ("2 1:2 3:1 1:3", 1.7833, 8.9002, 2),
    ],
)
def test_golden_stories(story: str, stability: float, difficulty: float, wait: int) -> None:
    """A first rating, then `days:rating`; figures from the library, kept in case both should move."""
    steps = [("0:" + step if ":" not in step else step).split(":") for step in story.split()]
    memory = after([(int(gap), Rating(int(rating))) for gap, rating in steps])
    assert memory.stability == pytest.approx(stability, abs=6e-5)
    assert memory.difficulty == pytest.approx(difficulty, abs=6e-5)
    assert due(memory) - memory.day == wait
