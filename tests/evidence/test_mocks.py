"""How far marks of mocks can be relied on: which papers count, and when that is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence.mocks import ENOUGH, reliability
from quizzes.evidence.statistics import alpha, kr21

near = pytest.approx


def paper(*marks: int, start: int = 0) -> dict[str, int]:
    """Marks by item."""
    return {f"q{start + place}": mark for place, mark in enumerate(marks)}


def test_too_few_learners_are_counted_and_no_more() -> None:
    """29 say nothing of a paper."""
    (found,) = reliability((who, paper(1, 0, who % 2)) for who in range(ENOUGH - 1))
    assert (found.by, found.learners, found.questions) == ("kr21", 29, 3)
    assert (found.reliability, found.error) == (None, None)


def test_the_first_mock_of_each_learner_counts() -> None:
    """Who sits again knows more."""
    (found,) = reliability([(1, paper(0, 0)), (1, paper(1, 1))])
    assert (found.learners, found.mean) == (1, 0.0)


@given(st.lists(st.lists(st.integers(0, 1), min_size=4, max_size=4), min_size=ENOUGH, max_size=ENOUGH + 5))
def test_one_paper_that_all_sat_has_alpha_beside_kr21(rows: list[list[int]]) -> None:
    """Whatever order its questions stood in for each."""
    shuffled = [dict(reversed(paper(*row).items())) if who % 2 else paper(*row) for who, row in enumerate(rows)]
    drawn, same = reliability(enumerate(shuffled))
    assert (drawn.by, same.by) == ("kr21", "alpha")
    assert drawn.reliability == near(kr21([sum(row) for row in rows], 4), abs=1e-9)
    assert same.reliability == near(alpha(rows), abs=1e-9)
    assert (same.error is None) == (same.reliability is None)


def test_papers_of_another_length_are_told_apart() -> None:
    """The longest first."""
    found = reliability([(1, paper(1)), (2, paper(1, 0)), (3, paper(0, 1, start=5))])
    assert [(one.questions, one.learners) for one in found] == [(2, 2), (1, 1)]
    assert reliability([]) == ()
