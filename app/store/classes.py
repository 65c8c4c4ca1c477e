"""Classes: their name, edition and code, whose they are, and joining them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from app import clock
from app.store.tables import classes, members, teachers
from app.store.upserts import here, once

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that look alike on a board: I, L, O, 0, 1."""
LONG = 8


@dataclass(frozen=True, slots=True)
class Classroom:
    """One class; `code` is None when nobody may join any more, `closed_at` the moment it was put away."""

    id: int
    name: str
    code: str | None
    edition: str | None
    made_at: datetime
    closed_at: datetime | None


_columns = [classes.c[name] for name in Classroom.__slots__]
_join_once = once(members)


def new_code() -> str:
    """Eight letters and digits: 10^11 ways, so that guessing finds no class in a life of tries that are counted."""
    return "".join(secrets.choice(LETTERS) for _ in range(LONG))


def add(db: Connection, name: str, edition: str | None, teacher: int) -> int:
    """Make a class with a code and its first instructor; returns its number."""
    row = {"name": name, "code": new_code(), "edition": edition, "made_at": clock.now()}
    number: int = db.execute(insert(classes).returning(classes.c.id), row).scalar_one()
    db.execute(insert(teachers).values(classroom=number, account=teacher))
    return number


def find(db: Connection, number: int) -> Classroom | None:
    """The class of this number."""
    row = db.execute(select(*_columns).where(classes.c.id == number)).one_or_none()
    return Classroom(*row) if row else None


def by_code(db: Connection, code: str) -> Classroom | None:
    """The open class of a code, however it is spelled."""
    spelled = "".join(sign for sign in code.upper() if sign.isalnum())
    row = db.execute(select(*_columns).where(classes.c.code == spelled, classes.c.closed_at.is_(None))).one_or_none()
    return Classroom(*row) if row else None


def join(db: Connection, classroom: int, account: int) -> None:
    """Put somebody into a class; who is in it already stays."""
    db.execute(here(_join_once, db), {"classroom": classroom, "account": account, "joined_at": clock.now()})


def change(db: Connection, classroom: int, **values: Any) -> None:  # noqa: ANN401 each column has its type
    """Change columns of a class: name, edition, code (None: nobody may join any more), closed_at."""
    db.execute(update(classes).where(classes.c.id == classroom).values(values))


def joined_by(db: Connection, account: int) -> list[Classroom]:
    """The classes somebody is in that were not put away, by name."""
    mine = select(*_columns).join(members, members.c.classroom == classes.c.id)
    mine = mine.where(members.c.account == account, classes.c.closed_at.is_(None))
    return [Classroom(*row) for row in db.execute(mine.order_by(classes.c.name, classes.c.id))]
