"""Exams: sittings and what was done in them, scores of mocks, and the real result."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Double, ForeignKey, Index, Integer, Table, Text

from app.store.columns import Instant, Json
from app.store.tables.base import Number, metadata, owner

results = Table(
    "results",
    metadata,
    owner(primary=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("edition", Text, nullable=False),
    Column("score", Integer),
    Column("passed", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

mocks = Table(
    "mocks",
    metadata,
    Column("id", Text, primary_key=True),
    owner(),
    Column("edition", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("score", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    # The share of right answers that was foreseen before it; null where nothing had been foretold.
    Column("expected", Double),
    Column("at", Instant, nullable=False),
    Index(None, "learner"),
)

sittings = Table(
    "sittings",
    metadata,
    Column("id", Text, primary_key=True),
    owner(),
    Column("kind", Text, nullable=False),
    # Whether it may be paused, which the real exam may not.
    Column("practice", Boolean, nullable=False),
    Column("edition", Text, nullable=False),
    Column("about", Json, nullable=False),
    # The questions in order, [item, cell, option slugs in the order shown, hashes], and the seed they were drawn with.
    Column("paper", Json, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("expected", Double),
    Column("began", Instant, nullable=False),
    Column("deadline", Instant, nullable=False),
    Column("paused", Instant),
    Column("handed_in", Instant),
    # The marks as they count, 1 or 0 a question; null until it is settled. Regrades say what they were before.
    Column("marks", Json),
    Column("regrades", Json, nullable=False),
    Index(None, "learner", "began"),
)

# What was done in a sitting, kept as it came: choices, changes of mind, flags, questions looked at;
# and when its clock stood and ran on, with the question that lay open.
acts = Table(
    "acts",
    metadata,
    Column("seq", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    owner(),
    Column("sitting", Text, ForeignKey("sittings.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("option", Text, nullable=False),
    Column("made", Instant, nullable=False),
    Column("heard", Instant, nullable=False),
    Index(None, "learner", "sitting", "seq"),
)
