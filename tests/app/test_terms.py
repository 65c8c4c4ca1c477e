"""The glossary of the shipped course: what a candidate looks up is there, in the order she needs it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.app.conftest import Candidate


def listed(reader: Candidate, wanted: str) -> list[str]:
    """The ids of the terms found, in the order of the page."""
    return re.findall(r'<div id="([^"]+)"><dt>', reader.open(f"/terms/?q={wanted}").html)


@pytest.mark.parametrize(
    "practice",
    ["service desk", "problem management", "incident management", "change enablement", "service request management"],
)
def test_the_practices_with_most_marks_are_found(reader: Candidate, practice: str) -> None:
    """By their names, with the lesson that goes deep."""
    assert practice.replace(" ", "-") in listed(reader, practice)
    assert "/lessons/20-consolidation/" in reader.open(f"/terms/?q={practice}").html


def test_what_is_no_term_may_stand_in_a_lesson(reader: Candidate) -> None:
    """Nothing found: the search of the lessons is one press away; something found: it is offered as well."""
    nothing = reader.open("/terms/?q=wellington")
    assert "No term like “wellington”." in nothing.text
    assert "Search the lessons for “wellington”" in nothing.text
    assert 'href="/lessons/?q=wellington"' in nothing.html
    assert 'href="/lessons/?q=warranty"' in reader.open("/terms/?q=warranty").html


def test_a_course_without_terms_says_so(anna: Candidate) -> None:
    """Without a search there is nothing to be sorry for."""
    assert "This course has no key terms yet." in anna.open("/terms/").text


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("SLA", "service-level-agreement"), ("slm", "slm"), ("CI", "configuration-item"), ("plan", "improvement-plan"),
        ("incident", "incident"), ("change", "change"), ("svs", "service-value-system"),
        ("MVP", "minimum-viable-product"),
    ],
)  # fmt: skip
def test_what_is_meant_comes_first(reader: Candidate, wanted: str, first: str) -> None:
    """A title or an abbreviation before what merely mentions it; nothing from inside other words."""
    found = listed(reader, wanted)
    assert found[0] == first
    assert wanted != "SLA" or "clarification" not in found
