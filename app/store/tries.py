"""Counting tries in the database, so that all processes count together and a restart forgets nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, delete
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.store.tables import tries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in so long a window, which begins with the first."""

    most: int
    window: timedelta


FORGOTTEN = timedelta(days=1)
SKEW = timedelta(minutes=1)
"""By how much the clocks of several machines that share a database may differ."""
_dialects = {"sqlite": sqlite, "postgresql": postgresql}


def key(*words: str) -> str:
    """What is counted, as a digest: the table tells nobody's address."""
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def add(db: Connection, about: str, limit: Limit) -> timedelta | None:
    """Count one try before it is made; how long to wait when it is one too many, else None.

    Counting first and in one statement means that many at the same moment cannot slip through together.
    """
    now = clock.now()
    statement = _dialects[db.dialect.name].insert(tries).values(key=about, count=1, since=now)
    # A window that begins later than now is of a clock that was put back since: nobody waits for that.
    old = (tries.c.since <= now - limit.window) | (tries.c.since > now + SKEW)
    changed = {
        "count": case((old, 1), else_=tries.c.count + 1),
        "since": case((old, statement.excluded.since), else_=tries.c.since),
    }
    counted = statement.on_conflict_do_update(index_elements=["key"], set_=changed).returning(
        tries.c.count, tries.c.since
    )
    count, since = db.execute(counted).one()
    return _left(since, limit, now) if count > limit.most else None


def _left(since: datetime, limit: Limit, now: datetime) -> timedelta:
    return since + limit.window - now


def clear(db: Connection, about: str) -> None:
    """Forget the tries of one thing: it worked. What is older than a day goes too."""
    db.execute(delete(tries).where((tries.c.key == about) | (tries.c.since < clock.now() - FORGOTTEN)))
