"""Learners, the log (answers, undos), and what follows from it (memories, sightings, plans, forecasts).

Beside them stands what a learner wrote or noted: sketches, suspensions, readings, days off.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Double, ForeignKey, Index, Integer, Table, Text, false, true

from app.store.columns import Instant, Json
from app.store.tables.base import Number, metadata, owner

learners = Table(
    "learners",
    metadata,
    Column("id", Number, primary_key=True),
    # True for the one learner who needs no sign-in, null for all others: unique allows many nulls.
    Column("local", Boolean, unique=True),
    Column("name", Text, nullable=False),
    Column("edition", Text),
    Column("exam_date", Date),
    Column("minutes", Integer, nullable=False),
    Column("new_a_day", Integer, nullable=False),
    Column("zone", Text, nullable=False),
    Column("zone_known", Boolean, nullable=False),
    Column("theme", Text, nullable=False),
    Column("buttons", Integer, nullable=False),
    Column("shortcuts", Boolean, nullable=False),
    # More time in exams, for those who sit them in a language that is not their own.
    Column("extra_time", Boolean, nullable=False, server_default=false()),
    Column("began", Instant, nullable=False),
    # Answers up to this seq were learned again from the log, so what they say of `before` may be out of date.
    Column("replayed", Number, nullable=False),
    # A digest of what was answered under other keys than today's, as the memories and marks now follow it.
    Column("corrected", Text, nullable=False, server_default=""),
)

answers = Table(
    "answers",
    metadata,
    Column("seq", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    owner(),
    Column("item", Text, nullable=False),
    Column("hashes", Json, nullable=False),
    Column("response", Json, nullable=False),
    Column("shown", Json, nullable=False),
    Column("seed", BigInteger),
    Column("confidence", Text),
    Column("ms", Integer),
    Column("where", Text, nullable=False),
    Column("shown_at", Instant),
    Column("answered_at", Instant, nullable=False),
    Column("day", Integer, nullable=False),
    Column("points", Double, nullable=False),
    Column("parts", Json, nullable=False),
    # The memories and the sighting this answer moved, as they were: undo of the newest puts them back.
    Column("before", Json, nullable=False),
    Index(None, "learner", "day"),
    Index(None, "learner", "seq"),
)

undos = Table(
    "undos",
    metadata,
    Column("id", Text, primary_key=True),
    owner(),
    Column("answer", Number, ForeignKey("answers.seq", ondelete="CASCADE"), nullable=False, unique=True),
    Column("at", Instant, nullable=False),
    Index(None, "learner"),
)

memories = Table(
    "memories",
    metadata,
    owner(primary=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("stability", Double, nullable=False),
    Column("difficulty", Double, nullable=False),
    Column("day", Integer, nullable=False),
    Column("rating", Integer, nullable=False),
    Column("reps", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    Column("answers", Integer, nullable=False),
    sqlite_with_rowid=False,
)

sightings = Table(
    "sightings",
    metadata,
    owner(primary=True),
    Column("item", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    sqlite_with_rowid=False,
)

plans = Table(
    "plans",
    metadata,
    owner(primary=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("repeat", Boolean, nullable=False),
    # The seq of the answer that ticked the entry off, and of the wrong one that asked for it again.
    # No foreign keys: they would cost two indices in the hot path, and plans go with their learner.
    Column("answer", Number),
    Column("cause", Number),
    # Whether a wrong answer is worth asking again on the same day.
    Column("repeats", Boolean, nullable=False, server_default=true()),
    sqlite_with_rowid=False,
)

forecasts = Table(
    "forecasts",
    metadata,
    owner(primary=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("edition", Text, primary_key=True),
    Column("told", Json, nullable=False),
    sqlite_with_rowid=False,
)

days_off = Table(
    "days_off",
    metadata,
    owner(primary=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# What the planner remembers of a learner, brought up to the answer `upto` whenever a session is planned.
traces = Table(
    "traces",
    metadata,
    owner(primary=True),
    Column("upto", Number, nullable=False),
    Column("state", Json, nullable=False),
    sqlite_with_rowid=False,
)

sketches = Table(
    "sketches",
    metadata,
    owner(primary=True),
    Column("item", Text, primary_key=True),
    Column("lines", Json, nullable=False),
    Column("ticked", Json, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

suspensions = Table(
    "suspensions",
    metadata,
    owner(primary=True),
    Column("item", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

readings = Table(
    "readings",
    metadata,
    owner(primary=True),
    Column("chapter", Text, primary_key=True),
    Column("section", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)
