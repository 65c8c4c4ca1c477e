"""What those who teach a class may read of it: which classes are theirs, and how far each learner in one has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select

from app.store.classes import Classroom
from app.store.log import its_undo
from app.store.tables import answers, classes, learners, members, sittings, teachers, undos
from quizzes.practice.rating import RIGHT

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

EXAMS = ("mock", "half")
"""Sittings that are like the exam; what somebody drew for themselves is nobody else's."""


@dataclass(frozen=True, slots=True)
class ExamResult:
    """A score of so many; `kind` is mock or half. What the real exam brought is for its learner alone."""

    kind: str
    edition: str
    score: int
    of: int
    passed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """One learner: answers that count, how many of them got all points, days with an answer, the last of these."""

    learner: int
    name: str
    answers: int
    right: int
    days: int
    last_day: int | None
    exams: tuple[ExamResult, ...]


_classroom = [classes.c[name] for name in Classroom.__slots__]


def taught(db: Connection, account: int) -> list[tuple[Classroom, int]]:
    """The classes an account teaches, open ones first, by name, each with its number of learners."""
    many = select(func.count()).where(members.c.classroom == classes.c.id).scalar_subquery()
    mine = select(*_classroom, many).join_from(classes, teachers, teachers.c.classroom == classes.c.id)
    order = (classes.c.closed_at.is_not(None), func.lower(classes.c.name), classes.c.id)
    rows = db.execute(mine.where(teachers.c.account == account).order_by(*order))
    return [(Classroom(*row[:-1]), row[-1]) for row in rows]


def teaches(db: Connection, account: int, classroom: int) -> Classroom | None:
    """A class, if this account teaches it."""
    mine = select(*_classroom).join_from(classes, teachers, teachers.c.classroom == classes.c.id)
    row = db.execute(mine.where(classes.c.id == classroom, teachers.c.account == account)).one_or_none()
    return Classroom(*row) if row else None


def progress(db: Connection, classroom: int) -> list[Progress]:
    """All learners of a class by name, those without an answer too."""
    counting = and_(answers.c.learner == learners.c.id, undos.c.id.is_(None))
    both = members.join(learners, learners.c.id == members.c.account).outerjoin(
        answers.outerjoin(undos, its_undo), counting
    )
    mine = (
        select(
            learners.c.id.label("learner"),
            learners.c.name,
            func.count(answers.c.seq).label("answers"),
            func.coalesce(func.sum(case((answers.c.points >= RIGHT, 1), else_=0)), 0).label("right"),
            func.count(answers.c.day.distinct()).label("days"),
            func.max(answers.c.day).label("last_day"),
        )
        .select_from(both)
        .where(members.c.classroom == classroom)
    )
    rows = db.execute(
        mine.group_by(learners.c.id, learners.c.name).order_by(func.lower(learners.c.name), learners.c.id)
    )
    exams = exam_results(db, classroom)
    return [Progress(**row, exams=tuple(exams.get(row["learner"], ()))) for row in rows.mappings()]


def exam_results(db: Connection, classroom: int) -> dict[int, list[ExamResult]]:
    """By learner the marked mocks that were sat without a pause, oldest first."""
    own = select(members.c.account).where(members.c.classroom == classroom)
    found: dict[int, list[ExamResult]] = {}
    s = sittings.c
    sat = select(s.learner, s.kind, s.edition, s.marks, s.about, s.began).where(
        s.learner.in_(own), s.kind.in_(EXAMS), s.marks.is_not(None), ~s.practice
    )
    for learner, kind, edition, marks, about, began in db.execute(sat):
        one = ExamResult(kind, edition, sum(marks), len(marks), sum(marks) >= about["pass"], began)
        found.setdefault(learner, []).append(one)
    return {learner: sorted(exams, key=lambda one: one.at) for learner, exams in found.items()}
