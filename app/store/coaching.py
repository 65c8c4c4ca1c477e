"""What the coach keeps about a learner: forecasts by day, days off, mock scores, the real result."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select, update

from app.store.ready import Ready
from app.store.tables import days_off, forecasts, mocks, results
from app.store.upserts import here, once, upsert

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.learners import Learner

_foretell, _record = upsert(forecasts), upsert(results)
_take_off, _sit = once(days_off), once(mocks)
_off = Ready(select(days_off.c.day).where(days_off.c.learner == bindparam("learner_id")))


@dataclass(frozen=True, slots=True)
class Foretold:
    """What was foretold on a day for an edition, as plain JSON: a forecast's figures, or why there was none."""

    day: int
    edition: str
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mock:
    """One mock exam that was handed in: its score of how many, on a day number.

    `expected` is the share of right answers foreseen before it, if anything was.
    """

    id: str
    edition: str
    day: int
    score: int
    of: int
    at: datetime
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The real exam: the day it was sat, the edition, whether it was passed, and the score if it is known."""

    day: int
    edition: str
    passed: bool
    score: int | None
    at: datetime


def foretell(db: Connection, learner: Learner, foretold: Foretold) -> None:
    """Keep the forecast of a day for an edition; a later one of the same day replaces it."""
    row = {"learner": learner.id, "day": foretold.day, "edition": foretold.edition, "told": foretold.told}
    db.execute(here(_foretell, db), row)


def foretold(db: Connection, learner: Learner) -> tuple[Foretold, ...]:
    """All forecasts kept, oldest first."""
    mine = select(forecasts).where(forecasts.c.learner == learner.id).order_by(forecasts.c.day)
    return tuple(Foretold(row.day, row.edition, row.told) for row in db.execute(mine))


def take_off(db: Connection, learner: Learner, day: int) -> None:
    """Note a day on which there is no study; twice is as once."""
    db.execute(here(_take_off, db), {"learner": learner.id, "day": day})


def take_on(db: Connection, learner: Learner, day: int) -> None:
    """Make a day off a day of study again."""
    db.execute(delete(days_off).where(days_off.c.learner == learner.id, days_off.c.day == day))


def off(db: Connection, learner: Learner) -> frozenset[int]:
    """The day numbers without study."""
    return frozenset(day for (day,) in _off(db, {"learner_id": learner.id}))


def sit(db: Connection, learner: Learner, mock: Mock) -> None:
    """Record a mock exam that was handed in; the same one twice counts once, with the score of the last."""
    row = asdict(mock)
    mine = update(mocks).where(mocks.c.learner == learner.id, mocks.c.id == mock.id)
    if not db.execute(mine.values(row)).rowcount:
        db.execute(here(_sit, db), {**row, "learner": learner.id})


def sat(db: Connection, learner: Learner, edition: str) -> tuple[Mock, ...]:
    """The mocks of an edition, oldest first."""
    mine = select(mocks).where(mocks.c.learner == learner.id, mocks.c.edition == edition).order_by(mocks.c.at)
    return tuple(
        Mock(row.id, row.edition, row.day, row.score, row.of, row.at, row.expected) for row in db.execute(mine)
    )


def record(db: Connection, learner: Learner, result: Result) -> None:
    """Keep the real result; one entered again for the same day replaces it."""
    row = {"learner": learner.id, "day": result.day, "edition": result.edition, "score": result.score}
    db.execute(here(_record, db), {**row, "passed": result.passed, "at": result.at})


def forget_result(db: Connection, learner: Learner, day: int) -> None:
    """Take a result back."""
    db.execute(delete(results).where(results.c.learner == learner.id, results.c.day == day))


def recorded(db: Connection, learner: Learner) -> tuple[Result, ...]:
    """All real results, oldest first."""
    mine = select(results).where(results.c.learner == learner.id).order_by(results.c.day)
    return tuple(Result(row.day, row.edition, row.passed, row.score, row.at) for row in db.execute(mine))
