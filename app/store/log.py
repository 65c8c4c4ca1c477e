"""The log's values and rows: a submission as it arrives, an answer as it was kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sqlalchemy import select

from app.store.tables import answers, undos
from quizzes.course.items import Hashes
from quizzes.practice.learning import Given
from quizzes.practice.marking import Mark, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from quizzes.course.items import Item
    from quizzes.practice.learning import Learned

Where: TypeAlias = Literal["study", "drill", "reading", "lesson", "diagnostic", "exam"]


@dataclass(frozen=True, slots=True)
class Submission:
    """An answer as it arrives: `id` a uuid made where it was given, `shown` the option slugs in the order shown."""

    id: str
    item: str
    response: dict[str, Any]
    shown: tuple[str, ...]
    seed: int | None
    confidence: str | None
    ms: int | None
    where: Where
    shown_at: datetime | None
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was kept; points and parts as marked then, `seq` its place in the log, `day` a day number."""

    seq: int
    id: str
    item: str
    hashes: Hashes
    response: dict[str, Any]
    shown: tuple[str, ...]
    seed: int | None
    confidence: str | None
    ms: int | None
    where: Where
    shown_at: datetime | None
    answered_at: datetime
    day: int
    points: float
    parts: tuple[Part, ...]
    undone: bool


_c = answers.c
_columns = (
    *(_c.seq, _c.id, _c.item, _c.hashes, _c.response, _c.shown, _c.seed, _c.confidence, _c.ms, _c.where),
    *(_c.shown_at, _c.answered_at, _c.day, _c.points, _c.parts),
)
# An undo is looked for beside its answer, where the rows of their learner are.
its_undo = (undos.c.learner == _c.learner) & (undos.c.answer == _c.seq)
every = select(*_columns, undos.c.id.is_not(None).label("undone"), _c.learner).join(undos, its_undo, isouter=True)
_names = [column.name for column in every.selected_columns]


def from_row(row: Sequence[Any]) -> Answer:
    """An answer from a row of `every`."""
    values = dict(zip(_names, row, strict=True))
    del values["learner"]
    shown, parts, hashes = tuple(values["shown"]), as_parts(values["parts"]), Hashes(*values["hashes"])
    return Answer(**{**values, "shown": shown, "parts": parts, "hashes": hashes})


def fresh(seq: int, item: Item, submission: Submission, day: int, learned: Learned) -> Answer:
    """An answer that was kept just now."""
    return Answer(
        seq,
        submission.id,
        item.id,
        item.hashes,
        submission.response,
        submission.shown,
        submission.seed,
        submission.confidence,
        submission.ms,
        submission.where,
        submission.shown_at,
        submission.answered_at,
        day,
        learned.mark.points,
        learned.mark.parts,
        undone=False,
    )


def as_row(item: Item, submission: Submission, day: int, learned: Learned) -> dict[str, Any]:
    """The row of a new answer, without its seq, its learner, and the state before it."""
    hashes, mark = item.hashes, learned.mark
    return {
        "id": submission.id,
        "item": item.id,
        "hashes": (hashes.content, hashes.meaning, hashes.key),
        "response": submission.response,
        "shown": submission.shown,
        "seed": submission.seed,
        "confidence": submission.confidence,
        "ms": submission.ms,
        "where": submission.where,
        "shown_at": submission.shown_at,
        "answered_at": submission.answered_at,
        "day": day,
        "points": mark.points,
        "parts": [[part.axis, part.points, part.right, part.chosen] for part in mark.parts],
    }


def as_given(submission: Submission, day: int) -> Given:
    """What learning wants to know of a submission."""
    s = submission
    return Given(s.id, s.item, s.response, s.confidence, day, s.where, s.ms)


def given(db: Connection, learner: int, since: int = 0, *only: ColumnElement[bool]) -> Iterator[Given]:
    """The answers of one learner that count, as they were given, oldest first; those after a place in the log."""
    columns = (_c.id, _c.item, _c.response, _c.confidence, _c.day, _c.where, _c.ms, _c.hashes, _c.points, _c.parts)
    counting = select(*columns).join(undos, its_undo, isouter=True).where(undos.c.id.is_(None))
    for row in db.execute(counting.where(_c.learner == learner, _c.seq > since, *only).order_by(_c.seq)):
        name, item, response, confidence, day, where, ms, hashes, points, parts = row
        yield Given(name, item, response, confidence, day, where, ms, hashes[2], Mark(points, as_parts(parts)))


def as_parts(written: Sequence[Any]) -> tuple[Part, ...]:
    """The parts of a mark, as the log has them."""
    return tuple(Part(axis, points, tuple(right), tuple(chosen)) for axis, points, right, chosen in written)
