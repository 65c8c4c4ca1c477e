"""What a database says of its own health: integrity, limits, newest answer, state against log. It only reads."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from app.store import corrections, memories
from app.store.tables import answers, learners

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from app.store.memories import Report
    from quizzes.course.course import Course


@contextmanager
def one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment while others go on writing, and writes nothing."""
    with engine.connect() as db:
        db.execution_options(way="watching")
        with db.begin():
            yield db


def integrity(db: Connection) -> str:
    """The first thing SQLite finds wrong with its file; "" for nothing, and for a server, which checks itself."""
    if db.dialect.name != "sqlite":
        return ""
    found = str(db.execute(text("PRAGMA integrity_check(1)")).scalar_one())
    return "" if found == "ok" else found.replace("\n", " ")


def connections(db: Connection) -> int | None:
    """How many connections a PostgreSQL server gives to ordinary users; None for SQLite."""
    if db.dialect.name != "postgresql":
        return None
    kept = "current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
    return int(db.execute(text(f"SELECT {kept}")).scalar_one())


def newest_answer(db: Connection) -> datetime | None:
    """When the newest answer was given; None before the first."""
    found: datetime | None = db.execute(select(func.max(answers.c.answered_at))).scalar_one()
    return found


def who_answered(db: Connection) -> list[int]:
    """The ids of all learners with answers."""
    return list(db.scalars(select(learners.c.id).where(learners.c.id.in_(select(answers.c.learner)))))


def replayed(db: Connection, course: Course, learner: int) -> Report | None:
    """What a replay would find; None where keys have changed since and this learner's next visit will follow them."""
    if corrections.stale(db, course, learner) != corrections.followed(db, learner):
        return None
    return memories.compare(db, course, learner)
