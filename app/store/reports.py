"""Reports: what learners say is wrong with an item, what became of it, and whether they have read that."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sqlalchemy import bindparam, func, select, update

from app.store.faults import ConflictError
from app.store.learners import hold
from app.store.ready import Ready
from app.store.tables import reports
from app.store.upserts import here, once
from quizzes.course.items import Hashes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from app.store.learners import Learner

About: TypeAlias = Literal["wrong", "unclear", "typo", "other"]
Outcome: TypeAlias = Literal["mended", "explained", "declined"]
Filed: TypeAlias = Literal["filed", "known", "full"]

MOST_OPEN = 20
"""How many reports of one learner may wait at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One learner's word on one item, with what stood before them: the item's version, seed, options as shown.

    `response` is the answer they had given, None without one. `reply` is the author's word to them; it counts while
    there is an `outcome`, and is kept when the report is opened again.
    """

    id: str
    learner: int
    item: str
    hashes: Hashes
    seed: int | None = None
    response: dict[str, Any] | None = None
    shown: tuple[str, ...] = ()
    about: About
    words: str
    at: datetime
    outcome: Outcome | None = None
    reply: str = ""
    closed_at: datetime | None = None
    read_at: datetime | None = None

    @property
    def unread(self) -> bool:
        """Whether there is an answer that the reporter has not seen."""
        return self.outcome is not None and self.read_at is None


_c = reports.c
_names = [field.name for field in fields(Report)]
_every = select(*(_c[name] for name in _names))
_file = once(reports)
_open = _c.outcome.is_(None)
_oldest_first = (_c.at, _c.id)
_waiting = Ready(_every.where(_c.learner == bindparam("learner_id"), _open).order_by(*_oldest_first))


def file(db: Connection, learner: Learner, report: Report) -> Filed:
    """Keep a report; "known" when it is there already, by its id or as the same words on the same item still open.

    "full" when as many of this learner's wait as may; nothing is kept then.

    Raises:
        ConflictError: the id belongs to another learner's report.
    """
    hold(db, learner.id)
    same = _read(db, _c.learner == learner.id, _c.id == report.id)
    waiting = open_of(db, learner)
    if same or any(one.item == report.item and plain(one.words) == plain(report.words) for one in waiting):
        return "known"
    if len(waiting) >= MOST_OPEN:
        return "full"
    row = {field.name: getattr(report, field.name) for field in fields(Report)}
    hashes = (report.hashes.content, report.hashes.meaning, report.hashes.key)
    new = row | {"learner": learner.id, "hashes": hashes}
    if db.execute(here(_file, db).returning(_c.id), new).one_or_none() is None:
        raise ConflictError(f"The report {report.id} is not yours.")
    return "filed"


def plain(words: str) -> str:
    """Words without what makes no difference: capitals, and how they are spaced."""
    return " ".join(words.casefold().split())


def find(db: Connection, report_id: str) -> Report | None:
    """One report by its id."""
    return next(iter(_read(db, _c.id == report_id)), None)


def of_learner(db: Connection, learner: Learner) -> tuple[Report, ...]:
    """All reports of a learner, newest first."""
    return _read(db, _c.learner == learner.id)[::-1]


def open_of(db: Connection, learner: Learner) -> tuple[Report, ...]:
    """The reports of a learner that wait for an answer, oldest first."""
    return tuple(_from(row) for row in _waiting(db, {"learner_id": learner.id}))


def of_item(db: Connection, item: str) -> tuple[Report, ...]:
    """All reports on an item, open and closed, oldest first."""
    return _read(db, _c.item == item)


def open_ones(db: Connection) -> tuple[Report, ...]:
    """Every report that waits for an answer, oldest first."""
    return _read(db, _open)


def closed_ones(db: Connection, item: str = "", most: int = 50) -> tuple[Report, ...]:
    """The reports closed last, newest first; only those on items whose id holds `item`."""
    mine = _every.where(_c.outcome.is_not(None), _c.item.icontains(item, autoescape=True))
    return tuple(_from(row) for row in db.execute(mine.order_by(_c.closed_at.desc(), _c.id).limit(most)))


def close(db: Connection, ids: Sequence[str], outcome: Outcome, reply: str, at: datetime) -> tuple[Report, ...]:
    """Close reports with a word to their reporters; those that were closed before stay as they are and are left out."""
    answered = {"outcome": outcome, "reply": reply, "closed_at": at, "read_at": None}
    changed = update(reports).where(_c.id.in_(ids), _open).values(answered).returning(_c.id)
    return _read(db, _c.id.in_(db.scalars(changed).all()))


def reopen(db: Connection, report_id: str) -> Report | None:
    """Take a closing back; None when there is no such report, or it is open."""
    blank = {"outcome": None, "closed_at": None, "read_at": None}
    changed = update(reports).where(_c.id == report_id, _c.outcome.is_not(None)).values(blank).returning(_c.id)
    return next(iter(_read(db, _c.id.in_(db.scalars(changed).all()))), None)


def waiting(db: Connection) -> int:
    """How many reports wait for an answer."""
    return db.execute(select(func.count()).select_from(reports).where(_open)).scalar_one()


def unread(db: Connection, learner: Learner) -> int:
    """How many answers a learner has not seen."""
    return db.execute(select(func.count()).select_from(reports).where(*_unread(learner))).scalar_one()


def read(db: Connection, learner: Learner, at: datetime) -> None:
    """Note that a learner has seen every answer there is."""
    db.execute(update(reports).where(*_unread(learner)).values(read_at=at))


def _unread(learner: Learner) -> tuple[ColumnElement[bool], ...]:
    return _c.learner == learner.id, _c.outcome.is_not(None), _c.read_at.is_(None)


def _read(db: Connection, *which: ColumnElement[bool]) -> tuple[Report, ...]:
    return tuple(_from(row) for row in db.execute(_every.where(*which).order_by(*_oldest_first)))


def _from(row: Sequence[Any]) -> Report:
    values = dict(zip(_names, row, strict=True))
    return Report(**{**values, "hashes": Hashes(*values["hashes"]), "shown": tuple(values["shown"])})
