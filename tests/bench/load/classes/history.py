"""What many learners have done, written straight into the tables: COPY on PostgreSQL, many rows at once on SQLite."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app import clock
from app.store.columns import EPOCH
from app.store.tables import answers, memories, sightings
from quizzes.course.items import Question
from quizzes.practice.plan import pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Table

    from app.db import Database
    from quizzes.course.course import Course

AT_ONCE = 100
"""Learners whose rows are written together."""
SPREAD = 60
"""Days over which it was done."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What each learner has: memories held, answers given, items seen."""

    memories: int = 600
    answers: int = 100
    sightings: int = 100


class Past:
    """Rows of one course, as the drivers take them."""

    def __init__(self, course: Course, shape: Shape) -> None:
        self.shape, self.rng = shape, Random(2)  # noqa: S311 the same rows in each run
        now = clock.now()
        self.today = now.date().toordinal()
        self.now = (now - EPOCH) // timedelta(microseconds=1)
        known = [*pool(course, course.editions[0].id)]
        # A course that holds fewer memories is filled up with those of an earlier one.
        self.keys = [*known, *(("skill", f"former-{n}") for n in range(shape.memories))][: shape.memories]
        self.asked = [item for item in course.items.values() if isinstance(item, Question)]

    def memories(self, learner: int) -> Iterator[tuple[Any, ...]]:
        """Rows of the table of the same name."""
        for kind, key in self.keys:
            day = self.today - self.rng.randrange(1, SPREAD)
            stability, difficulty = self.rng.uniform(2, 90), self.rng.uniform(2, 8)
            yield learner, kind, key, stability, difficulty, day, 3, self.rng.randrange(1, 6), 0, 3

    def sightings(self, learner: int) -> Iterator[tuple[Any, ...]]:
        """Rows of the table of the same name."""
        for place, item in enumerate(self.rng.sample(self.asked, min(self.shape.sightings, len(self.asked)))):
            yield learner, item.id, 1, self.today - self.rng.randrange(1, SPREAD), place

    def answers(self, learner: int) -> Iterator[tuple[Any, ...]]:
        """Rows of the table of the same name, without their seq."""
        for _ in range(self.shape.answers):
            item, day = self.rng.choice(self.asked), self.rng.randrange(1, SPREAD)
            shown = [option.id for option in item.options]
            at = self.now - day * 86_400_000_000
            before = {
                "held": [["skill", item.skills[0], [12.3456789, 5.6789, self.today - day, 3, 4, 0, 9]]],
                "seen": None,
            }
            yield (
                str(UUID(int=self.rng.getrandbits(128), version=4)), learner, item.id,
                written([item.hashes.content, item.hashes.meaning, item.hashes.key]), written({"options": shown[:1]}),
                written(shown), None, "sure", 9000, "study", at - 9_000_000, at, self.today - day, 1.0,
                written([["", 1.0, shown[:1], shown[:1]]]), written(before),
            )  # fmt: skip


def written(value: object) -> str:
    """JSON as the store writes it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fill(database: Database, course: Course, numbers: Sequence[int], shape: Shape) -> None:
    """Give all these learners a past."""
    past = Past(course, shape)
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        for table, rows in ((memories, past.memories), (sightings, past.sightings), (answers, past.answers)):
            put(database, table, (row for number in some for row in rows(number)))
    raw = database.engine.raw_connection()
    driver: Any = raw.driver_connection
    if database.path is None:
        driver.execute("VACUUM ANALYZE")  # as the server does by itself in its own time
    raw.close()


def put(database: Database, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows in the order of the table's columns, a seq left out."""
    names = [column.name for column in table.c if column.name != "seq"]
    listed = ", ".join(f'"{name}"' for name in names)
    with database.writing() as db:
        driver: Any = db.connection.driver_connection
        if database.path:
            driver.executemany(f"INSERT INTO {table.name} ({listed}) VALUES ({', '.join('?' for _ in names)})", rows)  # noqa: S608
            return
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({listed}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
