"""Who teaches a class and who is in it, and what its instructors may see of each learner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Integer, cast, delete, select

from app.store.tables import accounts, answers, classes, learners, members, mocks, teachers
from app.store.upserts import here, once

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection

_teach_once = once(teachers)


@dataclass(frozen=True, slots=True)
class Member:
    """One learner of a class; `edition` is None until chosen."""

    id: int
    name: str
    zone: str
    edition: str | None
    extra_time: bool
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Teacher:
    """One instructor of a class."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Score:
    """A mock that was handed in: so many marks of so many, on a day number."""

    day: int
    score: int
    of: int


_l = learners.c
_member = select(_l.id, _l.name, _l.zone, _l.edition, _l.extra_time, members.c.joined_at).join(
    members, members.c.account == _l.id
)


def of_class(db: Connection, classroom: int) -> list[Member]:
    """Its learners, by name."""
    found = [Member(*row) for row in db.execute(_member.where(members.c.classroom == classroom))]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def member(db: Connection, classroom: int, account: int) -> Member | None:
    """One of them; None for somebody who is not in this class."""
    row = db.execute(_member.where(members.c.classroom == classroom, _l.id == account)).one_or_none()
    return Member(*row) if row else None


def leave(db: Connection, classroom: int, account: int) -> None:
    """Take somebody out of a class; what they learned stays theirs."""
    db.execute(delete(members).where(members.c.classroom == classroom, members.c.account == account))


def teachers_of(db: Connection, classroom: int) -> list[Teacher]:
    """Its instructors, by name."""
    both = select(accounts.c.id, _l.name).select_from(teachers).join(accounts, accounts.c.id == teachers.c.account)
    both = both.join(learners, _l.id == accounts.c.id).where(teachers.c.classroom == classroom)
    return sorted((Teacher(*row) for row in db.execute(both)), key=lambda one: (one.name.casefold(), one.id))


def hold(db: Connection, classroom: int) -> None:
    """Let nobody else change who teaches it until the transaction ends; SQLite's writer is alone anyway."""
    if db.dialect.name != "sqlite":
        db.execute(select(classes.c.id).where(classes.c.id == classroom).with_for_update())


def let_teach(db: Connection, classroom: int, account: int) -> None:
    """One more instructor; who is one already stays."""
    db.execute(here(_teach_once, db), {"classroom": classroom, "account": account})


def stop_teaching(db: Connection, classroom: int, account: int) -> None:
    """One instructor less."""
    db.execute(delete(teachers).where(teachers.c.classroom == classroom, teachers.c.account == account))


def days_active(db: Connection, whom: Collection[int], today: int, days: int) -> dict[int, int]:
    """On how many of the last days, today included, each learner answered something; who never did has 0.

    One look into the index a learner and day: the number of their answers does not matter.
    """
    there = (
        cast(select(answers.c.seq).where(answers.c.learner == _l.id, answers.c.day == day).exists(), Integer)
        for day in range(today - days + 1, today + 1)
    )
    first, *rest = there
    return {row[0]: row[1] for row in db.execute(select(_l.id, sum(rest, first)).where(_l.id.in_(whom)))}


def mocks_of(db: Connection, whom: Collection[int]) -> dict[int, list[Score]]:
    """The mocks of each learner, oldest first; who sat none is left out."""
    sat = select(mocks.c.learner, mocks.c.day, mocks.c.score, mocks.c.of).where(mocks.c.learner.in_(whom))
    found: dict[int, list[Score]] = {}
    for learner, *score in db.execute(sat.order_by(mocks.c.at)):
        found.setdefault(learner, []).append(Score(*score))
    return found
