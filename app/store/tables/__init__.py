"""The tables, a file for each thing they are about; `owned` are those whose rows belong to a learner."""

from __future__ import annotations

from app.store.tables.base import metadata
from app.store.tables.classes import assignments, classes, members, teachers
from app.store.tables.desk import audit, reports
from app.store.tables.exams import acts, mocks, results, sittings
from app.store.tables.learning import (
    answers,
    days_off,
    forecasts,
    learners,
    memories,
    plans,
    readings,
    sightings,
    sketches,
    suspensions,
    traces,
    undos,
)
from app.store.tables.people import accounts, sign_ins, tickets, tokens, tries
from app.store.tables.tallies import tallies

__all__ = [
    "accounts",
    "acts",
    "answers",
    "assignments",
    "audit",
    "classes",
    "days_off",
    "forecasts",
    "learners",
    "members",
    "memories",
    "metadata",
    "mocks",
    "owned",
    "plans",
    "readings",
    "reports",
    "results",
    "sightings",
    "sign_ins",
    "sittings",
    "sketches",
    "suspensions",
    "tallies",
    "teachers",
    "tickets",
    "tokens",
    "traces",
    "tries",
    "undos",
]

owned = tuple(table for table in reversed(metadata.sorted_tables) if "learner" in table.c)
"""All that a learner did and noted, and what follows from it; children before parents."""
