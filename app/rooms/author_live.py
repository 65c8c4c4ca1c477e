"""What an author is at: the items and sections that the newest change of the course's files touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

from app import current

if TYPE_CHECKING:
    from quizzes.course.course import Course, Section
    from quizzes.course.items import Item
    from quizzes.course.problems import Problem

MOST = 5
"""Items and sections shown of one change; a branch that is switched changes hundreds."""


@dataclass(frozen=True, slots=True)
class Touched:
    """One change: its number since the start, what it touched, and the problems in the files where it did."""

    number: int
    course: Course
    items: tuple[Item, ...] = ()
    sections: tuple[tuple[str, Section], ...] = ()
    problems: tuple[Problem, ...] = ()
    more: int = 0

    @property
    def gone(self) -> bool:
        """Whether there is nothing left to show of it, as after a deletion."""
        return not (self.items or self.sections or self.problems)


def newest() -> Touched:
    """The newest change; looking notices it."""
    course: Course = current.course()
    last: Touched | None = current_app.extensions.get("author_live")
    if last is None:
        last = Touched(0, course)
    elif last.course is not course and (course.items, course.lessons) != (last.course.items, last.course.lessons):
        last = touched(last, course)
    elif last.course is not course or course.problems != last.course.problems:
        last = Touched(last.number + 1, course, last.items, last.sections, fresh(last.course, course), last.more)
    current_app.extensions["author_live"] = last
    return last


def touched(last: Touched, course: Course) -> Touched:
    """What differs between the course before and now."""
    before = last.course
    items = [
        item
        for item in course.items.values()
        if item.id not in before.items or before.items[item.id].hashes != item.hashes
    ]
    known = {(chapter, each.id): each.text for chapter, lesson in before.lessons.items() for each in lesson.sections}
    sections = [
        (chapter, each)
        for chapter, lesson in course.lessons.items()
        for each in lesson.sections
        if known.get((chapter, each.id)) != each.text
    ]
    paths = {item.place.path for item in items} | {section.place.path for _, section in sections}
    problems = tuple(each for each in course.problems if each.path in paths) or fresh(before, course)
    shown = items[:MOST], sections[: MOST - min(MOST, len(items))]
    more = len(items) + len(sections) - len(shown[0]) - len(shown[1])
    return Touched(last.number + 1, course, tuple(shown[0]), tuple(shown[1]), problems, more)


def fresh(before: Course, course: Course) -> tuple[Problem, ...]:
    """The problems that were not there before."""
    return tuple(each for each in course.problems if each not in before.problems)
