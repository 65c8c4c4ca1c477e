"""Who may come in: accounts, where they are signed in, tokens for programs, tickets sent by mail, and tries counted.

Secrets are kept as digests only: who reads this database cannot sign in with what stands in it.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, true

from app.store.columns import Instant, Json
from app.store.tables.base import Number, belongs, metadata

# An account is a learner who signs in, so it has the learner's number, and goes with the learner.
accounts = Table(
    "accounts",
    metadata,
    Column("id", Number, ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    # Lower case, so that one address is one account.
    Column("email", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    # An argon2id hash with its parameters; null until the invited person has chosen a password.
    Column("password", Text),
    # The secret of the second step; null without one. `step` is the last time step used: a code works once.
    Column("second", Text),
    Column("step", BigInteger, nullable=False, server_default="0"),
    # Digests of the codes that stand in for a lost telephone.
    Column("spare", Json, nullable=False, server_default="[]"),
    Column("open", Boolean, nullable=False, server_default=true()),
    Column("made_at", Instant, nullable=False),
)


def account(*, primary: bool = False) -> Column[int]:
    """The account a row belongs to, and goes with."""
    return belongs("account", "accounts", primary=primary)


sign_ins = Table(
    "sign_ins",
    metadata,
    account(primary=True),
    Column("digest", Text, primary_key=True),
    Column("began_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    # The browser as it names itself, shortened: enough to know one's own.
    Column("agent", Text, nullable=False),
    sqlite_with_rowid=False,
)

tokens = Table(
    "tokens",
    metadata,
    account(primary=True),
    Column("digest", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("seen_at", Instant),
    Column("until", Instant, nullable=False),
    sqlite_with_rowid=False,
)

# Links sent by mail or handed over: an invitation or a new password. Each works once.
tickets = Table(
    "tickets",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("purpose", Text, nullable=False),
    account(),
    Column("until", Instant, nullable=False),
    Index(None, "account"),
    sqlite_with_rowid=False,
)

# How often something was tried in the present window; `key` is a digest, so no address stands here.
tries = Table(
    "tries",
    metadata,
    Column("key", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("since", Instant, nullable=False),
    Index(None, "since"),
    sqlite_with_rowid=False,
)
