"""Items a learner set aside, so that study passes them over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select

from app.store.ready import Ready
from app.store.tables import suspensions
from app.store.upserts import here, upsert

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.learners import Learner

_set_aside = upsert(suspensions)
_mine = Ready(select(suspensions.c.item).where(suspensions.c.learner == bindparam("learner_id")))


def suspend(db: Connection, learner: Learner, item: str, at: datetime) -> None:
    """Set an item aside; twice is as once."""
    db.execute(here(_set_aside, db), {"learner": learner.id, "item": item, "at": at})


def resume(db: Connection, learner: Learner, item: str) -> None:
    """Take an item back in; nothing happens if it was not set aside."""
    db.execute(delete(suspensions).where(suspensions.c.learner == learner.id, suspensions.c.item == item))


def suspended(db: Connection, learner: Learner) -> set[str]:
    """The ids of all items set aside."""
    return {item for (item,) in _mine(db, {"learner_id": learner.id})}
