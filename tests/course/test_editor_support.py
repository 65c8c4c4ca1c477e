"""Help for editors: the schemas accept and refuse what our reader does, the snippets become items once filled in."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from quizzes.course.grammar.reading import read_items
from quizzes.course.grammar.snippets import snippets
from quizzes.course.tables.models import read_model
from quizzes.course.tables.syllabus import read_exams, read_syllabus
from tests.strategies import CONTENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "syllabus.toml": ("syllabus", read_syllabus),
    "exams.toml": ("exams", read_exams),
    **{path.relative_to(CONTENT).as_posix(): ("model", read_model) for path in CONTENT.glob("models/*.toml")},
}
SHAPE = {"C31", "C32", "C33"}
"""Codes of what a schema can see: unknown and missing keys, values of the wrong type."""
LINE = re.compile(r"(?m)^(\w+) = (.*)$")


def schema(name: str) -> Draft202012Validator:
    """One of the shipped schemas, itself sound."""
    found = json.loads((CONTENT / "schemas" / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


@pytest.mark.parametrize("path", READERS)
def test_a_shipped_table_fits_its_schema_and_names_it(path: str) -> None:
    """The first line tells an editor where the schema is."""
    text = (CONTENT / path).read_text()
    name, _ = READERS[path]
    first = text.partition("\n")[0]
    assert first.startswith("#:schema ")
    assert ((CONTENT / path).parent / first.removeprefix("#:schema ")).resolve() == (
        CONTENT / "schemas" / f"{name}.schema.json"
    ).resolve()
    assert not list(schema(name).iter_errors(tomllib.loads(text)))


def broken(text: str, places: int) -> Iterator[str]:
    """The table with a key misspelled, left out, or with a value of another type, in places all over the file."""
    lines = list(LINE.finditer(text))
    step = max(1, len(lines) // places)
    for found in islice(lines, 0, None, step):
        before, after = text[: found.start()], text[found.end() :]
        for line in (f"{found[1]}x = {found[2]}", "", f"{found[1]} = 2026-01-01", f"{found[1]} = true"):
            yield before + line + after


@pytest.mark.parametrize("places", [8, pytest.param(25, marks=pytest.mark.hard)])
@pytest.mark.parametrize("path", READERS)
def test_the_schema_refuses_what_the_reader_refuses(path: str, places: int) -> None:
    """And nothing else, as far as the shape of the file goes."""
    name, read = READERS[path]
    check, text = schema(name), (CONTENT / path).read_text()
    seen = 0
    for changed in broken(text, places):
        try:
            data = tomllib.loads(changed)
        except tomllib.TOMLDecodeError:
            continue
        told = {problem.code for problem in read(changed, path)[1]} & SHAPE
        faults = [error.message for error in check.iter_errors(data)]
        assert bool(told) == bool(faults), (told, faults, set(changed.splitlines()) - set(text.splitlines()))
        seen += bool(told)
    assert seen > places


def test_snippets_are_those_of_the_scaffolds() -> None:
    """The shipped file is what `momentum new snippets` prints."""
    assert json.loads((CONTENT / "momentum.code-snippets").read_text()) == snippets()


@pytest.mark.parametrize("kind", snippets())
def test_a_snippet_filled_in_is_an_item(kind: str) -> None:
    """With the words of its gaps left as they are and an id, it reads without an error."""
    rows = snippets()[kind]["body"]
    assert isinstance(rows, list)
    text = re.sub(r"\$\{\d+:((?:[^}\\]|\\.)*)\}", r"\1", "\n".join(rows).removesuffix("$0"))
    text = re.sub(r"\\([\\$}])", r"\1", text)
    items, problems = read_items(text, "x.md", "x")
    assert [(item.kind, item.id) for item in items] == [(kind, "an-id-for-ever")]
    assert [problem for problem in problems if problem.level == "error"] == []
