"""What the blueprint asks of a course: marks of each skill, questions fit for each cell, papers without a repeat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.course.items import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzes.course.course import Course, Exam, Skill


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
    """The cell of each live question that may stand in a mock: one right option of as many as the exam offers."""
    found = []
    for item in course.items.values():
        if isinstance(item, Question) and item.status == "live" and exam.edition in item.editions:
            standing = [option for option in item.options if not option.void]
            if item.answers == 1 and len(standing) == exam.options and item.skills:
                criteria = course.skills[item.skills[0]].criteria.get(exam.edition, ())
                found += [cell for criterion in criteria[:1] if (cell := exam.cell_of(criterion))]
    return found


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
