"""Sketches: the lines a learner wrote about a case of one's own, and the points ticked off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.store.tables import sketches
from app.store.upserts import here, upsert

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.learners import Learner

_save = upsert(sketches)


@dataclass(frozen=True, slots=True)
class Draft:
    """One learner's sketch: a line for each line of the model answer, the places of ticked points, when saved."""

    lines: tuple[str, ...]
    ticked: tuple[int, ...]
    at: datetime


def save(db: Connection, learner: Learner, item: str, draft: Draft) -> None:
    """Store a sketch in place of the former one."""
    row = {"learner": learner.id, "item": item, "lines": draft.lines, "ticked": draft.ticked, "at": draft.at}
    db.execute(here(_save, db), row)


def find(db: Connection, learner: Learner, item: str) -> Draft | None:
    """A learner's sketch, if there is one."""
    return of(db, learner).get(item)


def of(db: Connection, learner: Learner) -> dict[str, Draft]:
    """All sketches of a learner, by item."""
    mine = select(sketches).where(sketches.c.learner == learner.id)
    return {row.item: Draft(tuple(row.lines), tuple(row.ticked), row.at) for row in db.execute(mine)}


def throw_away(db: Connection, learner: Learner, item: str) -> None:
    """Forget a sketch; nothing happens if there is none."""
    db.execute(delete(sketches).where(sketches.c.learner == learner.id, sketches.c.item == item))
