"""Learners, their settings, and starting over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from app.store import answers, learners, memories, plans, readings, sketches, suspensions, transfer
from app.store.sketches import Draft
from quizzes.practice.plan import Entry
from tests.builders import a_course, a_question
from tests.store.actors import NOON, a_learner, a_submission

if TYPE_CHECKING:
    from app.db import Database
    from app.store.learners import Learner

DAY = 739_000
COURSE = a_course(a_question("one"))


def test_the_local_learner_is_made_on_the_first_visit_and_met_again(database: Database) -> None:
    """With settings to start from; a later visit finds the same one, also where nothing may be written."""
    with time_machine.travel(NOON, tick=False), database.writing() as db:
        first = learners.local(db)
    with database.reading() as db:
        assert learners.local(db) == first
    assert (first.edition, first.exam_date, first.zone, first.zone_known, first.began) == (
        None,
        None,
        "UTC",
        False,
        NOON,
    )


def test_settings_change_one_by_one(database: Database, anna: Learner) -> None:
    """What is not named stays; a zone that was given is known from then on; unknown settings are refused."""
    with database.writing() as db:
        changed = learners.change(db, anna, exam_date=date(2027, 1, 15), minutes=40, edition="v5")
        assert (changed.exam_date, changed.minutes, changed.edition) == (date(2027, 1, 15), 40, "v5")
        assert (changed.buttons, changed.zone_known) == (anna.buttons, False)
        assert learners.change(db, anna, zone="Asia/Tokyo").zone_known
        assert learners.change(db, anna, exam_date=None).exam_date is None
        assert learners.local(db) == learners.change(db, anna)
        with pytest.raises(TypeError):
            learners.change(db, anna, colour="red")


def test_zones_are_known_by_their_names() -> None:
    """Names of the time zone database, nothing else."""
    assert learners.is_zone("Europe/Paris")
    assert not learners.is_zone("Mars/Olympus")
    assert not learners.is_zone("")


def test_starting_over_leaves_settings_and_other_learners(database: Database, anna: Learner) -> None:
    """All deeds of this learner are gone, and only theirs."""
    with database.writing() as db:
        ben = a_learner(db)
        for learner in anna, ben:
            plans.keep(db, learner, DAY, [Entry(("skill", "ci.definition"), "one", repeat=False)])
            answers.keep(db, COURSE, learner, a_submission("one"), DAY)
            answers.keep(db, COURSE, learner, a_submission("one"), DAY)
            answers.undo(db, COURSE, learner, f"undo-{learner.id}", NOON)
            readings.read(db, learner, "15", "why", NOON)
            suspensions.suspend(db, learner, "one", NOON)
            sketches.save(db, learner, "own-case", Draft(("Why.",), (), NOON))
        bens = transfer.export_learner(db, ben)
        annas = learners.change(db, anna, minutes=15)
        learners.start_over(db, anna)
        assert learners.local(db) == annas
        assert answers.last(db, anna) is None
        assert (memories.held(db, anna), memories.seen(db, anna), plans.of_day(db, anna, DAY)) == ({}, {}, ())
        assert (readings.sections_read(db, anna), suspensions.suspended(db, anna)) == ({}, set())
        assert sketches.of(db, anna) == {}
        assert transfer.export_learner(db, ben) == bens
        assert transfer.count(db) == 1
        answers.keep(db, COURSE, anna, a_submission("one"), DAY)
        answers.undo(db, COURSE, anna, "another", NOON)
        assert memories.replay(db, COURSE).differences == 0


def test_readings_and_suspensions_are_sets(database: Database, anna: Learner) -> None:
    """Twice is as once; taking back what was not there is nothing."""
    with database.writing() as db:
        for section in "why", "steps", "why":
            readings.read(db, anna, "15", section, NOON)
        readings.read(db, anna, "16", "why", NOON)
        assert readings.sections_read(db, anna) == {"15": {"why", "steps"}, "16": {"why"}}
        for item in "one", "two", "one":
            suspensions.suspend(db, anna, item, datetime(2026, 11, 23, tzinfo=UTC))
        suspensions.resume(db, anna, "two")
        suspensions.resume(db, anna, "never")
        assert suspensions.suspended(db, anna) == {"one"}
