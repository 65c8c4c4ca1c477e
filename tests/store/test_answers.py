"""Keeping an answer: once, whole, and what it ticks off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.store import answers, memories, plans
from app.store.answers import ConflictError
from quizzes.course.items import Hashes
from quizzes.practice.marking import ResponseError
from quizzes.practice.plan import Entry
from tests.builders import a_case, a_course, a_frame, a_question, a_scenario
from tests.store.actors import NOON, a_learner, a_submission

if TYPE_CHECKING:
    from app.db import Database
    from app.store.learners import Learner
    from quizzes.practice.learning import Key

DAY = 739_000
COURSE = a_course(a_question("one"), a_question("two"), a_scenario("both"), a_frame(), a_case())


def test_a_kept_answer_is_found_as_it_was_given(database: Database, anna: Learner) -> None:
    """What was sent is what is read: response, order shown, times, confidence, mark."""
    sent = a_submission("one", {"options": ["a"]}, shown=("b", "a", "c", "d"), confidence="sure", ms=4200)
    with database.writing() as db:
        kept = answers.keep(db, COURSE, anna, sent, DAY)
    with database.reading() as db:
        found = answers.find(db, anna, sent.id)
        held = memories.held(db, anna)
    assert kept.fresh
    assert found == kept.answer
    assert (found.points, found.shown, found.answered_at) == (1.0, ("b", "a", "c", "d"), NOON)
    assert list(held) == [("skill", "ci.definition")]


def test_the_same_answer_twice_counts_once(database: Database, anna: Learner) -> None:
    """A second sending is answered with the first; nothing else changes, even when its words differ."""
    sent = a_submission("one", {"options": ["b"]})
    changed = a_submission("one", {"options": ["gone"]}, id=sent.id)
    with database.writing() as db:
        first = answers.keep(db, COURSE, anna, sent, DAY)
        before = memories.held(db, anna), memories.seen(db, anna)
        second = answers.keep(db, COURSE, anna, sent, DAY + 1)
        third = answers.keep(db, COURSE, anna, changed, DAY + 1)
        after = memories.held(db, anna), memories.seen(db, anna)
    assert (second.fresh, third.fresh) == (False, False)
    assert first.answer == second.answer == third.answer
    assert before == after


def test_an_id_belongs_to_one_learner_and_one_item(database: Database, anna: Learner) -> None:
    """Neither another item nor another learner can take an id that is taken; a stranger cannot read it either."""
    sent = a_submission("one")
    with database.writing() as db:
        ben = a_learner(db)
        answers.keep(db, COURSE, anna, sent, DAY)
        with pytest.raises(ConflictError):
            answers.keep(db, COURSE, anna, a_submission("two", id=sent.id), DAY)
        with pytest.raises(ConflictError):
            answers.keep(db, COURSE, ben, sent, DAY)
        assert answers.find(db, ben, sent.id) is None
        assert memories.held(db, ben) == {}


def test_a_response_that_does_not_fit_is_refused_and_leaves_nothing(database: Database, anna: Learner) -> None:
    """The words of marking reach the caller; no row is written."""
    with database.writing() as db:
        with pytest.raises(ResponseError):
            answers.keep(db, COURSE, anna, a_submission("one", {"options": ["nowhere"]}), DAY)
        assert answers.last(db, anna) is None
        assert memories.seen(db, anna) == {}


def test_an_answer_ticks_what_it_was_for(database: Database, anna: Learner) -> None:
    """Wherever it was given: the entry of its item, else one for each key it spoke to; each entry once."""
    keys: list[Key] = [("skill", name) for name in ("ci.definition", "ci.step.now", "ci.activity.plan")]
    plan = [Entry(key, item, repeat=False) for key, item in zip(keys, ("one", "x", "y"), strict=True)]
    labels = {"labels": {"step": ["now"], "activity": ["plan"]}}
    by_item, by_keys = a_submission("one"), a_submission("both", labels, where="drill")
    with database.writing() as db:
        plans.keep(db, anna, DAY, plan)
        one, both = (answers.keep(db, COURSE, anna, sent, DAY).answer.seq for sent in (by_item, by_keys))
        answers.keep(db, COURSE, anna, a_submission("both", labels), DAY)
        assert [entry.answer for entry in plans.of_day(db, anna, DAY)] == [one, both, both]
        assert plans.following(plans.of_day(db, anna, DAY)) is None
        for undo in "undo-1", "undo-2":
            answers.undo(db, COURSE, anna, undo, NOON)
        assert [entry.answer for entry in plans.of_day(db, anna, DAY)] == [one, None, None]


def test_a_wrong_study_answer_comes_again_once(database: Database, anna: Learner) -> None:
    """The key is asked once more at the end; wrong again, it rests until another day."""
    key: Key = ("skill", "ci.definition")
    with database.writing() as db:
        plans.keep(db, anna, DAY, [Entry(key, "one", repeat=False), Entry(("skill", "x"), "y", repeat=False)])
        answers.keep(db, COURSE, anna, a_submission("one", {"options": ["b"]}), DAY)
        again = plans.of_day(db, anna, DAY)[-1]
        assert (again.key, again.item, again.again, again.repeat, again.answer) == (key, "one", True, True, None)
        answers.keep(db, COURSE, anna, a_submission("one", {"options": ["b"]}), DAY)
        assert [entry.again for entry in plans.of_day(db, anna, DAY)] == [False, False, True]


def test_undo_takes_back_the_newest_once(database: Database, anna: Learner) -> None:
    """The same undo sent twice takes back one answer; with nothing left there is nothing to undo."""
    first, second = a_submission("one"), a_submission("two", {"options": ["b"]})
    with database.writing() as db:
        answers.keep(db, COURSE, anna, first, DAY)
        before = memories.held(db, anna), memories.seen(db, anna)
        answers.keep(db, COURSE, anna, second, DAY)
        undone = [answers.undo(db, COURSE, anna, "undo-1", NOON) for _ in range(2)]
        assert [(one.id, one.undone) for one in undone if one] == [(second.id, True)] * 2
        assert (memories.held(db, anna), memories.seen(db, anna)) == before
        newest = answers.last(db, anna)
        assert newest
        assert newest.id == first.id
        assert answers.undo(db, COURSE, anna, "undo-2", NOON)
        assert answers.undo(db, COURSE, anna, "undo-3", NOON) is None
        assert [one.undone for one in answers.of_day(db, anna, DAY)] == [True, True]
        ben = a_learner(db)
        assert answers.undo(db, COURSE, ben, "undo-1", NOON) is None
        answers.keep(db, COURSE, ben, a_submission("one"), DAY)
        with pytest.raises(ConflictError):
            answers.undo(db, COURSE, ben, "undo-1", NOON)


def test_minutes_are_capped_and_parts_are_by_axis(database: Database, anna: Learner) -> None:
    """An answer left open over lunch is three minutes; what was undone counts for nothing."""
    labels = {"labels": {"step": ["vision"], "activity": ["plan"]}}
    with database.writing() as db:
        answers.keep(db, COURSE, anna, a_submission("both", labels, ms=9_000_000), DAY)
        answers.keep(db, COURSE, anna, a_submission("one", ms=30_000), DAY)
        answers.keep(db, COURSE, anna, a_submission("one"), DAY + 1)
        answers.keep(db, COURSE, anna, a_submission("both", labels, ms=60_000), DAY + 1)
        answers.undo(db, COURSE, anna, "undo", NOON)
        assert answers.minutes_by_day(db, anna, DAY) == {DAY: 3.5, DAY + 1: 0.0}
        assert answers.minutes_by_day(db, anna, DAY + 1) == {DAY + 1: 0.0}
        ((day, part),) = answers.parts_since(db, COURSE, anna, "step")
        assert (day, part.axis, part.right, part.chosen) == (DAY, "step", ("now",), ("vision",))
        assert list(answers.parts_since(db, COURSE, anna, "step", DAY + 1)) == []
        assert list(answers.parts_since(db, COURSE, anna, "lifecycle")) == []


def test_parts_come_with_their_days_oldest_first(database: Database, anna: Learner) -> None:
    """In the order kept, from a day on, so that older ones can be counted less."""
    told = [(DAY, "now"), (DAY + 14, "vision"), (DAY + 14, "target"), (DAY + 28, "now")]
    with database.writing() as db:
        for day, label in told:
            answers.keep(db, COURSE, anna, a_submission("both", {"labels": {"step": [label]}}, where="drill"), day)
        found = [(day, *part.chosen) for day, part in answers.parts_since(db, COURSE, anna, "step")]
        assert found == told
        late = [day for day, _ in answers.parts_since(db, COURSE, anna, "step", DAY + 14)]
        assert late == [DAY + 14, DAY + 14, DAY + 28]
        assert list(answers.parts_since(db, COURSE, anna, "activity")) == []


@pytest.mark.parametrize(("said", "right"), [("", ["target"]), ("keep", ["now"]), ("void", [])])
def test_parts_follow_a_key_that_changed(database: Database, anna: Learner, said: str, right: list[str]) -> None:
    """So that nobody is told that they mix up what only an old key kept apart."""
    changed = replace(a_scenario("both", {"step": "target"}), hashes=Hashes("", "", "now"), revision=f"{said}: a slip")
    with database.writing() as db:
        answers.keep(db, COURSE, anna, a_submission("both", {"labels": {"step": ["target"]}}), DAY)
        found = answers.parts_since(db, a_course(changed), anna, "step")
        assert [slug for _, part in found for slug in part.right] == right


def test_frames_and_events_are_answered_like_items(database: Database, anna: Learner) -> None:
    """A frame keeps its seed, an event is found through its case; each is seen under its own id."""
    labels = {"labels": {"step": ["now"]}}
    with database.writing() as db:
        framed = answers.keep(db, COURSE, anna, a_submission("frame", labels, seed=2**31 - 1, where="drill"), DAY)
        event = answers.keep(db, COURSE, anna, a_submission("case.first", labels, where="reading"), DAY)
        assert (framed.answer.seed, framed.answer.points, event.answer.points) == (2**31 - 1, 1.0, 1.0)
        assert event.answer.hashes == COURSE.events["case.first"].hashes
        assert memories.seen(db, anna).keys() == {"frame", "case.first"}
        assert memories.rebuild(db, COURSE, anna.id).differences == 0
        undone = answers.undo(db, COURSE, anna, "undo", NOON)
        assert undone
        assert (undone.item, undone.where) == ("case.first", "reading")
        assert memories.seen(db, anna).keys() == {"frame"}


@pytest.mark.parametrize("item", ["gone", "case.gone", "case"])
def test_what_cannot_be_answered_is_refused(database: Database, anna: Learner, item: str) -> None:
    """An item or event that is not there, and a case itself: nothing is kept."""
    with database.writing() as db:
        with pytest.raises((KeyError, ResponseError)):
            answers.keep(db, COURSE, anna, a_submission(item, {"labels": {"step": ["now"]}}), DAY)
        assert answers.last(db, anna) is None
