"""All that learners did, from one database into an empty one: in one transaction, proved equal before it counts."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from app.db import open_database, parsed
from app.store import copying, faults, memories

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from app.db import Database
    from app.store.copying import Sum
    from app.store.memories import Report
    from quizzes.course.course import Course


class MoveError(Exception):
    """A move that cannot be made; its words say what to do. The target holds nothing."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What arrived, by table, and what a replay of the log finds there: what it would have found before."""

    tables: dict[str, Sum]
    replay: Report


def move(origin: str, target: str, course: Course, told: Callable[[int, int], object]) -> Moved:
    """Copy everything between the databases at two addresses, both brought to the newest version first.

    `told` hears how many rows have been written since it was last told, and how many there are in all.

    Raises:
        MoveError: there is nothing to copy, the target holds something, or not all arrived; nothing was kept.
        DatabaseError: one of them cannot be opened, read or written.
    """
    url = parsed(origin)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        raise MoveError(f"There is no database {url.database}. Nothing was copied.")
    with ExitStack() as stack:
        old, new = (stack.enter_context(closing(open_database(one))) for one in (origin, target))
        source, goal = stack.enter_context(old.reading()), stack.enter_context(new.writing())
        if held := copying.rows(goal):
            raise MoveError(f"The database {new.name} holds {held} rows already. Choose an empty one.")
        total = copying.rows(source)
        tables = copied(source, goal, new, lambda number: told(number, total))
        return Moved(tables, rehearsed(goal, course))


def copied(source: Connection, goal: Connection, new: Database, told: Callable[[int], object]) -> dict[str, Sum]:
    """Copy all tables; MoveError when a row is not taken or something is missing."""
    try:
        return copying.copy(source, goal, told)
    except copying.CopyError as error:
        raise MoveError(f"{error} Nothing was copied.") from error
    except DBAPIError as error:
        if faults.writing(error, new.name) and not faults.unfit(error):
            raise
        raise MoveError(f"{new.name} did not take a row ({faults.reason(error)}). Nothing was copied.") from error


def rehearsed(db: Connection, course: Course) -> Report:
    """What a replay finds, without leaving a trace."""
    with db.begin_nested() as rehearsal:
        report = memories.replay(db, course)
        rehearsal.rollback()
    return report
