"""One sitting of a terminal drill: which scenario comes next, and its answers in the same log as the browser's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

from app import clock
from app.store import answers, memories, suspensions
from app.store.learners import hold
from quizzes.course.items import Frame
from quizzes.course.variants import variant
from quizzes.evidence.leanings import LONG_AGO, leanings, recent
from quizzes.practice.days import local_day
from quizzes.practice.interleave import next_scenario
from quizzes.practice.marking import mark

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from sqlalchemy import Connection

    from app.cli.topic import Topic
    from app.db import Database
    from app.store.answers import Submission
    from app.store.learners import Learner
    from quizzes.course.course import Course
    from quizzes.course.items import Scenario
    from quizzes.practice.interleave import Leaning
    from quizzes.practice.marking import Mark

SEEDS = 2**31


@dataclass(frozen=True, slots=True)
class Asked:
    """A scenario as it is shown: a frame as rendered from `seed`, which is None for all others."""

    scenario: Scenario
    seed: int | None


@dataclass(frozen=True, slots=True)
class Done:
    """One answer of this sitting: its id, what was asked, and how it was marked."""

    answer: str
    asked: Asked
    mark: Mark


@dataclass
class Sitting:
    """What a drill is about, who sits, and what was answered."""

    course: Course
    topic: Topic
    store: Database
    learner: Learner
    rng: Random
    done: list[Done] = field(default_factory=list)

    def next(self) -> Asked | None:
        """The scenario that is due, drawn as in the browser; None when there is none."""
        with self.store.reading() as db:
            seen, away = memories.seen(db, self.learner), suspensions.suspended(db, self.learner)
            leaning = self.leanings(db)
        there = [scenario for scenario in self.topic.keyed(self.course) if scenario.id not in away]
        turn = len(self.done)
        found = next_scenario(there, self.topic.axes, seen, self.today(), self.rng, leanings=leaning, turn=turn)
        return self.ask(found) if found else None

    def leanings(self, db: Connection) -> list[Leaning]:
        """The pairs this learner mixes up on the axes asked; none where a pair was chosen."""
        if self.topic.axis:
            return []
        today, found = self.today(), []
        for model in self.topic.models:
            given = answers.parts_since(db, self.course, self.learner, model.id, today - LONG_AGO)
            found += leanings(recent(model, given, today))
        return found

    def ask(self, scenario: Scenario) -> Asked:
        """Put a scenario before the learner, a frame in words of its own."""
        seed = self.rng.randrange(SEEDS) if isinstance(scenario, Frame) else None
        return Asked(variant(scenario, seed), seed)

    def submission(self, asked: Asked, labels: dict[str, list[str]], shown_at: datetime) -> Submission:
        """An answer given just now; kept twice it still counts once."""
        now = clock.now()
        return answers.Submission(
            id=str(uuid4()), item=asked.scenario.id, response={"labels": labels}, shown=(), seed=asked.seed,
            confidence=None, ms=int((now - shown_at).total_seconds() * 1000), where="drill",
            shown_at=shown_at, answered_at=now,
        )  # fmt: skip

    def keep(self, asked: Asked, submission: Submission) -> Mark:
        """Log an answer; its mark."""
        with self.store.writing() as db:
            answers.keep(db, self.course, self.learner, submission, self.today())
        marked = mark(asked.scenario, submission.response, self.course.models)
        self.done.append(Done(submission.id, asked, marked))
        return marked

    def undo(self) -> Asked | None:
        """Take the last answer of this sitting back and ask the same again; None if there is a newer one."""
        newest = self.done[-1]
        with self.store.writing() as db:
            hold(db, self.learner.id)
            last = answers.last(db, self.learner)
            if last is None or last.id != newest.answer:
                return None
            answers.undo(db, self.course, self.learner, str(uuid4()), clock.now())
        return self.done.pop().asked

    def today(self) -> int:
        """The learner's local day number."""
        return local_day(clock.now(), self.learner.zone)
