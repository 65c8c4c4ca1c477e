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


def test_terms_of_the_other_edition_come_after_those_of_the_exam(reader: Candidate) -> None:
    """All of them stand on the page, so that every link to a term leads somewhere; a search keeps them apart."""
    sheet = reader.open("/terms/")
    own, _, other = sheet.html.partition("Version 5 only, not in your exam")
    for term, in_exam in (("warranty", True), ("service-desk", True), ("agentic-ai", False), ("la-discover", False)):
        assert (f'<div id="{term}">' in own) == in_exam
        assert (f'<div id="{term}">' in other) != in_exam
    assert 'href="/terms/#problem"' in reader.open("/terms/?q=workaround").html
    found = listed(reader, "release")
    assert found.index("release-management") < found.index("release")
    assert "Version 5 only, not in your exam" in reader.open("/terms/?q=agentic").text


def test_who_sits_version_5_has_its_terms_first(reader: Candidate) -> None:
    """And those of ITIL 4 alone after them."""
    reader.change(edition="v5")
    own, _, other = reader.open("/terms/").html.partition("ITIL 4 only, not in your exam")
    assert '<div id="agentic-ai">' in own
    assert '<div id="service-desk">' in other
    assert "Your edition: Version 5" in own
