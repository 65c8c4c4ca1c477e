"""Which sections of which lessons a learner has read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.store.tables import readings
from app.store.upserts import here, once

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.learners import Learner

_note = once(readings)


def read(db: Connection, learner: Learner, chapter: str, section: str, at: datetime) -> None:
    """Note that a section was read; the first time counts."""
    db.execute(here(_note, db), {"learner": learner.id, "chapter": chapter, "section": section, "at": at})


def forget(db: Connection, learner: Learner, chapter: str, section: str) -> None:
    """Take the note back; nothing happens if there is none."""
    mine = (readings.c.learner == learner.id, readings.c.chapter == chapter, readings.c.section == section)
    db.execute(delete(readings).where(*mine))


def sections_read(db: Connection, learner: Learner) -> dict[str, set[str]]:
    """The sections read, by chapter."""
    found: dict[str, set[str]] = {}
    mine = select(readings.c.chapter, readings.c.section).where(readings.c.learner == learner.id)
    for chapter, section in db.execute(mine):
        found.setdefault(chapter, set()).add(section)
    return found
