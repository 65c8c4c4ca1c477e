"""Replay: the log is the one truth, and says what differed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, update

from app.store import answers, memories
from app.store import tables as t
from tests.builders import a_course, a_question
from tests.store.actors import NOON, a_learner, a_submission

if TYPE_CHECKING:
    from app.db import Database
    from app.store.learners import Learner

DAY = 739_000
COURSE = a_course(a_question("one"), a_question("two", "ci.steps"))


def test_replay_of_an_untouched_store_finds_nothing(database: Database, anna: Learner) -> None:
    """Counts answers and memories over all learners."""
    with database.writing() as db:
        ben = a_learner(db)
        for learner in anna, ben:
            for slug in "one", "two", "one":
                answers.keep(db, COURSE, learner, a_submission(slug), DAY)
        answers.undo(db, COURSE, ben, "undo", NOON)
        assert memories.replay(db, COURSE) == memories.Report(answers=5, memories=4, differences=0, unknown=0)


def test_replay_repairs_and_says_what_differed(database: Database, anna: Learner) -> None:
    """A memory that was changed, one that nothing explains, a sighting: three lines, and then none."""
    ghost = {"stability": 1.0, "difficulty": 1.0, "day": 1, "rating": 3, "reps": 1, "lapses": 0, "answers": 1}
    with database.writing() as db:
        for slug in "one", "two":
            answers.keep(db, COURSE, anna, a_submission(slug), DAY)
        right = memories.held(db, anna), memories.seen(db, anna)
        db.execute(update(t.memories).where(t.memories.c.key == "ci.steps").values(stability=99.0))
        db.execute(update(t.sightings).where(t.sightings.c.item == "one").values(times=7))
        db.execute(insert(t.memories).values(learner=anna.id, kind="card", key="ghost", **ghost))
        report = memories.replay(db, COURSE)
        assert (report.differences, len(report.said)) == (3, 3)
        assert any("ci.steps" in line and "99.0" in line for line in report.said)
        assert (memories.held(db, anna), memories.seen(db, anna)) == right
        assert memories.replay(db, COURSE).differences == 0


def test_undo_after_a_replay_that_changed_something_is_right(database: Database, anna: Learner) -> None:
    """States kept before the key of a question changed are not put back: the log is read again instead."""
    wrong_key = a_course(a_question("one", right=("b",), wrong=("a", "c", "d")), a_question("two", "ci.steps"))
    with database.writing() as db:
        for day in range(4):
            answers.keep(db, wrong_key, anna, a_submission("one", {"options": ["a"]}), DAY + 3 * day)
        assert memories.replay(db, COURSE).differences > 0
        answers.undo(db, COURSE, anna, "undo", NOON)
        assert memories.replay(db, COURSE).differences == 0
        answers.keep(db, COURSE, anna, a_submission("one"), DAY + 30)
        answers.undo(db, COURSE, anna, "undo-2", NOON)
        assert memories.replay(db, COURSE).differences == 0


def test_answers_to_items_that_are_gone_are_counted_as_unknown(database: Database, anna: Learner) -> None:
    """They stay in the log; the memory they made is forgotten."""
    with database.writing() as db:
        for slug in "one", "two":
            answers.keep(db, COURSE, anna, a_submission(slug), DAY)
        report = memories.replay(db, a_course(a_question("one")))
        assert (report.answers, report.memories, report.unknown) == (2, 1, 1)
        assert len(answers.of_day(db, anna, DAY)) == 2
