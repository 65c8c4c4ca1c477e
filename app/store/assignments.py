"""Assignments of classes, and what learners did since one was set: readings, answers, papers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, insert, or_, select, update

from app import clock
from app.store.columns import EPOCH
from app.store.first_answers import parts_of, text
from app.store.log import its_undo
from app.store.tables import answers, assignments, classes, members, readings, sittings, undos

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime

    from sqlalchemy import Connection, Select


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a class is asked to do. `kind`: chapter, test, drill or mock; `target`: which, as plain JSON.

    `words` are the instructor's, "" for none; `due` is a day of the learner's own calendar, None for none.
    """

    id: int
    classroom: int
    kind: str
    target: dict[str, Any]
    words: str
    due: date | None
    made_at: datetime


class Ended(NamedTuple):
    """A paper that was handed in or ended by the clock: from when to when, and its items."""

    learner: int
    began: datetime
    ended: datetime
    items: tuple[str, ...]


_columns = [assignments.c[name] for name in Assignment.__slots__]
_c, _s = answers.c, sittings.c
_by_day = (assignments.c.due.is_(None), assignments.c.due, assignments.c.made_at, assignments.c.id)


def add(
    db: Connection, classroom: int, kind: str, target: dict[str, Any], *, words: str = "", due: date | None = None
) -> int:
    """Set an assignment; returns its number."""
    row = {"classroom": classroom, "kind": kind, "target": target, "words": words, "due": due, "made_at": clock.now()}
    number: int = db.execute(insert(assignments).returning(assignments.c.id), row).scalar_one()
    return number


def change(db: Connection, number: int, words: str, due: date | None) -> None:
    """Other words, another day; what is to be done stays, or what was done would mean something else."""
    db.execute(update(assignments).where(assignments.c.id == number).values(words=words, due=due))


def remove(db: Connection, number: int) -> None:
    """Take an assignment back; what learners did stays theirs."""
    db.execute(delete(assignments).where(assignments.c.id == number))


def of_class(db: Connection, classroom: int) -> list[Assignment]:
    """All of a class: those with a day first, the nearest before later ones."""
    found = db.execute(select(*_columns).where(assignments.c.classroom == classroom).order_by(*_by_day))
    return [Assignment(*row) for row in found]


def of_learner(db: Connection, account: int) -> list[Assignment]:
    """All of the classes somebody is in that were not put away, in the same order."""
    mine = select(*_columns).join(classes, classes.c.id == assignments.c.classroom)
    mine = mine.join(members, members.c.classroom == classes.c.id)
    mine = mine.where(members.c.account == account, classes.c.closed_at.is_(None))
    return [Assignment(*row) for row in db.execute(mine.order_by(*_by_day))]


def sections_read(db: Connection, whom: Collection[int], chapter: str) -> dict[int, dict[str, datetime]]:
    """By learner: the sections read of a chapter, and when."""
    mine = select(readings.c.learner, readings.c.section, readings.c.at)
    found: dict[int, dict[str, datetime]] = {}
    for learner, section, at in db.execute(mine.where(readings.c.learner.in_(whom), readings.c.chapter == chapter)):
        found.setdefault(learner, {})[section] = at
    return found


def answered(
    db: Connection, whom: Collection[int], items: Collection[str], since: datetime
) -> list[tuple[int, datetime]]:
    """(learner, moment) of the first answer to each of these items since a moment that counts."""
    own = _since((_c.learner, func.min(_c.answered_at)), whom, items, since)
    return [(learner, at) for learner, at in db.execute(own.group_by(_c.learner, _c.item))]


def drilled(
    db: Connection, whom: Collection[int], items: Collection[str], since: datetime
) -> list[tuple[int, frozenset[str], datetime]]:
    """(learner, axes asked, moment) of every answer to these items in drills since a moment that counts."""
    own = _since((_c.learner, text(_c.parts), _c.answered_at), whom, items, since).where(_c.where == "drill")
    return [(learner, _axes(parts), at) for learner, parts, at in db.execute(own)]


@lru_cache(maxsize=20_000)
def _axes(parts: str) -> frozenset[str]:
    return frozenset(part.axis for part in parts_of(parts))


def _since(columns: tuple[Any, ...], whom: Collection[int], items: Collection[str], since: datetime) -> Select[Any]:
    """Answers to these items that count since a moment; by day first, as that is what the index knows."""
    day = (since - EPOCH).days + EPOCH.toordinal() - 1  # whatever the learner's zone, their day is no earlier
    both = select(*columns).select_from(answers).join(undos, its_undo, isouter=True)
    return both.where(
        _c.learner.in_(whom), _c.day >= day, _c.answered_at >= since, _c.item.in_(items), undos.c.id.is_(None)
    )


def papers(db: Connection, whom: Collection[int], kind: str, since: datetime) -> Iterator[Ended]:
    """The papers of a kind (mock, half, chapter) begun since a moment that were handed in or have ended."""
    over = or_(_s.handed_in.is_not(None), _s.marks.is_not(None), (_s.deadline < clock.now()) & _s.paused.is_(None))
    sat = select(_s.learner, _s.began, _s.handed_in, _s.deadline, _s.paper)
    sat = sat.where(_s.learner.in_(whom), _s.kind == kind, _s.began >= since, over)
    for learner, began, handed_in, deadline, paper in db.execute(sat):
        yield Ended(learner, began, handed_in or deadline, tuple(row[0] for row in paper))
