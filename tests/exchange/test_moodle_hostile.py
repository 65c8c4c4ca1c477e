"""Moodle XML that means harm: a clear error, within 10 seconds of work and 200 MB, and no item.

Each file is read in a process of its own whose memory and working time the system limits.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from quizzes.exchange.codes import CODES
from quizzes.exchange.moodle_xml import read
from tests.exchange.hostile_xml import HOSTILE, LARGE

TOO_MUCH = "E50 more than 5,000,000 characters or 150,000 tags of text"
BROKEN = "E51 not XML that can be read"
DECLARED = "E52 the file declares a document type or entities"
ENDS = {
    "entity bomb": f"2: {DECLARED}",
    "outside entity": f"2: {DECLARED}",
    "document type": f"2: {DECLARED}",
    "cut off": f"2: {BROKEN}: no element found",
    "empty": f"1: {BROKEN}: no element found",
    "no text": f"1: {BROKEN}: not well-formed (invalid token)",
    "latin 1 as UTF-8": f"2: {BROKEN}: not well-formed (invalid token)",
    "unheard encoding": "1: E51 the encoding of the file cannot be read: unknown encoding: klingon",
    "encoding of many bytes": "1: E51 the encoding of the file cannot be read: multi-byte encodings are not supported",
    "UTF-16 as UTF-8": f"1: {BROKEN}: encoding specified in XML declaration is incorrect",
    "entity of HTML": f"2: {BROKEN}: undefined entity",
    "200 megabytes": "1: E50 a file of more than 20 MB",
    "depth": "2: E54 elements stand more than 40 deep in each other",
    "elements": "2: E50 more than 5,000 questions or 300,000 elements",
    "a million lines of questions": "503: E66 more than 500 problems; the rest is not listed",
    "answers": "3: E50 a question of more than 2,000 elements",
    "attributes": "2: E50 a tag of more than 524,288 bytes",
    "an attribute": "2: E50 a tag of more than 524,288 bytes",
    "a page": "2: E53 not Moodle XML: its outermost element is <html>",
    "one text": "2: E55 a text of more than 50,000 characters",
    "texts": f"2: {TOO_MUCH}",
    "tags": f"2: {TOO_MUCH}",
    "depth of HTML": "2: E54 HTML elements stand more than 200 deep in each other",
    "open gaps": "2: E60 a text without a gap",
}
"""What is said last of each file: line, code and words."""

ITEMS = {
    "a million empty lines": 1,
    "UTF-16": 1,
    "a packed file": 1,
    "questions": 4_999,
    "space in code": 100,
    "as many tags as may be": 800,
}
SLOW = {"tags", "as many tags as may be", "questions"}
"""These work for seconds."""


def named(names: dict[str, str] | dict[str, int]) -> list[object]:
    """The names as parameters of a test."""
    return [pytest.param(name, marks=pytest.mark.hard) if name in SLOW else name for name in names]


def told(name: str) -> list[str]:
    """How many items there are, and the last problem; a process that broke a limit has another end."""
    command = [sys.executable, "-m", "tests.exchange.hostile_xml", name]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert ran.returncode == 0, f"{ran.returncode}: {ran.stderr[-400:]}"
    return ran.stdout.splitlines()


@pytest.mark.parametrize("name", named(ENDS))
def test_a_hostile_file_ends_in_a_clear_error(name: str) -> None:
    """Nothing is read of it, nothing is raised, and the limits of time and memory are kept."""
    assert told(name) == ["0", ENDS[name]]


@pytest.mark.parametrize("name", named(ITEMS))
def test_a_large_or_odd_file_is_read_within_the_same_limits(name: str) -> None:
    """A million empty lines, UTF-16 that says so, a file of megabytes packed in, as many questions as may be."""
    assert told(name)[0] == str(ITEMS[name])


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - SLOW - {"200 megabytes"}))
def test_its_problem_has_a_place_and_says_what_to_do(name: str) -> None:
    """The file's name, a line and a column, a code of the list, and a hint."""
    made = HOSTILE[name]()
    problem = read(made if isinstance(made, bytes) else made.encode(), "bank.xml").problems[-1]
    assert (problem.path, problem.level) == ("bank.xml", "error")
    assert min(problem.line, problem.column) >= 1
    assert problem.code in CODES
    assert problem.hint


def test_every_file_is_tried() -> None:
    """The lists of files and of their ends hold the same names."""
    assert (set(HOSTILE), set(LARGE)) == (set(ENDS), set(ITEMS))
