"""Tallies as the store keeps them: read on from where they were, anew when something was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import answers, learners, tallies
from quizzes.course.items import Hashes
from quizzes.evidence.classroom import places
from tests.builders import CHAPTER, a_card, a_course, a_question, a_scenario
from tests.store.actors import NOON, a_learner, a_submission

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection

    from app.db import Database
    from app.store.learners import Learner
    from quizzes.course.course import Course

DAY = 739_000
RIGHT, WRONG = {"options": ["a"]}, {"options": ["b"]}
MIXED = {"labels": {"step": ["now"], "activity": ["plan"]}}


def course_of(meaning: str = "m1") -> Course:
    """A question in this version, another one, a story, a card."""
    return a_course(
        a_question("one", hashes=Hashes("c", meaning, "k")), a_question("two"), a_scenario("story"), a_card("word")
    )


COURSE = course_of()


def keep(db: Connection, learner: Learner, item: str, response: dict[str, Any]) -> None:
    """Answer an item."""
    answers.keep(db, COURSE, learner, a_submission(item, response), DAY)


def signs(db: Connection, *whom: Learner, course: Course = COURSE, anew: bool = True) -> list[str]:
    """The signs of these learners by item; `anew`: whether something had to be read for it. It is kept."""
    where = places(course)
    found = tallies.read(db, where, [one.id for one in whom])
    assert bool(found.changed) is anew
    tallies.keep(db, found.changed)
    return ["".join(found.tallies[one.id].signs[where.at[item]] for item in ("one", "two", "story")) for one in whom]


def test_only_what_is_new_is_read(database: Database, anna: Learner) -> None:
    """First answers stand; a later one to the same item changes nothing; cards have no place."""
    with database.writing() as db:
        ben = a_learner(db)
        keep(db, anna, "one", WRONG)
        keep(db, anna, "word", {"grade": "good"})
        assert signs(db, anna, ben) == ["0--", "---"]
        assert signs(db, anna, ben, anew=False) == ["0--", "---"]
        keep(db, anna, "one", RIGHT)
        keep(db, ben, "story", MIXED)
        assert signs(db, anna, ben)[0] == "0--"
        found = tallies.read(db, places(COURSE), [ben.id]).tallies[ben.id]
        assert found.mixed.keys() == {"step", "activity"}


def test_what_is_taken_back_does_not_count(database: Database, anna: Learner) -> None:
    """Whether it was in the tally before or not; then the next answer is the first."""
    with database.writing() as db:
        keep(db, anna, "one", WRONG)
        assert signs(db, anna) == ["0--"]
        answers.undo(db, COURSE, anna, "u1", NOON)
        assert signs(db, anna) == ["---"]
        keep(db, anna, "two", WRONG)
        answers.undo(db, COURSE, anna, "u2", NOON)
        keep(db, anna, "one", RIGHT)
        assert signs(db, anna) == ["1--"]


def test_an_item_that_means_something_else_is_asked_anew(database: Database, anna: Learner) -> None:
    """The others stand as they were."""
    with database.writing() as db:
        keep(db, anna, "one", WRONG)
        keep(db, anna, "two", RIGHT)
        assert signs(db, anna) == ["01-"]
        assert signs(db, anna, course=course_of("m2")) == ["-1-"]


def test_starting_over_leaves_nothing(database: Database, anna: Learner) -> None:
    """The tally goes with the answers."""
    with database.writing() as db:
        keep(db, anna, "one", WRONG)
        assert signs(db, anna) == ["0--"]
        learners.start_over(db, anna)
        assert signs(db, anna) == ["---"]


def test_items_stand_in_their_chapter() -> None:
    """The one chapter of this course holds all three."""
    assert places(COURSE).spans == {CHAPTER: slice(0, 3)}
