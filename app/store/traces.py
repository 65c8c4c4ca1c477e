"""What the planner remembers of a learner, kept so that a session reads only the answers since the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from app.store.log import given
from app.store.tables import answers, traces, undos
from app.store.upserts import here, upsert
from quizzes.evidence.traces import Remembered, advance, as_json, from_json

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.learners import Learner
    from quizzes.course.course import Course

_save = upsert(traces)


def remembered(db: Connection, course: Course, learner: Learner) -> Remembered:
    """What is remembered after every answer that counts; reads only those since it was last kept.

    When an answer that was part of it has been taken back since, all is read anew.
    """
    upto, state = _kept(db, learner)
    return advance(course, state, given(db, learner.id, upto))


def keep(db: Connection, learner: Learner, state: Remembered) -> None:
    """Keep what `remembered` gave, so that the next session starts from here."""
    newest = db.execute(select(func.max(answers.c.seq)).where(answers.c.learner == learner.id)).scalar_one() or 0
    row = {"learner": learner.id, "upto": newest, "state": {**as_json(state), "undone": _undone(db, learner, newest)}}
    db.execute(here(_save, db), row)


def forget(db: Connection, learner: int) -> None:
    """Read everything anew the next time: after a replay that changed something."""
    db.execute(delete(traces).where(traces.c.learner == learner))


def _kept(db: Connection, learner: Learner) -> tuple[int, Remembered]:
    row = db.execute(select(traces.c.upto, traces.c.state).where(traces.c.learner == learner.id)).one_or_none()
    if row is None or row.state["undone"] != _undone(db, learner, row.upto):
        return 0, Remembered()
    return row.upto, from_json(row.state)


def _undone(db: Connection, learner: Learner, upto: int) -> int:
    """How many answers up to a place in the log were taken back."""
    mine = select(func.count()).where(undos.c.learner == learner.id, undos.c.answer <= upto)
    return int(db.execute(mine).scalar_one())
