"""What the bench works on: a course of 2,000 questions, a learner with a plan, a log of any length."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import insert

from app.db import open_database
from app.store import answers, learners, plans
from app.store.tables import answers as log
from quizzes.course.items import Hashes
from quizzes.practice.plan import Entry
from tests.bench.timing import timed
from tests.builders import a_course, a_question
from tests.store.actors import a_learner, a_submission

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.db import Database

ITEMS, SKILLS, A_DAY = 2000, 600, 40
FIRST_DAY = 739_000
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HASHES = Hashes("c" * 64, "m" * 64, "k" * 64)
COURSE = a_course(*(a_question(f"item-{n}", f"skill-{n % SKILLS}", hashes=HASHES) for n in range(ITEMS)))


class Desk:
    """A learner at work in a database: each round keeps one study answer of a planned day."""

    def __init__(self, path: Path) -> None:
        self.database: Database = open_database(f"sqlite:///{path}")
        self.rng = Random(1)  # noqa: S311 the same work in each run
        with self.database.writing() as db:
            self.learner = learners.local(db)
        self.numbers = count()

    def answer(self) -> float:
        """Keep one answer by the whole route, from the submission to the commit; its seconds."""
        number = next(self.numbers)
        day = FIRST_DAY + number // A_DAY
        if number % A_DAY == 0:
            self.plan(day, number)
        right = number % 5 != 0
        sent = a_submission(
            f"item-{number % ITEMS}",
            {"options": ["a" if right else "b"]},
            id=str(UUID(int=self.rng.getrandbits(128))),
            shown=("b", "a", "d", "c"),
            confidence="sure",
            ms=4000,
        )

        def keep() -> None:
            with self.database.writing() as db:
                answers.keep(db, COURSE, self.learner, sent, day)

        return timed(keep)

    def plan(self, day: int, number: int) -> None:
        """A day's plan of the next items."""
        wanted = [n % ITEMS for n in range(number, number + A_DAY)]
        entries = [Entry(("skill", f"skill-{n % SKILLS}"), f"item-{n}", repeat=False) for n in wanted]
        with self.database.writing() as db:
            plans.keep(db, self.learner, day, entries)

    def next(self) -> float:
        """Look up the next item of today's plan; its seconds."""

        def look() -> None:
            with self.database.asking() as db:
                plans.following(plans.of_day(db, self.learner, FIRST_DAY))

        return timed(look)


def fill(database: Database, many: int, of_each: int = 10_000) -> None:
    """Put so many answers of other learners into the log, `of_each` a learner."""
    rng = Random(2)  # noqa: S311 the same rows in each run
    with database.writing() as db:
        for start in range(0, many, of_each):
            learner = a_learner(db).id
            db.execute(insert(log), [*rows(rng, learner, range(start, min(many, start + of_each)))])


def rows(rng: Random, learner: int, numbers: range) -> Iterator[dict[str, object]]:
    """Answers as they stand in the log."""
    mark = [["", 1.0, ["a"], ["a"]]]
    before = {
        "held": [["skill", "skill-1", [12.345678901234567, 5.678901234567891, FIRST_DAY, 3, 4, 0, 9]]],
        "seen": None,
    }
    for number in numbers:
        yield {
            "id": str(UUID(int=rng.getrandbits(128))),
            "learner": learner,
            "item": f"item-{number % ITEMS}",
            "hashes": (HASHES.content, HASHES.meaning, HASHES.key),
            "response": {"options": ["a"]},
            "shown": ("b", "a", "d", "c"),
            "confidence": "sure",
            "ms": 4000,
            "where": "study",
            "shown_at": NOON,
            "answered_at": NOON,
            "day": FIRST_DAY + number % 365,
            "points": 1.0,
            "parts": mark,
            "before": before,
        }
