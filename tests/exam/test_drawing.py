from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.course import Area, Cell, Exam
from quizzes.exam.diagnostic import FULL, after, start
from quizzes.exam.drawing import areas, choose, next_question
from quizzes.practice.learning import Sighting
from tests.builders import a_course, a_question, a_scenario, a_skill, dice

if TYPE_CHECKING:
    from quizzes.course.course import Course
    from quizzes.course.items import Item, Question

EXAM = Exam(
    edition="itil4",
    questions=40,
    minutes=60,
    pass_mark=26,
    options=4,
    extra_time=1.25,
    styles={},
    bloom={},
    cells=(Cell("1.1", 6), Cell("1.2", 2), Cell("7.1.ci", 20, of="7.1"), Cell("7.1.slm", 11, of="7.1"), Cell("9", 1)),
    titles={"1": "Key concepts", "7": "Practices"},
)
CRITERIA = {"key.a": "1.1", "key.b": "1.1", "key.c": "1.2.3", "ci.a": "7.1.ci", "slm.a": "7.1.slm"}


def a_bank(*items: Item) -> Course:
    """A course with these items and skills of areas 1 and 7; area 9 has none."""
    skills = {skill: a_skill(skill, criteria={"itil4": (one,)}) for skill, one in CRITERIA.items()}
    skills["v5.only"] = a_skill("v5.only", criteria={"v5": ("1",)})
    skills["strange"] = a_skill("strange", criteria={"itil4": ("8.1",)})
    return a_course(*items, skills=skills, exams={"itil4": EXAM})


def full_bank(each: int = 6) -> Course:
    """A course with so many questions a skill."""
    return a_bank(*(a_question(f"{skill}-{n}".replace(".", "-"), skill) for skill in CRITERIA for n in range(each)))


def drawn(course: Course, area: str, asked: set[str], seen: dict[str, Sighting], seed: int = 1) -> Question:
    """A question that is there."""
    found = choose(course, "itil4", area, asked, seen, dice(seed))
    assert found
    return found


def test_areas_are_the_first_parts_of_what_cells_belong_to() -> None:
    """Their marks together, in the order of their cells; a title is there where it is written."""
    assert EXAM.areas == (Area("1", "Key concepts", 8), Area("7", "Practices", 31), Area("9", "", 1))
    assert [EXAM.area_of(one) for one in ("1.2.3", "7.1.ci", "9.4", "8")] == ["1", "7", "9", None]


def test_both_shipped_exams_have_seven_titled_areas(course: Course) -> None:
    """The learning outcomes of ITIL 4 and the areas of Version 5, with the marks of their syllabuses."""
    for edition, marks in (("itil4", [5, 6, 2, 1, 2, 7, 17]), ("v5", [12, 4, 4, 16, 2, 1, 1])):
        found = course.exams[edition].areas
        assert [area.marks for area in found] == marks
        assert [area.id for area in found] == list("1234567")
        assert all(area.title for area in found)
        assert set(areas(course, edition)) == set("1234567")
    assert areas(course, "itil4")["7"] >= FULL


def test_only_plain_questions_for_study_are_asked() -> None:
    """No mock questions, drafts, other editions, other styles, two answers, three options, or skills of no cell."""
    course = a_bank(
        a_question("ok", "ci.a"),
        a_question("any", "ci.a", editions=()),
        a_question("mock", "ci.a", use="mock"),
        a_question("draft", "ci.a", status="draft"),
        a_question("other", "ci.a", editions=("v5",)),
        a_question("negative", "ci.a", style="negative"),
        a_question("two", "ci.a", right=("a", "b"), wrong=("c", "d")),
        a_question("three", "ci.a", wrong=("b", "c")),
        a_question("loose", "ci.a", skills=()),
        a_question("alien", "v5.only"),
        a_question("lost", "strange"),
        a_question("gone", "nowhere"),
        a_scenario("story", skills=("ci.a",)),
    )
    assert areas(course, "itil4") == {"1": 0, "7": 2, "9": 0}
    assert areas(course, "v5") == {}
    assert {drawn(course, "7", set(), {}, seed).id for seed in range(20)} == {"ok", "any"}
    assert choose(course, "itil4", "7", {"ok", "any"}, {}, dice()) is None
    assert choose(course, "itil4", "1", set(), {}, dice()) is None


def test_never_seen_first_then_longest_ago() -> None:
    """A question of long ago is asked before one of last week."""
    course = a_bank(*(a_question(slug, "ci.a") for slug in ("new", "old", "older")))
    seen = {"old": Sighting(1, 900, 1), "older": Sighting(3, 800, 1)}
    assert drawn(course, "7", set(), seen).id == "new"
    assert drawn(course, "7", {"new"}, seen).id == "older"


def test_what_gives_another_away_is_not_asked_with_it() -> None:
    """Whichever of the two names the other, and across areas."""
    course = a_bank(
        a_question("one", "ci.a", enemies=("two",)),
        a_question("two", "key.a"),
        a_question("three", "key.a", enemies=("one",)),
        a_question("four", "key.a"),
    )
    assert {drawn(course, "1", {"one", "gone"}, {}, seed).id for seed in range(9)} == {"four"}


def test_cells_come_in_proportion_to_their_marks_and_skills_in_turn() -> None:
    """Of eight in area 1, six are of the cell with six marks of eight, three of each of its two skills."""
    course, asked = full_bank(), set[str]()
    for seed in range(8):
        asked.add(drawn(course, "1", asked, {}, seed).id)
    assert Counter(slug[:5] for slug in asked) == {"key-a": 3, "key-b": 3, "key-c": 2}


@given(st.integers(0, 999), st.integers(1, 6), st.sets(st.sampled_from(["ci-a-0", "key-a-0", "key-b-1"])))
def test_a_diagnostic_asks_each_question_once_and_ends(seed: int, each: int, known: set[str]) -> None:
    """An area that runs out of questions is passed over; the same chance draws the same questions."""
    course, rng = full_bank(each), dice(seed)
    seen = {slug: Sighting(1, 10, 1) for slug in known}
    state, asked = start(areas(course, "itil4")), list[str]()
    while found := next_question(course, "itil4", state, asked, seen, dice(seed)):
        assert found == next_question(course, "itil4", state, asked, seen, dice(seed))
        area, question = found
        assert EXAM.area_of(CRITERIA[question.skills[0]]) == area
        asked.append(question.id)
        state = after(state, area, right=rng.random() < 0.5)
    assert len(set(asked)) == len(asked) == state.asked <= 16
    assert state.skipped == ("9",)


def test_an_item_that_went_meanwhile_does_no_harm() -> None:
    """An author may delete a question while a diagnostic runs."""
    course = a_bank(a_question("one", "ci.a"))
    empty = replace(course, items={})
    state = start(areas(course, "itil4"))
    assert next_question(course, "itil4", state, ["gone"], {}, dice())
    assert next_question(empty, "itil4", state, ["one"], {}, dice()) is None
