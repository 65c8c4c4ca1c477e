"""The blueprint of an edition as a forecast needs it: each cell with the memories that serve it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.evidence.forecast import Hold, Served

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.course.course import Course, Exam
    from quizzes.practice.learning import Held, Key


def served(course: Course, edition: str, weights: Mapping[Key, float], held: Mapping[Key, Held]) -> list[Served]:
    """Every cell of an edition, in its order; `weights` are those of `memory_weights`.

    The skills of a cell count alike, the memories of a skill by their weights. Cells that no memory serves are there
    too, so that the marks are those of the whole paper. None for an edition without an exam.
    """
    exam = course.exams.get(edition)
    holds: dict[str, list[Hold]] = {cell.id: [] for cell in exam.cells} if exam else {}
    for skill, own in _by_skill(course, weights).items():
        together = sum(own.values())
        for cell in cells_of(course, exam, skill) if exam and together else ():
            holds[cell] += [_hold(weight / together, held.get(key)) for key, weight in own.items()]
    return [Served(cell.id, cell.marks, cell.area, holds[cell.id]) for cell in exam.cells] if exam else []


def cells_of(course: Course, exam: Exam, skill: str) -> Iterator[str]:
    """The cells that a skill serves, each once."""
    criteria = course.skills[skill].criteria.get(exam.edition, ())
    found = dict.fromkeys(exam.cell_of(each) for each in criteria)
    return (cell for cell in found if cell)


def area_of(course: Course, edition: str, key: Key) -> str | None:
    """The area of the first cell that a memory's skill serves; None if it serves none."""
    exam, skill = course.exams.get(edition), skill_of(course, key)
    first = next(cells_of(course, exam, skill), None) if exam and skill else None
    return next((cell.area for cell in exam.cells if cell.id == first), None) if exam else None


def _hold(weight: float, held: Held | None) -> Hold:
    return Hold(weight, held.memory.stability, held.memory.day) if held else Hold(weight, None, 0)


def _by_skill(course: Course, weights: Mapping[Key, float]) -> dict[str, dict[Key, float]]:
    """The weights of each skill's memories; a card belongs to its first skill."""
    groups: dict[str, dict[Key, float]] = {}
    for key, weight in weights.items():
        if skill := skill_of(course, key):
            groups.setdefault(skill, {})[key] = weight
    return groups


def skill_of(course: Course, key: Key) -> str:
    """The skill of a memory, "" if it is not in the course."""
    kind, name = key
    card = course.items.get(name) if kind == "card" else None
    skill = name if kind == "skill" else card.skills[0] if card and card.skills else ""
    return skill if skill in course.skills else ""
