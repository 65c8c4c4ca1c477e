"""Classes: who teaches them, who is in them, and what they were asked to do."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Table, Text

from app.store.columns import Instant, Json
from app.store.tables.base import Number, belongs, metadata
from app.store.tables.people import account


def classroom(*, primary: bool = False) -> Column[int]:
    """The class a row belongs to, and goes with."""
    return belongs("classroom", "classes", primary=primary)


classes = Table(
    "classes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("name", Text, nullable=False),
    # What learners join by, in upper case; null when nobody may join any more.
    Column("code", Text, unique=True),
    Column("edition", Text),
    Column("made_at", Instant, nullable=False),
    # Put away: learners no longer see it, instructors find it below the others.
    Column("closed_at", Instant),
)

teachers = Table("teachers", metadata, classroom(primary=True), account(primary=True), Index(None, "account"))

members = Table(
    "members",
    metadata,
    classroom(primary=True),
    account(primary=True),
    Column("joined_at", Instant, nullable=False),
    Index(None, "account"),
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", Number, primary_key=True),
    classroom(),
    # chapter, test, drill or mock, and which: a chapter's id, items, a drill's choices, an edition.
    Column("kind", Text, nullable=False),
    Column("target", Json, nullable=False),
    Column("words", Text, nullable=False),
    Column("due", Date),
    Column("made_at", Instant, nullable=False),
    Index(None, "classroom", "due"),
)
