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


def test_the_written_chapter_fills_its_own_cell(course: Course) -> None:
    """ITIL 4's continual improvement has questions for many papers, though others have none yet."""
    ours = next(cell for cell in coverage(course) if (cell.edition, cell.cell) == ("itil4", "7.1.ci"))
    assert ours.marks == 3
    assert ours.papers >= 10
    assert papers(course, "itil4") == 0


def test_a_criterion_belongs_to_its_longest_prefix(course: Course) -> None:
    """Compared dot by dot, so that 4.61 is not 4.6."""
    exam = course.exams["v5"]
    assert exam.cell_of("4.6.1") == "4.6"
    assert exam.cell_of("4.61") is None or exam.cell_of("4.61") != "4.6"
    assert exam.cell_of("9.9") is None
