"""What the blueprint asks of a course: marks of each skill, questions fit for each cell, papers without a repeat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.course.items import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quizzes.course.course import Cell, Course, Exam, Skill


@dataclass(frozen=True, slots=True)
class Coverage:
    """One cell of an edition's blueprint: the marks it carries and the questions that could fill them."""

    edition: str
    cell: str
    marks: int
    questions: int

    @property
    def papers(self) -> int:
        """How many papers its questions fill without a repeat."""
        return self.questions // self.marks


def coverage(course: Course) -> tuple[Coverage, ...]:
    """Every cell of every edition, in the order of exams.toml."""
    return tuple(
        Coverage(exam.edition, cell.id, cell.marks, found[cell.id])
        for exam in course.exams.values()
        for found in [Counter(cells(course, exam))]
        for cell in exam.cells
    )


def papers(course: Course, edition: str) -> int:
    """How many papers of an edition can be drawn without a repeat: its scarcest cell decides."""
    return min((cell.papers for cell in coverage(course) if cell.edition == edition), default=0)


def cells(course: Course, exam: Exam) -> list[str]:
    """The cell of each question that may stand in a mock."""
    return [cell.id for _, cell in placed(course, exam)]


def placed(course: Course, exam: Exam) -> Iterator[tuple[Question, Cell]]:
    """The live questions of an edition with one right option of as many as the exam offers, each with its cell.

    A question counts for the cell of its primary skill's first criterion.
    """
    cells = {cell.id: cell for cell in exam.cells}
    for item in course.items.values():
        if isinstance(item, Question) and _fits(item, exam) and item.skills[0] in course.skills:
            criteria = course.skills[item.skills[0]].criteria.get(exam.edition, ())
            slug = exam.cell_of(criteria[0]) if criteria else None
            if slug:
                yield item, cells[slug]


def _fits(question: Question, exam: Exam) -> bool:
    options = sum(not option.void for option in question.options) == exam.options
    own = bool(question.skills) and (not question.editions or exam.edition in question.editions)
    return question.status == "live" and question.answers == 1 and options and own


def weights(skills: Iterable[Skill], exams: Mapping[str, Exam]) -> dict[tuple[str, str], float]:
    """Marks by (skill, edition): each cell's marks shared evenly over the skills that serve it."""
    serving: dict[tuple[str, str], list[str]] = {}
    for skill in skills:
        for edition, criteria in skill.criteria.items():
            found = {exams[edition].cell_of(each) for each in criteria} if edition in exams else set()
            for slug in found:
                serving.setdefault((edition, slug or ""), []).append(skill.id)
    result: dict[tuple[str, str], float] = {}
    for edition, exam in exams.items():
        for cell in exam.cells:
            named = serving.get((edition, cell.id), [])
            for slug in named:
                key = (slug, edition)
                result[key] = result.get(key, 0.0) + cell.marks / len(named)
    return result
