"""What the forecast says in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.rooms.foretelling import Outcome
from quizzes.evidence.forecast import Forecast, lacking

if TYPE_CHECKING:
    from quizzes.course.course import Course


@pytest.mark.parametrize("low", [24, 25])
def test_the_range_to_be_ready_says_why_it_begins_under_the_pass_mark(course: Course, low: int) -> None:
    """26 to pass, and a range from 25 on will do: the words say so where it begins lower, and nothing where not."""
    exam = course.exams["itil4"]
    told = Forecast(30.0, low, 34, 0.9, {}, 0.7, exam.pass_mark, exam.questions)
    said = Outcome(exam, told, lacking(told, (), 0), "").not_ready
    assert ("a range that begins at 25 or above (a mark under the pass mark at most)" in said) is (low < 25)
