"""What each memory is worth on the paper of an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.course import Cell, Exam
from quizzes.practice.weights import memory_weights
from tests.builders import EDITION, a_card, a_course, a_question, a_skill

if TYPE_CHECKING:
    from quizzes.course.course import Course
    from quizzes.practice.learning import Key
    from quizzes.practice.plan import Pool

CELLS = {"1": 12, "2": 24, "3": 4}


def a_paper(edition: str = EDITION) -> Exam:
    """A paper of 40 marks in three cells."""
    cells = tuple(Cell(slug, marks) for slug, marks in CELLS.items())
    return Exam(edition, 40, 60, 26, 4, 1.25, {"standard": 40}, {1: 40}, cells)


def a_bank(skills: dict[str, tuple[str, int]]) -> tuple[Course, Pool]:
    """A course and its pool: skills by name with their cell and number of cards; a name in capitals has questions."""
    cards = [a_card(f"{skill}.{n}", skill) for skill, (_, many) in skills.items() for n in range(many)]
    questions = [a_question(f"{skill}.q", skill) for skill in skills if skill.isupper()]
    known = {skill: a_skill(skill, criteria={EDITION: (cell,)}) for skill, (cell, _) in skills.items()}
    course = a_course(*cards, *questions, skills=known, exams={EDITION: a_paper()})
    pool: dict[Key, tuple[()]] = dict.fromkeys([("skill", one.skills[0]) for one in questions], ())
    return course, pool | dict.fromkeys([("card", card.id) for card in cards], ())


def test_a_skill_gives_half_to_its_questions_and_half_to_its_cards() -> None:
    """Twelve marks: six on the question practice, two on each of three cards."""
    course, pool = a_bank({"A": ("1.1", 3)})
    expected = {("skill", "A"): 6, ("card", "A.0"): 2, ("card", "A.1"): 2, ("card", "A.2"): 2}
    assert memory_weights(course, EDITION, pool) == pytest.approx(expected)


def test_all_goes_to_the_one_kind_where_the_other_is_missing() -> None:
    """A skill without cards, and one without questions."""
    course, pool = a_bank({"A": ("1", 0), "b": ("2", 2)})
    expected = {("skill", "A"): 12, ("card", "b.0"): 12, ("card", "b.1"): 12}
    assert memory_weights(course, EDITION, pool) == pytest.approx(expected)


def test_a_cell_is_shared_over_the_skills_that_have_memories() -> None:
    """B and C share a cell; D serves it too, but nothing of D can be practised."""
    course, pool = a_bank({"B": ("2", 0), "C": ("2.4", 0), "D": ("2", 0)})
    left = {key: items for key, items in pool.items() if key != ("skill", "D")}
    assert memory_weights(course, EDITION, left) == pytest.approx({("skill", "B"): 12, ("skill", "C"): 12})


def test_what_serves_no_cell_is_left_out() -> None:
    """Another edition, an unknown edition, a criterion of no cell, a card without a skill."""
    course, pool = a_bank({"A": ("1", 0), "E": ("9", 1)})
    lost: Pool = {**pool, ("card", "gone"): ()}
    assert set(memory_weights(course, EDITION, lost)) == {("skill", "A")}
    assert memory_weights(course, "v5", lost) == {}


@given(st.dictionaries(st.text("ABab", min_size=1, max_size=4), st.tuples(st.sampled_from("1234"), st.integers(0, 4))))
def test_the_weights_add_up_to_the_marks_of_the_cells_served(skills: dict[str, tuple[str, int]]) -> None:
    """No mark is lost and none is made up; the order is the pool's."""
    course, pool = a_bank(skills)
    found = memory_weights(course, EDITION, pool)
    served = {cell for skill, (cell, cards) in skills.items() if skill.isupper() or cards}
    assert sum(found.values()) == pytest.approx(sum(CELLS.get(cell, 0) for cell in served))
    assert list(found) == [key for key in pool if key in found]
    assert all(marks > 0 for marks in found.values())
