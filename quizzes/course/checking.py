"""Checking a course across its files: what names something must name something that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.flaws import check_flaws
from quizzes.course.lesson_links import check_lessons
from quizzes.course.outline import check_outline
from quizzes.course.references import check_items

if TYPE_CHECKING:
    from quizzes.course.draft import Draft
    from quizzes.course.problems import Problem


def check(draft: Draft) -> list[Problem]:
    """All problems between the files of a course, and the flaws of its items."""
    return [*check_outline(draft), *check_items(draft), *check_lessons(draft), *check_flaws(draft)]
