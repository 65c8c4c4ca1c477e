"""The checks of `momentum doctor` that ask the database: version, integrity, clock, connections, replay. They read."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from app import clock, migrations
from app.checkup import Finding
from app.db import DatabaseError, connected, parsed
from app.serving import POOL
from app.store import faults, soundness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from app.config import Config
    from quizzes.course.course import Course

    Watched = Callable[[list[int]], Iterable[int]]

PATIENCE = 5.0
EARLY = timedelta(minutes=5)
SAMPLE = 50
SPARE = 5
"""Connections that stay free for backups, commands and whoever looks after the server."""


def of_database(config: Config, course: Course | None, workers: int, watched: Watched, *, every: bool) -> list[Finding]:
    """All that can be asked; a fault ends it. `watched` shows how far a list of learners has been gone through."""
    found: list[Finding] = []
    try:
        with opened(config) as engine:
            if engine is None:
                told = f"There is no database in {config.data} yet."
                return [Finding("database", "warning", told, "The first start makes it.")]
            with soundness.one_moment(engine) as db:
                found += asked(db, engine, workers)
                if course and all(one.level == "ok" for one in found):
                    found.append(of_replay(db, course, watched, every=every))
    except DatabaseError as error:
        found.append(Finding("database", "wrong", f"{error}"))
    return found


@contextmanager
def opened(config: Config) -> Iterator[Engine | None]:
    """The database as it is, None where its file is missing; DatabaseError in words for a person."""
    url = parsed(config.database)
    path = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    if path and not path.exists():
        yield None
        return
    engine = connected(url, PATIENCE)
    try:
        yield engine
    except (DBAPIError, sqlite3.Error) as error:
        if said := faults.opening(error, str(path or url.database)):
            raise said from error
        raise
    finally:
        engine.dispose()


def asked(db: Connection, engine: Engine, workers: int) -> Iterator[Finding]:
    """Version, integrity, clock and connections; what cannot be asked of this database is left out."""
    name = engine.url.database or ""
    version = of_version(migrations.revision(db, name), name)
    yield version
    if damage := soundness.integrity(db):
        yield Finding("integrity", "wrong", f"{name} is damaged: {damage}.", "Bring back a copy: momentum restore FILE")
        return
    if engine.dialect.name == "sqlite":
        yield Finding("integrity", "ok", "SQLite finds no fault in the file.")
    if version.level == "ok":
        yield of_clock(soundness.newest_answer(db))
    if there := soundness.connections(db):
        yield of_connections(there, workers)


def of_version(found: str | None, name: str) -> Finding:
    """Whether the database has the tables this program needs; DatabaseError when it belongs to a newer one."""
    if found == migrations.HEAD:
        return Finding("database", "ok", f"{name} answers; its version is {found}, the newest.")
    migrations.check_known(found)
    if not found:
        return Finding("database", "warning", f"{name} answers, but is empty.", "The first start makes its tables.")
    told = f"{name} has version {found}, this program needs {migrations.HEAD}."
    return Finding("database", "wrong", told, "Restart the server: it keeps a copy of SQLite and brings it up to date.")


def of_clock(newest: datetime | None) -> Finding:
    """This machine's clock against the newest answer, which cannot have been given later than now."""
    now = clock.now()
    if newest is None or newest <= now + EARLY:
        return Finding("clock", "ok", f"It is {now:%Y-%m-%d %H:%M} UTC; no answer is from later than that.")
    told = f"It is {now:%Y-%m-%d %H:%M} UTC here, but an answer was given at {newest:%Y-%m-%d %H:%M}."
    return Finding("clock", "wrong", told, "Set the clock, and let it follow a time server.")


def of_connections(there: int, workers: int) -> Finding:
    """What PostgreSQL gives against what the workers may ask for at once."""
    wanted = workers * POOL + SPARE
    told = f"PostgreSQL gives {there} connections; {workers} x {POOL} for workers and {SPARE} to spare are {wanted}."
    if there >= wanted:
        return Finding("connections", "ok", told)
    most = max(1, (there - SPARE) // POOL)
    return Finding("connections", "wrong", told, f"Raise max_connections, or serve with --workers {most}.")


def of_replay(db: Connection, course: Course, watched: Watched, *, every: bool) -> Finding:
    """Whether what is remembered follows from the log, for all learners or for a sample of them."""
    who = soundness.who_answered(db)
    some = who if every else sorted(Random().sample(who, min(SAMPLE, len(who))))  # noqa: S311 a sample, no secret
    reports = [soundness.replayed(db, course, one) for one in watched(some)]
    read = [one for one in reports if one is not None]
    later = f" {len(reports) - len(read)} follow a changed key at their next visit." if len(read) < len(reports) else ""
    told = f"{len(some)} of {len(who)} learners, {sum(one.answers for one in read)} answers"
    if number := sum(one.differences for one in read):
        do = "Stop the server, make a backup, then: momentum answers replay"
        return Finding("replay", "wrong", f"{told}: {number} memories differ from what the log gives.{later}", do)
    return Finding("replay", "ok", f"{told}: what is remembered follows from the log.{later}")
