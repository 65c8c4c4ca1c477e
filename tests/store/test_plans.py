"""The plan of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import answers, plans
from quizzes.practice.plan import Entry
from tests.builders import a_course, a_question
from tests.store.actors import NOON, a_learner, a_submission

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.db import Database
    from app.store.learners import Learner

DAY = 739_000
COURSE = a_course(*(a_question(slug, f"skill-{slug}") for slug in "abcd"))


def entries(slugs: str) -> list[Entry]:
    """An entry for each letter."""
    return [Entry(("skill", f"skill-{slug}"), slug, repeat=False) for slug in slugs]


def items(db: Connection, learner: Learner) -> str:
    """The items of the day in their order."""
    return "".join(entry.item for entry in plans.of_day(db, learner, DAY))


def test_next_is_the_first_open_entry(database: Database, anna: Learner) -> None:
    """A plan is kept for a learner and a day; another learner or day has none of it."""
    with database.writing() as db:
        plans.keep(db, anna, DAY, entries("abc"))
        first = plans.following(plans.of_day(db, anna, DAY))
        assert first == plans.PlanEntry(0, ("skill", "skill-a"), "a", repeat=False, answer=None, again=False)
        assert plans.following(plans.of_day(db, anna, DAY + 1)) is None
        assert plans.following(plans.of_day(db, a_learner(db), DAY)) is None


def test_keep_replaces_what_is_open_and_leaves_what_is_done(database: Database, anna: Learner) -> None:
    """Done entries stay first; an entry that was asked for again is still so when it is kept."""
    with database.writing() as db:
        plans.keep(db, anna, DAY, entries("abc"))
        answers.keep(db, COURSE, anna, a_submission("a", {"options": ["b"]}), DAY)
        assert items(db, anna) == "abca"
        plans.keep(db, anna, DAY, entries("dac"))
        assert items(db, anna) == "adac"
        assert [entry.again for entry in plans.of_day(db, anna, DAY)] == [False, False, True, False]
        answers.undo(db, COURSE, anna, "undo", NOON)
        assert items(db, anna) == "adc"
        plans.keep(db, anna, DAY, [])
        assert plans.following(plans.of_day(db, anna, DAY)) is None


def test_skip_moves_an_entry_to_the_end(database: Database, anna: Learner) -> None:
    """Only an open one; skipping what is done or not there changes nothing."""
    with database.writing() as db:
        plans.keep(db, anna, DAY, entries("abc"))
        answers.keep(db, COURSE, anna, a_submission("a"), DAY)
        plans.skip(db, anna, DAY, 1)
        assert items(db, anna) == "acb"
        for position in (0, 1, 99):
            plans.skip(db, anna, DAY, position)
        assert items(db, anna) == "acb"


def test_a_wrong_answer_from_elsewhere_brings_the_planned_item_back(database: Database, anna: Learner) -> None:
    """Another item for the same memory ticks its entry off; what comes again is what was planned, as a fresh look."""
    course = a_course(*COURSE.items.values(), a_question("e", "skill-a"))
    with database.writing() as db:
        plans.keep(db, anna, DAY, entries("ab"))
        answers.keep(db, course, anna, a_submission("e", {"options": ["b"]}), DAY)
        again = plans.of_day(db, anna, DAY)[-1]
        assert (items(db, anna), again.item, again.again, again.repeat) == ("aba", "a", True, False)


def test_only_a_memory_that_heard_the_answer_is_ticked_off(database: Database, anna: Learner) -> None:
    """An entry for another memory stays open, though its item was answered."""
    with database.writing() as db:
        plans.keep(db, anna, DAY, [Entry(("skill", "skill-b"), "a", repeat=False)])
        answers.keep(db, COURSE, anna, a_submission("a"), DAY)
        assert plans.following(plans.of_day(db, anna, DAY)) is not None
