"""Accounts: learners who sign in, their roles, and the hash of their password. Every account has a learner's number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from app import clock
from app.store import learners
from app.store.tables import accounts
from app.store.tables import learners as people

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


class Role(StrEnum):
    """What somebody may do: each may also do what those before it may."""

    LEARNER = "learner"
    INSTRUCTOR = "instructor"
    OPERATOR = "operator"

    def covers(self, other: Role) -> bool:
        """Whether this role may do what the other may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account; `id` is the learner's number, `password` an argon2id hash or None before one was chosen."""

    id: int
    name: str
    email: str
    role: Role
    password: str | None
    second: str | None
    open: bool
    made_at: datetime


class TakenError(Exception):
    """There is an account with this address already."""


_columns = (
    accounts.c.id,
    people.c.name,
    *(accounts.c[name] for name in ("email", "role", "password", "second", "open", "made_at")),
)
_everyone = select(*_columns).join_from(accounts, people, accounts.c.id == people.c.id)


def folded(email: str) -> str:
    """An address as it is compared: without spaces around it, in lower case, without what a database cannot hold."""
    return email.replace("\0", "").strip().lower()


def add(db: Connection, email: str, role: Role, *, name: str, password: str | None, learner: int | None = None) -> int:
    """Open an account and return its number; `learner` is one who was here before and keeps all they did.

    Raises:
        TakenError: the address has an account. The transaction is then of no use on PostgreSQL; give it up.
    """
    if find_by_email(db, email):
        raise TakenError
    number = learner or learners.make(db, name)
    if learner:
        db.execute(update(people).where(people.c.id == learner).values(local=None, name=name))
    row = {"id": number, "email": folded(email), "role": role, "password": password, "made_at": clock.now()}
    try:
        db.execute(insert(accounts).values(row))
    except IntegrityError as error:  # two at the same moment
        raise TakenError from error
    return number


def find(db: Connection, number: int) -> Account | None:
    """The account of this number."""
    return _one(db, accounts.c.id == number)


def find_by_email(db: Connection, email: str) -> Account | None:
    """The account of this address, however it is spelled."""
    return _one(db, accounts.c.email == folded(email))


def every(db: Connection) -> list[Account]:
    """All accounts: operators first, then instructors, by name."""
    found = [_account(row) for row in db.execute(_everyone).mappings()]
    order = list(Role)
    return sorted(found, key=lambda one: (-order.index(one.role), one.name.casefold(), one.email))


def operators(db: Connection) -> list[int]:
    """The numbers of all open operators, held until the transaction ends."""
    mine = select(accounts.c.id).where(accounts.c.role == Role.OPERATOR, accounts.c.open).order_by(accounts.c.id)
    return list(db.execute(mine if db.dialect.name == "sqlite" else mine.with_for_update()).scalars())


def change(db: Connection, number: int, **values: Any) -> None:  # noqa: ANN401 each column has its type
    """Change columns of one account: email, role, password, second, step, spare, open."""
    db.execute(update(accounts).where(accounts.c.id == number).values(values))


def second_step(db: Connection, number: int) -> tuple[int, list[str]]:
    """The last time step used and the digests of spare codes left, held until the transaction ends."""
    learners.hold(db, number)
    row = db.execute(select(accounts.c.step, accounts.c.spare).where(accounts.c.id == number)).one()
    return row.step, row.spare


def remove(db: Connection, number: int) -> None:
    """Delete a person: the account, the learner, and everything that belongs to either."""
    learners.hold(db, number)
    db.execute(delete(accounts).where(accounts.c.id == number))
    learners.remove(db, number)


def _one(db: Connection, which: Any) -> Account | None:  # noqa: ANN401 a condition
    row = db.execute(_everyone.where(which)).mappings().one_or_none()
    return _account(row) if row else None


def _account(row: Any) -> Account:  # noqa: ANN401 a row's mapping
    return Account(**{**row, "role": Role(row["role"])})
