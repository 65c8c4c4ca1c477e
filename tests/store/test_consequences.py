"""What an edit would do, read from the database: a class of 15 that studied and sat, on both kinds of database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.rooms.consequences import faults, foretold, written
from app.store import answers, sittings
from app.store.sittings import Sent
from quizzes.course.items import Hashes
from quizzes.exam.sitting import Act
from tests.builders import a_course, a_question
from tests.store.actors import NOON, a_learner, a_sitting, a_submission

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.db import Database
    from app.store.learners import Learner

DAY = 739_000
FIRST = "bbbbbb" + "aaaaa" + "ccdd"
"""What each chose: five were right by the old key (a), six by the new one (b)."""
COURSE = a_course(a_question("q"), a_question("r"), a_question("s", "ci.steps"))
EDITED = replace(a_question("q", right="b", wrong="acd"), hashes=Hashes("", "", "now"))


def sit(db: Connection, learner: Learner, kind: str, choice: str, others: int) -> None:
    """A paper of three that is marked: the question, which may be left blank, and two more with so many right."""
    sitting = a_sitting(f"{learner.id}-{kind}", *"qrs", kind=kind, about={"pass": 2})
    name, end = sitting.id, sitting.deadline
    sittings.begin(db, learner, sitting)
    if choice:
        late = Act(1, "choose", "b", end + timedelta(hours=1), end + timedelta(hours=1))
        for number, act in enumerate((Act(1, "choose", choice, NOON, NOON), late)):
            sittings.keep(db, learner, name, [Sent(f"{name}-{number}", act)])
    marks = [int(choice == "a"), *(int(place < others) for place in range(2))]
    sittings.settle(db, learner, sitting, marks, [""] * 3)


def a_class(db: Connection) -> None:
    """15 learners with an answer in study each, one taken back; a mock with one other mark, a chapter test blank."""
    for number, choice in enumerate(FIRST):
        learner = a_learner(db, f"Learner {number}")
        answers.keep(db, COURSE, learner, a_submission("q", {"options": [choice]}), DAY)
        answers.keep(db, COURSE, learner, a_submission("s"), DAY)
        if number == 0:
            answers.undo(db, COURSE, learner, "undo-s", NOON)
            answers.undo(db, COURSE, learner, "undo-q", NOON)
        sit(db, learner, "mock", choice, 1)
        sit(db, learner, "chapter", "", number % 3)


def test_what_a_key_change_does_to_a_class(database: Database) -> None:
    """Results and practice under each choice, worked out on paper; a choice that came too late is not counted."""
    with database.writing() as db:
        a_class(db)
    with database.reading() as db:
        found = foretold(db, COURSE, EDITED)
    assert (found.change, found.learners, found.answers, found.results) == ("key", 14, 14, 30)
    figures = {one.ruling: (one.answers, one.moved, one.results, one.to_pass, one.to_fail) for one in found.effects}
    assert figures == {
        "regrade": (10, 10, 11, 6, 5),
        "accept-both": (5, 5, 6, 6, 0),
        "keep": (0, 0, 0, 0, 0),
        "void": (14, 14, 25, 10, 0),
    }


def test_an_item_nobody_met(database: Database) -> None:
    """Nothing to tell, also of one that is new."""
    with database.writing() as db:
        a_class(db)
        found = foretold(db, COURSE, replace(a_question("s", "ci.steps", right="b", wrong="acd"), id="t"))
    assert (found.change, found.learners, found.answers, found.results, found.effects) == ("new", 0, 0, 0, ())


def test_wording_only(database: Database) -> None:
    """Who answered keeps their history."""
    with database.writing() as db:
        a_class(db)
        found = foretold(db, COURSE, replace(a_question("q"), hashes=Hashes("typo", "", "")))
    assert (found.change, found.learners, found.effects) == ("wording", 14, ())


@pytest.mark.parametrize(
    ("said", "why", "fields"),
    [
        ("void", "unclear", []),
        ("", "unclear", ["ruling"]),
        ("undo", " ", ["ruling", "reason"]),
        ("keep", "one | two", ["reason"]),
        ("keep", "x" * 201, ["reason"]),
    ],
)
def test_a_ruling_needs_its_reason(said: str, why: str, fields: list[str]) -> None:
    """Both are asked for, each at its field; the reason fits on a line of attributes."""
    assert [field for field, _ in faults(said, why)] == fields
    assert written("void", " two\nlines ") == "void: two lines"
