"""Laws of what counts as done: nothing done before counts (but reading), more never undoes, the day itself counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence.assigned import Done, of_chapter, of_drill, of_paper, state

SINCE = datetime(2026, 11, 23, 10, tzinfo=UTC)
moments = st.integers(-100, 100).map(lambda hours: SINCE + timedelta(hours=hours))
sections = st.dictionaries(st.sampled_from("abcd"), moments)


@given(sections, st.lists(moments), st.integers(0, 5))
def test_a_chapter_is_done_when_all_is_read_and_enough_is_answered(
    read: dict[str, datetime], answered: list[datetime], wanted: int
) -> None:
    """Done exactly when nothing is missing; the moment is the last that counted, never before it was set."""
    found = of_chapter("ab", read, answered, wanted, SINCE)
    since = sum(moment >= SINCE for moment in answered)
    assert (found.at is not None) == ({"a", "b"} <= read.keys() and since >= wanted)
    assert 0 <= found.done <= found.of == 2 + wanted
    assert found.at is None or found.at >= SINCE


@given(st.lists(moments), moments, st.integers(1, 5))
def test_one_answer_more_never_undoes_a_drill(answered: list[datetime], more: datetime, wanted: int) -> None:
    """Nor does it move the day it was done to a later one."""
    before, after = of_drill(answered, wanted, SINCE), of_drill([*answered, more], wanted, SINCE)
    assert after.done >= before.done
    assert before.at is None or (after.at is not None and after.at <= before.at)


@given(st.lists(st.tuples(moments, moments)))
def test_a_paper_begun_before_does_not_count(papers: list[tuple[datetime, datetime]]) -> None:
    """One begun since and ended does."""
    assert of_paper(papers, SINCE).done == any(began >= SINCE for began, _ in papers)


@pytest.mark.parametrize(
    ("found", "finished", "due", "said"),
    [
        (Done(0, 2), None, None, "none"), (Done(1, 2), None, None, "part"), (Done(1, 2), None, 20, "part"),
        (Done(1, 2), None, 19, "overdue"), (Done(2, 2, SINCE), 20, 20, "done"), (Done(2, 2, SINCE), 20, 19, "late"),
        (Done(2, 2, SINCE), 20, None, "done"),
    ],
)  # fmt: skip
def test_the_day_it_is_due_still_counts(found: Done, finished: int | None, due: int | None, said: str) -> None:
    """Late is the day after; today is day 20."""
    assert state(found, finished, due, 20) == said
