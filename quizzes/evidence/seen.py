"""What of a course was put to the test: the items of each blueprint cell, and how many of them anybody has answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.course.blueprint import placed
from quizzes.evidence.served import cells_of, skill_of
from quizzes.practice.learning import keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from quizzes.course.course import Cell, Course, Exam
    from quizzes.course.items import Item


@dataclass(frozen=True, slots=True)
class Seen:
    """One cell: its questions that may stand in a mock, all items that practise it, and how many of each were answered.

    An item that practises several cells counts in each.
    """

    cell: Cell
    questions: int
    questions_seen: int
    items: int
    items_seen: int


def seen(course: Course, exam: Exam, answered: Collection[str]) -> tuple[Seen, ...]:
    """Every cell of an exam, in its order; `answered` are ids of items and of events."""
    fit, fit_seen, items, items_seen = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for question, cell in placed(course, exam):
        fit[cell.id] += 1
        fit_seen[cell.id] += question.id in answered
    for item in (*course.items.values(), *course.events.values()):
        if item.status == "live" and exam.edition in item.editions:
            for slug in _cells(course, exam, item):
                items[slug] += 1
                items_seen[slug] += item.id in answered
    return tuple(
        Seen(cell, fit[cell.id], fit_seen[cell.id], items[cell.id], items_seen[cell.id]) for cell in exam.cells
    )


def _cells(course: Course, exam: Exam, item: Item) -> Iterator[str]:
    """The cells that an item practises, each once."""
    skills = dict.fromkeys(skill_of(course, key) for key in keys(course, item))
    yield from dict.fromkeys(cell for skill in skills if skill for cell in cells_of(course, exam, skill))
