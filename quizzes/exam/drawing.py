"""Which question a diagnostic asks in an area; chance comes as `rng`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.blueprint import placed
from quizzes.course.items import Question
from quizzes.exam.diagnostic import next_area

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from random import Random

    from quizzes.course.course import Cell, Course, Exam
    from quizzes.exam.diagnostic import State
    from quizzes.practice.learning import Sighting


def areas(course: Course, edition: str) -> dict[str, int]:
    """How many questions a diagnostic can ask in each area of an edition, 0 included, in the exam's order.

    Without an exam profile there are no areas.
    """
    exam = course.exams.get(edition)
    found = {area.id: 0 for area in exam.areas} if exam else {}
    for _, cell in _placed(course, exam) if exam else ():
        found[cell.area] += 1
    return found


def next_question(
    course: Course, edition: str, state: State, asked: Collection[str], seen: Mapping[str, Sighting], rng: Random
) -> tuple[str, Question] | None:
    """The area to ask next and a question of it, None at the end; an area whose questions are used up is passed over.

    `asked`: the ids of the items asked in this diagnostic.
    """
    closed: set[str] = set()
    while area := next_area(state, closed):
        if question := choose(course, edition, area, asked, seen, rng):
            return area, question
        closed.add(area)
    return None


def choose(
    course: Course, edition: str, area: str, asked: Collection[str], seen: Mapping[str, Sighting], rng: Random
) -> Question | None:
    """A question of an area that is none of the items `asked` in this diagnostic and no enemy of one.

    Never seen ones first, else those seen longest ago; then the cell with most marks for what was asked of it, so
    that an area's cells come in proportion to their marks; then the skill asked least; then chance.
    """
    own = [(one, cell) for one, cell in _placed(course, course.exams[edition]) if cell.area == area]
    cells = [cell.id for one, cell in own if one.id in asked]
    skills = [one.skills[0] for one, _ in own if one.id in asked]

    def order(found: tuple[Question, Cell]) -> tuple[int, float, int, float]:
        question, cell = found
        day = seen[question.id].day if question.id in seen else -1
        return day, (cells.count(cell.id) + 1) / cell.marks, skills.count(question.skills[0]), rng.random()

    met = {slug: item.enemies for slug in asked if isinstance(item := course.items.get(slug), Question)}
    barred = {*asked, *(enemy for enemies in met.values() for enemy in enemies)}
    free = [(one, cell) for one, cell in own if one.id not in barred and met.keys().isdisjoint(one.enemies)]
    return min(free, key=order)[0] if free else None


def _placed(course: Course, exam: Exam) -> Iterator[tuple[Question, Cell]]:
    """The standard questions that a mock could ask too, each with its cell; those kept for mocks are left out."""
    return ((one, cell) for one, cell in placed(course, exam) if one.style == "standard" and one.use != "mock")
