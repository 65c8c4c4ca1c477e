"""What each learner holds, read at once or rebuilt from the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from app.store import projection, traces
from app.store.learners import hold
from app.store.log import given
from app.store.tables import answers, learners
from quizzes.evidence import replay as replaying

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from app.store.learners import Learner
    from quizzes.course.course import Course
    from quizzes.practice.learning import Held, Key, Sighting


@dataclass(frozen=True, slots=True)
class Report:
    """What a replay found: answers read, memories they make, differences from what was stored, unusable answers.

    `said` has a line for each difference.
    """

    answers: int
    memories: int
    differences: int
    unknown: int
    said: tuple[str, ...] = ()


def held(db: Connection, learner: Learner) -> dict[Key, Held]:
    """All memories of a learner."""
    return projection.held(db, learner.id)


def seen(db: Connection, learner: Learner) -> dict[str, Sighting]:
    """All items a learner has answered."""
    return projection.seen(db, learner.id)


def held_of(db: Connection, learner: Learner, key: Key) -> Held | None:
    """One memory of a learner; None when there is none yet."""
    return projection.held_of(db, learner.id, key)


def seen_of(db: Connection, learner: Learner, item: str) -> Sighting | None:
    """How often a learner has answered one item, and when last; None for never."""
    return projection.seen_of(db, learner.id, item)


def replay(db: Connection, course: Course) -> Report:
    """Rebuild the memories and sightings of every learner from the log, and say what differed."""
    return together(rebuild(db, course, learner) for learner in everybody(db))


def everybody(db: Connection) -> Sequence[int]:
    """The number of every learner."""
    return db.scalars(select(learners.c.id).order_by(learners.c.id)).all()


def together(reports: Iterable[Report]) -> Report:
    """What was found for several learners, as one report."""
    total = [0, 0, 0]
    said: list[str] = []
    for one in reports:
        total = [a + b for a, b in zip(total, (one.answers, one.memories, one.unknown), strict=True)]
        said += one.said
    return Report(total[0], total[1], len(said), total[2], tuple(said))


def first_day(db: Connection, learner: Learner) -> int | None:
    """The day number of the first answer that was ever given; None before it."""
    found = db.execute(select(func.min(answers.c.day)).where(answers.c.learner == learner.id)).scalar_one()
    return int(found) if found is not None else None


def rebuild(db: Connection, course: Course, learner: int) -> Report:
    """Rebuild one learner's memories and sightings from the log."""
    hold(db, learner)
    report, new, held_keys, seen_keys = _compare(db, course, learner)
    if report.said:
        projection.drop(db, learner, [*held_keys - new.held.keys()], [*seen_keys - new.seen.keys()])
        projection.put(db, learner, new.held, new.seen)
        traces.forget(db, learner)
        newest = select(func.coalesce(func.max(answers.c.seq), 0)).where(answers.c.learner == learner)
        mine = update(learners).where(learners.c.id == learner)
        db.execute(mine.values(replayed=newest.scalar_subquery()))
    return report


def compare(db: Connection, course: Course, learner: int) -> Report:
    """What `rebuild` would find, on a connection that sees one moment; nothing is written and nobody waits."""
    return _compare(db, course, learner)[0]


def _compare(
    db: Connection, course: Course, learner: int
) -> tuple[Report, replaying.Projection, set[Key], set[str]]:  # fmt: skip
    log = list(given(db, learner))
    new = replaying.replay(course, log)
    old_held, old_seen = projection.held(db, learner), projection.seen(db, learner)
    said = (*_differences(learner, old_held, new.held), *_differences(learner, old_seen, new.seen))
    return Report(len(log), len(new.held), len(said), new.unknown, said), new, set(old_held), set(old_seen)


def _differences(learner: int, old: Mapping[Any, object], new: Mapping[Any, object]) -> Iterator[str]:
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            yield f"learner {learner}, {key}: stored {old.get(key)}, by the log {new.get(key)}"
