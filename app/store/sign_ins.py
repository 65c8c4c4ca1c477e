"""Where accounts are signed in: a row for each browser, so that each can be listed and ended from elsewhere."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from app import clock
from app.store.accounts import Account, Role
from app.store.learners import Learner
from app.store.ready import Ready
from app.store.tables import accounts, sign_ins
from app.store.tables import learners as people

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

LONGEST = timedelta(days=30)
"""After so long one signs in again, however busy one was."""
IDLE = {Role.LEARNER: timedelta(days=14), Role.INSTRUCTOR: timedelta(hours=12), Role.OPERATOR: timedelta(hours=2)}
"""After so long without a page one signs in again: who may do more is signed out sooner."""
FRESH = timedelta(minutes=5)
"""`seen_at` is written no oftener than this, so that reading a page writes nothing."""
LONGEST_NAME = 200
ACCOUNT, LEARNER = ([field.name for field in fields(kind)] for kind in (Account, Learner))


@dataclass(frozen=True, slots=True)
class SignIn:
    """One browser that is signed in; `id` is the beginning of its digest, which nobody can sign in with."""

    id: str
    began_at: datetime
    seen_at: datetime
    agent: str
    present: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in: the account, the learner of the same number, and the sign-in by which they came."""

    account: Account
    learner: Learner
    digest: str
    seen_at: datetime


_account = [(people if field.name == "name" else accounts).c[field.name] for field in fields(Account)]
_learner = [people.c[field.name] for field in fields(Learner)]
# Every request asks.
_person = Ready(
    select(*_account, *_learner, sign_ins.c.began_at, sign_ins.c.seen_at)
    .join_from(sign_ins, accounts, sign_ins.c.account == accounts.c.id)
    .join(people, people.c.id == accounts.c.id)
    .where(sign_ins.c.account == bindparam("of_account"), sign_ins.c.digest == bindparam("of_digest"))
)


def digest(secret: str) -> str:
    """What is kept of a secret of 256 random bits: no slow hash is needed where nothing can be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def begin(db: Connection, account: int, agent: str) -> str:
    """Sign an account in and return the key that its browser keeps: number and secret with a dot between."""
    secret, now = secrets.token_urlsafe(32), clock.now()
    row = {"account": account, "digest": digest(secret), "began_at": now, "seen_at": now, "agent": agent[:LONGEST_NAME]}
    db.execute(insert(sign_ins).values(row))
    db.execute(delete(sign_ins).where(sign_ins.c.account == account, sign_ins.c.began_at < now - LONGEST))
    return f"{account}.{secret}"


def person(db: Connection, key: str) -> Person | None:
    """Who holds this key; nobody when it was ended, has run out, or the account is closed."""
    number, dot, secret = key.partition(".")
    if not dot or not number.isdecimal():
        return None
    kept = digest(secret)
    rows = _person(db, {"of_account": int(number), "of_digest": kept})
    if not rows:
        return None
    *row, began_at, seen_at = rows[0]
    account = Account(**dict(zip(ACCOUNT, row, strict=False)))
    account = replace(account, role=Role(account.role))
    now = clock.now()
    if not account.open or now - began_at > LONGEST or now - seen_at > IDLE[account.role]:
        return None
    learner = Learner(**dict(zip(LEARNER, row[len(ACCOUNT) :], strict=True)))
    return Person(account, learner, kept, seen_at)


def see(db: Connection, who: Person) -> None:
    """Note that a sign-in was used just now."""
    mine = (sign_ins.c.account == who.account.id, sign_ins.c.digest == who.digest)
    db.execute(update(sign_ins).where(*mine).values(seen_at=clock.now()))


def of(db: Connection, who: Person) -> list[SignIn]:
    """Where this person is signed in, the present one first, then the latest seen."""
    rows = db.execute(select(sign_ins).where(sign_ins.c.account == who.account.id)).mappings()
    found = [
        SignIn(row["digest"][:12], row["began_at"], row["seen_at"], row["agent"], row["digest"] == who.digest)
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.present, one.seen_at), reverse=True)


def end(db: Connection, account: int, beginning: str) -> bool:
    """End the sign-in whose digest begins like this; False when there is none."""
    which = sign_ins.c.digest.startswith(beginning, autoescape=True)
    return db.execute(delete(sign_ins).where(sign_ins.c.account == account, which)).rowcount > 0


def end_all(db: Connection, account: int, *, but: str = "") -> int:
    """End all of an account, except one by its digest; returns how many ended."""
    return db.execute(delete(sign_ins).where(sign_ins.c.account == account, sign_ins.c.digest != but)).rowcount
