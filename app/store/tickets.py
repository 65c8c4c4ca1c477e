"""Tickets: links that work once, to choose a password after an invitation or when the old one is forgotten."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from sqlalchemy import delete, insert, select

from app import clock
from app.store.sign_ins import digest
from app.store.tables import tickets

if TYPE_CHECKING:
    from sqlalchemy import Connection

Purpose = Literal["invitation", "reset"]
LASTING: dict[Purpose, timedelta] = {"invitation": timedelta(days=14), "reset": timedelta(hours=1)}


def issue(db: Connection, account: int, purpose: Purpose) -> str:
    """A new ticket for an account, in the place of older ones for the same; the secret is returned and kept nowhere.

    So a stranger who asks for a new password cannot spoil somebody's invitation.
    """
    secret = secrets.token_urlsafe(32)
    older = (tickets.c.account == account) & (tickets.c.purpose == purpose)
    db.execute(delete(tickets).where(older | (tickets.c.until < clock.now())))
    until = clock.now() + LASTING[purpose]
    db.execute(insert(tickets).values(digest=digest(secret), purpose=purpose, account=account, until=until))
    return secret


def read(db: Connection, secret: str) -> tuple[int, Purpose] | None:
    """The account and purpose of a ticket that is still good."""
    good = (tickets.c.digest == digest(secret), tickets.c.until >= clock.now())
    row = db.execute(select(tickets.c.account, tickets.c.purpose).where(*good)).one_or_none()
    return (row.account, row.purpose) if row else None


def use(db: Connection, secret: str) -> int | None:
    """Use up a good ticket with all others of its account, and return that; None when it is not good any more."""
    found = read(db, secret)
    if found is None or not db.execute(delete(tickets).where(tickets.c.digest == digest(secret))).rowcount:
        return None
    end_all(db, found[0])
    return found[0]


def end_all(db: Connection, account: int) -> None:
    """End all tickets of an account."""
    db.execute(delete(tickets).where(tickets.c.account == account))
