"""Laws of reading: whatever the text, nothing is raised, and each line is understood or told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.flaws.rules import RULES
from quizzes.course.grammar.codes import CODES
from quizzes.course.grammar.layout import item_block
from quizzes.course.grammar.lessons import read_lesson_file
from quizzes.course.grammar.reading import read_file
from quizzes.course.library import build
from tests.course.careless import item_texts
from tests.course.test_mistakes import FOLDERS, files_of
from tests.strategies import any_text, item_files, lesson_files, mutated, real_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.grammar.lines import Line
    from quizzes.course.grammar.reading import Reading
    from quizzes.course.problems import Problem

SOUND = files_of(FOLDERS[0])
BOX = re.compile(r"^\s*[-*+]\s*\[[^\]]*\]|^\s*\d+[.)]\s|^\s*[QqAa]:|~\s*[\d.]+")


def told(text: str) -> set[str]:
    """The words of a text, boxes, numbers of steps and the letters of a card's sides left out."""
    return set(re.findall(r"\w+", BOX.sub(" ", text).casefold()))


def kept(reading: Reading) -> set[str]:
    """The words of everything that reading gave: items in their usual layout, and the front matter."""
    found = [item_block(entry.item, entry.attributes) for entry in reading.entries if entry.item]
    found += [f"{key}: {entry.value}" for key, entry in reading.front.items()]
    return {word for block in found for row in block.split("\n") for word in told(row)}


def check_places(problems: Iterable[Problem], lines: list[Line] | tuple[Line, ...]) -> None:
    """Each problem has a code of the tables, words, and a place inside the file."""
    for problem in problems:
        assert problem.code in CODES or problem.code in RULES
        assert problem.message
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1].text) + 1


@given(mutated(item_files()))
def test_each_line_of_an_item_file_is_understood_or_told(text: str) -> None:
    """A line that is not blank went into a value, or a problem speaks for it."""
    reading = read_file(text, "01-start/more.md", "01-start")
    check_places(reading.problems, reading.lines)
    filled = {line.number for line in reading.lines if not line.blank}
    assert filled <= reading.understood | reading.refused


@given(mutated(item_files()))
def test_what_counts_as_understood_is_in_the_items(text: str) -> None:
    """Every word of a line that no problem speaks for is found again in the items or the front matter."""
    reading = read_file(text, "01-start/more.md", "01-start")
    words = kept(reading)
    for line in reading.lines:
        if line.number in reading.understood - reading.refused and line.text.strip() != "---":
            assert told(line.text) <= words, line


@given(mutated(lesson_files()))
def test_each_line_of_a_lesson_is_understood_or_told(text: str) -> None:
    """A line that is not blank is in a section or the front matter, or a problem speaks for it."""
    reading = read_lesson_file(text, "01-start/lesson.md", "01-start")
    check_places(reading.notes.problems, reading.lines)
    filled = {line.number for line in reading.lines if not line.blank}
    assert filled <= reading.notes.understood | reading.notes.refused


@given(st.one_of(any_text, mutated(item_files()), mutated(lesson_files())), st.sampled_from(["more.md", "lesson.md"]))
def test_a_course_with_any_text_in_it_can_be_built(text: str, name: str) -> None:
    """Checking never raises, problems have places, and the items of the other files are served."""
    course = build({**SOUND, f"01-start/{name}": text.encode("utf-8", "surrogatepass")})
    assert all(problem.line >= 1 and problem.column >= 1 for problem in course.problems)
    assert {"a-card", "a-story"} <= set(course.items)
    broken = {(problem.path, problem.line) for problem in course.problems if problem.level == "error"}
    for item in course.items.values():
        assert not any((item.place.path, line) in broken for line in range(item.place.line, item.place.end_line + 1))


@given(mutated(real_files(".toml")), st.sampled_from(["syllabus.toml", "exams.toml", "models/step.toml"]))
def test_a_course_with_any_table_in_it_can_be_built(text: str, path: str) -> None:
    """A table that is not TOML, or not the right one, is told at a place inside the file."""
    course = build({**SOUND, path: text.encode("utf-8", "surrogatepass")})
    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= problem.line <= lines for problem in course.problems if problem.path == path)


@given(mutated(real_files(".svg")))
def test_a_figure_is_shown_whole_or_not_at_all(text: str) -> None:
    """A figure with a problem is left out, one without is kept byte for byte."""
    course = build({**SOUND, "figures/loop.svg": text.encode("utf-8", "surrogatepass")})
    wrong = any(problem.path == "figures/loop.svg" and problem.code == "C50" for problem in course.problems)
    assert wrong == ("loop" not in course.figures)


@given(item_texts())
def test_careless_layout_is_understood(text: str) -> None:
    """Space, blank lines and line ends are free: nothing but a missing slug is told."""
    reading = read_file(text, "01-start/more.md", "01-start")
    assert {problem.code for problem in reading.problems} <= {"C15"}
    assert all(entry.item for entry in reading.entries)


@given(st.binary(max_size=300))
def test_any_bytes_can_be_a_file(data: bytes) -> None:
    """Bytes that are not UTF-8 are one problem, at a line that exists."""
    course = build({**SOUND, "01-start/more.md": data})
    assert all(problem.line >= 1 for problem in course.problems)
