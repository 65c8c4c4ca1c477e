"""The coverage map: which items practise a cell, and how many of them anybody has answered."""

from __future__ import annotations

from quizzes.course.course import Cell, Exam
from quizzes.evidence.seen import seen
from tests.builders import a_card, a_case, a_course, a_question, a_scenario, a_skill

EXAM = Exam("itil4", 3, 5, 2, 4, 1.25, {}, {}, (Cell("1", 2), Cell("2", 1)))
STEP = {"first": {"step": "now"}, "second": {"step": "target"}}
SKILLS = {
    "words": a_skill("words", criteria={"itil4": ("1.1",)}),
    "other": a_skill("other", criteria={"v5": ("9",)}),
    "ci.step.now": a_skill("ci.step.now", criteria={"itil4": ("1.2", "2.1")}),
    "ci.step.target": a_skill("ci.step.target", criteria={"itil4": ("2.2",)}),
}


def test_each_item_counts_in_every_cell_it_practises() -> None:
    """Questions fit for a mock by their first criterion; all items by every cell of their skills; drafts in none."""
    course = a_course(
        *(a_question("fit", "words"), a_question("five", "words", wrong=tuple("bcde")), a_card("card", "words")),
        *(a_question("draft", "words", status="draft"), a_question("far", "other", editions=("v5",))),
        *(a_scenario("story", {"step": "now"}), a_case("help", STEP)),
        skills=SKILLS,
    )
    one, two = seen(course, EXAM, {"fit", "story", "help.second", "far", "gone"})
    assert (one.cell.id, one.questions, one.questions_seen, one.items, one.items_seen) == ("1", 1, 1, 5, 2)
    assert (two.cell.id, two.questions, two.questions_seen, two.items, two.items_seen) == ("2", 0, 0, 3, 2)
