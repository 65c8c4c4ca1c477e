"""Assignments: set by instructors, seen by learners, done by what learners do and by nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from app.store import assignments
from app.store.accounts import Role
from tests.app.conftest import RIGHT, Sheet

if TYPE_CHECKING:
    import time_machine

    from tests.app.college import College, Person

CHAPTER = "01-moving"
DRILL = {"axes": "step+activity", "only": "", "number": "2"}


@dataclass
class Evening:
    """A class with its instructor and one learner."""

    college: College
    ines: Person
    anna: Person
    number: int

    def set(self, kind: str, **fields: Any) -> Sheet:
        """Set an assignment by its form."""
        return self.ines.send(f"/assignments/{self.number}/new/{kind}", **fields)

    def state(self) -> str:
        """What the table says of Anna and the one assignment."""
        html = self.ines.open(f"/assignments/{self.number}/").html.partition('<table class="who">')[2]
        return html.partition("Anna</a>")[2].partition('">')[2].partition("</span>")[0]


@pytest.fixture
def evening(college: College) -> Evening:
    """An evening class."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna")
    return Evening(college, ines, anna, college.classroom("Evening class", ines, anna).id)


def test_a_drill_is_done_by_drilling_it(evening: Evening, clock: time_machine.Traveller) -> None:
    """On Today with its button until it is done; answers before it, on other axes or in study do not count."""
    evening.anna.browser.answer("sofa-go", "/drills/answer", **RIGHT["sofa-go"])
    clock.shift(60)
    assert "It is set." in evening.set("drill", **DRILL, due="25 November", words="Mind  the van.").text
    today = evening.anna.open("/").text
    assert "Drill 2 scenarios: Step of the move and hands-on activity due Wed 25 Nov" in today
    assert evening.state() == "not begun"
    for item, where in (("sofa-go", "/study/answer"), ("van-away", "/drills/answer"), ("sofa-go", "/drills/answer")):
        evening.anna.browser.answer(item, where, **RIGHT[item])
    assert evening.state() == "1 of 2"
    page = evening.anna.open("/classes/").text
    assert "Mind the van." in page
    assert "Counts when 2 scenarios of this drill have been answered since it was set." in page
    evening.anna.browser.answer("sofa-plan", "/drills/answer", **RIGHT["sofa-plan"])
    assert evening.state() == "done 23 Nov"
    assert "Drill 2 scenarios" not in evening.anna.open("/").text
    assert "1 of 1 done" in evening.ines.open(f"/assignments/{evening.number}/").text


def test_a_chapter_is_read_and_answered(evening: Evening, clock: time_machine.Traveller) -> None:
    """What was read before counts; items count once each, wherever they are answered; two days late is late."""
    sections = [section.id for section in evening.college.app.extensions["library"].course.lessons[CHAPTER].sections]
    evening.anna.send(f"/lessons/{CHAPTER}/{sections[0]}/read")
    clock.shift(60)
    assert "It is set." in evening.set("chapter", chapter=CHAPTER, number="2", due="2026-11-24").text
    for item in ("box-size", "box-size"):
        evening.anna.browser.answer(item, **RIGHT[item])
    of = len(sections) + 2
    assert evening.state() == f"2 of {of}"
    clock.shift(3 * 24 * 3600)
    evening.ines.sign_in()
    assert evening.state() == f"2 of {of}, late"
    assert "was due Tue 24 Nov" in evening.anna.open("/").text
    for section in sections[1:]:
        evening.anna.send(f"/lessons/{CHAPTER}/{section}/read")
    evening.anna.browser.answer("sofa-go", "/drills/answer", **RIGHT["sofa-go"])
    assert evening.state() == "done 26 Nov, late"


