"""Which memories may be met now."""

from __future__ import annotations

from dataclasses import replace

from quizzes.course.course import Chapter, Lesson
from quizzes.practice.opening import SKIPPED, opened
from quizzes.practice.plan import pool
from tests.builders import EDITION, a_course, a_question, a_section, a_skill

SKILLS = {"one": "a", "two": "a", "three": "b"}
SECTIONS = (a_section("first", skills=("one",)), a_section("second", skills=("two",)))
COURSE = replace(
    a_course(*(a_question(f"q-{skill}", skill, chapter=chapter) for skill, chapter in SKILLS.items()), models=()),
    chapters=(Chapter("a", "A", 1, ready=True), Chapter("b", "B", 2, ready=True)),
    skills={skill: a_skill(skill, chapter) for skill, chapter in SKILLS.items()},
    lessons={"a": Lesson("a", "A", 5, SECTIONS)},
)
POOL = pool(COURSE, EDITION)


def names(read: dict[str, set[str]], *met: str) -> set[str]:
    """The skills open after reading and meeting these."""
    return {name for _, name in opened(COURSE, EDITION, POOL, read, {("skill", one) for one in met})}


def test_nothing_read_opens_the_first_chapter() -> None:
    """Whoever starts without reading is not sent away."""
    assert names({}) == {"one", "two"}


def test_a_section_opens_its_skills_and_the_last_one_the_chapter() -> None:
    """What was read may be asked; the rest waits."""
    assert names({"a": {"first"}}) == {"one"}
    assert names({"a": {"first", "second"}}) == {"one", "two"}


def test_a_chapter_can_be_skipped() -> None:
    """Then all of it is open, in place of the first one."""
    assert names({"b": {SKIPPED}}) == {"three"}
    assert names({"a": {"first"}, "b": {SKIPPED}}) == {"one", "three"}


def test_the_next_chapter_opens_when_all_that_is_open_was_met() -> None:
    """By itself, and one at a time; what was met stays open whatever was read."""
    assert names({"a": {"first"}}, "one") == {"one", "two"}
    assert names({}, "one", "two") == {"one", "two", "three"}
    assert names({"a": {"first"}}, "three") == {"one", "three"}
    assert names({}, "one", "two", "three") == {"one", "two", "three"}
