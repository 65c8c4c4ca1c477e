from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.course.course import Cell, Exam
from quizzes.evidence.forecast import Hold
from quizzes.evidence.served import area_of, served
from quizzes.practice.learning import Held
from quizzes.practice.memory import Memory
from tests.builders import a_card, a_course, a_question, a_skill

if TYPE_CHECKING:
    from quizzes.practice.learning import Key

CELLS = (Cell("1.1", 3), Cell("7.1.ci", 2, of="7.1"), Cell("9", 1))
EXAM = Exam("itil4", 6, 60, 4, 4, 1.25, {}, {}, CELLS)
SKILLS = {
    "a": a_skill("a", criteria={"itil4": ("1.1.a", "1.1.b")}),
    "b": a_skill("b", criteria={"itil4": ("7.1.ci.2", "1.1.c")}),
    "lost": a_skill("lost", criteria={"v5": ("1.1",)}),
}
COURSE = a_course(
    *(a_card("c1", "a"), a_card("c2", "a"), a_question("q", "b"), a_card("loose", "")),
    models=(),
    skills=SKILLS,
    exams={"itil4": EXAM},
)
WEIGHTS: dict[Key, float] = {
    ("card", "c1"): 0.5,
    ("card", "c2"): 0.5,
    ("skill", "a"): 1.0,
    ("skill", "b"): 0.2,
    ("skill", "lost"): 1.0,
    ("card", "loose"): 1.0,
    ("card", "gone"): 1.0,
}


def test_a_cell_knows_the_memories_that_serve_it() -> None:
    """Its skills count alike, their memories by weight; one not met has no stability; a cell of nobody is there too."""
    held: dict[Key, Held] = {("skill", "a"): Held(Memory(7.5, 5, 100, 3, 1, 0), 1)}
    first, second, third = served(COURSE, "itil4", WEIGHTS, held)
    assert first[:3] == ("1.1", 3, "1")
    assert first.holds == [Hold(0.25, None, 0), Hold(0.25, None, 0), Hold(0.5, 7.5, 100), Hold(1.0, None, 0)]
    assert second == ("7.1.ci", 2, "7", [Hold(1.0, None, 0)])
    assert third == ("9", 1, "9", [])


def test_an_edition_without_an_exam_has_no_blueprint() -> None:
    """So there is nothing to forecast."""
    assert served(COURSE, "v5", WEIGHTS, {}) == []


@pytest.mark.parametrize(
    ("key", "area"),
    [(("card", "c1"), "1"), (("skill", "b"), "7"), (("skill", "lost"), None), (("card", "loose"), None)],
)
def test_a_memory_lies_in_the_area_of_its_first_cell(key: Key, area: str | None) -> None:
    """Or in none."""
    assert area_of(COURSE, "itil4", key) == area
    assert area_of(COURSE, "v5", key) is None
