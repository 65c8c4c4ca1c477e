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
    """One change: its number since the start, what it touched, and the problems in the files where it did.

    `known` are all problems of the course then.
    """

    number: int
    course: Course
    known: tuple[Problem, ...]
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
    course, known = current.course(), current.problems()
    last: Touched | None = current_app.extensions.get("author_live")
    if last is None:
        last = Touched(0, course, known)
    elif last.course is not course and (course.items, course.lessons) != (last.course.items, last.course.lessons):
        last = touched(last, course, known)
    elif last.course is not course or known != last.known:
        problems = fresh(last.known, known)
        last = Touched(last.number + 1, course, known, last.items, last.sections, problems, last.more)
    current_app.extensions["author_live"] = last
    return last


def touched(last: Touched, course: Course, known: tuple[Problem, ...]) -> Touched:
    """What differs between the course before and now."""
    before = last.course
    items = [
        item
        for item in course.items.values()
        if item.id not in before.items or before.items[item.id].hashes != item.hashes
    ]
    texts = {(chapter, each.id): each.text for chapter, lesson in before.lessons.items() for each in lesson.sections}
    sections = [
        (chapter, each)
        for chapter, lesson in course.lessons.items()
        for each in lesson.sections
        if texts.get((chapter, each.id)) != each.text
    ]
    paths = {item.place.path for item in items} | {section.place.path for _, section in sections}
    problems = tuple(each for each in known if each.path in paths) or fresh(last.known, known)
    shown = items[:MOST], sections[: MOST - min(MOST, len(items))]
    more = len(items) + len(sections) - len(shown[0]) - len(shown[1])
    return Touched(last.number + 1, course, known, tuple(shown[0]), tuple(shown[1]), problems, more)


def fresh(before: tuple[Problem, ...], now: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems that were not there before."""
    return tuple(each for each in now if each not in before)
