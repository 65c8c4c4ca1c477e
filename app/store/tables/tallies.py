"""Tallies: a learner's first answers kept short, so that a class is added up without reading its log."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from app.store.columns import Json
from app.store.tables.base import Number, metadata, owner

tallies = Table(
    "tallies",
    metadata,
    owner(primary=True),
    # A digest of the course it was made for, the newest answer in it, and how many up to that one were taken back.
    Column("course", Text, nullable=False),
    Column("upto", Number, nullable=False),
    Column("undone", Integer, nullable=False),
    Column("state", Json, nullable=False),
    sqlite_with_rowid=False,
)
