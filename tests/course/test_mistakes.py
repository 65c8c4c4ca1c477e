"""Golden mistakes: a sound little course, one mistake in each folder, and what `momentum check` says to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quizzes.course.flaws.rules import RULES
from quizzes.course.grammar.codes import CODES
from quizzes.course.grammar.lines import split_lines
from quizzes.course.library import build
from quizzes.course.problems import render

GOLDEN = Path(__file__).parent.parent / "golden" / "mistakes"
FOLDERS = sorted(path for path in GOLDEN.iterdir() if path.is_dir())
OWN = {"expected.txt", "remove.txt"}


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a folder by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in OWN
    }


def course_files(folder: Path) -> dict[str, bytes]:
    """The sound course, without what `remove.txt` names (`*`: all), with this folder's files over it."""
    listed = folder / "remove.txt"
    gone = listed.read_text().split() if listed.exists() else []
    kept = {path: data for path, data in files_of(FOLDERS[0]).items() if path not in gone and "*" not in gone}
    return kept | files_of(folder)


def said(files: dict[str, bytes]) -> str:
    """What check prints about these files."""
    rows = []
    for problem in build(files).problems:
        lines = split_lines(files.get(problem.path, b"").decode("utf-8", "replace"))
        rows.append(render(problem, lines[problem.line - 1]))
    return "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_mistake_is_told_at_its_place_with_what_to_do(folder: Path) -> None:
    """The message, file, line, column, caret and hint are exactly those written down."""
    assert said(course_files(folder)) == (folder / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_course_that_is_served_is_the_one_that_is_checked(folder: Path) -> None:
    """Looking for errors only finds each of them, nothing else, and leaves the same items out."""
    checked = build(course_files(folder))
    errors = tuple(problem for problem in checked.problems if problem.level == "error")
    assert build(course_files(folder), errors_only=True) == replace(checked, problems=errors)


def test_the_course_under_the_mistakes_is_sound() -> None:
    """What is told about a mistake comes from the mistake."""
    assert said(files_of(FOLDERS[0])) == ""


def test_every_code_is_in_one_table() -> None:
    """Codes of problems are documented, and the tables do not share a code."""
    told = {problem.code for folder in FOLDERS for problem in build(course_files(folder)).problems}
    assert told <= set(CODES) | set(RULES)
    assert not set(CODES) & set(RULES)
