"""Checking a course across its files: what names something must name something that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.checks.lesson_links import check_lessons
from quizzes.course.checks.outline import check_outline
from quizzes.course.checks.references import check_items
from quizzes.course.flaws.every import check_flaws

if TYPE_CHECKING:
    from quizzes.course.draft import Draft
    from quizzes.course.problems import Problem


def check(draft: Draft) -> list[Problem]:
    """All problems between the files of a course, and the flaws of its items."""
    return [*check_outline(draft), *check_items(draft), *check_lessons(draft), *check_flaws(draft)]