def test_an_answer_taken_back_does_not_count(evening: Evening) -> None:
    """As if it had never been given."""
    evening.set("drill", **(DRILL | {"number": "1"}))
    sheet = evening.anna.browser.answer("sofa-go", "/drills/answer", **RIGHT["sofa-go"])
    assert evening.state() == "done 23 Nov"
    evening.anna.browser.undo(sheet)
    assert evening.state() == "not begun"


def test_long_overdue_leaves_today_alone(evening: Evening, clock: time_machine.Traveller) -> None:
    """After two weeks it stands with the class only."""
    evening.set("drill", **DRILL, due="2026-11-24")
    clock.shift(16 * 24 * 3600)
    evening.anna.sign_in()
    assert "Drill 2 scenarios" not in evening.anna.open("/").text
    assert "Drill 2 scenarios" in evening.anna.open("/classes/").text


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("drill", {"axes": "colour"}, "Choose what to classify by."),
        ("drill", {"number": "0"}, "A whole number from 1 to 200."),
        ("drill", {"number": "many"}, "A whole number from 1 to 200."),
        ("drill", {"number": ""}, "A whole number from 1 to 200."),
        ("drill", {"due": "2026-11-22"}, "This day is past."),
        ("drill", {"due": "31.11.2026"}, "November has 30 days."),
        ("drill", {"due": "25 Nov 2062"}, "25 November 2062 is more than two years away"),
        ("drill", {"words": "x" * 301}, "Up to 300 letters; yours has 301."),
        ("chapter", {"chapter": "02-nothing", "number": "1"}, "Choose a chapter."),
        ("chapter", {"chapter": CHAPTER, "number": "99"}, "A whole number from 0 to "),
        ("test", {"chapter": "02-nothing"}, "Choose a chapter."),
    ],
)
def test_what_cannot_be_set_is_answered_in_words(
    evening: Evening, kind: str, fields: dict[str, str], said: str
) -> None:
    """With what was typed, and nothing is set."""
    sheet = evening.set(kind, **(DRILL | fields))
    assert (sheet.status, said in sheet.text) == (422, True)
    assert "Nothing is set yet" in evening.ines.open(f"/assignments/{evening.number}/").text


def test_day_and_words_are_changed_and_it_is_taken_back(evening: Evening, clock: time_machine.Traveller) -> None:
    """A day that was past before may stay; after taking back nobody sees it."""
    evening.set("mock", due="2026-11-24")
    with evening.college.app.extensions["database"].reading() as db:
        [one] = assignments.of_class(db, evening.number)
    path = f"/assignments/{evening.number}/{one.id}"
    clock.shift(3 * 24 * 3600)
    evening.ines.sign_in()
    assert "Saved." in evening.ines.send(path, due="2026-11-24", words="All of you.").text
    assert "All of you." in evening.anna.open("/classes/").text
    assert evening.ines.send(path, due="2026-11-23").status == 422
    assert "It is taken back." in evening.ines.send(f"{path}/take-back").text
    assert "Sit a mock exam" not in evening.anna.open("/").text
    assert evening.ines.open(path).status == 404


def test_assignments_are_for_instructors_of_the_class(evening: Evening) -> None:
    """Another one finds nothing, a learner may not come in; nor does one class's number open another's work."""
    evening.set("mock")
    ivan = evening.college.person("Ivan", Role.INSTRUCTOR)
    other = evening.college.classroom("Other", ivan).id
    with evening.college.app.extensions["database"].reading() as db:
        [one] = assignments.of_class(db, evening.number)
    paths = (f"/assignments/{evening.number}/", f"/assignments/{evening.number}/new/mock",
             f"/assignments/{evening.number}/{one.id}", f"/assignments/{other}/{one.id}")  # fmt: skip
    assert [ivan.open(path).status for path in paths] == [404] * 4
    assert [evening.anna.open(path).status for path in paths] == [403] * 4
    assert evening.ines.open(f"/assignments/{evening.number}/new/essay").status == 404
    assert ivan.send(f"/assignments/{other}/{one.id}/take-back").status == 404
