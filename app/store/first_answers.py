"""First answers to each version of an item, of all learners or of some: what statistics are made of.

Only answers that were not undone; a version is what the item's hash `meaning` says.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Text, func, select, type_coerce

from app.store.log import as_parts, its_undo
from app.store.tables import answers, undos
from quizzes.evidence.series import First

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from quizzes.course.course import Course
    from quizzes.practice.marking import Part

AT_ONCE = 2000
_c = answers.c


@dataclass(frozen=True, slots=True)
class Asked:
    """What was answered in a course as it is now: first answers, how often each item was answered, and by whom.

    `times` and `learners` count answers to every version of an item.
    """

    firsts: tuple[First, ...]
    times: Mapping[str, int]
    learners: Mapping[str, Collection[int]]

    @property
    def everybody(self) -> frozenset[int]:
        """All who answered anything."""
        return frozenset().union(*self.learners.values())


class Kept(NamedTuple):
    """One first answer with all that is known of it; `version` is the meaning's hash."""

    learner: int
    item: str
    version: str
    points: float
    parts: tuple[Part, ...]
    shown: tuple[str, ...]
    seed: int | None
    ms: int | None
    where: str
    answered_at: datetime


def read(db: Connection, course: Course, learners: Collection[int] | None = None) -> Asked:
    """One pass over the log, without what has left the course; `learners`: only these, such as a class."""
    present = {item.id: item.hashes.meaning for item in (*course.items.values(), *course.events.values())}
    firsts: dict[tuple[int, str], First] = {}
    times: dict[str, int] = {}
    who: dict[str, set[int]] = {}
    columns = (_c.learner, _c.item, text(_c.hashes), _c.points, text(_c.parts))
    for learner, item, hashes, points, parts in db.execute(counting(columns, learners)):
        if item not in present:
            continue
        times[item] = times.get(item, 0) + 1
        who.setdefault(item, set()).add(learner)
        key = learner, item
        if key not in firsts and meaning(hashes) == present[item]:
            firsts[key] = First(learner, item, points, parts_of(parts))
    return Asked(tuple(firsts.values()), times, who)


def every(db: Connection, learners: Collection[int] | None = None) -> Iterator[Kept]:
    """First answers to each version of each item, also of those that have left the course, in the order given."""
    columns = (
        *(_c.learner, _c.item, text(_c.hashes), _c.points, text(_c.parts)),
        *(_c.shown, _c.seed, _c.ms, _c.where, _c.answered_at),
    )
    seen: set[tuple[int, str, str]] = set()
    for row in db.execute(counting(columns, learners), execution_options={"yield_per": AT_ONCE}):
        learner, item, hashes, points, parts, shown, *rest = row
        version = meaning(hashes)
        if (learner, item, version) not in seen:
            seen.add((learner, item, version))
            yield Kept(learner, item, version, points, parts_of(parts), tuple(shown), *rest)


def stand(db: Connection) -> tuple[str | None, int, int]:
    """What changes whenever the log does: the newest answer's id, and how many answers and undos there are."""
    newest = db.execute(select(_c.id).order_by(_c.seq.desc()).limit(1)).scalar_one_or_none()
    kept, undone = (db.execute(select(func.count()).select_from(table)).scalar_one() for table in (answers, undos))
    return newest, kept, undone


def counting(columns: tuple[Any, ...], learners: Collection[int] | None) -> Select[Any]:
    """Select from the answers that were not undone, in the order given; `learners`: only theirs."""
    both = select(*columns).select_from(answers).join(undos, its_undo, isouter=True)
    found = both.where(undos.c.id.is_(None)).order_by(_c.seq)
    return found if learners is None else found.where(_c.learner.in_(learners))


def text(column: Any) -> Any:  # noqa: ANN401 a column of JSON
    """JSON as the text it is kept as: the same few hundred texts come again and again, and are read once each."""
    return type_coerce(column, Text)


@lru_cache(maxsize=20_000)
def meaning(hashes: str) -> str:
    """The hash of an item's meaning among its hashes as they are kept."""
    found: str = json.loads(hashes)[1]
    return found


@lru_cache(maxsize=20_000)
def parts_of(written: str) -> tuple[Part, ...]:
    """The parts of a mark as they are kept."""
    return as_parts(json.loads(written))
