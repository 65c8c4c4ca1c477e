"""Lessons of the shipped course: what the chosen exam does not ask is marked as such wherever it is met."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from app import clock
from app.rooms.reading import next_section
from app.store import learners, readings

if TYPE_CHECKING:
    from tests.app.conftest import Candidate

ELSEWHERE = ("09-product-and-service-lifecycle", "10-lifecycle-activities", "18-ai", "19-other-frameworks")
"""Chapters that only Version 5 asks."""
MARK = "Version 5 only, not in your exam"


def marked(reader: Candidate) -> list[str]:
    """The chapters of the course map that are marked."""
    rows = re.findall(r'<li><span class="place.*?</li>', reader.open("/lessons/").html, re.DOTALL)
    return re.findall(r'href="/lessons/([^/]+)/"', "".join(row for row in rows if MARK in row))


def test_the_map_marks_what_the_exam_does_not_ask(reader: Candidate) -> None:
    """Four chapters for ITIL 4, none for Version 5."""
    assert marked(reader) == list(ELSEWHERE)
    reader.change(edition="v5")
    assert marked(reader) == []


@pytest.mark.parametrize("chapter", ELSEWHERE)
def test_a_chapter_that_is_not_asked_says_so(reader: Candidate, chapter: str) -> None:
    """On its page and in the one section that is shown; nothing promises what never comes."""
    sheet = reader.open(f"/lessons/{chapter}/")
    assert "Only Version 5 asks for this chapter." in sheet.text
    assert "Version 5 Not in your exam" in sheet.text
    assert "Version 5 Not in your exam" in reader.open(f"/lessons/{chapter}/why").text
    scenarios = chapter == "10-lifecycle-activities"
    for words in ("may be asked", "asked first", "What is left is to practise."):
        assert words not in sheet.text
    for words in ("To practise", "brings them to you", "scenarios"):
        assert (words in sheet.text) == scenarios, words
    assert ("They train what your exam asks as well." in sheet.text) == scenarios
    reader.change(edition="v5")
    assert "To practise" in reader.open(f"/lessons/{chapter}/").text
    assert "Version 5 In this edition only" in reader.open(f"/lessons/{chapter}/why").text


@pytest.mark.parametrize(
    ("path", "itil4", "v5"),
    [
        ("02-service-and-value/goods", "The same in both editions", "The same in both editions"),
        ("08-external-factors/six", "Not in your exam", "In this edition only"),
        ("20-consolidation/happenings", "The same in both editions", "The same in both editions"),
        ("20-consolidation/causes", "The same in both editions", "The same in both editions"),
    ],
)
def test_a_section_says_whose_exam_asks_it(reader: Candidate, path: str, itil4: str, v5: str) -> None:
    """By its own word, else by its skills."""
    assert itil4 in reader.open(f"/lessons/{path}").text
    reader.change(edition="v5")
    assert v5 in reader.open(f"/lessons/{path}").text


def test_what_comes_next_is_in_the_exam(reader: Candidate) -> None:
    """Who has read the first eight chapters goes on with the eleventh, unless her exam is Version 5."""
    course, database = reader.app.extensions["library"].course, reader.app.extensions["database"]
    read = {
        chapter.id: {section.id for section in course.lessons[chapter.id].sections} for chapter in course.chapters[:8]
    }
    for edition, chapter in (("itil4", "11-value-system"), ("v5", ELSEWHERE[0])):
        following = next_section(course, read, edition)
        assert following
        assert following[0].lesson.chapter == chapter
    with database.writing() as db:
        for chapter, sections in read.items():
            for section in sections:
                readings.read(db, learners.local(db), chapter, section, clock.now())
    assert "Begin: The value system" in reader.open("/lessons/").text
    reader.change(edition="v5")
    assert "Begin: The product and service lifecycle" in reader.open("/lessons/").text


@pytest.mark.parametrize(
    ("chapter", "wanted"), [("02-service-and-value", False), ("12-guiding-principles", True), ("18-ai", False)]
)
def test_scenarios_are_offered_where_there_are_some(reader: Candidate, chapter: str, *, wanted: bool) -> None:
    """Beside the sections and, when all of them are read, below the button to study."""
    course, database = reader.app.extensions["library"].course, reader.app.extensions["database"]
    with database.writing() as db:
        for section in course.lessons[chapter].sections:
            readings.read(db, learners.local(db), chapter, section.id, clock.now())
    for edition in ("itil4", "v5"):
        reader.change(edition=edition)
        sheet = reader.open(f"/lessons/{chapter}/")
        assert ("Drill scenarios" in sheet.text) == ("gives you scenarios at once" in sheet.text) == wanted
