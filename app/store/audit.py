"""The audit: who did what to the course and to reports, and when. Rows are added and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from app import clock
from app.store.tables import audit, learners

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.learners import Learner


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: `about` names what was acted on; `by` is "" when who did it is gone."""

    seq: int
    at: datetime
    by: str
    act: str
    about: str
    told: dict[str, Any]


_columns = (audit.c.seq, audit.c.at, learners.c.name, audit.c.act, audit.c.about, audit.c.told)
_entries = select(*_columns).join_from(audit, learners, audit.c.by == learners.c.id, isouter=True)


def note(db: Connection, by: Learner | None, act: str, about: str, told: Mapping[str, Any]) -> None:
    """Add a row, in the transaction of the act itself; `told` is plain JSON.

    `by` is None for who has the machine itself and uses the command line.
    """
    row = {"at": clock.now(), "by": by.id if by else None, "act": act, "about": about, "told": dict(told)}
    db.execute(insert(audit).values(row))


def of(db: Connection, about: str) -> tuple[Entry, ...]:
    """All that was done to one thing, newest first."""
    found = db.execute(_entries.where(audit.c.about == about).order_by(audit.c.seq.desc()))
    return tuple(Entry(seq, at, name or "", act, on, told) for seq, at, name, act, on, told in found)
