"""What passes over the author's desk: reports of learners on items, and who changed what."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from app.store.columns import Instant, Json
from app.store.tables.base import Number, metadata, owner

# A learner's word on an item, with what stood before them when they wrote it.
reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    owner(),
    Column("item", Text, nullable=False),
    Column("hashes", Json, nullable=False),
    Column("seed", BigInteger),
    # The answer they had given, if any: its response, and the option slugs in the order shown.
    Column("response", Json),
    Column("shown", Json, nullable=False),
    # What it is about (wrong, unclear, typo, other) and their own words.
    Column("about", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Instant, nullable=False),
    # What became of it (mended, explained, declined), the author's words to the reporter, and when those were read.
    Column("outcome", Text),
    Column("reply", Text, nullable=False),
    Column("closed_at", Instant),
    Column("read_at", Instant),
    Index(None, "learner", "at"),
    Index(None, "item"),
)

# Acts of authors and operators; the row stays when who did it is deleted, without the name.
audit = Table(
    "audit",
    metadata,
    Column("seq", Number, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by", Number, ForeignKey("learners.id", ondelete="SET NULL")),
    Column("act", Text, nullable=False),
    # What was acted on, such as an item's id, and what there is to say of it, such as its text before and after.
    Column("about", Text, nullable=False),
    Column("told", Json, nullable=False),
    Index(None, "about", "seq"),
)
