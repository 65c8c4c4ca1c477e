"""First answers as the store reads them: per learner and version, never an undone one, on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.store import answers, first_answers, sittings
from app.store.sittings import Asked, Marked, Sitting
from quizzes.course.items import Hashes
from tests.builders import a_case, a_course, a_question, a_scenario
from tests.store.actors import NOON, a_learner, a_submission

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection

    from app.db import Database
    from app.store.learners import Learner
    from quizzes.course.course import Course

DAY = 739_000
LABELS = {"labels": {"step": ["now"], "activity": ["improve"]}}


def course_of(meaning: str = "m1", content: str = "c1") -> Course:
    """A question in this version, a story, a case."""
    return a_course(a_question("one", hashes=Hashes(content, meaning, "k")), a_scenario("both"), a_case("help"))


COURSE = course_of()


def keep(db: Connection, learner: Learner, item: str, response: dict[str, Any], course: Course = COURSE) -> None:
    """Answer an item."""
    answers.keep(db, course, learner, a_submission(item, response), DAY)


def told(db: Connection, course: Course = COURSE, learners: set[int] | None = None) -> list[tuple[int, str, float]]:
    """Who was first heard with what, on the items as they are now."""
    return [(one.learner, one.item, one.points) for one in first_answers.read(db, course, learners).firsts]


def test_only_the_first_answer_of_each_learner_counts(database: Database, anna: Learner) -> None:
    """Later ones count as answers, not as first ones; parts come by axis; events of cases have their own id."""
    with database.writing() as db:
        ben = a_learner(db)
        keep(db, anna, "one", {"options": ["b"]})
        keep(db, anna, "one", {"options": ["a"]})
        keep(db, ben, "one", {"options": ["a"]})
        keep(db, ben, "both", LABELS)
        keep(db, ben, "help.first", {"labels": {"step": ["now"]}})
        found = first_answers.read(db, COURSE)
    assert [(one.learner, one.item, one.points) for one in found.firsts] == [
        *((anna.id, "one", 0.0), (ben.id, "one", 1.0)),
        *((ben.id, "both", 0.5), (ben.id, "help.first", 1.0)),
    ]
    assert [(part.axis, part.points, part.chosen) for part in found.firsts[2].parts] == [
        ("step", 1.0, ("now",)),
        ("activity", 0.0, ("improve",)),
    ]
    assert dict(found.times) == {"one": 3, "both": 1, "help.first": 1}
    assert found.everybody == {anna.id, ben.id}


def test_an_undone_answer_was_never_given(database: Database, anna: Learner) -> None:
    """The next one is the first then."""
    with database.writing() as db:
        keep(db, anna, "one", {"options": ["b"]})
        answers.undo(db, COURSE, anna, "undo", NOON)
        assert told(db) == []
        keep(db, anna, "one", {"options": ["a"]})
        assert told(db) == [(anna.id, "one", 1.0)]
        assert first_answers.read(db, COURSE).times["one"] == 1


def test_a_new_meaning_begins_a_new_series_and_a_mended_typo_does_not(database: Database, anna: Learner) -> None:
    """Present statistics know the present version alone; the table to take along has every version."""
    mended, other = course_of(content="c2"), course_of("m2", "c3")
    with database.writing() as db:
        keep(db, anna, "one", {"options": ["b"]})
        keep(db, anna, "one", {"options": ["a"]}, mended)
        assert told(db, mended) == [(anna.id, "one", 0.0)]
        assert told(db, other) == []
        keep(db, anna, "one", {"options": ["a"]}, other)
        assert told(db, other) == [(anna.id, "one", 1.0)]
        assert [(one.version, one.points) for one in first_answers.every(db)] == [("m1", 0.0), ("m2", 1.0)]


def test_what_has_left_the_course_is_in_the_table_only(database: Database, anna: Learner) -> None:
    """Statistics speak of what can still be mended."""
    with database.writing() as db:
        keep(db, anna, "one", {"options": ["b"]})
        gone = replace(COURSE, items={})
        assert told(db, gone) == []
        assert first_answers.read(db, gone).everybody == frozenset()
        assert [one.item for one in first_answers.every(db)] == ["one"]


def test_a_class_can_be_read_alone(database: Database, anna: Learner) -> None:
    """Others are as if they were not there; an empty class has no answers."""
    with database.writing() as db:
        ben = a_learner(db)
        for learner in (anna, ben):
            keep(db, learner, "one", {"options": ["a"]})
        assert told(db, learners={ben.id}) == [(ben.id, "one", 1.0)]
        assert [one.learner for one in first_answers.every(db, {anna.id})] == [anna.id]
        assert told(db, learners=set()) == []


def test_the_table_has_all_that_was_kept(database: Database, anna: Learner) -> None:
    """Order shown, seed, milliseconds, place, moment."""
    with database.writing() as db:
        sent = a_submission("one", {"options": ["b"]}, shown=("b", "a"), seed=7, ms=900, where="exam")
        answers.keep(db, COURSE, anna, sent, DAY)
        (kept,) = first_answers.every(db)
    assert kept[:4] == (anna.id, "one", "m1", 0.0)
    assert kept[5:] == (("b", "a"), 7, 900, "exam", NOON)


def test_the_stand_changes_with_every_change_of_the_log(database: Database, anna: Learner) -> None:
    """An answer, an undo, another learner's answer; nothing else."""
    stands = []
    with database.writing() as db:
        stands.append(first_answers.stand(db))
        keep(db, anna, "one", {"options": ["b"]})
        stands.append(first_answers.stand(db))
        answers.undo(db, COURSE, anna, "undo", NOON)
        stands.append(first_answers.stand(db))
        keep(db, a_learner(db), "one", {"options": ["b"]})
        stands.append(first_answers.stand(db))
        assert first_answers.stand(db) == stands[-1]
    assert len(set(stands)) == len(stands)
    assert stands[0] == (None, 0, 0)


@pytest.mark.parametrize(("practice", "marks", "count"), [(False, (1, 0), 1), (True, (1, 0), 0), (False, None, 0)])
def test_marked_papers_are_those_that_were_sat_like_the_real_one(
    database: Database, anna: Learner, *, practice: bool, marks: tuple[int, ...] | None, count: int
) -> None:
    """Not those with a pause, not those that still go on; with their items in order."""
    paper = (Asked("q2", "1.1", ("a",), ("", "", "")), Asked("q1", "1.2", ("b",), ("", "", "")))
    sitting = Sitting(
        id="s", kind="mock", practice=practice, edition="itil4", about={}, paper=paper, seed=1, seconds=60,
        expected=None, began=NOON, deadline=NOON,
    )  # fmt: skip
    with database.writing() as db:
        sittings.begin(db, anna, sitting)
        if marks is not None:
            sittings.settle(db, anna, sitting, marks, ("", ""))
        found = list(sittings.marked(db, "mock"))
        assert found == [Marked(anna.id, "itil4", ("q2", "q1"), (1, 0))] * count
        assert list(sittings.marked(db, "half")) == []
        assert list(sittings.marked(db, "mock", {anna.id + 1})) == []
        assert len(list(sittings.marked(db, "mock", {anna.id}))) == count
