"""Learners whose answers were given under another key: who they are, and what is kept of them follows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.store import answers, corrections, learners, memories, sittings, traces
from quizzes.course.items import Hashes
from quizzes.practice.ruling import RULINGS
from tests.builders import a_course, a_question
from tests.store.actors import NOON, a_learner, a_sitting, a_submission

if TYPE_CHECKING:
    from app.db import Database
    from app.store.learners import Learner
    from quizzes.course.items import Item

DAY = 739_000
ONE, TWO = a_question("one"), a_question("two", "ci.steps")
COURSE = a_course(ONE, TWO)


def rekeyed(said: str = "") -> Item:
    """Question one with another right answer, under a key of its own."""
    revision = f"{said}: the old key was wrong" if said else ""
    new = a_question("one", right="b", wrong="acd")
    return replace(new, hashes=Hashes("", "", "other"), revision=revision)


@pytest.mark.parametrize("said", [*RULINGS, ""])
def test_memories_follow_a_key_and_back(database: Database, anna: Learner, said: str) -> None:
    """They are what a replay finds by the new key and ruling; with the old key back they are what they were."""
    edited = a_course(rekeyed(said), TWO)
    with database.writing() as db:
        for day in (0, 3, 9):
            answers.keep(db, COURSE, anna, a_submission("one"), DAY + day)
            answers.keep(db, COURSE, anna, a_submission("two"), DAY + day)
        before = memories.held(db, anna), memories.seen(db, anna)
        assert corrections.stale(db, COURSE, anna.id) == corrections.followed(db, anna.id) == ""
        assert corrections.stale(db, edited, anna.id) not in {"", corrections.followed(db, anna.id)}
        corrections.follow(db, edited, anna.id)
        assert corrections.stale(db, edited, anna.id) == corrections.followed(db, anna.id)
        after = memories.held(db, anna), memories.seen(db, anna)
        assert (after == before) is (said in {"keep", "accept-both"})
        assert (("skill", "ci.definition") in after[0]) is (said != "void")
        assert memories.replay(db, edited).differences == 0
        assert corrections.stale(db, COURSE, anna.id) != corrections.followed(db, anna.id)
        corrections.follow(db, COURSE, anna.id)
        assert (memories.held(db, anna), memories.seen(db, anna)) == before


def test_what_the_planner_remembers_is_read_anew(database: Database, anna: Learner) -> None:
    """Void answers leave it too."""
    with database.writing() as db:
        answers.keep(db, COURSE, anna, a_submission("one"), DAY)
        traces.keep(db, anna, traces.remembered(db, COURSE, anna))
        edited = a_course(rekeyed("void"), TWO)
        corrections.follow(db, edited, anna.id)
        assert traces.remembered(db, edited, anna).traces == {}


def test_new_and_reworded_items_and_items_that_are_gone_ask_for_nothing(database: Database, anna: Learner) -> None:
    """Only a key or a ruling of something answered does; nor do answers under today's key."""
    with database.writing() as db:
        answers.keep(db, COURSE, anna, a_submission("one"), DAY)
        reworded = replace(ONE, hashes=Hashes("new", "new", ""), revision="void: nothing was answered before")
        for course in (a_course(reworded, TWO, a_question("three")), a_course(TWO)):
            assert corrections.stale(db, course, anna.id) == ""
        edited = a_course(rekeyed("keep"), TWO)
        stale = corrections.stale(db, edited, anna.id)
        answers.keep(db, edited, anna, a_submission("one"), DAY + 1)
        assert corrections.stale(db, edited, anna.id) == stale


def test_a_paper_counts_once_it_is_marked(database: Database, anna: Learner) -> None:
    """Blanks too: a question may get its mark without an answer. The key it was marked by is kept with it."""
    edited = a_course(rekeyed("void"), TWO)
    with database.writing() as db:
        sitting = a_sitting("s", "one", "two")
        sittings.begin(db, anna, sitting)
        assert corrections.stale(db, edited, anna.id) == ""
        assert corrections.who(db, ["one"]) == ()
        sittings.settle(db, anna, sitting, [0, 1], ["", "two-key"])
        assert corrections.stale(db, edited, anna.id) != ""
        assert corrections.who(db, ["one"]) == (anna.id,)
        found = sittings.find(db, anna, "s")
        assert found
        assert [asked.hashes[2] for asked in found.paper] == ["", "two-key"]


def test_who_met_an_item(database: Database, anna: Learner) -> None:
    """By answer or by paper, each once; an id that only looks alike is another one's."""
    with database.writing() as db:
        ben, cleo = a_learner(db), a_learner(db, "Cleo")
        answers.keep(db, COURSE, anna, a_submission("one"), DAY)
        answers.keep(db, COURSE, anna, a_submission("one"), DAY + 1)
        for learner, item in ((anna, "one"), (ben, "one"), (cleo, "one-more")):
            sitting = a_sitting(f"s{learner.id}", "two", item)
            sittings.begin(db, learner, sitting)
            sittings.settle(db, learner, sitting, [0, 0], ["", ""])
        assert corrections.who(db, ["one"]) == (anna.id, ben.id)
        assert corrections.who(db, ["one", "one-more"]) == (anna.id, ben.id, cleo.id)
        assert [one.item for one in corrections.log_of(db, anna.id, ["one"])] == ["one", "one"]
        assert corrections.log_of(db, anna.id, ["two"]) == ()
        assert learners.find(db, ben.id).name == "Ben"


def test_first_and_own_marks_of_a_sitting(database: Database, anna: Learner) -> None:
    """What it got at first stays readable under whatever was noted since; its learner's choices stand apart."""
    with database.writing() as db:
        sitting = a_sitting("s", "one", "two", "three")
        sittings.begin(db, anna, sitting)
        sittings.settle(db, anna, sitting, [0, 0, 1], [""] * 3)
        assert sittings.regraded(db, anna) == ()
        for marks, rulings in (([1, 0, 1], [(1, "void: unclear")]), ([1, 1, 1], None), ([0, 1, 1], [(1, "")])):
            now = sittings.find(db, anna, "s")
            assert now
            sittings.regrade(db, anna, now, marks, NOON, rulings)
        found = sittings.find(db, anna, "s")
        assert found
        assert sittings.regraded(db, anna) == (found,)
        assert (found.first, found.own, found.marks) == ((0, 0, 1), (0, 1, 1), (0, 1, 1))


def test_starting_over_forgets_corrections(database: Database, anna: Learner) -> None:
    """With nothing answered there is nothing to follow."""
    edited = a_course(rekeyed("void"), TWO)
    with database.writing() as db:
        answers.keep(db, COURSE, anna, a_submission("one"), DAY)
        corrections.follow(db, edited, anna.id)
        learners.start_over(db, anna)
        assert corrections.followed(db, anna.id) == corrections.stale(db, edited, anna.id) == ""
