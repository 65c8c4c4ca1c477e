"""Tokens for programs that speak to the API in somebody's name."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from app import clock
from app.store import accounts, learners
from app.store.sign_ins import FRESH, Person, digest
from app.store.tables import tokens

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

LASTING = timedelta(days=180)
LONGEST_NUMBER = 18  # digits; a longer one is no row's number
MARK = "momentum"
"""How a token begins, so that one that was published by mistake is recognized."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `id` is the beginning of its digest, which opens nothing."""

    id: str
    name: str
    made_at: datetime
    seen_at: datetime | None
    until: datetime


def issue(db: Connection, account: int, name: str) -> str:
    """A new token; its text is returned and kept nowhere."""
    secret, now = secrets.token_urlsafe(32), clock.now()
    row = {"account": account, "digest": digest(secret), "name": name, "made_at": now, "until": now + LASTING}
    db.execute(insert(tokens).values(row))
    return f"{MARK}_{account}_{secret}"


def holder(db: Connection, token: str) -> int | None:
    """The account of a token that is still good, else None."""
    mark, _, rest = token.partition("_")
    number, dash, secret = rest.partition("_")
    if mark != MARK or not dash or not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    mine = (tokens.c.account == int(number), tokens.c.digest == digest(secret), tokens.c.until >= clock.now())
    row = db.execute(select(tokens.c.account).where(*mine)).one_or_none()
    return row.account if row else None


def bearer(db: Connection, token: str) -> Person | None:
    """Whom a token speaks for; nobody when it was ended, has run out, or the account is closed."""
    number = holder(db, token)
    account = accounts.find(db, number) if number is not None else None
    if account is None or not account.open:
        return None
    secret = token.removeprefix(f"{MARK}_").partition("_")[2]
    return Person(account, learners.find(db, account.id), digest(secret), clock.now())


def see(db: Connection, token: str) -> None:
    """Note that a good token was used just now; at most every five minutes."""
    number, _, secret = token.removeprefix(f"{MARK}_").partition("_")
    now = clock.now()
    stale = tokens.c.seen_at.is_(None) | (tokens.c.seen_at < now - FRESH)
    mine = (tokens.c.account == int(number), tokens.c.digest == digest(secret), stale)
    db.execute(update(tokens).where(*mine).values(seen_at=now))


def of(db: Connection, account: int) -> list[Token]:
    """All tokens of an account, newest first."""
    rows = db.execute(select(tokens).where(tokens.c.account == account).order_by(tokens.c.made_at.desc()))
    return [Token(row.digest[:12], row.name, row.made_at, row.seen_at, row.until) for row in rows]


def end(db: Connection, account: int, beginning: str) -> bool:
    """End the token whose digest begins like this; False when there is none."""
    which = tokens.c.digest.startswith(beginning, autoescape=True)
    return db.execute(delete(tokens).where(tokens.c.account == account, which)).rowcount > 0


def end_all(db: Connection, account: int) -> None:
    """End all tokens of an account."""
    db.execute(delete(tokens).where(tokens.c.account == account))
