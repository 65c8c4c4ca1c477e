"""The log of answers: keeping one, undoing the newest, and reading what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, bindparam, case, func, select, type_coerce

from app.store import memories, plans, projection
from app.store.faults import ConflictError
from app.store.learners import hold
from app.store.log import Answer, Submission, as_given, as_row, every, fresh, from_row, given, its_undo
from app.store.ready import Ready
from app.store.tables import answers, learners, undos
from app.store.upserts import here, once
from quizzes.practice import learning
from quizzes.practice.marking import ResponseError
from quizzes.practice.rating import WRONG
from quizzes.practice.ruling import recalled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from app.store.learners import Learner
    from app.store.log import Where
    from quizzes.course.course import Course
    from quizzes.practice.marking import Part

__all__ = ["Answer", "ConflictError", "Kept", "Submission", "find", "keep", "last", "undo"]

LONGEST_MS = 3 * 60_000


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a submission: `fresh` is False when the same one had been kept before."""

    answer: Answer
    fresh: bool


_c = answers.c
_text_of_parts = type_coerce(_c.parts, Text)
_mine = every.where(_c.learner == bindparam("learner_id"))
_by_id = Ready(_mine.where(_c.id == bindparam("answer_id")))
_by_seq = Ready(_mine.where(_c.seq == bindparam("answer_seq")))
_last = Ready(_mine.where(undos.c.id.is_(None)).order_by(_c.seq.desc()).limit(1))
_insert = Ready(
    {name: statement.returning(_c.seq) for name, statement in once(answers).items()},
    [column.name for column in _c if column.name != "seq"],
)
_undo = once(undos)
_known_undo = select(undos.c.answer).where(
    undos.c.learner == bindparam("learner_id"), undos.c.id == bindparam("undo_id")
)
_before = (
    select(_c.before, learners.c.replayed)
    .join_from(answers, learners)
    .where(_c.learner == bindparam("learner_id"), _c.seq == bindparam("answer_seq"))
)


def keep(db: Connection, course: Course, learner: Learner, submission: Submission, day: int) -> Kept:
    """Keep an answer with all that follows from it, in the caller's transaction; the same one twice counts once.

    Raises:
        KeyError: the course has no such item.
        ResponseError: the response does not fit the item.
        ConflictError: the id belongs to another learner's answer, or to one to another item.
    """
    hold(db, learner.id)
    item = course.find(submission.item)
    if item is None:
        raise KeyError(submission.item)
    before = projection.state(db, learner.id, item.id, learning.keys(course, item))
    try:
        learned = learning.learn(course, item, as_given(submission, day), *before)
    except ResponseError:
        if again := _kept(db, learner, submission):
            return again
        raise
    moved = {"learner": learner.id, "before": projection.written(before, [*learned.held])}
    inserted = _insert(db, as_row(item, submission, day, learned) | moved)
    if not inserted:
        again = _kept(db, learner, submission)
        if again is None:
            raise ConflictError(f"The answer {submission.id} is being kept elsewhere. Send it again.")
        return again
    seq = inserted[0][0]
    projection.put(db, learner.id, learned.held, {item.id: learned.sighting})
    plans.tick(db, learner, day, item.id, [*learned.held], seq, wrong=learned.mark.points < WRONG)
    return Kept(fresh(seq, item, submission, day, learned), fresh=True)


def undo(db: Connection, course: Course, learner: Learner, undo_id: str, at: datetime) -> Answer | None:
    """Take back the newest answer that counts; None if there is none, or it was given in an exam.

    The same undo twice takes back one.

    Memories, sightings and plan are then as if it had never been given; the log keeps both.

    Raises:
        ConflictError: the id belongs to another learner's undo.
    """
    hold(db, learner.id)
    known = db.execute(_known_undo, {"learner_id": learner.id, "undo_id": undo_id}).scalar_one_or_none()
    if known is not None:
        return _of_seq(db, learner, known)
    newest = last(db, learner)
    if newest is None or newest.where == "exam":
        return None
    row = {"id": undo_id, "learner": learner.id, "answer": newest.seq, "at": at}
    if db.execute(here(_undo, db).returning(undos.c.id), row).one_or_none() is None:
        raise ConflictError(f"The undo {undo_id} is not yours.")
    before, replayed = db.execute(_before, {"learner_id": learner.id, "answer_seq": newest.seq}).one()
    if newest.seq > replayed:
        projection.put_back(db, learner.id, newest.item, before)
    else:
        memories.rebuild(db, course, learner.id)
    plans.untick(db, learner, newest.day, newest.seq)
    return _of_seq(db, learner, newest.seq)


def find(db: Connection, learner: Learner, answer_id: str) -> Answer | None:
    """A learner's answer by its id; None if there is none or it is another learner's."""
    rows = _by_id(db, {"learner_id": learner.id, "answer_id": answer_id})
    return from_row(rows[0]) if rows else None


def last(db: Connection, learner: Learner) -> Answer | None:
    """The newest answer that was not undone."""
    rows = _last(db, {"learner_id": learner.id})
    return from_row(rows[0]) if rows else None


def given_where(db: Connection, learner: Learner, where: Where) -> tuple[Answer, ...]:
    """All answers of one kind of place that count, oldest first."""
    found = db.execute(
        _mine.where(_c.where == where, undos.c.id.is_(None)).order_by(_c.seq), {"learner_id": learner.id}
    )
    return tuple(from_row(row) for row in found)


def of_day(db: Connection, learner: Learner, day: int) -> tuple[Answer, ...]:
    """All answers of a day, oldest first, undone ones too."""
    found = db.execute(_mine.where(_c.day == day).order_by(_c.seq), {"learner_id": learner.id})
    return tuple(from_row(row) for row in found)


def parts_since(
    db: Connection, course: Course, learner: Learner, axis: str, day: int = 0
) -> Iterator[tuple[int, Part]]:
    """How an axis was answered from a day on, oldest first, each with its day number: what counts only.

    Marks are those of then; where the key has changed since they are what today's key and its author say.
    """
    for one in given(db, learner.id, 0, _c.day >= day, _text_of_parts.contains(f'["{axis}",')):
        marked = recalled(course, one)
        yield from ((one.day, part) for part in (marked.parts if marked else ()) if part.axis == axis)


def minutes_by_day(db: Connection, learner: Learner, since: int) -> dict[int, float]:
    """Minutes spent on answers that count, by day number from `since` on; one answer is three minutes at most."""
    capped = case((_c.ms > LONGEST_MS, LONGEST_MS), else_=_c.ms)
    found = _counting(_c.day, learner).add_columns(func.sum(capped)).where(_c.day >= since).group_by(_c.day)
    return {day: (ms or 0) / 60_000 for day, ms in db.execute(found)}


def _counting(what: Any, learner: Learner) -> Select[Any]:  # noqa: ANN401 a column of any type
    both = select(what).select_from(answers).join(undos, its_undo, isouter=True)
    return both.where(undos.c.id.is_(None), _c.learner == learner.id)


def _of_seq(db: Connection, learner: Learner, seq: int) -> Answer:
    (row,) = _by_seq(db, {"learner_id": learner.id, "answer_seq": seq})
    return from_row(row)


def _kept(db: Connection, learner: Learner, submission: Submission) -> Kept | None:
    known = find(db, learner, submission.id)
    if known is None:
        return None
    if known.item != submission.item:
        raise ConflictError(f"The answer {submission.id} was given to something else. Load the page again.")
    return Kept(known, fresh=False)
