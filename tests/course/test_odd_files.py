"""Files that no author writes: long lines, endless repeats, floods of marks. They are read, told and left alone."""

from __future__ import annotations

import pytest

from quizzes.course.grammar.writing import canonical, with_ids
from quizzes.course.library import build
from quizzes.course.problems import render
from tests.course.test_mistakes import FOLDERS, files_of

SOUND = files_of(FOLDERS[0])
N = 100_000
QUESTION = "## question q\nskill: a.words | style: standard | bloom: 2\n\n"
ODD = {
    "one long word": "a" * N,
    "only space": " " * N,
    "only line ends": "\r" * N,
    "only null bytes": "\x00" * N,
    "marks of headings": "#" * N,
    "open cues": "## scenario s\n\n" + "==a " * (N // 4),
    "backticks": "`" * N,
    "many options": QUESTION + "- [x] a\n" * (N // 100),
    "a long option": QUESTION + "- [x] a" + " " * N + "{#a}",
    "a long slug": QUESTION + "- [x] a {#" + "a" * N + "}",
    "a long box": QUESTION + "- [~ " + "1" * N + "x] a",
    "open tags": QUESTION + "<!--" * (N // 4) + "<a " * (N // 3),
    "open links": QUESTION + "[a](" * (N // 8) + "b" * N,
    "many attributes": "## card c\n" + "a: b | " * (N // 50),
    "many steps": "## order o\nskill: a.words\n\nA\n\n" + "1. a\n" * (N // 100),
    "braces": "## frame f\n\n- {a}: b / c\n\n" + "{" * N,
    "a rule without end": "## frame f\n\n- {a}: b / c\n- never: " + "{a} = b & " * (N // 10),
    "many rules": "## frame f\n\n- {a}: b / c\n" + "- never: {a} = b & {c} = d\n" * (N // 100),
    "an event without end": "## case c\nskill: a.words\n\nA\n\n### event a\nx\n\n- step: " + "~ 1" * (N // 3),
    "a section without end": "## a" + " " * N + "b {#x}\n\n{{" + " }}" * (N // 3),
}


@pytest.mark.parametrize("name", ["more.md", "lesson.md"])
@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_files_are_read(text: str, name: str) -> None:
    """Messages and excerpts stay short, whatever is quoted in them."""
    path = f"01-start/{name}"
    course = build({**SOUND, path: text.encode()})
    assert "a-card" in course.items
    assert all(len(row) < 250 for problem in course.problems for row in render(problem, text).split("\n"))
    assert canonical(canonical(text, path), path) == canonical(text, path)
    assert len(with_ids(text, path)) >= len(text)


@pytest.mark.parametrize("text", ["a." * N, "a=" + "[" * N, '"' * N, "[" + " " * N, " " * N + "=1"])
def test_odd_tables_are_read(text: str) -> None:
    """Deep nesting and endless keys are told as any other mistake."""
    course = build({**SOUND, "models/step.toml": text.encode()})
    assert [problem.code for problem in course.problems if problem.path == "models/step.toml"] == ["C30"]


def test_a_figure_that_would_grow_without_end_is_refused() -> None:
    """Entities that multiply each other are not followed."""
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    bomb = f'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">{entities}]><svg>&m;</svg>'
    course = build({**SOUND, "figures/loop.svg": bomb.encode()})
    assert "loop" not in course.figures
