"""Coverage of the blueprint, told cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.blueprint import coverage, papers

if TYPE_CHECKING:
    from quizzes.course.course import Course


def test_every_cell_of_both_exams_is_told(course: Course) -> None:
    """Marks sum to the paper; a cell with no question makes no paper."""
    found = coverage(course)
    for edition in ("itil4", "v5"):
        own = [cell for cell in found if cell.edition == edition]
        assert sum(cell.marks for cell in own) == 40
        assert papers(course, edition) == min(cell.questions // cell.marks for cell in own)


def test_the_shipped_bank_gives_several_papers(course: Course) -> None:
    """Six questions a mark and more in every cell of both editions, so that many mocks share none."""
    assert all(cell.questions >= 6 * cell.marks for cell in coverage(course))
    assert {edition: papers(course, edition) >= 6 for edition in course.exams} == {"itil4": True, "v5": True}


def test_a_criterion_belongs_to_its_longest_prefix(course: Course) -> None:
    """Compared dot by dot, so that 4.61 is not 4.6."""
    exam = course.exams["v5"]
    assert exam.cell_of("4.6.1") == "4.6"
    assert exam.cell_of("4.61") is None or exam.cell_of("4.61") != "4.6"
    assert exam.cell_of("9.9") is None
