from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.blueprint import weights
from quizzes.course.course import Chapter, Lesson
from quizzes.exam.guide import UNKNOWN, Step, guide
from tests.builders import (
    CHAPTER,
    a_card,
    a_course,
    a_label,
    a_model,
    a_pair,
    a_question,
    a_scenario,
    a_section,
    a_skill,
    an_order,
)
from tests.exam.test_drawing import EXAM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.course.course import Course
    from quizzes.exam.guide import Gap

OTHER = "02-service-and-value"
STEPS = ("vision", "now", "target", "plan", "action")
SKILLS = {"ci.steps": "7.1.ci", "ci.definition": "7.1.ci", "key.service": "1.1", "ci.step.now": "7.1.ci"}


def a_guided_course(**changes: object) -> Course:
    """A lesson here and one elsewhere, a card, a question, an order, and a story about where we are now."""
    items = (
        a_card("c", "ci.definition"),
        a_card("draft", "key.service", status="draft"),
        a_question("q", "ci.definition"),
        a_question("mock", "key.service", use="mock"),
        an_order("o", "ci.steps"),
        a_scenario("story", {"step": "now"}),
    )
    here = Lesson(
        CHAPTER,
        "Improvement",
        20,
        (
            a_section("why", skills=("ci.definition",)),
            a_section("words", skills=("key.service", "ci.definition")),
            a_section("new", skills=("ci.definition",), editions=("v5",)),
        ),
    )
    there = Lesson(OTHER, "Service", 20, (a_section("service", skills=("key.service", "ci.definition")),))
    skills = {slug: a_skill(slug, criteria={"itil4": (one,)}) for slug, one in SKILLS.items()}
    skills["key.service"] = replace(skills["key.service"], chapter=OTHER)
    made = a_course(
        *items,
        models=[a_model(labels=STEPS)],
        lessons={OTHER: there, CHAPTER: here},
        chapters=(Chapter(OTHER, "Service", 2, ready=True), Chapter(CHAPTER, "Improvement", 15, ready=True)),
        skills=skills,
        exams={"itil4": EXAM},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


COURSE = a_guided_course()
MARKS = {"ci.steps": 2.0, "ci.definition": 1.0, "key.service": 3.0, "ci.step.now": 1.0, "gone": 5.0}


def gaps(by_area: Mapping[str, float], by_skill: Mapping[str, float], course: Course = COURSE) -> dict[str, Gap]:
    """The rows by skill, nothing read yet."""
    return {row.skill: row for row in guide(course, "itil4", MARKS, by_area, by_skill, ())}


def test_most_marks_to_gain_come_first() -> None:
    """Marks times 1 - P: later answers to a skill count before what the diagnostic says of its area."""
    found = gaps({"7": 0.8, "1": 0.9}, {"ci.definition": 0.3})
    assert [(row.area, row.skill, round(row.gain, 2)) for row in found.values()] == [
        ("7", "ci.definition", 0.7),
        ("7", "ci.steps", 0.4),
        ("1", "key.service", 0.3),
        ("7", "ci.step.now", 0.2),
    ]
    assert (found["ci.definition"].chance, found["ci.definition"].marks) == (0.3, 1)


def test_of_what_nothing_is_known_the_middle_is_taken() -> None:
    """Before any answer the marks alone decide."""
    found = gaps({}, {})
    assert {row.chance for row in found.values()} == {UNKNOWN} == {0.625}
    assert list(found) == ["key.service", "ci.steps", "ci.definition", "ci.step.now"]


def test_reading_comes_first_then_drills_cards_and_questions() -> None:
    """Sections of the skill's own chapter before those elsewhere, none of another edition; no drafts, no mock items."""
    found = gaps({}, {})
    assert found["ci.definition"].steps == (
        Step("read", CHAPTER, "why"),
        Step("read", CHAPTER, "words"),
        Step("read", OTHER, "service"),
        Step("cards"),
        Step("questions"),
    )
    assert found["key.service"].steps == (Step("read", OTHER, "service"), Step("read", CHAPTER, "words"))
    assert found["ci.steps"].steps == (Step("questions"),)
    assert found["ci.step.now"].steps == (Step("drill", axes=("step",), labels=("vision", "now", "target")),)


def test_what_was_read_is_not_to_be_read_again() -> None:
    """The rest stays."""
    read = {(CHAPTER, "why"), (OTHER, "service")}
    row = next(row for row in guide(COURSE, "itil4", MARKS, {}, {}, read) if row.skill == "ci.definition")
    assert row.steps == (Step("read", CHAPTER, "words"), Step("cards"), Step("questions"))


def drill_labels(*pairs: tuple[str, str], edition: str = "itil4") -> list[tuple[str, ...]]:
    """The labels of the drills for the skill of "now", in a model of this edition with these pairs."""
    model = a_model(labels=STEPS, pairs=[a_pair(*pair) for pair in pairs], editions=(edition,))
    row = gaps({}, {}, a_guided_course(models={"step": model}))["ci.step.now"]
    return [step.labels for step in row.steps]


def test_a_drill_has_neighbours_to_tell_apart() -> None:
    """Those that authors wrote as pairs, the two nearest in reading order; without pairs the nearest labels."""
    assert drill_labels() == [("vision", "now", "target")]
    assert drill_labels(("now", "action"), ("now", "plan"), ("vision", "plan")) == [("now", "plan", "action")]
    assert drill_labels(("now", "action")) == [("now", "action")]
    assert drill_labels(edition="v5") == []


def test_labels_of_one_skill_are_drilled_together() -> None:
    """They are neighbours enough."""
    labels = tuple(a_label(each, skill="ci.steps") for each in ("vision", "now"))
    items = (a_scenario("one", {"step": "vision"}), a_scenario("two", {"step": "now"}))
    course = a_guided_course(
        models={"step": a_model(labels=[*labels, "target"])}, items={item.id: item for item in items}
    )
    assert gaps({}, {}, course)["ci.steps"].steps == (Step("drill", axes=("step",), labels=("vision", "now")),)


def test_without_an_exam_profile_skills_have_no_area() -> None:
    """They are guided all the same, if somebody gives them marks."""
    assert {row.area for row in guide(a_guided_course(exams={}), "itil4", MARKS, {"7": 0.1}, {}, ())} == {""}


chances = st.floats(0, 1)


@given(
    st.dictionaries(st.sampled_from("17"), chances),
    st.dictionaries(st.sampled_from(list(SKILLS)), chances),
    st.dictionaries(st.sampled_from(list(SKILLS)), st.floats(0, 9)),
)
def test_the_laws_of_a_guide(by_area: dict[str, float], by_skill: dict[str, float], marks: dict[str, float]) -> None:
    """Each skill with marks once, never more to gain than its marks, most first."""
    rows = guide(COURSE, "itil4", marks, by_area, by_skill, ())
    assert sorted(row.skill for row in rows) == sorted(skill for skill, share in marks.items() if share > 0)
    assert [row.gain for row in rows] == sorted((row.gain for row in rows), reverse=True)
    assert all(0 <= row.gain <= row.marks for row in rows)


@pytest.mark.parametrize("edition", ["itil4", "v5"])
def test_the_shipped_course_is_guided(course: Course, edition: str) -> None:
    """All 40 marks that skills carry are in it, and each thing it names is there."""
    shares = weights(course.skills.values(), course.exams)
    marks = {skill: share for (skill, own), share in shares.items() if own == edition}
    rows = guide(course, edition, marks, {}, {}, ())
    assert sum(row.marks for row in rows) == pytest.approx(sum(marks.values()))
    steps = [step for row in rows for step in row.steps]
    assert {step.kind for step in steps} == {"read", "drill", "cards", "questions"}
    for step in steps:
        if step.kind == "read":
            assert step.section in {section.id for section in course.lessons[step.chapter].sections}
        for axis in step.axes:
            assert len(step.labels) > 1
            assert {label.id for label in course.models[axis].labels}.issuperset(step.labels)
