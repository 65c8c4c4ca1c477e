"""What first answers say of the bank: every task with its figures and verdicts, by need for attention.

All functions take a set of learners, None for everybody, so that a class can be looked at alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

from app.look.frame import short
from app.store import first_answers, sittings
from quizzes.evidence.mocks import reliability
from quizzes.evidence.seen import seen
from quizzes.evidence.series import series
from quizzes.evidence.tasks import tasks
from quizzes.evidence.verdicts import NEEDS, verdicts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

    from quizzes.course.course import Course
    from quizzes.evidence.mocks import Reliability
    from quizzes.evidence.seen import Seen
    from quizzes.evidence.series import Figures
    from quizzes.evidence.tasks import Task
    from quizzes.evidence.verdicts import Verdict

KINDS = {
    "question": "Questions",
    "scenario": "Scenarios",
    "event": "Events of cases",
    "frame": "Frames",
    "order": "Lists to order",
    "card": "Cards",
}
KEPT = 8  # how many banks are remembered: one for everybody, and a few classes


@dataclass(frozen=True, slots=True)
class Row:
    """One task: its figures, what they say, how often its item was answered in all, and by how many learners.

    `figures` is None, and `verdicts` empty, where nobody has answered the item as it is now.
    """

    task: Task
    figures: Figures | None
    verdicts: tuple[Verdict, ...]
    times: int
    learners: int

    @property
    def need(self) -> tuple[float, float, int]:
        """Its place when the greatest need for attention comes first: what is said, then how bad it is."""
        if self.figures is None:
            return len(NEEDS), 0.0, 0
        rank = min(verdict.rank for verdict in self.verdicts)
        weight = self.figures.r or 0.0 if NEEDS[rank] in {"key", "worse"} else self.figures.facility
        return rank, weight, -self.figures.n


@dataclass(frozen=True, slots=True)
class Bank:
    """The tasks that were answered, by need for attention; how many learners and first answers there are in all."""

    rows: tuple[Row, ...]
    unanswered: int
    learners: int
    answers: int
    course: Course
    answered: frozenset[str]

    @property
    def asking(self) -> int:
        """How many tasks an author should look at."""
        return sum(row.verdicts[0].asks for row in self.rows)

    def chosen(self, chapter: str, kind: str) -> tuple[Row, ...]:
        """The rows of a chapter and a kind; "" for all."""
        return tuple(
            row for row in self.rows if chapter in {"", row.task.item.chapter} and kind in {"", row.task.item.kind}
        )


def bank(db: Connection, course: Course, learners: Collection[int] | None = None) -> Bank:
    """The bank as it stands; worked out anew only when the log or the course has changed."""
    kept: dict[object, Bank] = current_app.extensions.setdefault("bank_statistics", {})
    key = (first_answers.stand(db), learners if learners is None else frozenset(learners))
    found = kept.get(key)
    if found is None or found.course is not course:
        found = worked_out(db, course, learners)
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = found
    return found


def worked_out(db: Connection, course: Course, learners: Collection[int] | None = None) -> Bank:
    """The bank from one pass over the log."""
    asked, read = tasks(course), first_answers.read(db, course, learners)
    found = series(asked, read.firsts)
    rows = [row_of(asked[of], figures, read.times, read.learners) for of, figures in found.items()]
    return Bank(
        rows=tuple(sorted(rows, key=lambda row: row.need)),
        unanswered=len({item for item, _ in asked} - {item for item, _ in found}),
        learners=len(read.everybody),
        answers=len(read.firsts),
        course=course,
        answered=frozenset(read.times),
    )


def row_of(task: Task, figures: Figures | None, times: Mapping[str, int], who: Mapping[str, Collection[int]]) -> Row:
    """One row."""
    said = verdicts(task, figures) if figures else ()
    return Row(task, figures, said, times.get(task.item.id, 0), len(who.get(task.item.id, ())))


def of_item(found: Bank, item: str) -> tuple[Row, ...]:
    """The rows of an item, in its order of axes; of a case those of its events."""
    known = {(row.task.item.id, row.task.axis): row for row in found.rows}
    own = [task for task in tasks(found.course).values() if item in {task.item.id, task.item.id.partition(".")[0]}]
    return tuple(known.get((task.item.id, task.axis)) or row_of(task, None, {}, {}) for task in own)


def coverage(found: Bank) -> list[tuple[str, tuple[Seen, ...]]]:
    """By edition its short name and every cell of its blueprint."""
    names = {edition.id: short(edition) for edition in found.course.editions}
    exams = found.course.exams.values()
    return [(names.get(exam.edition, exam.edition), seen(found.course, exam, found.answered)) for exam in exams]


def mocks(
    db: Connection, course: Course, learners: Collection[int] | None = None
) -> list[tuple[str, tuple[Reliability, ...]]]:
    """By edition its short name and what its mocks say together; editions without a mock are left out."""
    sat = list(sittings.marked(db, "mock", learners))
    told = []
    for edition in course.editions:
        papers = [
            (one.learner, dict(zip(one.items, one.marks, strict=True))) for one in sat if one.edition == edition.id
        ]
        if found := reliability(papers):
            told.append((short(edition), found))
    return told
