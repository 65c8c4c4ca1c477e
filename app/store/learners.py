"""Learners and their settings; until there are accounts, one local learner who needs no sign-in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from app import clock
from app.store.columns import EPOCH
from app.store.ready import Ready
from app.store.tables import learners, owned
from app.store.upserts import here, once
from quizzes.practice.days import ZoneError, zone_called

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """One learner's settings: `minutes` and `new_a_day` are a day's measure, `zone` an IANA name, `buttons` 2 or 4.

    `edition` is None until chosen; `zone_known` is False until a browser or the learner has said the zone.
    """

    id: int
    name: str
    edition: str | None = None
    exam_date: date | None = None
    minutes: int = 25
    new_a_day: int = 20
    zone: str = "UTC"
    theme: str = "auto"
    buttons: int = 2
    shortcuts: bool = True
    extra_time: bool = False
    began: datetime = EPOCH
    zone_known: bool = False


UNNAMED = "You"
"""What a learner is called until they say otherwise."""
_columns = [learners.c[field.name] for field in fields(Learner)]
_the_local_one = select(*_columns).where(learners.c.local.is_(True))
_insert_once = once(learners)
_lock = Ready(select(learners.c.id).where(learners.c.id == bindparam("learner_id")).with_for_update())


def local(db: Connection) -> Learner:
    """The one local learner; made on first use, which needs a connection that may write."""
    found = db.execute(_the_local_one).mappings().one_or_none()
    if found is None:
        db.execute(here(_insert_once, db), _new(UNNAMED) | {"local": True})
        found = db.execute(_the_local_one).mappings().one()
    return Learner(**found)


def former(db: Connection) -> int | None:
    """The number of who learned here before there were accounts, if there is one."""
    return db.execute(select(learners.c.id).where(learners.c.local.is_(True))).scalar_one_or_none()


def make(db: Connection, name: str) -> int:
    """A new learner with an account of their own; returns their number."""
    number: int = db.execute(insert(learners).returning(learners.c.id), _new(name)).scalar_one()
    return number


def _new(name: str) -> dict[str, Any]:
    """The row of somebody who begins now."""
    usual = {field.name: field.default for field in fields(Learner) if field.name not in {"id", "name"}}
    return usual | {"name": name, "began": clock.now(), "replayed": 0}


def find(db: Connection, learner: int) -> Learner:
    """A learner by their number, which is there."""
    return Learner(**db.execute(select(*_columns).where(learners.c.id == learner)).mappings().one())


def change(db: Connection, learner: Learner, **settings: Any) -> Learner:  # noqa: ANN401 each field has its type
    """The learner with some settings changed; a zone given is a zone known. TypeError for an unknown setting."""
    names = {field.name for field in fields(Learner)} - {"id", "began"}
    if unknown := settings.keys() - names:
        raise TypeError(f"A learner has no setting {', '.join(sorted(unknown))}")
    if "zone" in settings:
        settings.setdefault("zone_known", True)
    mine = learners.c.id == learner.id
    if settings:
        db.execute(update(learners).where(mine).values(settings))
    return Learner(**db.execute(select(*_columns).where(mine)).mappings().one())


def start_over(db: Connection, learner: Learner) -> None:
    """Delete all a learner did and noted, and what follows from it; not the settings."""
    hold(db, learner.id)
    for table in owned:
        db.execute(delete(table).where(table.c.learner == learner.id))
    db.execute(update(learners).where(learners.c.id == learner.id).values(replayed=0, corrected=""))


def remove(db: Connection, learner: int) -> None:
    """Delete a learner and all that is theirs, settings too."""
    for table in owned:
        db.execute(delete(table).where(table.c.learner == learner))
    db.execute(delete(learners).where(learners.c.id == learner))


def hold(db: Connection, learner: int) -> None:
    """Let nobody else change this learner's state until the transaction ends; SQLite's writer is alone anyway."""
    if db.dialect.name != "sqlite":
        _lock(db, {"learner_id": learner})


def is_zone(name: str) -> bool:
    """Whether a time zone of this name is known."""
    try:
        zone_called(name)
    except ZoneError:
        return False
    return True
