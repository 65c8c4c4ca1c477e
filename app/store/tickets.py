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
    """A new ticket for an account, in the place of its older ones; the secret is returned and kept nowhere."""
    secret = secrets.token_urlsafe(32)
    db.execute(delete(tickets).where((tickets.c.account == account) | (tickets.c.until < clock.now())))
    until = clock.now() + LASTING[purpose]
    db.execute(insert(tickets).values(digest=digest(secret), purpose=purpose, account=account, until=until))
    return secret


def read(db: Connection, secret: str) -> tuple[int, Purpose] | None:
    """The account and purpose of a ticket that is still good."""
    good = (tickets.c.digest == digest(secret), tickets.c.until >= clock.now())
    row = db.execute(select(tickets.c.account, tickets.c.purpose).where(*good)).one_or_none()
    return (row.account, row.purpose) if row else None


def use(db: Connection, secret: str) -> int | None:
    """Take a good ticket out of the world and return its account; None when it is not good or used meanwhile."""
    found = read(db, secret)
    if found is None or not db.execute(delete(tickets).where(tickets.c.digest == digest(secret))).rowcount:
        return None
    return found[0]
